// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/tenure.h>
#include <mingle/geo/count_table.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// A class of census table TS054 and the tenure it counts as: shared
/// ownership is mortgaged, rent free is private.
struct CensusTenure {
  std::string_view column;
  Tenure tenure;
};
inline constexpr std::array<CensusTenure, 8> census_tenures{
    {{"owned_outright", Tenure::owned_outright},
     {"owned_mortgage", Tenure::owned_mortgage},
     {"shared_ownership", Tenure::owned_mortgage},
     {"social_rented_council", Tenure::social_council},
     {"social_rented_other", Tenure::social_other},
     {"private_rented_landlord", Tenure::private_rented},
     {"private_rented_other", Tenure::private_rented},
     {"rent_free", Tenure::private_rented}}};

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
