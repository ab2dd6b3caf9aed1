// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Row by row over the catalogue: the right people reached, the right mechanism
// moved, in the right direction, at the right cost; zero siblings and placebos
// move nothing. Who belongs to a target is written here in other words.
#include "lever_movements.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include <mingle/engine/contact/step.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/levers/pull_contact.h>
#include <mingle/scenarios/levers.h>
#include <mingle/scenarios/plan_levers.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle {
namespace {

using contact::Adjustments;
using contact::Employment;
using levers::Mechanism;

/// Whom a row of the design names.
struct Who {
  int from = 0;
  int to = 200;
  int english = 3;  ///< at most
  std::vector<Employment> employment;
  double income = 1e9;   ///< below, of the household
  double arrived = 1e9;  ///< years since, less than
  int decile = 10;       ///< of deprivation, at most
  int youngest = 200;    ///< of the household, at most
  bool women = false;
  bool minority = false;    ///< not of a White group
  bool travellers = false;  ///< Gypsy, Irish Traveller or Roma
};

const std::map<std::string, Who>& whom() {
  const std::vector<Employment> jobless{Employment::unemployed,
                                        Employment::inactive};
  const std::vector<Employment> unemployed{Employment::unemployed};
  static const std::map<std::string, Who> rows{
      {"big_lunch", {}},
      {"community_music_day", {}},
      {"street_celebrations", {}},
      {"settlement_language_rules", {.from = 18, .arrived = 0.26}},
      {"inter_faith_week", {.from = 18}},
      {"faith_regeneration_network", {.from = 16}},
      {"together_in_service", {.from = 16}},
      {"year_of_service", {.from = 16}},
      {"national_citizen_service", {.from = 16, .to = 17}},
      {"ncs_graduates", {.from = 16, .to = 19}},
      {"uniformed_youth", {.from = 8, .to = 17, .decile = 3}},
      {"safe_active_communities", {.from = 16}},
      {"troubled_families",
       {.from = 18,
        .to = 64,
        .employment = jobless,
        .income = 16200,
        .youngest = 17}},
      {"early_education", {.from = 2, .to = 2, .income = 16200}},
      {"pupil_premium", {.from = 5, .to = 15, .income = 16200}},
      {"enterprise_challenge", {.from = 11, .to = 16, .decile = 3}},
      {"university_access", {.from = 18, .to = 18, .income = 16200}},
      {"adult_esol",
       {.from = 19, .to = 64, .english = 1, .employment = jobless}},
      {"community_english", {.from = 19, .english = 1}},
      {"conversation_clubs", {.from = 16, .english = 2}},
      {"work_programme", {.from = 18, .to = 64, .employment = unemployed}},
      {"jobcentre_isolated",
       {.from = 18,
        .to = 64,
        .employment = {Employment::inactive},
        .women = true,
        .minority = true}},
      {"minority_enterprise", {.from = 18, .to = 64, .minority = true}},
      {"catering_skills", {.from = 16, .to = 64, .employment = jobless}},
      {"mixed_enterprise", {.from = 11, .to = 18}},
      {"localism_act", {.from = 16}},
      {"integration_innovation_fund", {.from = 11}},
      {"community_organisers", {.from = 16, .decile = 4}},
      {"near_neighbours", {.from = 11, .decile = 3}},
      {"schools_linking", {.from = 7, .to = 15}},
      {"british_values", {.from = 5, .to = 16}},
      {"anne_frank_trust", {.from = 11, .to = 16}},
      {"prevent", {.from = 11}},
      {"exceptional_pressure_fund", {.from = 19, .english = 1, .arrived = 5}},
      {"migrant_support", {.from = 16, .arrived = 2}},
      {"stronger_leadership", {.from = 11}},
      {"empowering_women",
       {.from = 25, .to = 54, .women = true, .minority = true}},
      {"traveller_inequality", {.from = 18, .travellers = true}},
      {"transparency", {.from = 16}},
      {"local_regeneration",
       {.from = 18, .to = 64, .employment = unemployed, .decile = 2}},
      {"community_conversations", {.from = 16}},
      {"august_2011", {.from = 16}}};
  return rows;
}

class LeverRows : public ::testing::Test {
 public:
  static void SetUpTestSuite() { shared_ = std::make_unique<Town>(); }
  static void TearDownTestSuite() { shared_.reset(); }

  struct Town {
    Town() {
      made = test::make_small_contact_world(
          {.zones = 9, .groups = 4, .households = 300});
      housing::World& homes = made.housing;
      homes.base.groups = GroupScheme{{"white_british",
                                       "asian_pakistani",
                                       "white_gypsy_or_irish_traveller",
                                       "white_roma"}};
      contact::set_broad_groups(homes.base.groups, made.world);
      make_lives_varied();
      stepper = std::make_unique<contact::Stepper>(made.housing, made.world, 5);
      stepper->begin(made.homes, made.state);
      area.housing.deprivation = homes.quality;
    }

