// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Reads the tables that only the full housing system uses into
/// `study.housing`, and records inputs and notes there. Zones, residents and
/// their authorities are in `study` already. A table that lacks zones leaves
/// zeros there and a note; one that has none of them is an error.
/// @throws DataError
void read_housing_tables(const Scenario& scenario, StudyArea& study);

/// Moves between authorities of the study and with the rest, from census
/// table ODMG01EW (columns LAD_one_year_ago_CD, LAD_CD, count). An origin of
/// -8 did not move or is under one; 999999999 is abroad.
/// @throws DataError
MovesTable read_moves_table(const std::string& file,
                            const std::vector<std::string>& authorities,
                            StudyArea& study);

}  // namespace mingle
