// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "household_table.h"

#include "rounding.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace mingle {
namespace {

constexpr int max_sweeps = 200;
constexpr double tolerance = 1e-4;
/// Weight of a combination that the pooled table does not have.
constexpr double structural_floor = 1e-3;
/// RM134 has four tenures; social is split by landlord in the zones.
constexpr std::array<std::size_t, tenure_count> published_tenure{0, 1, 2, 2, 3};

using Weights = std::array<double, kind_count>;

/// Size classes of households headed by one group: the authority's sizes,
/// tilted to the group's mean.
std::array<double, size_class_count> size_weights(
    const std::array<double, size_class_count>& base,
    double largest_mean,
    double wanted_mean) {
  const std::array<double, size_class_count> persons{1, 2, 3, largest_mean};
  const auto tilted = [&](double tilt) {
    std::array<double, size_class_count> weights{};
    double sum = 0;
    for (std::size_t s = 0; s < size_class_count; ++s) {
      weights[s] = base[s] * std::exp(tilt * persons[s]);
      sum += weights[s];
    }
    for (double& weight : weights) weight /= sum;
    return weights;
  };
  const auto mean = [&](double tilt) {
    const auto weights = tilted(tilt);
    return std::inner_product(
        weights.begin(), weights.end(), persons.begin(), 0.0);
  };
  double low = -6;
  double high = 6;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (mean(middle) < wanted_mean ? low : high) = middle;
  }
  return tilted(0.5 * (low + high));
}

/// The fit of one authority. Cells are zone-major, then group, then kind.
class JointFit {
 public:
  JointFit(const GroupScheme& groups,
           const AuthorityTables& tables,
           const GroupCounts& reference,
           const ZoneCounts& sizes)
      : tables_{tables},
        reference_{reference},
        sizes_{sizes},
        groups_{groups.size()} {
    for (std::size_t g = 0; g < groups_; ++g) {
      category_.push_back(
          static_cast<std::size_t>(groups.category(GroupId{g})));
    }
  }

  void start(const GroupScheme& groups,
             const GroupCounts& in_households,
             const PopulationParameters& parameters) {
    cells_.resize(reference_.zones() * groups_ * kind_count);
    for (std::size_t g = 0; g < groups_; ++g) {
      const Weights weights =
          group_weights(groups, in_households, parameters, g);
      for (std::size_t z = 0; z < reference_.zones(); ++z) {
        const double headed = reference_.at(ZoneId{z}, g);
        for (std::size_t k = 0; k < kind_count; ++k) {
          cell(z, g, k) = headed * weights[k];
        }
      }
    }
  }

  void run() {
    for (int sweep = 0; sweep < max_sweeps; ++sweep) {
      double error = 0;
      if (tables_.tenure_by_group) error = fit_authority();
      for (std::size_t z = 0; z < reference_.zones(); ++z) {
        error = std::max(error, fit_zone(z));
      }
      if (error < tolerance) return;
    }
  }

  std::span<const double> zone(std::size_t z) const {
    return {cells_.data() + z * groups_ * kind_count, groups_ * kind_count};
  }

 private:
  double& cell(std::size_t z, std::size_t g, std::size_t k) {
    return cells_[(z * groups_ + g) * kind_count + k];
  }

  Weights group_weights(const GroupScheme& groups,
                        const GroupCounts& in_households,
                        const PopulationParameters& parameters,
                        std::size_t g) const {
    std::array<double, size_class_count> base{};
    double persons_in_largest = static_cast<double>(in_households.total());
    for (std::size_t s = 0; s < size_class_count; ++s) {
      base[s] = static_cast<double>(sizes_.column_total(s)) + 1.0;
      if (s + 1 < size_class_count) {
        persons_in_largest -= base[s] * static_cast<double>(s + 1);
      }
    }
    const double largest_mean =
        std::clamp(persons_in_largest / base.back(), 4.0, 9.0);
    const bool mixed = groups.category(GroupId{g}) == HrpCategory::mixed;
    const double headed = static_cast<double>(reference_.column_total(g));
    const double persons = static_cast<double>(in_households.column_total(g));
    const double mean = mixed || headed == 0 ? parameters.mixed_hrp_mean_size
                                             : persons / headed;
    const auto by_size = size_weights(
        base, largest_mean, std::clamp(mean, 1.05, largest_mean - 0.05));
    const auto& pooled = tables_.pooled.households[category_[g]];
    const double pooled_sum =
        std::accumulate(pooled.begin(), pooled.end(), 0.0);
    Weights weights{};
    for (std::size_t k = 0; k < kind_count; ++k) {
      const std::size_t t = k / size_class_count;
      const double by_tenure =
          pooled_sum > 0 ? pooled[published_tenure[t]] / pooled_sum : 0.25;
      weights[k] =
          (by_tenure + structural_floor) * by_size[k % size_class_count];
    }
    return weights;
  }