    /// Low incomes, newcomers of this quarter, a zone that has grown.
    void make_lives_varied() {
      housing::HouseholdTable& table = made.homes.households;
      for (std::size_t h = 0; h < table.size(); ++h) {
        if (h % 4 == 0) table.incomes[h] = 120;
        if (h % 9 == 0) table.arrived[h] = 0;
      }
      made.homes.service_pressure[0] = 0.1;
    }

    test::SmallContactWorld made;
    std::unique_ptr<contact::Stepper> stepper;
    StudyArea area;
  };

  static const Town& town() { return *shared_; }

  static LeverEntry entry_of(const LeverDefinition& lever) {
    LeverEntry entry;
    entry.id = lever.id;
    entry.label = lever.id;
    entry.last_tick = 8;
    entry.to = {2023, 1, 1};
    entry.coverage = 1;
    entry.take_up = 1;
    entry.zone_share = 1;
    entry.unit_cost = lever.unit_cost ? std::nullopt : std::optional{7.0};
    if (lever.needs_groups) entry.groups = {"asian_pakistani"};
    for (const LeverEffect& effect : lever.effects) {
      if (effect.value) continue;
      entry.values[effect.mechanism] = given_value(effect.mechanism);
    }
    return entry;
  }

  /// Of effects that a scenario must give.
  static double given_value(Mechanism mechanism) {
    switch (mechanism) {
      case Mechanism::points_share:
        return 0;
      case Mechanism::local_connection:
        return 3;
      case Mechanism::dwellings:
        return 5;
      case Mechanism::admissions:
        return 0;  // lottery
      case Mechanism::new_school:
        return 1;  // lottery
      default:
        return 0.25;
    }
  }

  struct Pulled {
    levers::Plan plan;
    std::vector<std::vector<levers::LeverAction>> actions;  ///< by tick
    std::vector<Adjustments> adjustments;
    std::vector<housing::Policy> policies;
    std::vector<std::uint16_t> incomes;  ///< at the end
    std::size_t at = 0;                  ///< of the lever in the plan
  };

  static Pulled pull(const LeverDefinition& lever, EffectMode mode) {
    Scenario scenario;
    scenario.migration.totals = Totals::free;
    scenario.time.ticks = 8;
    scenario.levers = {entry_of(lever)};
    scenario.levers[0].mode = mode;
    if (!lever.follows.empty()) {
      scenario.levers.push_back(
          entry_of(*shipped_levers().find(lever.follows)));
    }
    const Town& in = town();
    std::vector<std::string> notes;
    Pulled pulled;
    pulled.plan = plan_levers(scenario, in.area, in.made.housing, notes);
    housing::State homes = in.made.homes;
    levers::Levers run{pulled.plan, in.made.housing, 1};
    run.start(0);
    const levers::ContactRoles roles{in.made.state};
    for (homes.tick = 0; homes.tick < 8; ++homes.tick) {
      run.begin(homes, &roles);
      pulled.actions.push_back(run.actions());
      pulled.policies.push_back(homes.policy);
      pulled.adjustments.push_back(levers::contact_adjustments(
          pulled.plan,
          run.actions(),
          {&in.made.housing, &homes, &in.made.world, &in.made.state, 1}));
    }
    pulled.incomes = homes.households.incomes;
    return pulled;
  }

  static std::unique_ptr<Town> shared_;
};

std::unique_ptr<LeverRows::Town> LeverRows::shared_;

bool belongs(const Who& who,
             const test::SmallContactWorld& in,
             const levers::Participant& one,
             int tick) {
  const housing::State& homes = in.homes;
  const std::size_t house = one.household.index();
  const contact::Traits& traits = in.state.persons[one.person.index()];
  const int age = homes.persons.age(one.person, tick);
  const std::string& group =
      in.housing.base.groups.names()[homes.persons.groups[one.person.index()]];
  int youngest = 999;
  housing::for_members(homes, one.household, [&](PersonId member) {
    youngest = std::min(youngest, homes.persons.age(member, tick));
  });
  const std::int16_t came = homes.households.arrived[house];
  const double years = came == housing::never ? 1e12 : (tick - came) / 4.0;
  const bool work = who.employment.empty() ||
                    std::find(who.employment.begin(),
                              who.employment.end(),
                              traits.employment()) != who.employment.end();
  const bool traveller =
      group.rfind("white_gypsy", 0) == 0 || group == "white_roma";
  return age >= who.from && age <= who.to && work &&
         static_cast<int>(traits.english()) <= who.english &&
         100.0 * homes.households.incomes[house] < who.income &&
         (who.arrived > 1e8 || years < who.arrived) &&
         in.housing.quality[one.zone.index()] <= who.decile &&
         youngest <= who.youngest &&
         (!who.women ||
          homes.persons.sexes[one.person.index()] == housing::Sex::female) &&
         (!who.minority || group.rfind("white", 0) != 0) &&
         (!who.travellers || traveller);
}

TEST_F(LeverRows, EveryLeverOfPersonsIsInTheTable) {
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    EXPECT_EQ(lever.reaches == Reach::persons, whom().contains(lever.id))
        << lever.id;
  }
}

