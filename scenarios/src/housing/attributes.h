// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "zone_people.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/groups.h>
#include <mingle/engine/housing/households.h>
#include <mingle/engine/housing/rules.h>
#include <mingle/scenarios/parameters.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Numbers of the model of attributes, from scenarios/parameters.csv.
struct AttributeRules {
  std::array<double, housing::social_class_count> income{};  ///< pounds a year
  double income_sigma = 0;
  double income_couple = 1;
  double income_pensioner = 1;
  double born_abroad_ratio = 1;
  double register_need = 0;
  double register_other = 0;
  double register_medical = 0;
  double register_homeless = 0;
  double register_wait = 1;  ///< years
  /// Mean years in the authority before the present home.
  double years_before_home = 10;
  /// Mean years beyond ten of those who came to the country ten or more ago.
  double years_beyond_ten = 15;
  /// Moves a year by sector, under 55 and from 55.
  std::array<std::array<double, 2>, housing::sector_count> mobility{};
};
AttributeRules attribute_rules(const ParameterValues& value,
                               const housing::MobilityRules& mobility);

/// A zone while its households get their attributes.
struct ZoneContext {
  const GroupScheme& groups;
  const AttributeRules& rules;
  const ZoneHouseholds& households;
  const ZonePeople& people;
  std::span<const std::uint8_t> reference_groups;  ///< by household
  std::span<const std::uint8_t> reference_ages;    ///< by household
  /// ClassTable row of the zone; empty: none.
  std::span<const std::int32_t> classes;
  /// Residence length row of the zone (5 columns); empty: none.
  std::span<const std::int32_t> residence;
  double income_factor = 1;  ///< of the authority
};

/// Columns of a zone's households.
struct HouseholdAttributes {
  std::vector<housing::SocialClass> classes;
  std::vector<std::uint16_t> incomes;
  std::vector<std::int16_t> arrived;
  std::vector<std::int16_t> moved_in;
  std::vector<std::int16_t> local_since;
  double classes_misplaced = 0;  ///< against the table, households
  double classes_compared = 0;   ///< households that have a table
};

/// Social class by tenure and age fitted to the zone's table of class by
/// group; incomes; years since coming to the country, fitted to the zone's
/// table; years in the home and in the authority.
HouseholdAttributes give_attributes(const ZoneContext& zone, Draws& draws);

/// Register, need band and waiting of one household whose members are known.
/// @param bedrooms_short  0 if the home is large enough
void put_on_register(const AttributeRules& rules,
                     housing::Sector sector,
                     int bedrooms_short,
                     double income_limit,
                     std::size_t row,
                     housing::HouseholdTable& households);

}  // namespace mingle
