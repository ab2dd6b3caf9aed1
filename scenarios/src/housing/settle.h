// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "attributes.h"

#include <cstdint>
#include <vector>

#include <mingle/scenarios/build_housing_world.h>

namespace mingle {

/// What one authority's households are made with.
struct AuthorityMaking {
  const StudyArea& area;
  const mingle::World& world;
  std::size_t authority = 0;
  const AuthorityPopulation& population;
  PeopleRules people;
  AttributeRules attributes;
  double income_factor = 1;
};

/// Households and persons of one authority as columns, in the order of its
/// AuthorityPopulation.
struct AuthorityPeople {
  std::vector<std::uint8_t> ages;      ///< by person
  std::vector<housing::Sex> sexes;     ///< by person
  std::vector<std::uint8_t> couples;   ///< by household, 0 or 1
  std::vector<std::uint8_t> bedrooms;  ///< by household, class
  HouseholdAttributes attributes;
  HousingFit fit;
};

AuthorityPeople make_people(const AuthorityMaking& making);

/// Writes households, persons and dwellings into `state`: a home for each
/// household and vacant ones; puts households on the register; counts.
void settle(const Scenario& scenario,
            const std::vector<AuthorityPopulation>& populations,
            const AttributeRules& rules,
            std::vector<AuthorityPeople>& people,
            housing::World& world,
            housing::State& state);

}  // namespace mingle
