// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <mingle/engine/hindcast/scores.h>
#include <mingle/engine/hindcast/twin_ensemble.h>
#include <mingle/engine/indices/two_group.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/random.h>

namespace mingle::hindcast {
namespace {

/// Lower triangle L with L L' = A; directions without variance become zero.
std::vector<double> lower_triangle(std::vector<double> a, std::size_t n) {
  std::vector<double> lower(n * n, 0.0);
  for (std::size_t k = 0; k < n; ++k) {
    double left = a[k * n + k];
    for (std::size_t j = 0; j < k; ++j) {
      left -= lower[k * n + j] * lower[k * n + j];
    }
    const double diagonal = left > 1e-14 ? std::sqrt(left) : 0;
    lower[k * n + k] = diagonal;
    for (std::size_t i = k + 1; i < n && diagonal > 0; ++i) {
      double rest = a[i * n + k];
      for (std::size_t j = 0; j < k; ++j) {
        rest -= lower[i * n + j] * lower[k * n + j];
      }
      lower[i * n + k] = rest / diagonal;
    }
  }
  return lower;
}

TwinEffects draw_effects(const TwinArea& area,
                         const TwinSpread& spread,
                         std::size_t member,
                         std::uint64_t seed) {
  TwinEffects effects;
  Draws common{{seed, member, area.id, 0, Purpose::twin_effects, 0}};
  std::vector<double> normal(area.groups);
  for (double& value : normal) value = common.normal();
  for (std::size_t g = 0; g < area.groups; ++g) {
    double value = 0;
    for (std::size_t h = 0; h <= g; ++h) {
      value += spread.effects[g * area.groups + h] * normal[h];
    }
    effects.alpha.push_back(value);
  }
  for (std::size_t z = 0; z < area.zones; ++z) {
    Draws own{{seed, member, area.zone_ids[z], 0, Purpose::twin_zones, 0}};
    for (std::size_t g = 0; g < area.groups; ++g) {
      effects.zones.push_back(spread.zones[g] * own.normal());
    }
  }
  return effects;
}

/// By group, the square of what was missed and the variance over members: of
/// zone shares (times people), and of D against the rest.
struct Variances {
  std::vector<double> shares_seen;
  std::vector<double> shares_drawn;
  std::vector<double> unevenness_seen;
  std::vector<double> unevenness_drawn;
};

double against_rest_of(const PeopleTable& people, std::size_t group) {
  const double d = dissimilarity(against_rest(people, group));
  return std::isnan(d) ? 0 : d;
}

Variances variances_of(const TwinArea& area,
                       const PeopleTable& forecast,
                       std::span<const PeopleTable> members) {
  const PeopleTable after{area.groups, area.after};
  const auto count = static_cast<double>(members.size());
  Variances variances;
  for (std::size_t g = 0; g < area.groups; ++g) {
    double drawn = 0;
    double mean = 0;
    double squares = 0;
    for (const PeopleTable& member : members) {
      drawn += share_mse(member, forecast, g) / count;
      const double d = against_rest_of(member, g);
      mean += d / count;
      squares += d * d / count;
    }
    const double spread = (squares - mean * mean) * count / (count - 1);
    const double missed = mean - against_rest_of(after, g);
    variances.shares_seen.push_back(share_mse(forecast, after, g) *
                                    after.total());
    variances.shares_drawn.push_back(drawn * after.total());
    // The mean of so few members is itself off by spread / count.
    variances.unevenness_seen.push_back(missed * missed - spread / count);
    variances.unevenness_drawn.push_back(spread);
  }
  return variances;
}

class SpreadEstimator {
 public:
  SpreadEstimator(const TwinLayout& layout,
                  const TwinSettings& settings,
                  std::span<const TwinArea> areas,
                  const CrossFit& cross,
                  const FitSettings& fit)
      : layout_{layout},
        settings_{settings},
        areas_{areas},
        cross_{cross},
        fit_{fit},
        spreads_(cross.fits.size()) {}

  std::vector<TwinSpread> run(std::uint64_t seed) {
    for (std::size_t k = 0; k < spreads_.size(); ++k) {
      spreads_[k].effects = effects_without(k);
      spreads_[k].zones.assign(layout_.groups(), 0.3);
      spreads_[k].shifts = parameter_shifts(cross_);
    }
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; ++round) match_zones(seed);
    return std::move(spreads_);
  }

 private:
  double weight(std::size_t area) const {
    return std::min(
        1.0, std::exp(areas_[area].diversity - 2) / fit_.telling_minority);
  }

  std::vector<double> effects_without(std::size_t fold) const {
    const std::size_t groups = layout_.groups();
    std::vector<double> covariance(groups * groups, 0.0);
    double weights = 0;
    for (std::size_t a = 0; a < areas_.size(); ++a) {
      if (cross_.fold[a] == fold) continue;
      weights += weight(a);
      for (std::size_t i = 0; i < covariance.size(); ++i) {
        covariance[i] += weight(a) * cross_.effects[a][i / groups] *
                         cross_.effects[a][i % groups];
      }
    }
    for (double& value : covariance) value /= std::max(weights, 1e-300);
    return lower_triangle(std::move(covariance), groups);
  }