TEST_F(LeverRows, ReachTheRightPeopleAndAllOfThem) {
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    if (lever.reaches != Reach::persons) continue;
    SCOPED_TRACE(lever.id);
    const Who& who = whom().at(lever.id);
    const Pulled pulled = pull(lever, EffectMode::fixed);
    // A lever on incomes changes what its own target asks.
    const bool moves = lever.effect("income") != nullptr;
    std::int64_t all = 0;
    for (int tick = 0; tick < 8; ++tick) {
      const auto& action = pulled.actions[static_cast<std::size_t>(tick)][0];
      all += action.people;
      EXPECT_EQ(action.people,
                static_cast<std::int64_t>(action.reached.size()));
      for (const levers::Participant& one : action.reached) {
        ASSERT_TRUE(moves || belongs(who, town().made, one, tick)) << tick;
      }
    }
    EXPECT_GT(all, 0);
  }
}

/// What a run of a lever has moved.
test::Signs moved_by(const LeverRows::Pulled& pulled,
                     const test::SmallContactWorld& in) {
  const auto usual = housing::policy_of(in.housing.rules, 4);
  return test::movements({pulled.adjustments,
                          pulled.policies,
                          pulled.incomes,
                          usual,
                          in.homes.households.incomes});
}

TEST_F(LeverRows, MoveTheRightMechanismInTheRightDirection) {
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    if (lever.observable) continue;
    SCOPED_TRACE(lever.id);
    const auto signs = moved_by(pull(lever, EffectMode::fixed), town().made);
    if (lever.follows.empty()) {
      EXPECT_EQ(signs, test::expected_movements(lever));
    } else {
      // What the followed lever does is not this one's.
      EXPECT_EQ(signs.at(Mechanism::participation), 1);
    }
  }
}

TEST_F(LeverRows, ZeroSiblingsReachAndCostTheSameAndMoveNothing) {
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    if (lever.observable || !lever.follows.empty()) continue;
    SCOPED_TRACE(lever.id);
    const Pulled full = pull(lever, EffectMode::fixed);
    const Pulled zero = pull(lever, EffectMode::zero);
    EXPECT_TRUE(moved_by(zero, town().made).empty());
    for (std::size_t tick = 0; tick < 8; ++tick) {
      EXPECT_TRUE(zero.adjustments[tick].empty());
      // Whom a lever on incomes reaches next depends on what it did.
      if (lever.effect("income") != nullptr && tick > 0) continue;
      EXPECT_EQ(zero.actions[tick][0].people, full.actions[tick][0].people);
      EXPECT_EQ(zero.actions[tick][0].hours, full.actions[tick][0].hours);
      EXPECT_EQ(zero.actions[tick][0].cost, full.actions[tick][0].cost);
    }
  }
}

/// Rows 11 and 13 of the design: National Citizen Service at 16 and 17,
/// uniformed youth at 8 to 17. Others of the factor are for adults.
TEST_F(LeverRows, YouthPlacesAreThoseOfProgrammesOfResponsibility) {
  const std::set<std::string> of_youth{
      "national_citizen_service", "uniformed_youth", "together_in_service"};
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    if (lever.observable) continue;
    SCOPED_TRACE(lever.id);
    const Pulled pulled = pull(lever, EffectMode::fixed);
    ASSERT_EQ(pulled.plan.levers[0].youth, of_youth.contains(lever.id));
    housing::State homes = town().made.homes;
    for (const auto& actions : pulled.actions) {
      std::int64_t young = 0;
      for (const levers::Participant& one : actions[0].reached) {
        const int age = homes.persons.age(one.person, homes.tick);
        young += age >= 8 && age <= 17 ? 1 : 0;
      }
      // Of a lever that follows another, the other one counts as well.
      if (lever.follows.empty()) {
        EXPECT_EQ(levers::youth_places(pulled.plan, actions, homes),
                  of_youth.contains(lever.id) ? young : 0);
      }
      if (lever.id == "national_citizen_service" && actions[0].people > 0) {
        EXPECT_EQ(young, actions[0].people);
      }
      ++homes.tick;
    }
  }
}

TEST_F(LeverRows, CostWhatTheirRowSays) {
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    if (lever.observable) continue;
    SCOPED_TRACE(lever.id);
    const Pulled pulled = pull(lever, EffectMode::fixed);
    const double unit = lever.unit_cost.value_or(7.0);
    for (std::size_t tick = 0; tick < 8; ++tick) {
      const levers::LeverAction& action = pulled.actions[tick][0];
      const auto zones = static_cast<double>(
          std::count(action.zones.begin(), action.zones.end(), 1));
      double units = 0;
      switch (lever.cost_per) {
        case CostPer::person:
          units = static_cast<double>(action.people);
          break;
        case CostPer::zone:
          units = action.on ? zones / 4 : 0;
          break;
        case CostPer::authority:
          units = tick == 0 ? 1 : 0;
          break;
        case CostPer::authority_year:
          units = 0.25;
          break;
        case CostPer::dwelling:
          units = action.dwellings;
          break;
      }
      EXPECT_DOUBLE_EQ(action.cost, units * unit) << tick;
      EXPECT_DOUBLE_EQ(action.hours,
                       lever.hours * static_cast<double>(action.people));
    }
  }
}

}  // namespace
}  // namespace mingle
