// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "reference_persons.h"

#include "rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

using Categories = std::array<double, hrp_category_count>;

constexpr int max_sweeps = 500;
constexpr double tolerance = 1e-10;

/// Fits real-valued households to zone and category totals under caps.
class HeadshipFit {
 public:
  HeadshipFit(const GroupScheme& groups,
              const AuthorityTables& tables,
              const GroupCounts& residents,
              const PopulationParameters& parameters)
      : residents_{residents}, groups_{groups.size()} {
    for (std::size_t g = 0; g < groups_; ++g) {
      category_.push_back(
          static_cast<std::size_t>(groups.category(GroupId{g})));
    }
    find_targets(tables, parameters);
    start(parameters);
  }

  void run() {
    for (int sweep = 0; sweep < max_sweeps; ++sweep) {
      const double error = fit_categories();
      fit_zones();
      if (error < tolerance) break;
    }
  }

  double at(std::size_t zone, std::size_t group) const {
    return values_[zone * groups_ + group];
  }
  std::size_t category(std::size_t group) const { return category_[group]; }
  const Categories& categories() const { return categories_; }
  std::int64_t zone_total(std::size_t zone) const { return zones_[zone]; }

 private:
  void find_targets(const AuthorityTables& tables,
                    const PopulationParameters& parameters) {
    std::int64_t households = 0;
    for (std::size_t z = 0; z < residents_.zones(); ++z) {
      zones_.push_back(tables.tenure.zone_total(ZoneId{z}));
      households += zones_.back();
    }
    categories_.fill(0);
    if (tables.tenure_by_group) {
      for (std::size_t c = 0; c < hrp_category_count; ++c) {
        const auto& row = tables.tenure_by_group->households[c];
        categories_[c] = std::accumulate(row.begin(), row.end(), 0.0);
      }
    } else {
      for (std::size_t g = 0; g < groups_; ++g) {
        categories_[category_[g]] +=
            parameters.headship[category_[g]] *
            static_cast<double>(residents_.column_total(g));
      }
    }
    const double sum =
        std::accumulate(categories_.begin(), categories_.end(), 0.0);
    for (double& category : categories_) {
      category *= sum > 0 ? static_cast<double>(households) / sum : 0;
    }
  }

  void start(const PopulationParameters& parameters) {
    values_.resize(residents_.values().size());
    for (std::size_t z = 0; z < residents_.zones(); ++z) {
      for (std::size_t g = 0; g < groups_; ++g) {
        values_[z * groups_ + g] =
            parameters.headship[category_[g]] *
            static_cast<double>(residents_.at(ZoneId{z}, g));
      }
    }
  }

  /// @returns the largest relative error before the fit
  double fit_categories() {
    Categories now{};
    for (std::size_t i = 0; i < values_.size(); ++i) {
      now[category_[i % groups_]] += values_[i];
    }
    Categories factor{};
    double error = 0;
    for (std::size_t c = 0; c < hrp_category_count; ++c) {
      factor[c] = now[c] > 0 ? categories_[c] / now[c] : 1.0;
      if (now[c] > 0) error = std::max(error, std::abs(factor[c] - 1.0));
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
      values_[i] *= factor[category_[i % groups_]];
    }
    return error;
  }

  void fit_zones() {
    for (std::size_t z = 0; z < residents_.zones(); ++z) fit_zone(z);
  }

  /// Scales the zone to its households; a group at its cap stays there.
  void fit_zone(std::size_t z) {
    double* row = values_.data() + z * groups_;
    const auto caps = residents_.row(ZoneId{z});
    for (int pass = 0; pass < 20; ++pass) {
      double capped = 0;
      double free = 0;
      for (std::size_t g = 0; g < groups_; ++g) {
        (row[g] >= caps[g] ? capped : free) +=
            std::min<double>(row[g], caps[g]);
      }
      const double wanted = static_cast<double>(zones_[z]) - capped;
      const double factor = free > 0 ? std::max(wanted, 0.0) / free : 1.0;
      bool over = false;
      for (std::size_t g = 0; g < groups_; ++g) {
        if (row[g] >= caps[g]) {
          row[g] = caps[g];
          continue;
        }
        row[g] *= factor;
        over = over || row[g] > caps[g];
      }
      if (!over) return;
    }
  }

  const GroupCounts& residents_;
  std::size_t groups_;
  std::vector<std::size_t> category_;  ///< of each group
  std::vector<std::int64_t> zones_;
  Categories categories_{};
  std::vector<double> values_;
};

/// Rounds the fit: zones exact, then swaps within zones until the categories
/// are as near as whole numbers allow.
class HeadshipRounding {
 public:
  HeadshipRounding(const HeadshipFit& fit,
                   const GroupCounts& residents,
                   std::size_t groups)
      : fit_{fit},
        residents_{residents},
        groups_{groups},
        households_{residents.zones(), groups} {}

  GroupCounts run(const std::vector<std::string>& codes) {
    for (std::size_t z = 0; z < residents_.zones(); ++z) {
      round_zone(z, codes[z]);
    }
    balance_categories();
    return households_;
  }

 private:
  double excess(std::size_t z, std::size_t g) const {
    return households_.at(ZoneId{z}, g) - fit_.at(z, g);
  }

