// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/levers/pull_contact.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

test::SmallContactWorld still(std::size_t groups, double separation) {
  return test::make_small_contact_world({.authorities = 2,
                                         .zones = 16,
                                         .groups = groups,
                                         .households = 100,
                                         .separation = separation},
                                        test::steady_contact_rules());
}

Measures seen_in(const test::SmallContactWorld& made) {
  return measure(made.housing, made.world, made.homes, made.state);
}

/// Two groups that differ in nothing but their name stay alike.
TEST(ContactDynamics, TreatsGroupsAlike) {
  auto made = still(2, 0.5);
  Stepper people{made.housing, made.world, 9};
  people.begin(made.homes, made.state);
  for (int tick = 0; tick < 20; ++tick) people.step(made.homes, made.state);
  const Measures seen = seen_in(made);
  const std::size_t there = 1;
  const std::size_t back = max_broad;
  // About 5,000 people a group; an SD of 1 gives 0.02 for a difference of
  // two means, and neighbours are alike: four times that.
  EXPECT_NEAR(seen.attitude[there], seen.attitude[back], 0.08);
  EXPECT_NEAR(seen.attitude_sd[there], seen.attitude_sd[back], 0.06);
  EXPECT_NEAR(seen.cross_tie[0], seen.cross_tie[1], 0.04);
  EXPECT_NEAR(seen.experienced[0], seen.experienced[max_broad + 1], 0.03);
  EXPECT_NEAR(seen.work[0][0], seen.work[0][1], 0.05);
  EXPECT_NEAR(seen.participation[0], seen.participation[1], 0.04);
}

struct Arms {
  double treated = 0;
  double others = 0;
  double anchors = 0;  ///< difference of anchors of the treated
};

/// Mean attitude of every second adult and of the rest, against a run without
/// levers under the same random numbers.
Arms compare(int ticks,
             const std::function<void(PersonAdjustment&, int)>& treat) {
  const auto run = [&](bool with) {
    auto made = still(3, 0.5);
    Stepper people{made.housing, made.world, 12};
    people.begin(made.homes, made.state);
    for (int tick = 0; tick < ticks; ++tick) {
      Adjustments levers;
      for (std::size_t i = 0; with && i < made.homes.persons.size(); i += 2) {
        if (made.homes.persons.age(PersonId{i}, 0) < housing::adult_age) {
          continue;
        }
        PersonAdjustment each;
        each.person = PersonId{i};
        each.id = made.homes.persons.ids[i];
        treat(each, tick);
        levers.persons.push_back(each);
      }
      people.step(made.homes, made.state, levers);
    }
    return made;
  };
  const auto with = run(true);
  const auto without = run(false);
  Arms arms;
  double counts[2] = {0, 0};
  for (std::size_t i = 0; i < with.state.persons.size(); ++i) {
    if (with.homes.persons.age(PersonId{i}, 0) < housing::adult_age) continue;
    const Traits& a = with.state.persons[i];
    const Traits& b = without.state.persons[i];
    double difference = 0;
    double anchors = 0;
    // Slots 0 and 1 are the other groups of three.
    for (std::size_t s = 0; s < 2; ++s) {
      difference += static_cast<double>(a.attitude_to(s) - b.attitude_to(s));
      anchors += static_cast<double>(a.anchor[s] - b.anchor[s]) / 32;
    }
    (i % 2 == 0 ? arms.treated : arms.others) += difference / 2;
    if (i % 2 == 0) arms.anchors += anchors / 2;
    counts[i % 2] += 1;
  }
  arms.treated /= counts[0];
  arms.anchors /= counts[0];
  arms.others /= counts[1];
  return arms;
}

/// Change of one adult's attitude in ten years with half a contact a day more
/// of full quality, after the equation alone.
/// @param contact  quality-weighted, at the start
/// @param bad      bad contacts a day that come with it
double worth_of_half_a_contact(double contact, double bad) {
  const AttitudeRules rules;
  const auto tolerance = [&](double x) {
    return 1 / (1 + std::exp(-rules.slope * x - rules.level));
  };
  const auto gain = [&](double c) { return c / (c + rules.half_contact); };
  const double bad_before = 0.0667 * contact / 0.5;
  const double baseline = rules.contact * gain(contact) * (1 - tolerance(0)) -
                          rules.negative * bad_before * tolerance(0);
  double x = 0;
  double anchor = 0;
  constexpr double step = 0.01;
  for (int n = 0; n < 1000; ++n) {
    const double drift =
        rules.contact * gain(contact + 0.5) * (1 - tolerance(x)) -
        rules.negative * (bad_before + bad) * tolerance(x) - baseline -
        rules.return_rate * (x - anchor);
    x += step * drift;
    anchor += step * rules.anchor_adult * (x - anchor);
  }
  return x;
}

