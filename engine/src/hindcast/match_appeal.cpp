// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/assert.h>
#include <mingle/engine/calendar.h>
#include <mingle/engine/hindcast/match_appeal.h>
#include <mingle/engine/hindcast/null_models.h>
#include <mingle/engine/hindcast/regression.h>
#include <mingle/engine/housing/newcomers.h>

namespace mingle::hindcast {
namespace {

constexpr double largest_alpha = 3;
/// Replicates of trial years: far from those of runs, so that no run repeats
/// the luck that its appeal was fitted to.
constexpr int first_trial = 1 << 20;

/// How fast the twin's newcomers come, over how fast the engine's do.
double speed(const TwinYear& year, const AppealMatch& match, std::size_t g) {
  return match.chose[g] > 0 ? year.rates[g] / match.chose[g] : 0.0;
}

/// ln of a group's share of a zone at the start, with the floor of persons.
double log_share(const TwinYear& year, double kappa, std::size_t cell) {
  const PeopleTable& people = year.before;
  const std::size_t g = cell % people.groups();
  const double mix = people.group_total(g) / people.total();
  const double share = (people.values()[cell] + kappa * mix) /
                       (people.zone_total(cell / people.groups()) + kappa);
  return std::log(std::max(share, 1e-9));
}

class Matcher {
 public:
  Matcher(const TwinYear& year,
          const housing::State& start,
          const MatchSettings& settings,
          std::uint64_t seed,
          housing::World& world)
      : year_{year},
        start_{start},
        settings_{settings},
        seed_{seed},
        world_{world},
        groups_{year.before.groups()},
        appeal_(year.pulls.size(), 0.0) {}

  AppealMatch run() {
    match_.kappa = settings_.kappa;
    set_alphas(year_.alphas);
    apply();
    take_rates(trial());
    for (std::size_t g = 0; g < groups_; ++g) {
      match_.alphas.push_back(
          engine_alpha(year_.alphas[g], year_.rates[g], match_.chose[g]));
    }
    set_alphas(exponents());
    for (std::size_t i = 0; i < appeal_.size(); ++i) {
      appeal_[i] = speed(year_, match_, i % groups_) * year_.pulls[i];
    }
    apply();
    measure_response();
    for (int round = 0; round < settings_.rounds; ++round) improve();
    return std::move(match_);
  }

 private:
  struct Trial {
    std::vector<double> came;   ///< zones x groups of the twin, persons
    std::vector<double> chose;  ///< by group
    std::vector<double> joined;
    std::vector<double> stock;
    std::vector<double> after;  ///< zones x groups
  };

  std::vector<double> exponents() const {
    std::vector<double> alphas;
    for (const EngineAlpha& each : match_.alphas) alphas.push_back(each.alpha);
    return alphas;
  }

  void set_alphas(const std::vector<double>& alphas) {
    mingle::Rules& rules = world_.base.rules;
    const std::size_t groups = world_.base.groups.size();
    for (std::size_t i = 0; i < rules.alpha.size(); ++i) {
      const std::size_t g = year_.group_of[i % groups];
      if (g == TwinYear::none) continue;
      rules.alpha[i] = std::clamp(alphas[g], 0.0, largest_alpha);
    }
  }

  void apply() {
    const std::size_t groups = world_.base.groups.size();
    world_.appeal.assign(world_.base.zones.size() * groups, 0.0);
    for (std::size_t i = 0; i < world_.appeal.size(); ++i) {
      const std::size_t g = year_.group_of[i % groups];
      if (g == TwinYear::none) continue;
      double& value = appeal_[year_.zone_of[i / groups] * groups_ + g];
      value = std::clamp(value, -settings_.limit, settings_.limit);
      world_.appeal[i] = value;
    }
  }

  void add(const std::vector<double>& from,
           std::vector<double>& to,
           bool by_zone) const {
    const std::size_t groups = world_.base.groups.size();
    for (std::size_t i = 0; i < from.size(); ++i) {
      const std::size_t g = year_.group_of[i % groups];
      if (g == TwinYear::none) continue;
      to[by_zone ? year_.zone_of[i / groups] * groups_ + g : g] += from[i];
    }
  }