  void round_zone(std::size_t z, const std::string& code) {
    std::vector<double> row(groups_);
    for (std::size_t g = 0; g < groups_; ++g) row[g] = fit_.at(z, g);
    Draws draws{{.subject = zone_key(code),
                 .purpose = Purpose::synthesis_reference,
                 .block = 0}};
    const auto rounded =
        truncate_replicate_sample(row, fit_.zone_total(z), draws);
    std::int64_t missing = fit_.zone_total(z);
    for (std::size_t g = 0; g < groups_; ++g) {
      const std::int32_t cap = residents_.at(ZoneId{z}, g);
      households_.at(ZoneId{z}, g) = std::min(rounded[g], cap);
      missing -= households_.at(ZoneId{z}, g);
    }
    while (missing > 0) {
      ++households_.at(ZoneId{z}, best_to_raise(z));
      --missing;
    }
  }

  /// The group furthest below its fit that has residents left.
  std::size_t best_to_raise(std::size_t z) const {
    std::size_t best = groups_;
    for (std::size_t g = 0; g < groups_; ++g) {
      if (households_.at(ZoneId{z}, g) >= residents_.at(ZoneId{z}, g)) {
        continue;
      }
      if (best == groups_ || excess(z, g) < excess(z, best)) best = g;
    }
    return best;
  }

  void balance_categories() {
    const auto wanted = share_out(
        households_.total(),
        std::span<const double>{fit_.categories().data(), hrp_category_count});
    std::array<std::int64_t, hrp_category_count> surplus{};
    for (std::size_t g = 0; g < groups_; ++g) {
      surplus[fit_.category(g)] += households_.column_total(g);
    }
    for (std::size_t c = 0; c < hrp_category_count; ++c) {
      surplus[c] -= wanted[c];
    }
    for (;;) {
      const auto from = std::max_element(surplus.begin(), surplus.end());
      const auto to = std::min_element(surplus.begin(), surplus.end());
      if (*from <= 0 || *to >= 0) return;
      const auto from_category =
          static_cast<std::size_t>(from - surplus.begin());
      const auto to_category = static_cast<std::size_t>(to - surplus.begin());
      if (!swap_one(from_category, to_category)) return;
      --*from;
      ++*to;
    }
  }

  /// Moves one household between categories in the zone where it takes the
  /// rounding error down most. @returns false if no zone allows it
  bool swap_one(std::size_t from, std::size_t to) {
    double best_gain = -1e300;
    std::size_t zone = 0;
    std::size_t lower = groups_;
    std::size_t raise = groups_;
    for (std::size_t z = 0; z < residents_.zones(); ++z) {
      const std::size_t down = best_of(z, from, -1);
      const std::size_t up = best_of(z, to, +1);
      if (down == groups_ || up == groups_) continue;
      const double gain = excess(z, down) - excess(z, up);
      if (gain <= best_gain) continue;
      best_gain = gain;
      zone = z;
      lower = down;
      raise = up;
    }
    if (lower == groups_) return false;
    --households_.at(ZoneId{zone}, lower);
    ++households_.at(ZoneId{zone}, raise);
    return true;
  }

  /// The group of a category that is best changed by +1 or -1 in a zone.
  std::size_t best_of(std::size_t z, std::size_t category, int change) const {
    std::size_t best = groups_;
    for (std::size_t g = 0; g < groups_; ++g) {
      if (fit_.category(g) != category) continue;
      const std::int32_t now = households_.at(ZoneId{z}, g);
      if (change < 0 ? now == 0 : now >= residents_.at(ZoneId{z}, g)) continue;
      if (best == groups_ || change * (excess(z, g) - excess(z, best)) < 0) {
        best = g;
      }
    }
    return best;
  }

  const HeadshipFit& fit_;
  const GroupCounts& residents_;
  std::size_t groups_;
  GroupCounts households_;
};

}  // namespace

Residents split_residents(const AuthorityTables& tables) {
  const std::size_t zones = tables.residents.zones();
  const std::size_t groups = tables.residents.columns();
  Residents split{GroupCounts{zones, groups}, GroupCounts{zones, groups}, {}};
  for (std::size_t z = 0; z < zones; ++z) {
    const ZoneId zone{z};
    const auto row = tables.residents.row(zone);
    const std::int64_t people = tables.residents.zone_total(zone);
    const std::int64_t households = tables.tenure.zone_total(zone);
    if (people < households) {
      throw DataError{
          {.feature = tables.zone_codes[z]},
          "has " + std::to_string(households) + " households but " +
              std::to_string(people) + " residents",
          "Every household needs at least one person: compare the "
          "rows of this zone in the ethnic group and tenure tables"};
    }
    std::int64_t communal = tables.communal[z];
    if (communal > people - households) {
      communal = people - households;
      split.communal_reduced.push_back(z);
    }
    const std::vector<double> weights(row.begin(), row.end());
    const auto shares = share_out(communal, weights);
    for (std::size_t g = 0; g < groups; ++g) {
      split.communal.at(zone, g) = shares[g];
      split.in_households.at(zone, g) = row[g] - shares[g];
    }
  }
  return split;
}

GroupCounts reference_persons(const GroupScheme& groups,
                              const AuthorityTables& tables,
                              const GroupCounts& in_households,
                              const PopulationParameters& parameters) {
  HeadshipFit fit{groups, tables, in_households, parameters};
  fit.run();
  return HeadshipRounding{fit, in_households, groups.size()}.run(
      tables.zone_codes);
}

}  // namespace mingle