/// The table of docs/methods/contact.md, "More of the usual contact cools".
TEST(ContactDynamics, UsualContactCoolsAsDocumented) {
  const SettingRules rules;
  const auto bad = [&](Setting setting) {
    const auto k = static_cast<std::size_t>(setting);
    return 0.5 / rules.quality[k] * rules.negative[k];
  };
  EXPECT_NEAR(worth_of_half_a_contact(0.5, 0), 0.05, 0.005);
  EXPECT_NEAR(worth_of_half_a_contact(0.2, 0), 0.09, 0.005);
  EXPECT_DOUBLE_EQ(bad(Setting::venue), 0);
  const double at_work = bad(Setting::work);
  EXPECT_NEAR(worth_of_half_a_contact(0.5, at_work), -0.14, 0.005);
  EXPECT_NEAR(worth_of_half_a_contact(0.2, at_work), -0.12, 0.005);
  const double at_school = bad(Setting::school);
  EXPECT_NEAR(worth_of_half_a_contact(0.5, at_school), -0.25, 0.005);
  EXPECT_NEAR(worth_of_half_a_contact(0.2, at_school), -0.24, 0.005);
  const double near = bad(Setting::neighbourhood);
  EXPECT_NEAR(worth_of_half_a_contact(0.5, near), -0.81, 0.005);
  EXPECT_NEAR(worth_of_half_a_contact(0.2, near), -0.84, 0.005);
}

/// More contact warms, slowly.
TEST(ContactDynamics, GainsFromContact) {
  const auto more = [](PersonAdjustment& each, int) {
    each.contacts.fill(0.5F / 0.6F);  // quality of venues
  };
  const Arms ten_years = compare(40, more);
  const Arms one_year = compare(4, more);
  EXPECT_GT(ten_years.treated, 0.02);
  EXPECT_LT(ten_years.treated, 0.25);
  EXPECT_LT(one_year.treated, ten_years.treated);
}

/// Acquaintances in all other groups warm like contact; nobody else is warmed.
TEST(ContactDynamics, AcquaintancesWarm) {
  const auto meet = [](PersonAdjustment& each, int tick) {
    if (tick % 4 == 0) each.weak_ties.fill(10);
  };
  const Arms arms = compare(12, meet);
  EXPECT_GT(arms.treated, 0.01);
  EXPECT_LT(std::abs(arms.others), 0.01);
}

TEST(ContactDynamics, AcquaintancesFallAway) {
  auto made = still(3, 0.5);
  Stepper people{made.housing, made.world, 6};
  people.begin(made.homes, made.state);
  EXPECT_DOUBLE_EQ(seen_in(made).weak_ties[1], 0);
  Adjustments levers;
  double given = 0;
  for (std::size_t i = 0; i < made.homes.persons.size(); i += 2) {
    PersonAdjustment each;
    each.person = PersonId{i};
    each.id = made.homes.persons.ids[i];
    each.weak_ties[1] = 3;  // of the own group nobody is an acquaintance
    given += made.world.broad[made.homes.persons.groups[i]] == 1 ? 0 : 3;
    levers.persons.push_back(each);
  }
  const auto known = [&] {
    const Measures seen = seen_in(made);
    for (std::size_t a = 0; a < 3; ++a) {
      EXPECT_DOUBLE_EQ(seen.weak_ties[a * max_broad], 0);
    }
    EXPECT_DOUBLE_EQ(seen.weak_ties[max_broad + 1], 0);
    return seen.weak_ties[1] * seen.people[0] +
           seen.weak_ties[2 * max_broad + 1] * seen.people[2];
  };
  people.step(made.homes, made.state, levers);
  EXPECT_DOUBLE_EQ(known(), given);
  // They live on for as long as they did not end: within four standard errors.
  for (int tick = 0; tick < 4; ++tick) people.step(made.homes, made.state);
  EXPECT_NEAR(known() / given, std::exp(-0.5), 2 / std::sqrt(given));
  // Who is somebody else now has none of them.
  made.homes.persons.ids[0] += 1;
  for (const WeakTies& each : made.state.weak_ties) {
    EXPECT_GT(each.counts[0] + each.counts[1], 0);
  }
  people.step(made.homes, made.state);
  for (const WeakTies& each : made.state.weak_ties) {
    EXPECT_NE(each.person, PersonId{0U});
  }
}

