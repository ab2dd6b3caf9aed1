// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <mingle/engine/indices/geometry.h>
#include <mingle/engine/indices/people_table.h>
#include <mingle/engine/indices/registry.h>

namespace mingle::test {

using Rows = std::vector<std::vector<std::string>>;

/// Cells of a plain CSV file (no quotes), the header first.
Rows read_csv(const std::filesystem::path& path);

/// The cases of the given vectors; coverage_test.cpp checks that it is all.
inline constexpr const char* oracle_cases[] = {
    "la_bradford_2011_14g",
    "la_bradford_2021_5g",
    "la_walsall_2011_14g",
    "la_walsall_2021_5g",
    "r01_seed101_5x4_2g",
    "r02_seed102_5x5_3g_empty",
    "r05_seed105_12x12_10g",
    "r07_seed107_15x14_2g_sparse",
    "t01_complete_segregation_2z",
    "t02_perfect_evenness_2z",
    "t03_hand_3z",
    "t04_three_groups_4z",
    "t05_empty_zone_4z",
    "t06_absent_group_3z",
    "t08_unequal_areas_6z",
    "t10_halves_3x4",
};

/// One case of the given vectors: counts and geometry.
struct IndexCase {
  std::vector<std::string> ids;
  std::vector<std::string> groups;
  PeopleTable people;
  IndexGeometry geometry;

  std::size_t group(const std::string& name) const;
  /// Without the zones where nobody of those compared lives.
  IndexCase without_empty(const std::vector<double>& zone_totals) const;
};
IndexCase read_case(const std::filesystem::path& folder);

/// A table of group columns after an `id` column.
struct NamedTable {
  std::vector<std::string> ids;
  std::vector<std::string> groups;
  PeopleTable people;
};
NamedTable read_named_table(const std::filesystem::path& path);

/// How an oracle's name is written in mingle.
struct MingleName {
  std::string index;
  std::vector<GivenParameter> parameters;
  std::string kind;
};
std::map<std::string, MingleName> read_mingle_names(
    const std::filesystem::path& path);

/// "a=1;b=2" as parameters.
std::vector<GivenParameter> parse_parameters(const std::string& text);

/// The values of an index of that name and kind.
std::vector<double> compute_index(const std::string& name,
                                  IndexKind kind,
                                  const std::vector<GivenParameter>& given,
                                  const IndexInput& input);

}  // namespace mingle::test
