// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "migration_rates.h"

#include "migrant_destinations.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle {
namespace {

/// Persons a year that cross the border of an authority.
struct Crossings {
  double to_country = 0;    ///< other authorities of the study and the rest
  double from_outside = 0;  ///< the rest of the country
  double from_abroad = 0;
};

class Rates {
 public:
  Rates(const Scenario& scenario,
        const StudyArea& area,
        const housing::State& state,
        housing::World& world,
        std::vector<std::string>& notes)
      : value_{scenario.parameters},
        tables_{area.housing},
        state_{state},
        world_{world},
        notes_{notes},
        groups_{world.base.groups.size()} {
    mean_sizes();
  }

  void set() {
    const std::size_t authorities = world_.base.authorities.size();
    const std::size_t types = authorities * groups_;
    world_.leave_rates.assign(types, 0.0);
    world_.arrivals.from_uk.assign(types, 0.0);
    world_.arrivals.from_abroad.assign(types, 0.0);
    world_.base.flows = {};
    world_.group_destinations = {};
    for (std::size_t a = 0; a < authorities; ++a) {
      within_country_.push_back(relative(a, &GroupMobility::within_country));
      from_abroad_.push_back(relative(a, &GroupMobility::from_abroad));
      set_authority(a);
    }
    if (tables_.moves && authorities > 1) {
      set_destinations();
      set_group_destinations();
    }
    tell();
  }

 private:
  /// Mean members of households by group of the reference person.
  void mean_sizes() {
    std::vector<double> persons(groups_, 0.0);
    std::vector<double> households(groups_, 0.0);
    const housing::HouseholdTable& table = state_.households;
    for (std::size_t i = 0; i < table.size(); ++i) {
      persons[table.groups[i]] += table.sizes[i];
      households[table.groups[i]] += 1;
    }
    for (std::size_t g = 0; g < groups_; ++g) {
      sizes_.push_back(households[g] > 0 ? persons[g] / households[g] : 2.4);
    }
  }

  Crossings crossings_of(std::size_t a, double persons) {
    Crossings all{.to_country = value_["moved_in_rate"] * persons,
                  .from_outside = value_["moved_in_rate"] * persons,
                  .from_abroad = value_["abroad_rate"] * persons};
    if (!tables_.moves) return all;
    const MovesTable& moves = *tables_.moves;
    const std::size_t count = world_.base.authorities.size();
    double between = 0;
    for (std::size_t b = 0; b < count; ++b) {
      if (b != a) {
        between += static_cast<double>(moves.between[a * count + b]);
      }
    }
    const Crossings given{
        .to_country = between + static_cast<double>(moves.to_outside[a]),
        .from_outside = static_cast<double>(moves.from_outside[a]),
        .from_abroad = static_cast<double>(moves.from_abroad[a])};
    const double sum =
        given.to_country + given.from_outside + given.from_abroad;
    if (sum > 0) return given;
    without_moves_.push_back(world_.base.authorities.codes[a]);
    return all;
  }

  /// Mobility of a group relative to its authority's mean, for each group.
  std::vector<double> relative(
      std::size_t a,
      std::array<double, table_group_count> GroupMobility::*column) {
    std::vector<double> factors(groups_, 1.0);
    const std::string& code = world_.base.authorities.codes[a];
    const auto found = std::find_if(
        tables_.mobility.begin(), tables_.mobility.end(), [&](const auto& row) {
          return row.authority == code;
        });
    if (found == tables_.mobility.end()) {
      if (column == &GroupMobility::within_country) {
        without_groups_.push_back(code);
      }
      return factors;
    }
    double sum = 0;
    double persons = 0;
    for (std::size_t g = 0; g < groups_; ++g) {
      const auto table = static_cast<std::size_t>(
          table_group_of(world_.base.groups, GroupId{g}));
      const double share = ((*found).*column)[table];
      factors[g] = std::max(share, 0.0);
      sum += factors[g] * state_.by_authority[a * groups_ + g];
      persons += state_.by_authority[a * groups_ + g];
    }
    if (sum <= 0) return std::vector<double>(groups_, 1.0);
    for (double& factor : factors) factor *= persons / sum;
    return factors;
  }

  void set_authority(std::size_t a) {
    const std::int32_t* by_group = state_.by_authority.data() + a * groups_;
    const double persons = std::accumulate(by_group, by_group + groups_, 0.0);
    if (persons <= 0) return;
    const Crossings all = crossings_of(a, persons);
    const double normal = value_["pandemic_factor"];
    const std::vector<double>& within = within_country_[a];
    const std::vector<double>& abroad = from_abroad_[a];
    const double emigrants = value_["emigration_share"] * all.from_abroad;
    for (std::size_t g = 0; g < groups_; ++g) {
      const std::size_t type = a * groups_ + g;
      world_.leave_rates[type] =
          normal * (all.to_country * within[g] + emigrants * abroad[g]) /
          persons;
      const double households = by_group[g] / sizes_[g];
      world_.arrivals.from_uk[type] =
          normal * all.from_outside / persons * within[g] * households;
      world_.arrivals.from_abroad[type] =
          normal * all.from_abroad / persons * abroad[g] * households;
    }
  }