  Trial trial() {
    const housing::Newcomers seen =
        housing::mean_newcomers(world_,
                                start_,
                                seed_,
                                first_trial + trials_ * settings_.replicates,
                                settings_.replicates,
                                ticks_per_year);
    ++trials_;
    Trial trial;
    trial.came.assign(appeal_.size(), 0.0);
    trial.after = trial.came;
    trial.chose.assign(groups_, 0.0);
    trial.joined = trial.stock = trial.chose;
    add(seen.chose, trial.came, true);
    add(seen.after, trial.after, true);
    add(seen.chose, trial.chose, false);
    add(seen.joined, trial.joined, false);
    add(seen.stock, trial.stock, false);
    return trial;
  }

  void take_rates(const Trial& trial) {
    for (std::size_t g = 0; g < groups_; ++g) {
      const double people = std::max(1.0, trial.stock[g]);
      match_.chose.push_back(trial.chose[g] / people);
      match_.joined.push_back(trial.joined[g] / people);
    }
  }

  /// The twin's mix after a year within the engine's sizes of zones and
  /// groups.
  PeopleTable wished(const Trial& seen) const {
    const PeopleTable made{groups_, seen.after};
    Controls controls;
    controls.group_totals.assign(made.group_totals().begin(),
                                 made.group_totals().end());
    controls.zone_totals.assign(made.zone_totals().begin(),
                                made.zone_totals().end());
    return rake(year_.after, controls, 1e-6, 300);
  }

  /// Newcomers of a zone and group over those of another trial, in logs.
  double log_ratio(double wanted, double came) const {
    return std::log((wanted + settings_.floor) / (came + settings_.floor));
  }

  /// ln s and pull of a cell.
  std::array<double, 2> features(std::size_t i) const {
    return {log_share(year_, settings_.kappa, i), year_.pulls[i]};
  }

  /// Both trials under the same luck, so that their difference is the step's.
  void measure_response() {
    const int luck = trials_;
    const Trial low = trial();
    const std::vector<double> usual = appeal_;
    for (std::size_t i = 0; i < appeal_.size(); ++i) {
      appeal_[i] += settings_.step * log_share(year_, settings_.kappa, i);
    }
    apply();
    trials_ = luck;
    const Trial high = trial();
    appeal_ = usual;
    apply();
    std::vector<double> follow(low.came.size());
    for (std::size_t i = 0; i < follow.size(); ++i) {
      follow[i] = log_ratio(high.came[i], low.came[i]);
    }
    for (std::size_t g = 0; g < groups_; ++g) {
      const double slope = fit(g, follow, low.came)[1] / settings_.step;
      match_.response.push_back(
          std::clamp(slope, settings_.least_response, settings_.most_response));
    }
  }

  /// Weighted least squares of values of a group on 1, ln s and pull.
  std::array<double, 3> fit(std::size_t group,
                            const std::vector<double>& values,
                            const std::vector<double>& weights) const {
    std::vector<double> matrix(9, 0.0);
    std::vector<double> right(3, 0.0);
    double all = 1e-9;
    for (std::size_t i = group; i < values.size(); i += groups_) {
      const auto [own, pull] = features(i);
      const std::array<double, 3> x{1, own, pull};
      all += weights[i];
      for (std::size_t r = 0; r < 3; ++r) {
        right[r] += weights[i] * x[r] * values[i];
        for (std::size_t c = 0; c < 3; ++c) {
          matrix[r * 3 + c] += weights[i] * x[r] * x[c];
        }
      }
    }
    // A hair of a ridge, where a feature does not vary.
    for (std::size_t r = 0; r < 3; ++r) matrix[r * 3 + r] += 1e-6 * all;
    const auto found = solve_positive(std::move(matrix), std::move(right));
    return {found[0], found[1], found[2]};
  }

