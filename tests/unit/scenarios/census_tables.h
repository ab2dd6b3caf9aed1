// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include <mingle/scenarios/population.h>

namespace mingle::test {

/// The groups of Census 2021, in table order.
GroupScheme census_groups();

/// Headship and mixed household size as shipped in parameters.csv.
PopulationParameters shipped_population_parameters();

/// Census 2021 tables of one authority, straight from the shared CSV files
/// (without the library's own loader, so that the two check each other).
AuthorityTables census_tables(const std::filesystem::path& shared,
                              const std::string& authority);

}  // namespace mingle::test