  void set_destinations() {
    const MovesTable& moves = *tables_.moves;
    const std::size_t count = world_.base.authorities.size();
    for (std::size_t a = 0; a < count; ++a) {
      const double emigrants = value_["emigration_share"] *
                               static_cast<double>(moves.from_abroad[a]);
      double all = emigrants + static_cast<double>(moves.to_outside[a]);
      for (std::size_t b = 0; b < count; ++b) {
        if (b != a) all += static_cast<double>(moves.between[a * count + b]);
      }
      double sum = 0;
      for (std::size_t b = 0; b < count; ++b) {
        if (b != a) sum += static_cast<double>(moves.between[a * count + b]);
        world_.base.flows.cumulative.push_back(all > 0 ? sum / all : 0.0);
      }
    }
  }

  /// Who leaves is known by group; that those who come to an authority from
  /// others are like all who had moved within the country is assumed.
  void set_group_destinations() {
    const double sorted = value_["group_destinations"];
    if (sorted == 0) return;
    const MovesTable& moves = *tables_.moves;
    const std::size_t count = world_.base.authorities.size();
    MigrantMargins margins{.authorities = count,
                           .groups = groups_,
                           .between = between(),
                           .leavers = std::vector(count * groups_, 0.0),
                           .to_outside = std::vector(count * groups_, 0.0),
                           .composition = std::vector(count * groups_, 0.0)};
    for (std::size_t a = 0; a < count; ++a) {
      const std::int32_t* by_group = state_.by_authority.data() + a * groups_;
      const double persons = std::accumulate(by_group, by_group + groups_, 0.0);
      if (persons <= 0) continue;
      const double* row = margins.between.data() + a * count;
      const double to_others = std::accumulate(row, row + count, 0.0);
      const double emigrants = value_["emigration_share"] *
                               static_cast<double>(moves.from_abroad[a]);
      for (std::size_t g = 0; g < groups_; ++g) {
        const std::size_t at = a * groups_ + g;
        const double share = by_group[g] * within_country_[a][g] / persons;
        margins.leavers[at] = to_others * share;
        margins.to_outside[at] =
            static_cast<double>(moves.to_outside[a]) * share +
            emigrants * by_group[g] * from_abroad_[a][g] / persons;
        // Half a person, so that a group may come where it was not.
        margins.composition[at] =
            std::max(by_group[g] * within_country_[a][g], 0.5) / persons;
      }
    }
    mix_compositions(sorted, margins);
    world_.group_destinations = migrant_destinations(margins);
  }

  /// Persons who moved between authorities of the study.
  std::vector<double> between() const {
    const std::size_t count = world_.base.authorities.size();
    std::vector<double> persons(tables_.moves->between.begin(),
                                tables_.moves->between.end());
    for (std::size_t a = 0; a < count; ++a) persons[a * count + a] = 0;
    return persons;
  }

  /// Between those that would come if all groups went alike and those seen.
  void mix_compositions(double sorted, MigrantMargins& margins) const {
    const std::size_t count = margins.authorities;
    for (std::size_t to = 0; to < count; ++to) {
      std::vector<double> alike(groups_, 0.0);
      double all = 0;
      for (std::size_t from = 0; from < count; ++from) {
        const double* row = margins.between.data() + from * count;
        const double leave = std::accumulate(row, row + count, 0.0);
        if (!(leave > 0)) continue;
        for (std::size_t g = 0; g < groups_; ++g) {
          alike[g] += row[to] * margins.leavers[from * groups_ + g] / leave;
        }
        all += row[to];
      }
      if (!(all > 0)) continue;
      double* seen = margins.composition.data() + to * groups_;
      const double sum = std::accumulate(seen, seen + groups_, 0.0);
      for (std::size_t g = 0; g < groups_; ++g) {
        seen[g] = sorted * seen[g] / (sum > 0 ? sum : 1.0) +
                  (1 - sorted) * alike[g] / all;
      }
    }
  }

  void tell() {
    if (!tables_.moves) {
      notes_.push_back(
          "no migration.flows: arrivals and departures are the parameters "
          "migration.moved_in_rate and migration.abroad_rate");
    }
    if (!without_moves_.empty()) {
      notes_.push_back("no moves in " + tables_.moves->file + " for " +
                       first_few(without_moves_) +
                       ": migration.moved_in_rate and abroad_rate there");
    }
    if (!without_groups_.empty()) {
      notes_.push_back("no mobility by group for " +
                       first_few(without_groups_) +
                       ": all groups come and leave alike there");
    }
  }

  const ParameterValues& value_;
  const HousingTables& tables_;
  const housing::State& state_;
  housing::World& world_;
  std::vector<std::string>& notes_;
  std::size_t groups_;
  std::vector<double> sizes_;
  /// By authority and group, see relative().
  std::vector<std::vector<double>> within_country_;
  std::vector<std::vector<double>> from_abroad_;
  std::vector<std::string> without_moves_;
  std::vector<std::string> without_groups_;
};

}  // namespace

void set_migration_rates(const Scenario& scenario,
                         const StudyArea& area,
                         const housing::State& state,
                         housing::World& world,
                         std::vector<std::string>& notes) {
  Rates{scenario, area, state, world, notes}.set();
}

}  // namespace mingle
