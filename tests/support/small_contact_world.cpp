// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/random.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::test {
namespace {

using contact::Employment;
using contact::English;
using contact::Qualification;

contact::Traits draw_roles(std::uint64_t id, int age) {
  Draws draws{{.seed = 41, .subject = id, .purpose = Purpose::test}};
  contact::Traits traits;
  const double language = draws.uniform();
  const double work = draws.uniform();
  const double learnt = draws.uniform();
  traits.set_english(language < 0.05   ? English::none
                     : language < 0.1  ? English::not_well
                     : language < 0.25 ? English::well
                                       : English::main);
  traits.set_employment(Employment::inactive);
  if (age < housing::adult_age) return traits;
  traits.set_qualification(learnt < 0.35   ? Qualification::degree
                           : learnt < 0.85 ? Qualification::some
                                           : Qualification::none);
  if (age >= housing::pension_age) return traits;
  // As in the long run of the rules: 1 in work to 0.05 without and 1 / odds.
  const double odds = 3.0 * (traits.english() >= English::well ? 2.5857 : 1.0);
  const double u = work * (1.05 + 1 / odds);
  traits.set_employment(u < 1      ? Employment::employed
                        : u < 1.05 ? Employment::unemployed
                                   : Employment::inactive);
  return traits;
}

}  // namespace

SmallContactWorld make_small_contact_world(const SmallWorld& spec,
                                           const contact::Rules& rules) {
  auto [housing, homes] =
      make_small_housing_world(spec, lively_housing_rules(spec.groups));
  return as_contact_world(std::move(housing),
                          std::move(homes),
                          rules,
                          {.primary = 60, .secondary = 120});
}

SmallContactWorld as_contact_world(housing::World housing,
                                   housing::State homes,
                                   const contact::Rules& rules,
                                   const contact::SchoolSizes& sizes) {
  SmallContactWorld made;
  made.housing = std::move(housing);
  made.homes = std::move(homes);
  made.world.rules = rules;
  made.world.rules.work.fluency = 0.95;
  made.world.work_zone.assign(made.housing.base.zones.size(), 1.0986123);
  contact::index_world(made.housing, made.world);
  const housing::PersonTable& persons = made.homes.persons;
  for (std::size_t row = 0; row < persons.size(); ++row) {
    made.state.persons.push_back(draw_roles(
        persons.ids[row], persons.age(PersonId{row}, made.homes.tick)));
  }
  made.state.schools =
      contact::generate_schools(made.housing, made.homes, sizes);
  return made;
}

housing::Rules still_housing_rules(std::size_t groups) {
  housing::Rules rules = lively_housing_rules(groups);
  rules.demography.active = false;
  rules.mobility.owner_under_55 = rules.mobility.owner_55_plus = 0;
  rules.mobility.private_under_55 = rules.mobility.private_55_plus = 0;
  rules.mobility.social = 0;
  rules.social.bid_rate = 0;
  rules.stock = {0, 0, 0};
  return rules;
}

contact::Rules steady_contact_rules() {
  contact::Rules rules;
  rules.english.level = -50;
  rules.english.young = 0;
  return rules;
}

}  // namespace mingle::test