  void match_zones(std::uint64_t seed) {
    constexpr std::size_t tried = 6;
    std::vector<Variances> variances(areas_.size());
    parallel_for_blocks(
        areas_.size(), 1, [&](std::size_t, std::size_t begin, std::size_t end) {
          for (std::size_t a = begin; a < end; ++a) {
            const auto& parameters = cross_.parameters_for(a);
            const PeopleTable forecast =
                Twin{layout_, settings_}.forecast(areas_[a], parameters);
            variances[a] = variances_of(areas_[a],
                                        forecast,
                                        twin_ensemble(layout_,
                                                      settings_,
                                                      areas_[a],
                                                      parameters,
                                                      spreads_[cross_.fold[a]],
                                                      tried,
                                                      seed));
          }
        });
    for (std::size_t k = 0; k < spreads_.size(); ++k) {
      for (std::size_t g = 0; g < layout_.groups(); ++g)
        rescale(k, g, variances);
    }
  }

  /// Zone effects follow what was missed in zones' shares, authority effects
  /// what was missed in D.
  void rescale(std::size_t fold,
               std::size_t group,
               std::span<const Variances> variances) {
    double shares = 0;
    double shares_drawn = 0;
    double unevenness = 0;
    double unevenness_drawn = 0;
    for (std::size_t a = 0; a < areas_.size(); ++a) {
      if (cross_.fold[a] == fold) continue;
      const Variances& each = variances[a];
      shares += weight(a) * each.shares_seen[group];
      shares_drawn += weight(a) * each.shares_drawn[group];
      unevenness += weight(a) * each.unevenness_seen[group];
      unevenness_drawn += weight(a) * each.unevenness_drawn[group];
    }
    const std::size_t groups = layout_.groups();
    TwinSpread& spread = spreads_[fold];
    if (shares_drawn > 0) {
      spread.zones[group] *= std::sqrt(shares / shares_drawn);
    }
    if (!(unevenness_drawn > 0)) return;
    // Fitted effects hold noise besides: they are only ever too large.
    const double factor = std::clamp(
        std::sqrt(std::max(0.0, unevenness) / unevenness_drawn), 0.5, 1.0);
    for (std::size_t h = 0; h < groups; ++h) {
      spread.effects[group * groups + h] *= factor;
    }
  }

  const TwinLayout& layout_;
  const TwinSettings& settings_;
  std::span<const TwinArea> areas_;
  const CrossFit& cross_;
  const FitSettings& fit_;
  std::vector<TwinSpread> spreads_;
};

}  // namespace

std::vector<std::vector<double>> parameter_shifts(const CrossFit& cross) {
  std::vector<std::vector<double>> shifts;
  if (cross.fits.empty()) return shifts;
  const auto folds = static_cast<double>(cross.fits.size());
  std::vector<double> mean(cross.fits.front().parameters.size(), 0.0);
  for (const TwinFit& fit : cross.fits) {
    for (std::size_t p = 0; p < mean.size(); ++p) {
      mean[p] += fit.parameters[p] / folds;
    }
  }
  const double scale = std::sqrt((folds - 1) / folds);
  for (const TwinFit& fit : cross.fits) {
    std::vector<double> shift(mean.size());
    for (std::size_t p = 0; p < mean.size(); ++p) {
      shift[p] = scale * (fit.parameters[p] - mean[p]);
    }
    shifts.push_back(std::move(shift));
  }
  return shifts;
}

TwinDraw draw_twin(const TwinArea& area,
                   std::span<const double> parameters,
                   const TwinSpread& spread,
                   std::size_t member,
                   std::uint64_t seed) {
  TwinDraw draw;
  draw.parameters.assign(parameters.begin(), parameters.end());
  Draws common{{seed, member, area.id, 0, Purpose::twin_parameters, 0}};
  for (const std::vector<double>& shift : spread.shifts) {
    const double normal = common.normal();
    for (std::size_t p = 0; p < shift.size(); ++p) {
      draw.parameters[p] += normal * shift[p];
    }
  }
  draw.effects = draw_effects(area, spread, member, seed);
  return draw;
}

std::vector<TwinSpread> estimate_spreads(const TwinLayout& layout,
                                         const TwinSettings& settings,
                                         std::span<const TwinArea> areas,
                                         const CrossFit& cross,
                                         const FitSettings& fit,
                                         std::uint64_t seed) {
  return SpreadEstimator{layout, settings, areas, cross, fit}.run(seed);
}

std::vector<PeopleTable> twin_ensemble(const TwinLayout& layout,
                                       const TwinSettings& settings,
                                       const TwinArea& area,
                                       std::span<const double> parameters,
                                       const TwinSpread& spread,
                                       std::size_t members,
                                       std::uint64_t seed) {
  const Twin twin{layout, settings};
  std::vector<PeopleTable> people;
  people.reserve(members);
  for (std::size_t m = 0; m < members; ++m) {
    const TwinDraw draw = draw_twin(area, parameters, spread, m, seed);
    people.push_back(twin.forecast(area, draw.parameters, draw.effects));
  }
  return people;
}

PeopleTable ensemble_mean(std::span<const PeopleTable> members) {
  if (members.empty()) return {};
  std::vector<double> sums(members.front().values().size(), 0.0);
  for (const PeopleTable& member : members) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] += member.values()[i] / static_cast<double>(members.size());
    }
  }
  return {members.front().groups(), std::move(sums)};
}

}  // namespace mingle::hindcast