TEST(ContactDynamics, ForgetsProgrammesOnTheirOwnHalfLife) {
  const auto once = [](PersonAdjustment& each, int tick) {
    if (tick == 0) each.attitude.fill(0.5F);
    each.half_life_ticks = 4;
  };
  const Arms at_once = compare(1, once);
  const Arms later = compare(9, once);
  const Arms long_after = compare(40, once);
  // One fading after the first tick, nine after the ninth; warmer people
  // meet others a little more, and treated peers warm the rest.
  EXPECT_NEAR(at_once.treated, 0.5 * std::exp2(-1.0 / 4), 0.03);
  EXPECT_NEAR(later.treated, 0.5 * std::exp2(-9.0 / 4), 0.05);
  EXPECT_NEAR(long_after.treated, 0, 0.03);
  EXPECT_NEAR(long_after.anchors, 0, 0.03);
  EXPECT_LT(std::abs(later.others), 0.05);
}

TEST(ContactDynamics, ReportingChangesWhatIsSeenOnly) {
  auto all = still(3, 0.5);
  auto some = still(3, 0.5);
  Stepper first{all.housing, all.world, 2};
  Stepper second{some.housing, some.world, 2};
  first.begin(all.homes, all.state);
  second.begin(some.homes, some.state);
  for (int tick = 0; tick < 20; ++tick) {
    first.step(all.homes, all.state, {.report_rate = 1.0F});
    second.step(some.homes, some.state, {.report_rate = 0.0F});
  }
  EXPECT_EQ(all.state.persons, some.state.persons);
  EXPECT_EQ(all.state.incident_totals.happened,
            some.state.incident_totals.happened);
  EXPECT_GT(all.state.incident_totals.happened, 0);
  EXPECT_EQ(all.state.incident_totals.recorded,
            all.state.incident_totals.happened);
  EXPECT_EQ(some.state.incident_totals.recorded, 0);
}

TEST(ContactDynamics, ShocksFadeAndLeaveNoMark) {
  auto made = still(3, 0.5);
  auto calm = still(3, 0.5);
  Stepper first{made.housing, made.world, 2};
  Stepper second{calm.housing, calm.world, 2};
  first.begin(made.homes, made.state);
  second.begin(calm.homes, calm.state);
  Adjustments shock;
  shock.mood.assign(32 * max_broad, -0.5F);
  first.step(made.homes, made.state, shock);
  second.step(calm.homes, calm.state);
  const double during = seen_in(made).tolerance_all;
  const double usual = seen_in(calm).tolerance_all;
  EXPECT_LT(during, usual - 0.03);
  for (int tick = 0; tick < 40; ++tick) {
    first.step(made.homes, made.state);
    second.step(calm.homes, calm.state);
  }
  EXPECT_NEAR(seen_in(made).tolerance_all, seen_in(calm).tolerance_all, 0.005);
}

TEST(ContactSchools, EditsMovePupils) {
  auto made = still(3, 0.5);
  Stepper people{made.housing, made.world, 2};
  people.begin(made.homes, made.state);
  const auto pupils = [&](std::uint16_t school) {
    int count = 0;
    for (std::size_t i = 0; i < made.state.persons.size(); ++i) {
      const int age = made.homes.persons.age(PersonId{i}, 0);
      count += age < housing::adult_age && made.state.persons[i].place == school
                   ? 1
                   : 0;
    }
    return count;
  };
  std::uint16_t first = no_school;
  std::uint16_t second = no_school;
  for (std::uint16_t i = 0; i < made.state.schools.size(); ++i) {
    const bool here = made.state.schools.phases[i] == Phase::secondary &&
                      made.state.schools.zones[i].index() < 16;
    if (!here) continue;
    (first == no_school ? first : second) = i;
    if (second != no_school) break;
  }
  ASSERT_NE(second, no_school);
  const int before = pupils(first) + pupils(second);
  SchoolEdit merge;
  merge.kind = SchoolEdit::Kind::merge;
  merge.school = first;
  merge.other = second;
  Adjustments levers;
  levers.schools = {merge};
  people.step(made.homes, made.state, levers);
  EXPECT_EQ(pupils(first), before);
  EXPECT_EQ(pupils(second), 0);

  SchoolEdit close;
  close.kind = SchoolEdit::Kind::close;
  close.school = first;
  levers.schools = {close};
  people.step(made.homes, made.state, levers);
  EXPECT_EQ(pupils(first), 0);
  for (std::size_t i = 0; i < made.state.persons.size(); ++i) {
    const int age = made.homes.persons.age(PersonId{i}, 0);
    if (age < first_school_age || age >= housing::adult_age) continue;
    EXPECT_NE(made.state.persons[i].place, no_place);
  }
}

