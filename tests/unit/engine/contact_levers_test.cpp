// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What is done to people from outside, entry by entry: it reaches those it is
// meant for, it works in the direction it says, and nothing of it is nothing.
// Two worlds under the same random numbers differ in one entry.
#include "lever_town.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::contact {
namespace {

using Made = test::SmallContactWorld;

constexpr std::size_t zone_count = 8;

Made still(const Rules& rules = test::steady_contact_rules()) {
  return test::make_small_contact_world(
      {.authorities = 2, .zones = 4, .households = 120}, rules);
}

/// One person and what a tick made of it, without and with an entry.
struct Case {
  std::size_t row = 0;
  std::size_t zone = 0;
  HouseholdId household;
  int age = 0;
  Traits before;
  Traits without;
  Traits with;
  double warmer() const {
    double sum = 0;
    for (std::size_t s = 0; s < 2; ++s) {
      sum += static_cast<double>(with.attitude_to(s) - without.attitude_to(s));
    }
    return sum / 2;
  }
};

struct Pair {
  std::vector<Case> people;
  Made without;
  Made with;
};

/// A tick without and with what `change` sets.
Pair compare(const Made& made,
             const std::function<void(Made&, Adjustments&)>& change) {
  Pair pair{.people = {}, .without = made, .with = made};
  const auto run = [](Made& one, const auto& set) {
    Stepper people{one.housing, one.world, 6};
    people.begin(one.homes, one.state);
    const std::vector<Traits> before = one.state.persons;
    Adjustments levers;
    set(one, levers);
    people.step(one.homes, one.state, levers);
    return before;
  };
  const std::vector<Traits> before =
      run(pair.without, [](Made&, Adjustments&) {});
  run(pair.with, change);
  for (std::size_t h = 0; h < made.homes.households.size(); ++h) {
    if (!made.homes.households.is_housed(HouseholdId{h})) continue;
    housing::for_members(made.homes, HouseholdId{h}, [&](PersonId person) {
      const std::size_t row = person.index();
      pair.people.push_back(
          {.row = row,
           .zone = housing::zone_of(made.homes, HouseholdId{h}).index(),
           .household = HouseholdId{h},
           .age = pair.with.homes.persons.age(person, pair.with.homes.tick),
           .before = before[row],
           .without = pair.without.state.persons[row],
           .with = pair.with.state.persons[row]});
    });
  }
  return pair;
}

/// Those meant change as `gain` says, on the whole; nobody else changes.
void expect_reached(const Pair& pair,
                    const std::function<bool(const Case&)>& is_meant,
                    const std::function<double(const Case&)>& gain,
                    double least) {
  double sum = 0;
  int meant = 0;
  for (const Case& one : pair.people) {
    if (!is_meant(one)) {
      EXPECT_EQ(one.with, one.without) << "row " << one.row;
      continue;
    }
    ++meant;
    sum += gain(one);
  }
  ASSERT_GT(meant, 20);
  EXPECT_GT(sum / meant, least);
}

void expect_nothing(const Pair& pair) {
  EXPECT_EQ(pair.with.state.persons, pair.without.state.persons);
  EXPECT_EQ(pair.with.state.incidents.happened,
            pair.without.state.incidents.happened);
}

/// By zone: `value` in zone 0, `neutral` elsewhere.
std::vector<float> in_first_zone(float value, float neutral = 0) {
  std::vector<float> column(zone_count, neutral);
  column[0] = value;
  return column;
}

bool is_adult(const Case& one) {
  return one.age >= housing::adult_age;
}
bool is_of_working_age(const Case& one) {
  return is_adult(one) && one.age < housing::pension_age;
}

/// Adjusts every second adult.
auto every_second(const std::function<void(PersonAdjustment&)>& set) {
  return [set](const Made& made, Adjustments& levers) {
    for (std::size_t i = 0; i < made.homes.persons.size(); i += 2) {
      const int age = made.homes.persons.age(PersonId{i}, made.homes.tick);
      if (age < housing::adult_age) continue;
      PersonAdjustment each;
      each.person = PersonId{i};
      each.id = made.homes.persons.ids[i];
      set(each);
      levers.persons.push_back(each);
    }
  };
}
bool is_second(const Case& one) {
  return is_adult(one) && one.row % 2 == 0;
}

TEST(ContactLevers, AddTiesToThoseReached) {
  const auto ties_to = [](const Traits& traits) {
    return TieTable::shared().counts(traits.ties())[1];
  };
  const auto two = [](PersonAdjustment& each) { each.ties[1] = 2; };
  const Pair pair = compare(still(), every_second(two));
  for (const Case& one : pair.people) {
    const int more = ties_to(one.with) - ties_to(one.without);
    if (!is_second(one)) {
      EXPECT_EQ(more, 0);
      continue;
    }
    // At most twelve in all; one may begin here and another end there.
    const int room = most_ties - TieTable::shared().total(one.before.ties());
    EXPECT_NEAR(more, std::min(2, room), 2) << one.row;
  }
  expect_reached(
      pair,
      is_second,
      [&](const Case& one) { return ties_to(one.with) - ties_to(one.without); },
      1.0);
  expect_nothing(compare(still(), every_second([](PersonAdjustment&) {})));
}

TEST(ContactLevers, EventsReachThoseOfElevenAndOverInTheirZone) {
  const auto event = [](float share, float contacts) {
    return [=](Made&, Adjustments& levers) {
      levers.events.assign(2 * zone_count, 0);
      levers.events[0] = share;
      levers.events[1] = contacts;
    };
  };
  const auto here = [](const Case& one) {
    return one.zone == 0 && one.age >= secondary_age;
  };
  const auto warmer = [](const Case& one) { return one.warmer(); };
  expect_reached(compare(still(), event(1.0F, 8.0F)), here, warmer, 0.002);
  expect_nothing(compare(still(), event(0.0F, 8.0F)));
  // Half come: about half as many change.
  const auto changed = [&](float share) {
    int count = 0;
    for (const Case& one : compare(still(), event(share, 40.0F)).people) {
      if (here(one) && !(one.with == one.without)) ++count;
    }
    return count;
  };
  EXPECT_NEAR(changed(0.5F), 0.5 * changed(1.0F), 0.15 * changed(1.0F));
}

TEST(ContactLevers, SchoolGatesReachParentsOfPrimaryPupils) {
  const Made made = still();
  const auto gate = [](float contacts) {
    return [=](Made&, Adjustments& levers) {
      levers.school_gate = in_first_zone(contacts);
    };
  };
  const auto has_pupil = [&](const Case& one) {
    if (one.zone != 0 || !is_of_working_age(one)) return false;
    bool any = false;
    housing::for_members(made.homes, one.household, [&](PersonId person) {
      const int age = made.homes.persons.age(person, made.homes.tick);
      any |= age >= first_school_age && age < secondary_age;
    });
    return any;
  };
  expect_reached(
      compare(made, gate(20.0F)),
      has_pupil,
      [](const Case& one) { return one.warmer(); },
      0.002);
  expect_nothing(compare(made, gate(0.0F)));
}

TEST(ContactLevers, CoursesRaiseEnglishOfAdultsWhoLackIt) {
  const auto up = [](const Case& one) {
    return static_cast<double>(one.with.english()) -
           static_cast<double>(one.without.english());
  };
  const auto lacks = [](const Case& one) {
    return one.before.english() != English::main;
  };
  // Nothing else changes in the tick, so that nobody meets others than before.
  Rules rules = test::steady_contact_rules();
  rules.participation.renewal = 0;
  rules.work.find_from_inactivity = rules.work.find_from_unemployment = 0;
  rules.work.student_end = 0;
  const auto zone = [](float chance) {
    return [=](Made&, Adjustments& levers) {
      levers.english_up = in_first_zone(chance);
    };
  };
  expect_reached(
      compare(still(rules), zone(1.0F)),
      [&](const Case& one) {
        return one.zone == 0 && is_adult(one) && lacks(one);
      },
      up,
      0.9);
  expect_nothing(compare(still(rules), zone(0.0F)));
  const auto course = [](PersonAdjustment& each) { each.english_up = 1; };
  expect_reached(
      compare(still(rules), every_second(course)),
      [&](const Case& one) { return is_second(one) && lacks(one); },
      up,
      0.9);
}

TEST(ContactLevers, JobSearchReachesThoseOutOfWork) {
  const auto found = [](const Case& one) {
    return static_cast<double>(one.with.works()) -
           static_cast<double>(one.without.works());
  };
  const auto out_of_work = [](const Case& one) {
    const Employment was = one.before.employment();
    return is_of_working_age(one) &&
           (was == Employment::unemployed || was == Employment::inactive);
  };
  const auto zone = [](float log_hazard) {
    return [=](Made&, Adjustments& levers) {
      levers.employ_log_hazard = in_first_zone(log_hazard);
    };
  };
  // Colleagues of those who found work meet others: only work is compared.
  const auto expect_work = [&](const Pair& pair, const auto& is_meant) {
    double gained = 0;
    for (const Case& one : pair.people) {
      if (is_meant(one)) {
        gained += found(one);
      } else {
        EXPECT_EQ(one.with.employment(), one.without.employment());
      }
    }
    EXPECT_GT(gained, 3);
  };
  expect_work(compare(still(), zone(2.0F)), [&](const Case& one) {
    return one.zone == 0 && out_of_work(one);
  });
  expect_nothing(compare(still(), zone(0.0F)));
  const auto help = [](PersonAdjustment& each) { each.employ_log_hazard = 2; };
  expect_work(compare(still(), every_second(help)), [&](const Case& one) {
    return is_second(one) && out_of_work(one);
  });
}

TEST(ContactLevers, AppealsMakeAdultsTakePart) {
  Rules rules = test::steady_contact_rules();
  rules.participation.renewal = 10;  // nearly all reconsider within a tick
  const auto zone = [](float logit) {
    return [=](Made&, Adjustments& levers) {
      levers.participation_logit = in_first_zone(logit);
    };
  };
  // Visitors of venues meet more people there: only taking part is compared.
  const auto expect_part = [](const Pair& pair, const auto& is_meant) {
    double gained = 0;
    double meant = 0;
    for (const Case& one : pair.people) {
      if (is_meant(one)) {
        meant += 1;
        gained += static_cast<double>(one.with.participates()) -
                  static_cast<double>(one.without.participates());
      } else {
        EXPECT_EQ(one.with.participates(), one.without.participates());
      }
    }
    // From 25% by a logit of 1 to 48%, of the nine in ten who reconsider.
    EXPECT_NEAR(gained / meant, 0.2, 0.1);
  };
  expect_part(compare(still(rules), zone(1.0F)),
              [](const Case& one) { return one.zone == 0 && is_adult(one); });
  expect_nothing(compare(still(rules), zone(0.0F)));
  const auto appeal = [](PersonAdjustment& each) {
    each.participation_logit = 1;
  };
  expect_part(compare(still(rules), every_second(appeal)), is_second);
}

TEST(ContactLevers, VisitsAndMixOfVenuesChangeThoseOfTheZone) {
  const auto visits = [](float factor) {
    return [=](Made&, Adjustments& levers) {
      levers.venue_visits = in_first_zone(factor, 1);
    };
  };
  const auto visits_here = [](const Case& one) {
    return one.zone == 0 && one.without.participates();
  };
  // Without bad contact: of that there is more, too, where people meet more.
  Rules rules = test::steady_contact_rules();
  rules.settings.negative = {};
  const Pair more = compare(still(rules), visits(4.0F));
  expect_reached(
      more, visits_here, [](const Case& one) { return one.warmer(); }, 0.002);
  for (std::size_t z = 0; z < zone_count; ++z) {
    const std::int32_t* with = more.with.state.pools.venues.activity_of(z);
    const std::int32_t* without =
        more.without.state.pools.venues.activity_of(z);
    for (std::size_t b = 0; b < 3; ++b) {
      EXPECT_EQ(with[b], (z == 0 ? 4 : 1) * without[b]);
    }
  }
  expect_nothing(compare(still(), visits(1.0F)));

  const auto apart = [](float chi) {
    return [=](Made&, Adjustments& levers) {
      levers.venue_homophily = in_first_zone(chi);
    };
  };
  const Pair alone = compare(still(rules), apart(2.0F));
  expect_reached(
      alone,
      visits_here,
      [](const Case& one) { return -one.warmer(); },
      0.0001);
  const float* with = alone.with.state.pools.venues.row(0, 0);
  const float* without = alone.without.state.pools.venues.row(0, 0);
  EXPECT_LT(with[0] + with[1], 0.5F * (without[0] + without[1]));
  expect_nothing(compare(still(), apart(0.0F)));
}

TEST(ContactLevers, EntryRulesReachAdultsFromAbroadOnly) {
  // A third of the households have just come, half of them from abroad.
  Made made = still();
  made.world.arrival_english.clear();
  for (std::size_t b = 0; b < made.world.broad_count(); ++b) {
    made.world.arrival_english.insert(made.world.arrival_english.end(),
                                      {0.2, 0.4, 0.7, 1.0});
  }
  const auto is_new = [](const HouseholdId h) { return h.index() % 3 == 0; };
  const auto is_from_abroad = [](const HouseholdId h) {
    return h.index() % 6 == 0;
  };
  const auto arrive = [&](English least) {
    return [&, least](Made& now, Adjustments& levers) {
      // The persons as they are after a tick of housing.
      ++now.homes.tick;
      now.homes.persons.added.clear();
      for (std::size_t h = 0; h < now.homes.households.size(); ++h) {
        if (!is_new(HouseholdId{h})) continue;
        now.homes.households.arrived[h] =
            is_from_abroad(HouseholdId{h})
                ? static_cast<std::int16_t>(now.homes.tick - 1)
                : housing::never;
        housing::for_members(now.homes, HouseholdId{h}, [&](PersonId person) {
          now.homes.persons.added.push_back(person);
        });
      }
      levers.arrival_english = least;
    };
  };
  const Pair free = compare(made, arrive(English::none));
  const Pair ruled = compare(made, arrive(English::main));
  int raised = 0;
  for (std::size_t i = 0; i < free.people.size(); ++i) {
    const Case& one = ruled.people[i];
    const bool meant = is_from_abroad(one.household) && is_adult(one);
    const English was = free.people[i].with.english();
    if (meant) {
      EXPECT_EQ(one.with.english(), English::main);
      raised += was != English::main;
    } else {
      EXPECT_EQ(one.with.english(), was);
    }
  }
  EXPECT_GT(raised, 3);
}

TEST(ContactLevers, FairnessOfLettingsIsFeltByTheGroupOfTheAuthority) {
  const auto unfair = [](Made& one, Adjustments&) {
    one.homes.fairness[1] = 0;  // authority 0, group 1
  };
  const Made made = still();
  const auto is_meant = [&](const Case& one) {
    return one.zone < 4 && one.age >= secondary_age &&
           made.homes.persons.groups[one.row] == 1;
  };
  Rules rules = test::steady_contact_rules();
  rules.participation.fairness = 0;
  rules.attitudes.fairness = 0.4;
  // A quarter of .4 SD a year times .5.
  expect_reached(
      compare(still(rules), unfair),
      is_meant,
      [](const Case& one) { return -one.warmer(); },
      0.04);
  rules.attitudes.fairness = 0;
  expect_nothing(compare(still(rules), unfair));

  rules.participation.fairness = 3;
  rules.participation.renewal = 10;
  double fewer = 0;
  for (const Case& one : compare(still(rules), unfair).people) {
    const double change = static_cast<double>(one.without.participates()) -
                          static_cast<double>(one.with.participates());
    if (is_meant(one)) {
      fewer += change;
    } else {
      EXPECT_EQ(change, 0);
    }
  }
  EXPECT_GT(fewer, 5);
}

TEST(ContactLevers, PressureOnServicesIsFeltInTheZone) {
  const auto pressed = [](Made& one, Adjustments&) {
    one.homes.service_pressure[0] = 1;
  };
  const auto here = [](const Case& one) {
    return one.zone == 0 && one.age >= secondary_age;
  };
  Rules rules = test::steady_contact_rules();
  rules.attitudes.pressure = 1;
  expect_reached(
      compare(still(rules), pressed),
      here,
      [](const Case& one) { return -one.warmer(); },
      0.05);
  rules.attitudes.pressure = 0;
  expect_nothing(compare(still(rules), pressed));
}

}  // namespace
}  // namespace mingle::contact