  /// What newcomers lack in a trial, in logs; adds to the count of misplaced.
  std::vector<double> lacking(const Trial& seen, double& missed) const {
    const PeopleTable target = wished(seen);
    std::vector<double> ratios(seen.came.size());
    for (std::size_t i = 0; i < ratios.size(); ++i) {
      const double came = seen.came[i];
      const double less = target.values()[i] - seen.after[i];
      // Nobody can be kept from staying: at least a twentieth still comes.
      const double wanted = std::max(came + less, 0.05 * came);
      missed += std::abs(wanted - came) / 2;
      ratios[i] = log_ratio(wanted, came);
    }
    return ratios;
  }

  void improve() {
    double missed = 0;
    const Trial first = trial();
    const Trial second = trial();
    const std::vector<double> one = lacking(first, missed);
    const std::vector<double> two = lacking(second, missed);
    std::vector<double> mean(one.size());
    std::vector<double> came(one.size());
    double all = 0;
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] = (one[i] + two[i]) / 2;
      came[i] = (first.came[i] + second.came[i]) / 2;
      all += 2 * came[i];
    }
    match_.misplaced.push_back(all > 0 ? missed / all : 0);
    for (std::size_t g = 0; g < groups_; ++g) {
      const auto line = fit(g, mean, came);
      correct(g, line, one, two, came);
    }
    apply();
  }

  /// Adds the line over the response, and of what is left the part on which
  /// both halves agree.
  void correct(std::size_t group,
               const std::array<double, 3>& line,
               const std::vector<double>& one,
               const std::vector<double>& two,
               const std::vector<double>& came) {
    const auto on_line = [&](std::size_t i) {
      const auto [own, pull] = features(i);
      return line[0] + line[1] * own + line[2] * pull;
    };
    double agreed = 0;
    double squares = 0;
    for (std::size_t i = group; i < one.size(); i += groups_) {
      const double a = one[i] - on_line(i);
      const double b = two[i] - on_line(i);
      agreed += came[i] * a * b;
      squares += came[i] * (a + b) * (a + b) / 4;
    }
    const double part =
        squares > 0 ? std::clamp(agreed / squares, 0.0, 1.0) : 0.0;
    for (std::size_t i = group; i < one.size(); i += groups_) {
      const double rest = (one[i] + two[i]) / 2 - on_line(i);
      appeal_[i] += on_line(i) / match_.response[group] + part * rest;
    }
  }

  const TwinYear& year_;
  const housing::State& start_;
  const MatchSettings& settings_;
  std::uint64_t seed_;
  housing::World& world_;
  std::size_t groups_;
  int trials_ = 0;
  std::vector<double> appeal_;  ///< zones x groups of the twin
  AppealMatch match_;
};

}  // namespace

EngineAlpha engine_alpha(double twin_alpha,
                         double twin_rate,
                         double engine_rate) {
  if (!(engine_rate > 0)) return {1, true};
  const double alpha = 1 - twin_rate * (1 - twin_alpha) / engine_rate;
  const double kept = std::clamp(alpha, 0.0, largest_alpha);
  return {kept, kept != alpha};
}

AppealMatch match_appeal(const TwinYear& year,
                         const housing::State& start,
                         const MatchSettings& settings,
                         std::uint64_t seed,
                         housing::World& world) {
  MINGLE_EXPECT(year.zone_of.size() == world.base.zones.size());
  MINGLE_EXPECT(year.group_of.size() == world.base.groups.size());
  return Matcher{year, start, settings, seed, world}.run();
}

void shift_appeal(const TwinYear& matched,
                  const AppealMatch& match,
                  std::span<const double> alphas,
                  std::span<const double> pulls,
                  housing::World& world) {
  const std::size_t groups = world.base.groups.size();
  const std::size_t width = matched.before.groups();
  for (std::size_t i = 0; i < world.appeal.size(); ++i) {
    const std::size_t g = matched.group_of[i % groups];
    if (g == TwinYear::none) continue;
    const std::size_t from = matched.zone_of[i / groups] * width + g;
    const double own = log_share(matched, match.kappa, from) *
                       (alphas[g] - matched.alphas[g]) / match.response[g];
    world.appeal[i] +=
        speed(matched, match, g) * (own + pulls[from] - matched.pulls[from]);
  }
}

}  // namespace mingle::hindcast
