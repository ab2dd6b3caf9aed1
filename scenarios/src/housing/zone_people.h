// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <mingle/engine/housing/persons.h>
#include <mingle/engine/random.h>
#include <mingle/engine/tenure.h>

namespace mingle {

/// Who lives together, as far as ages and sexes hang on it.
enum class HouseholdType : std::uint8_t {
  single,
  couple,
  couple_children,
  lone_parent,
  other  ///< sharers, several families
};
inline constexpr std::size_t household_type_count = 5;

inline constexpr int oldest_age = 105;
/// Persons by single year of age.
using AgeCounts = std::array<std::int32_t, oldest_age + 1>;

/// Numbers of the model of persons, from scenarios/parameters.csv.
struct PeopleRules {
  double other_share = 0.1;  ///< of households of 2 and more, without a table
  /// Families of 2, 3, 4 and more that are one parent with children.
  std::array<double, 3> lone_parent{};
  double partner_spread = 3.5;  ///< of ages within a couple, years (sd)
  double age_at_birth = 30.0;   ///< of the younger parent, years
  double age_at_birth_spread = 5.5;
  double share_of_boys = 0.512;  ///< of members who are no reference person
};

/// Households of a zone whose people are to be described.
struct ZoneHouseholds {
  std::span<const std::uint8_t> kinds;  ///< tenure and size class
  std::span<const std::uint8_t> sizes;  ///< members

  Tenure tenure(std::size_t household) const {
    return static_cast<Tenure>(kinds[household] / size_class_count);
  }
  std::size_t size() const { return sizes.size(); }
};

/// Persons of a zone: members of its households in order, the reference
/// person first; a partner is the second.
struct ZonePeople {
  std::vector<HouseholdType> types;  ///< by household
  std::vector<std::uint8_t> ages;    ///< completed years, by person
  std::vector<housing::Sex> sexes;   ///< by person
  /// Minors who had to be counted as 18: the zone has too few adults.
  std::int64_t grown_up = 0;
  /// Children of families, and of them those less than 16 years younger than
  /// the reference person.
  std::int64_t children = 0;
  std::int64_t children_too_old = 0;
  /// Households that are no single family: wanted and made.
  std::int64_t others_wanted = 0;
  std::int64_t others_made = 0;
};

/// Chooses the types of a zone's households so that there are places for
/// `minors` persons under 18, each household having an adult.
/// @param others  households that are no single family, as published
void choose_types(const ZoneHouseholds& households,
                  const PeopleRules& rules,
                  double other_share,
                  std::int64_t minors,
                  Draws& draws,
                  ZonePeople& people);

/// Gives each member an age, so that the zone has exactly `ages`, and a sex.
/// Reference persons: tenure and type by age, fitted to persons times
/// headship. Partners: nearest in age. Children: in order of what the age of
/// their parents suggests. The rest lives in the other households.
/// @param ages  of persons in households; adds up to the members
void give_ages(const ZoneHouseholds& households,
               const PeopleRules& rules,
               AgeCounts ages,
               Draws& draws,
               ZonePeople& people);

}  // namespace mingle