/// Of those reached, the half with less contact gains more.
TEST(ContactLevers, MoveThoseWithLittleContactMore) {
  auto made = still(3, 0.8);
  levers::PlannedLever camp;
  camp.label = "camp";
  camp.last_tick = 4;
  camp.target = levers::Target::persons;
  camp.low_contact_factor = 1.5;
  camp.effects = {
      {.mechanism = levers::Mechanism::contact_programme, .value = 0.2}};
  const levers::Plan plan{.levers = {camp}};
  levers::Levers pulled{plan, made.housing, 2};
  pulled.start(0);
  pulled.begin(made.homes, nullptr);
  const auto told = levers::contact_adjustments(
      plan,
      pulled.actions(),
      {&made.housing, &made.homes, &made.world, &made.state, 2});
  const auto& reached = pulled.actions()[0].reached;
  ASSERT_EQ(told.persons.size(), reached.size());
  std::size_t more = 0;
  double near_more = 0;
  double near_rest = 1;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const auto own = made.homes.persons.groups[reached[i].person.index()];
    const double share =
        1.0 -
        static_cast<double>(made.homes.residents.at(reached[i].zone, own)) /
            static_cast<double>(
                made.homes.residents.zone_total(reached[i].zone));
    const float moved = told.persons[i].attitude[0];
    if (moved > 0.07F) {
      EXPECT_FLOAT_EQ(moved, 0.09F);
      near_more = std::max(near_more, share);
      ++more;
    } else {
      EXPECT_FLOAT_EQ(moved, 0.06F);
      near_rest = std::min(near_rest, share);
    }
  }
  EXPECT_GT(more, reached.size() / 4);
  EXPECT_LE(more, reached.size() / 2);
  EXPECT_LT(near_more, near_rest);
}

/// A lever's rule of admission holds while it is on, and no longer.
TEST(ContactSchools, AdmitByTheirOwnRuleWhenALeverEnds) {
  auto made = still(3, 0.5);
  levers::PlannedLever lottery;
  lottery.label = "lottery";
  lottery.target = levers::Target::authorities;
  lottery.first_tick = 1;
  lottery.last_tick = 3;
  lottery.effects = {{.mechanism = levers::Mechanism::admissions, .value = 0}};
  const levers::Plan plan{.levers = {lottery}};
  levers::Levers pulled{plan, made.housing, 2};
  Stepper people{made.housing, made.world, 2};
  people.begin(made.homes, made.state);
  pulled.start(0);
  std::vector<std::size_t> lotteries;
  for (; made.homes.tick < 5; ++made.homes.tick) {
    pulled.begin(made.homes, nullptr);
    people.step(made.homes,
                made.state,
                levers::contact_adjustments(
                    plan,
                    pulled.actions(),
                    {&made.housing, &made.homes, &made.world, &made.state, 2}));
    const auto& rules = made.state.schools.rules;
    lotteries.push_back(static_cast<std::size_t>(
        std::count(rules.begin(), rules.end(), Admissions::lottery)));
  }
  const std::size_t all = made.state.schools.size();
  EXPECT_EQ(lotteries, (std::vector<std::size_t>{0, all, all, 0, 0}));
}

/// Whatever the rule, schools take as many as they have places, and rules
/// differ in whom they take.
TEST(ContactSchools, RulesDecideWhoIsTakenNotHowMany) {
  std::vector<std::vector<std::uint16_t>> outcomes;
  for (std::size_t r = 0; r < admissions_count; ++r) {
    auto made = still(3, 0.9);
    for (Admissions& each : made.state.schools.rules) {
      each = static_cast<Admissions>(r);
    }
    Stepper people{made.housing, made.world, 2};
    people.begin(made.homes, made.state);
    std::vector<std::uint16_t> places;
    std::vector<int> rolls(made.state.schools.size());
    for (std::size_t i = 0; i < made.state.persons.size(); ++i) {
      const int age = made.homes.persons.age(PersonId{i}, 0);
      if (age < first_school_age || age >= housing::adult_age) continue;
      places.push_back(made.state.persons[i].place);
      ++rolls[places.back()];
    }
    for (std::size_t i = 0; i < rolls.size(); ++i) {
      EXPECT_LE(rolls[i], made.state.schools.capacity[i])
          << name_of(static_cast<Admissions>(r));
    }
    for (const auto& other : outcomes) EXPECT_NE(other, places);
    outcomes.push_back(std::move(places));
  }
}

}  // namespace
}  // namespace mingle::contact
