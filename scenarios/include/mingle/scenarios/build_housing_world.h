// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/scenarios/population.h>
#include <mingle/scenarios/scenario.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// How well the persons and homes of one authority meet their tables, beside
/// PopulationFit. TAE/2N is half the absolute error over the total; negative
/// where there is no table to compare with.
struct HousingFit {
  std::string authority;
  double age_error = -1;          ///< zone x age band, persons
  double composition_error = -1;  ///< zone x households of other types
  double bedrooms_error = -1;     ///< zone x bedrooms, households
  double class_error = -1;        ///< zone x group x class, households
  std::int64_t persons = 0;
  /// Minors counted as 18 because their zone has too few adults.
  std::int64_t minors_raised = 0;
  /// Zones with fewer adults than households and couples need.
  std::vector<std::string> zones_short_of_adults;
  /// Share of children in families who are less than 16 years younger than
  /// the reference person.
  double children_too_old = 0;
  std::int64_t on_register = 0;  ///< households
  std::int64_t overcrowded = 0;  ///< households short of bedrooms
  double mean_income = 0;        ///< pounds a year
};

/// A study ready to run in the housing system.
struct BuiltHousingWorld {
  housing::World world;
  housing::State start;
  std::vector<PopulationFit> fits;       ///< by authority
  std::vector<HousingFit> housing_fits;  ///< by authority
  std::vector<std::string> notes;        ///< assumptions made on the way
  std::vector<std::string> lever_notes;  ///< sites of levers left out
};

/// Makes the households of every authority as build_world() does, then their
/// persons with ages and sexes, the bedrooms of their homes, class, income,
/// arrival, register, vacant homes, prices, and rates of migration, from the
/// tables of `area`; what a missing table is replaced by is said in `notes`.
/// Reads files only where the scenario names totals or supply.
/// @throws DataError where the tables cannot be met, ConfigError where the
///         rules contradict each other or the stock.
BuiltHousingWorld build_housing_world(const Scenario& scenario,
                                      const StudyArea& area);

/// Gives a world the levers of another scenario whose settings are otherwise
/// the same: nothing else of a world depends on them. @throws ConfigError
void plan_again(const Scenario& scenario,
                const StudyArea& area,
                BuiltHousingWorld& built);

/// How well persons and homes fit, one row a measure: the columns of
/// population_fit_csv(), without its header.
std::string housing_fit_csv(const std::vector<HousingFit>& fits);

/// The same in a sentence or two.
std::string housing_fit_text(const std::vector<HousingFit>& fits);

}  // namespace mingle
