// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "study_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/groups.h>
#include <mingle/engine/tenure.h>

namespace mingle {
namespace {

std::vector<CensusTenure> classes_of(const CountTable& table) {
  if (table.column("shared_ownership")) {
    return {census_tenures.begin(), census_tenures.end()};
  }
  std::vector<CensusTenure> five;
  for (const Tenure tenure : all_tenures) {
    five.push_back({name_of(tenure), tenure});
  }
  return five;
}

std::int64_t row_total(const CountTable& table, std::size_t row) {
  std::int64_t total = 0;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    total += table.at(row, c);
  }
  return total;
}

std::int64_t grand_total(const CountTable& table) {
  return std::accumulate(
      table.values.begin(), table.values.end(), std::int64_t{0});
}

/// Census tables of one place differ by disclosure control: at most a few in
/// a thousand. More is worth a note; a tenth means different places or days.
constexpr double noted_difference = 0.01;
constexpr double refused_difference = 0.10;

void compare_totals(StudyArea& study,
                    const CountTable& first,
                    const CountTable& second,
                    std::string_view what) {
  const auto a = static_cast<double>(grand_total(first));
  const auto b = static_cast<double>(grand_total(second));
  const double difference = std::abs(a - b) / std::max({a, b, 1.0});
  if (difference <= noted_difference) return;
  const std::string words =
      fmt::format("{:.0f} {} here but {:.0f} in '{}', {:.1f}% apart",
                  a,
                  what,
                  b,
                  second.file,
                  100 * difference);
  if (difference > refused_difference) {
    throw DataError{{first.file, "", "", "", 0},
                    words,
                    "Are both tables of the same zones and the same day?"};
  }
  study.notes.push_back(fmt::format("{}: {}", first.file, words));
}

void check_people_in_households(StudyArea& study) {
  std::vector<std::string> empty;
  std::size_t communal = 0;
  for (std::size_t z = 0; z < study.zones.size(); ++z) {
    const std::int64_t people = row_total(study.ethnic_group, z);
    const std::int64_t households = row_total(study.tenure, z);
    if (households > 0 && people == 0) {
      empty.push_back('\'' + study.zones.codes[z] + '\'');
    }
    if (households == 0 && people > 0) ++communal;
  }
  if (!empty.empty()) {
    throw DataError{{study.tenure.file, "", "", "", 0},
                    fmt::format("{} {} households but no people in '{}': {}",
                                empty.size(),
                                empty.size() == 1 ? "zone has" : "zones have",
                                study.ethnic_group.file,
                                first_few(empty)),
                    "Every household needs at least one resident"};
  }
  if (communal > 0) {
    study.notes.push_back(
        fmt::format("{} zones have residents but no households", communal));
  }
}

}  // namespace

CountTable five_tenures(const CountTable& table) {
  CountTable result = table;
  result.columns.clear();
  for (const Tenure tenure : all_tenures) {
    result.columns.emplace_back(name_of(tenure));
  }
  result.values.assign(table.rows() * tenure_count, 0);
  for (const CensusTenure& one : classes_of(table)) {
    const auto column = table.column(one.column);
    if (!column) {
      throw DataError{
          {table.file, "", "", std::string{one.column}, 0},
          "this column of the tenure table is missing",
          "Give the eight classes of census table TS054, or owned_outright, "
          "owned_mortgage, social_council, social_other, private"};
    }
    const auto to = static_cast<std::size_t>(one.tenure);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      result.values[row * tenure_count + to] += table.at(row, *column);
    }
  }
  return result;
}

void check_groups(const CountTable& ethnic_group) {
  const std::span<const CensusGroup> census = census_2021_groups();
  const std::vector<std::string>& columns = ethnic_group.columns;
  const auto known = std::count_if(
      columns.begin(), columns.end(), [](const std::string& name) {
        return find_census_group(name).has_value();
      });
  if (2 * static_cast<std::size_t>(known) > census.size()) {
    for (const CensusGroup& group : census) {
      // The 2011 census had no Roma group.
      if (group.name == "white_roma" || ethnic_group.column(group.name)) {
        continue;
      }
      throw DataError{
          {ethnic_group.file, "", "", std::string{group.name}, 0},
          "this column of the ethnic group table is missing",
          "A run needs every group, or its residents would be missing; add "
          "the column, or merge groups under names of your own"};
    }
  }
  if (columns.size() > GroupScheme::max_groups) {
    throw DataError{{ethnic_group.file, "", "", "", 0},
                    fmt::format("{} group columns, but a run has at most {}",
                                columns.size(),
                                GroupScheme::max_groups),
                    "Merge small groups"};
  }
}

void cross_check(StudyArea& study) {
  check_people_in_households(study);
  compare_totals(study, study.tenure, study.household_size, "households");
  compare_totals(study, study.ethnic_group, study.residence_type, "residents");
}

}  // namespace mingle
