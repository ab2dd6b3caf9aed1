// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <mingle/geo/count_table.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Households by zone and the five tenures, in the order of Tenure. Takes the
/// eight classes of census table TS054 (shared ownership counts as mortgaged,
/// rent free as private) or the five themselves.
/// @throws DataError if the columns are neither.
CountTable five_tenures(const CountTable& table);

/// Table RM134: one row an authority and ethnic group of the reference
/// person. Rows of authorities not in `authorities` (sorted) are left out.
/// @param inputs  the file is added to it
/// @throws DataError if an authority lacks one of the seven categories.
std::vector<TenureByGroup> read_tenure_by_group(
    const std::filesystem::path& file,
    const std::vector<std::string>& authorities,
    std::vector<InputFile>& inputs);

/// @throws DataError if a table mostly of census groups lacks one of them, or
///         has more groups than a run can.
void check_groups(const CountTable& ethnic_group);

/// Compares the tables of a study with each other; differences that
/// disclosure control explains become notes.
/// @throws DataError if they cannot be of the same place and day.
void cross_check(StudyArea& study);

}  // namespace mingle