  /// Scales cells so that the sums over `key(group, kind)` meet `wanted`.
  /// @returns the largest error before, relative to households of the zone
  template <class Key>
  double fit_margin(std::size_t z,
                    std::span<const std::int32_t> wanted,
                    double households,
                    const Key& key) {
    std::array<double, GroupScheme::max_groups> sums{};
    for (std::size_t g = 0; g < groups_; ++g) {
      for (std::size_t k = 0; k < kind_count; ++k) {
        sums[key(g, k)] += cell(z, g, k);
      }
    }
    double error = 0;
    for (std::size_t m = 0; m < wanted.size(); ++m) {
      error = std::max(error, std::abs(sums[m] - wanted[m]) / households);
      sums[m] = sums[m] > 0 ? wanted[m] / sums[m] : 0;
    }
    for (std::size_t g = 0; g < groups_; ++g) {
      for (std::size_t k = 0; k < kind_count; ++k) {
        cell(z, g, k) *= sums[key(g, k)];
      }
    }
    return error;
  }

  double fit_zone(std::size_t z) {
    const ZoneId zone{z};
    const double households =
        std::max(1.0, static_cast<double>(reference_.zone_total(zone)));
    const auto by_size = [](std::size_t, std::size_t k) {
      return k % size_class_count;
    };
    const auto by_tenure = [](std::size_t, std::size_t k) {
      return k / size_class_count;
    };
    const auto by_group = [](std::size_t g, std::size_t) { return g; };
    const double a = fit_margin(z, sizes_.row(zone), households, by_size);
    const double b =
        fit_margin(z, tables_.tenure.row(zone), households, by_tenure);
    const double c = fit_margin(z, reference_.row(zone), households, by_group);
    return std::max({a, b, c});
  }

  double fit_authority() {
    constexpr std::size_t tenures = TenureByGroup::tenures;
    std::array<std::array<double, tenures>, hrp_category_count> now{};
    double households = 0;
    for_each_cell([&](std::size_t c, std::size_t t, double& value) {
      now[c][t] += value;
      households += value;
    });
    const auto& wanted = tables_.tenure_by_group->households;
    double published = 0;
    for (const auto& row : wanted) {
      published += std::accumulate(row.begin(), row.end(), 0.0);
    }
    double error = 0;
    for (std::size_t c = 0; c < hrp_category_count; ++c) {
      for (std::size_t t = 0; t < tenures; ++t) {
        const double target =
            published > 0 ? wanted[c][t] * households / published : 0;
        error = std::max(error, std::abs(now[c][t] - target) / households);
        now[c][t] = now[c][t] > 0 ? target / now[c][t] : 1;
      }
    }
    for_each_cell([&](std::size_t c, std::size_t t, double& value) {
      value *= now[c][t];
    });
    return error;
  }

  template <class F>
  void for_each_cell(const F& visit) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const std::size_t g = i / kind_count % groups_;
      const std::size_t t = i % kind_count / size_class_count;
      visit(category_[g], published_tenure[t], cells_[i]);
    }
  }

  const AuthorityTables& tables_;
  const GroupCounts& reference_;
  const ZoneCounts& sizes_;
  std::size_t groups_;
  std::vector<std::size_t> category_;
  std::vector<double> cells_;
};

