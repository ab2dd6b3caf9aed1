// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Totals of a zone table and the totals they should be near.
struct ZoneTotals {
  std::string file;
  std::string what;  ///< "households", "residents under 5", ...
  std::vector<std::int64_t> counts;
};

/// Totals of the columns [first, end) of a table of the study's zones.
ZoneTotals zone_totals(const CountTable& table,
                       std::string what,
                       std::size_t first,
                       std::size_t end);

/// Says in the study's notes how far two tables are apart and in which zones,
/// if by more than disclosure control explains. Zones without a row in
/// `table` (all zero) are left out.
/// @throws DataError when they are a quarter or more apart in all
void compare_zone_totals(StudyArea& study,
                         const ZoneTotals& table,
                         const ZoneTotals& reference);

/// The same for a table of tenure by group, which is of authorities, with the
/// zone table of tenure; never an error, since only its shares are used.
void compare_tenure_by_group(StudyArea& study, const std::string& file);

}  // namespace mingle
