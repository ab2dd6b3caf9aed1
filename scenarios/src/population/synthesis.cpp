// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "household_table.h"
#include "members.h"
#include "reference_persons.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include <mingle/scenarios/population.h>

namespace mingle {
namespace {

constexpr int local_id_bits = 20;
constexpr std::array<std::size_t, tenure_count> published_tenure{0, 1, 2, 2, 3};

/// Compares what was made with the tables, from the members up: nothing is
/// taken over from the fitting.
class FitCheck {
 public:
  FitCheck(const GroupScheme& groups,
           const AuthorityTables& tables,
           const AuthorityPopulation& made)
      : groups_{groups},
        tables_{tables},
        residents_{made.communal},
        tenure_{tables.tenure.zones(), tenure_count},
        size_{tables.size.zones(), size_class_count} {
    std::size_t member = 0;
    for (std::size_t z = 0; z + 1 < made.first_household.size(); ++z) {
      for (std::size_t i = made.first_household[z];
           i < made.first_household[z + 1];
           ++i) {
        count(ZoneId{z}, made, i, member);
        member += made.sizes[i];
      }
    }
  }

  void write(PopulationFit& fit) const {
    fit.residents = residents_.total();
    fit.households = tenure_.total();
    fit.resident_cells_wrong = different(residents_, tables_.residents);
    fit.tenure_cells_wrong = different(tenure_, tables_.tenure);
    fit.size_error = size_error();
    fit.largest_household = largest_;
    fit.has_tenure_by_group = tables_.tenure_by_group.has_value();
    if (fit.has_tenure_by_group) compare_categories(fit);
  }

 private:
  void count(ZoneId zone,
             const AuthorityPopulation& made,
             std::size_t household,
             std::size_t first_member) {
    const std::size_t kind = made.kinds[household];
    ++tenure_.at(zone, kind / size_class_count);
    ++size_.at(zone, size_class_of(made.sizes[household]));
    largest_ = std::max<std::int64_t>(largest_, made.sizes[household]);
    for (std::size_t m = 0; m < made.sizes[household]; ++m) {
      ++residents_.at(zone, made.members[first_member + m]);
    }
    const auto category = static_cast<std::size_t>(
        groups_.category(GroupId{std::size_t{made.members[first_member]}}));
    ++categories_[category][published_tenure[kind / size_class_count]];
  }

  static std::int64_t different(const ZoneCounts& a, const ZoneCounts& b) {
    std::int64_t cells = 0;
    for (std::size_t i = 0; i < a.values().size(); ++i) {
      cells += a.values()[i] != b.values()[i] ? 1 : 0;
    }
    return cells;
  }

  double size_error() const {
    std::int64_t error = 0;
    for (std::size_t i = 0; i < size_.values().size(); ++i) {
      error += std::abs(size_.values()[i] - tables_.size.values()[i]);
    }
    return static_cast<double>(error) /
           (2.0 * static_cast<double>(tables_.size.total()));
  }

  void compare_categories(PopulationFit& fit) const {
    const auto& published = tables_.tenure_by_group->households;
    std::int64_t error = 0;
    std::int64_t total = 0;
    for (std::size_t c = 0; c < hrp_category_count; ++c) {
      std::int64_t difference = 0;
      for (std::size_t t = 0; t < TenureByGroup::tenures; ++t) {
        difference += categories_[c][t] - published[c][t];
        error += std::llabs(categories_[c][t] - published[c][t]);
        total += published[c][t];
      }
      fit.category_difference = std::max<std::int64_t>(fit.category_difference,
                                                       std::llabs(difference));
    }
    fit.category_tenure_error =
        static_cast<double>(error) / (2.0 * static_cast<double>(total));
  }

  const GroupScheme& groups_;
  const AuthorityTables& tables_;
  GroupCounts residents_;
  ZoneCounts tenure_;
  ZoneCounts size_;
  std::array<std::array<std::int64_t, TenureByGroup::tenures>,
             hrp_category_count>
      categories_{};
  std::int64_t largest_ = 0;
};

std::vector<std::string> codes_of(const std::vector<std::size_t>& zones,
                                  const AuthorityTables& tables) {
  std::vector<std::string> codes;
  for (const std::size_t zone : zones) {
    codes.push_back(tables.zone_codes[zone]);
  }
  return codes;
}

}  // namespace

std::uint64_t zone_key(std::string_view code) {
  // FNV-1a, then mixed so that the high bits depend on every letter.
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char letter : code) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001b3U;
  }
  hash ^= hash >> 29;
  hash *= 0xbf58476d1ce4e5b9U;
  hash ^= hash >> 32;
  return hash << local_id_bits;
}

AuthorityPopulation synthesise(const std::string& authority,
                               const GroupScheme& groups,
                               const AuthorityTables& tables,
                               const PopulationParameters& parameters) {
  AuthorityPopulation made;
  made.fit.authority = authority;
  Residents residents = split_residents(tables);
  const GroupCounts reference =
      reference_persons(groups, tables, residents.in_households, parameters);
  std::vector<std::size_t> shifted;
  const ZoneCounts sizes =
      feasible_sizes(tables, residents.in_households, shifted);
  const HouseholdCube cube = fit_households(
      groups, tables, residents.in_households, reference, sizes, parameters);
  std::int64_t under_other = 0;
  made.first_household.push_back(0);
  for (std::size_t z = 0; z < tables.zone_codes.size(); ++z) {
    under_other += fill_zone(
        groups, z, tables.zone_codes[z], cube, residents.in_households, made);
    made.first_household.push_back(
        static_cast<std::uint32_t>(made.kinds.size()));
  }
  made.communal = std::move(residents.communal);
  made.fit.communal = made.communal.total();
  const std::int64_t housed = residents.in_households.total();
  made.fit.under_other_group = housed > 0 ? static_cast<double>(under_other) /
                                                static_cast<double>(housed)
                                          : 0.0;
  made.fit.sizes_shifted = codes_of(shifted, tables);
  made.fit.communal_reduced = codes_of(residents.communal_reduced, tables);
  FitCheck{groups, tables, made}.write(made.fit);
  return made;
}

}  // namespace mingle
