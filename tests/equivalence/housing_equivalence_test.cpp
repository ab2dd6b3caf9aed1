// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing_reference.h"

#include <gtest/gtest.h>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/test_support/small_housing_world.h>

namespace mingle::test {
namespace {

using housing::Flow;
using housing::Stepper;

constexpr int ticks = 24;
constexpr std::uint64_t seed = 2011;

using Made = std::pair<housing::World, housing::State>;

Made small(SmallWorld spec = {}) {
  if (spec.households == SmallWorld{}.households) spec.households = 60;
  return make_small_housing_world(spec, lively_housing_rules(spec.groups));
}

/// Persons feel as their numbers fall.
class AnyOutlook : public housing::Outlook {
 public:
  double effect() const override { return 0.2; }
  static int of_id(std::uint64_t id) {
    return static_cast<int>(id * 0x9e3779b97f4a7c15U >> 60U) % 5 - 2;
  }
  int of(const housing::State& state, PersonId reference) const override {
    return of_id(state.persons.ids[reference.index()]);
  }
};

/// Steps the reference once, the stepper on 1, 2, 3 and 7 threads.
void expect_equivalent(const Made& made,
                       int most_ticks = ticks,
                       const AnyOutlook* outlook = nullptr) {
  const auto& [world, start] = made;
  std::vector<housing::Flows> flows;
  std::vector<HousingReference> after;
  std::function<double(std::uint64_t)> openness;
  if (outlook != nullptr) {
    openness = [&](std::uint64_t id) {
      return outlook->effect() * AnyOutlook::of_id(id);
    };
  }
  HousingReference reference{world, seed, start, openness};
  for (int tick = 0; tick < most_ticks; ++tick) {
    flows.push_back(reference.step());
    after.push_back(reference);
  }
  for (const int threads : {1, 2, 3, 7}) {
    const Concurrency limit{threads};
    housing::State state = start;
    Stepper stepper{world, seed};
    for (std::size_t tick = 0; tick < flows.size(); ++tick) {
      const housing::Flows& seen = stepper.step(state, outlook);
      ASSERT_EQ(after[tick].differences(state), std::vector<std::string>{})
          << "after tick " << tick << " on " << threads << " threads";
      const auto specs = housing::flow_specs();
      for (std::size_t f = 0; f < specs.size(); ++f) {
        ASSERT_EQ(seen.values()[f], flows[tick].values()[f])
            << specs[f].name << ", tick " << tick;
      }
    }
    ASSERT_EQ(housing::inconsistencies(world, state),
              std::vector<std::string>{});
  }
}

TEST(HousingEquivalence, ThreeAuthorities) {
  expect_equivalent(small({.authorities = 3, .zones = 6}));
}

/// What does not happen is not compared: all of it does.
TEST(HousingEquivalence, MuchHappens) {
  const auto [world, start] = small({.authorities = 3, .zones = 6});
  HousingReference reference{world, seed, start};
  housing::Flows sum{3, world.base.rules.rounds};
  for (int tick = 0; tick < ticks; ++tick) sum.add(reference.step());
  const auto specs = housing::flow_specs();
  for (std::size_t f = 0; f < specs.size(); ++f) {
    std::int64_t all = 0;
    for (const std::int64_t count : sum.values()[f]) all += count;
    const bool planned =
        specs[f].name == "built" || specs[f].name == "demolished";
    EXPECT_TRUE(planned || all > 0) << specs[f].name << " " << all;
  }
}

TEST(HousingEquivalence, GroupsThatGoToPlacesOfTheirOwn) {
  Made made = small({.authorities = 3, .zones = 6});
  auto& [world, state] = made;
  // The first group leaves the study more often, others go to one authority.
  for (std::size_t g = 0; g < 3; ++g) {
    for (std::size_t from = 0; from < 3; ++from) {
      double passed = 0;
      for (std::size_t to = 0; to < 3; ++to) {
        if (to != from) passed += to == g ? 0.6 : 0.1;
        world.group_destinations.push_back(passed);
      }
    }
  }
  expect_equivalent(made);
  world.targets.persons.push_back({state.by_authority});
  expect_equivalent(made);
}

/// More leave one authority than come, so that others are drawn there.
TEST(HousingEquivalence, HomesThatStandEmpty) {
  Made made = small({.authorities = 3, .zones = 6});
  auto& [world, state] = made;
  for (std::size_t g = 0; g < 3; ++g) {
    world.leave_rates[g] = 0.5;
    world.arrivals.from_abroad[g] /= 4;
    world.arrivals.from_uk[g] /= 4;
  }
  expect_equivalent(made);
  world.rules.migration.vacancy_response = 2.5;
  expect_equivalent(made);
}

TEST(HousingEquivalence, ManyWorlds) {
  for (std::uint64_t world = 2; world < 8; ++world) {
    SmallWorld spec{.authorities = 1 + world % 2,
                    .zones = 3 + world,
                    .groups = 1 + world % 4,
                    .households = 10 + 3 * world,
                    .vacancy = 0.02 * static_cast<double>(world),
                    .seed = world};
    expect_equivalent(small(spec), 6);
  }
}

TEST(HousingEquivalence, SampledChoice) {
  Made made = small();
  made.first.base.rules.choice = ChoiceMode::sampled;
  expect_equivalent(made);
}

TEST(HousingEquivalence, EveryTermOfChoiceAndMobility) {
  Made made = small({.authorities = 2, .zones = 6});
  auto& [world, state] = made;
  world.rules.choice.tie = 1.5;
  world.rules.choice.price = 0.7;
  world.rules.choice.urgency = 0.3;
  world.rules.choice.class_utility.form = UtilityForm::linear;
  world.rules.mobility.out_group = 0.5;
  world.rules.mobility.private_trend = 1.3;
  world.rules.perceived.service_exits = 3;
  world.rules.migration.dispersal_share = 0.5;
  world.rules.migration.dispersal_cap = 0.5;
  // By authority and group.
  world.base.rules.alpha = {0.2, 0.7, 1.1, 1.0, 0.0, 0.5};
  for (std::size_t i = 0; i < 3 * world.base.zones.size(); ++i) {
    world.appeal.push_back(0.1 * static_cast<double>(i % 7));
  }
  expect_equivalent(made);
  for (const UtilityForm form : {UtilityForm::linear,
                                 UtilityForm::threshold,
                                 UtilityForm::single_peaked,
                                 UtilityForm::asymmetric}) {
    world.base.rules.utility.form = form;
    expect_equivalent(made, 3);
  }
}

TEST(HousingEquivalence, Outlooks) {
  const AnyOutlook outlook;
  Made made = small({.authorities = 2, .zones = 6});
  made.first.rules.choice.urgency = 0.3;
  expect_equivalent(made, ticks, &outlook);
  for (const UtilityForm form : {UtilityForm::linear, UtilityForm::threshold}) {
    made.first.base.rules.utility.form = form;
    expect_equivalent(made, 3, &outlook);
  }
  made.first.base.rules.choice = ChoiceMode::sampled;
  expect_equivalent(made, 6, &outlook);
}

/// An outlook without effect is none; one with an effect is seen.
TEST(HousingEquivalence, OutlookWithoutEffect) {
  struct Idle : AnyOutlook {
    double effect() const override { return 0; }
  };
  const Made made = small();
  const auto residents = [&](const housing::Outlook* outlook) {
    housing::State state = made.second;
    Stepper stepper{made.first, seed};
    for (int tick = 0; tick < ticks; ++tick) stepper.step(state, outlook);
    return state.residents;
  };
  const Idle idle;
  const AnyOutlook felt;
  EXPECT_EQ(residents(&idle), residents(nullptr));
  EXPECT_NE(residents(&felt), residents(nullptr));
}

TEST(HousingEquivalence, LettingRules) {
  Made made = small();
  housing::SocialRules& rules = made.first.rules.social;
  rules.local_connection_years = 2;
  rules.sensitive_cap = 0.6;
  rules.quota = {0.5, 1.0, 0.4};
  rules.bid_rate = 0.6;
  made.first.rules.owner.quota = {0.6, 0.6, 0.6};
  made.first.rules.private_rented.gap = {0.0, 1.0, 0.5};
  made.first.rules.private_rented.concentration = 0.0;
  expect_equivalent(made);
  rules.rule_share = {0, 0, 1};
  expect_equivalent(made, 5);
  rules.rule_share = {1, 0, 0};
  expect_equivalent(made, 5);
}

/// Only those who could win a home are asked for bids: by two rules whose
/// orders differ, and with homes let to those who need fewer rooms.
TEST(HousingEquivalence, LongRegister) {
  Made made = small();
  housing::SocialRules& rules = made.first.rules.social;
  rules.join_rate_need = rules.join_rate_other = rules.medical_rate = 2.0;
  rules.rule_share = {0.0, 0.5, 0.5};
  rules.points_per_year = 40;
  for (const int spare : {0, 1, 2}) {
    rules.spare_bedrooms = spare;
    expect_equivalent(made, 6);
  }
}

TEST(HousingEquivalence, TotalsGiven) {
  Made made = small({.authorities = 2, .zones = 6, .vacancy = 0.3});
  auto& [world, state] = made;
  for (int tick = 0; tick <= ticks; ++tick) {
    std::vector<std::int32_t> target = state.by_authority;
    for (std::size_t i = 0; i < target.size(); ++i) {
      target[i] += (i % 2 == 0 ? 1 : -1) * tick;
    }
    world.targets.persons.push_back(target);
  }
  expect_equivalent(made);
}

TEST(HousingEquivalence, SupplyAndDemolition) {
  Made made = small();
  housing::World& world = made.first;
  for (int tick = 0; tick < 6; ++tick) {
    for (std::size_t kind = 0; kind < kind_count; kind += 3) {
      const CellId cell =
          world.base.cell(ZoneId{kind % world.base.zones.size()}, kind);
      world.supply.push_back({tick, cell, kind % 2 == 0 ? 3 : -2});
    }
  }
  expect_equivalent(made);
}

TEST(HousingEquivalence, OneZoneOneGroup) {
  expect_equivalent(small({.zones = 1, .groups = 1}));
}

/// Orphans die, and bear children, in the tick that took their parents.
TEST(HousingEquivalence, ManyDeathsAndBirths) {
  Made made = small({.authorities = 2, .zones = 6});
  housing::DemographyRules& rules = made.first.rules.demography;
  rules.death_level = {0.5, 0.5};
  rules.death_slope = {0.0, 0.0};
  rules.fertility.fill(1.0);
  expect_equivalent(made, 8);
}

TEST(HousingEquivalence, NoVacancies) {
  expect_equivalent(small({.vacancy = 0.0}));
}

}  // namespace
}  // namespace mingle::test
