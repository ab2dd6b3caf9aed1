// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "condition_fields.h"

#include <array>

#include <mingle/engine/groups.h>
#include <mingle/engine/housing/households.h>
#include <mingle/engine/housing/stock.h>
#include <mingle/engine/tenure.h>

namespace mingle {
namespace {

using enum FieldScope;
using levers::Field;

constexpr std::array<FieldWords, levers::field_count> words{{
    {Field::age, "age", person, "years", "completed years of age"},
    {Field::sex, "sex", person, "a name", "female or male"},
    {Field::group, "group", person, "a group", "ethnic group of the person"},
    {Field::broad,
     "broad",
     person,
     "a name",
     "its broad group: asian, black, mixed, white, other"},
    {Field::english,
     "english",
     person,
     "a level",
     "English: 0 cannot speak it, 1 not well, 2 well, 3 very well or main "
     "language (needs contact)"},
    {Field::employment,
     "employment",
     person,
     "a name",
     "employed, unemployed, inactive, student (needs contact)"},
    {Field::years_since_arrival,
     "years_since_arrival",
     person,
     "years",
     "since the household came to the UK; more than any number for others"},
    {Field::youngest,
     "youngest",
     person,
     "years",
     "age of the youngest person of the household"},
    {Field::income, "income", person, "pounds", "of the household, a year"},
    {Field::tenure,
     "tenure",
     person,
     "a name",
     "owned_outright, owned_mortgage, social_council, social_other, private"},
    {Field::sector, "sector", person, "a name", "owner, social, private"},
    {Field::social_class,
     "social_class",
     person,
     "a name",
     "of the household's reference person: managerial, intermediate, routine, "
     "never_worked, student"},
    {Field::own_group_share,
     "own_group_share",
     person,
     "0 to 1",
     "share of the person's group among the residents of the zone"},
    {Field::imd_decile,
     "imd_decile",
     zone,
     "1 to 10",
     "decile of deprivation, 1 the most deprived tenth"},
    {Field::residents, "residents", zone, "persons", "residents of the zone"},
    {Field::diversity,
     "diversity",
     zone,
     "0 to 1",
     "entropy of the groups over the largest it could be"},
    {Field::minority_share,
     "minority_share",
     zone,
     "0 to 1",
     "residents who are not White British"},
    {Field::owner_share,
     "owner_share",
     zone,
     "0 to 1",
     "owners, of households"},
    {Field::social_share,
     "social_share",
     zone,
     "0 to 1",
     "social tenants, of households"},
    {Field::private_share,
     "private_share",
     zone,
     "0 to 1",
     "private tenants, of households"},
    {Field::centre_km,
     "centre_km",
     zone,
     "kilometres",
     "distance from the middle of the authority's residents"},
    {Field::service_pressure,
     "service_pressure",
     zone,
     "a share",
     "smoothed growth of residents over what services were made for"},
    {Field::share,
     "share",
     zone,
     "0 to 1",
     "share(GROUP): that group's share of the residents"},
    {Field::authority, "authority", zone, "a code", "code of the authority"},
    {Field::zone, "zone", zone, "a code", "code of the zone"},
}};

template <class Enum>
std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.emplace_back(name_of(static_cast<Enum>(i)));
  }
  return all;
}

}  // namespace

std::span<const FieldWords> condition_fields() {
  return words;
}

const FieldWords& words_of(Field field) {
  return words[static_cast<std::size_t>(field)];
}

bool is_late(Field field) {
  return field == Field::group || field == Field::authority ||
         field == Field::zone;
}

std::vector<std::string> value_names(Field field) {
  switch (field) {
    case Field::sex:
      return {"female", "male"};
    case Field::broad:
      return names<BroadGroup>(5);
    case Field::employment:
      return {"employed", "unemployed", "inactive", "student"};
    case Field::tenure:
      return names<Tenure>(tenure_count);
    case Field::sector:
      return {"owner", "social", "private"};
    case Field::social_class:
      return names<housing::SocialClass>(housing::social_class_count);
    default:
      return {};
  }
}

}  // namespace mingle
