// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/geo/scan_table.h>
#include <mingle/scenarios/hindcast_study.h>

namespace mingle {

/// Which group each column of a table counts for; `none` for no group.
struct GroupColumns {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::string> groups;
  std::vector<std::size_t> before;  ///< of each column of the earlier table
  std::vector<std::size_t> after;
};

/// Matches the columns of two censuses.
/// @throws DataError when a column has no group, or when a group is in one
///         table only (with a hint to fold it).
GroupColumns match_groups(const PeopleCsv& before,
                          const PeopleCsv& after,
                          const HindcastStudy& study);

/// Sums columns into groups: rows x groups, in the order of `groups`.
PeopleCsv grouped(const PeopleCsv& table,
                  const std::vector<std::size_t>& group_of,
                  const std::vector<std::string>& groups);

}  // namespace mingle