/// Moves single households between cells of a zone that differ in one
/// coordinate only, so that one margin improves and the others stay.
class MarginSwaps {
 public:
  MarginSwaps(std::span<std::int32_t> cells, std::span<const double> fit)
      : cells_{cells}, fit_{fit} {}

  /// @param key     margin entry of a cell
  /// @param rekeyed the same cell in another entry
  template <class Key, class Rekey>
  void make_exact(std::span<const std::int32_t> wanted,
                  const Key& key,
                  const Rekey& rekeyed) {
    std::vector<std::int64_t> surplus(wanted.size());
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      surplus[key(i)] += cells_[i];
    }
    for (std::size_t m = 0; m < wanted.size(); ++m) surplus[m] -= wanted[m];
    for (;;) {
      const auto from = std::max_element(surplus.begin(), surplus.end());
      const auto to = std::min_element(surplus.begin(), surplus.end());
      if (*from <= 0 || *to >= 0) return;
      const auto from_entry = static_cast<std::size_t>(from - surplus.begin());
      const auto to_entry = static_cast<std::size_t>(to - surplus.begin());
      move_one(from_entry, to_entry, key, rekeyed);
      --*from;
      ++*to;
    }
  }

 private:
  template <class Key, class Rekey>
  void move_one(std::size_t from,
                std::size_t to,
                const Key& key,
                const Rekey& rekeyed) {
    double best_gain = -1e300;
    std::size_t best = cells_.size();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (key(i) != from || cells_[i] == 0) continue;
      const std::size_t other = rekeyed(i, to);
      const double gain = (cells_[i] - fit_[i]) - (cells_[other] - fit_[other]);
      if (gain > best_gain) {
        best_gain = gain;
        best = i;
      }
    }
    --cells_[best];
    ++cells_[rekeyed(best, to)];
  }

  std::span<std::int32_t> cells_;
  std::span<const double> fit_;
};

void round_zone(const JointFit& fit,
                const AuthorityTables& tables,
                const GroupCounts& reference,
                const ZoneCounts& sizes,
                std::size_t z,
                HouseholdCube& cube) {
  const ZoneId zone{z};
  Draws draws{{.subject = zone_key(tables.zone_codes[z]),
               .purpose = Purpose::synthesis_tenure}};
  const auto rounded =
      truncate_replicate_sample(fit.zone(z), reference.zone_total(zone), draws);
  const std::size_t begin = z * cube.groups * kind_count;
  std::copy(rounded.begin(),
            rounded.end(),
            cube.cells.begin() + static_cast<std::ptrdiff_t>(begin));
  MarginSwaps swaps{{cube.cells.data() + begin, rounded.size()}, fit.zone(z)};
  swaps.make_exact(
      reference.row(zone),
      [](std::size_t i) { return i / kind_count; },
      [](std::size_t i, std::size_t g) {
        return g * kind_count + i % kind_count;
      });
  swaps.make_exact(
      tables.tenure.row(zone),
      [](std::size_t i) { return i % kind_count / size_class_count; },
      [](std::size_t i, std::size_t t) {
        return i / kind_count * kind_count + t * size_class_count +
               i % size_class_count;
      });
  swaps.make_exact(
      sizes.row(zone),
      [](std::size_t i) { return i % size_class_count; },
      [](std::size_t i, std::size_t s) {
        return i / size_class_count * size_class_count + s;
      });
}

}  // namespace

HouseholdCube fit_households(const GroupScheme& groups,
                             const AuthorityTables& tables,
                             const GroupCounts& in_households,
                             const GroupCounts& reference,
                             const ZoneCounts& sizes,
                             const PopulationParameters& parameters) {
  JointFit fit{groups, tables, reference, sizes};
  fit.start(groups, in_households, parameters);
  fit.run();
  HouseholdCube cube{reference.zones(), groups.size(), {}};
  cube.cells.resize(cube.zones * cube.groups * kind_count);
  for (std::size_t z = 0; z < cube.zones; ++z) {
    round_zone(fit, tables, reference, sizes, z, cube);
  }
  return cube;
}

}  // namespace mingle
