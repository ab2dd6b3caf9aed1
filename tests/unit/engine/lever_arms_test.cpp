// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Scenarios that differ in their levers alone are stepped together until the
// levers of one act: each gets, bit for bit, the frames of a run of its own.
#include "lever_town.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include <gtest/gtest.h>

#include <mingle/engine/contact/run.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/levers/arms.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::levers {
namespace {

/// All numbers of all frames.
class Numbers : public Observer {
 public:
  void begin(const RunShape& shape) override {
    for (const TableSpec& table : shape.tables) paths.push_back(table.path);
  }
  void record(const Frame& frame) override {
    add(frame.tick);
    add(frame.replicate);
    for (const std::int32_t count : frame.residents->values()) add(count);
    for (const std::int32_t count : frame.tenure->values()) add(count);
    for (const auto& flow : frame.flows) {
      for (const std::int64_t count : flow) add(static_cast<double>(count));
    }
    for (const auto& table : frame.tables) {
      for (const double value : table) add(value);
    }
    ++frames;
  }
  void end() override { ++ended; }

  std::vector<std::string> paths;
  std::vector<double> values;
  int frames = 0;
  int ended = 0;

 private:
  void add(double value) { values.push_back(value); }
};

void expect_same(const Numbers& one, const Numbers& other) {
  EXPECT_EQ(one.paths, other.paths);
  EXPECT_EQ(one.frames, other.frames);
  EXPECT_EQ(one.ended, 1);
  ASSERT_EQ(one.values.size(), other.values.size());
  // Bit for bit, so that what is not a number is compared, too.
  const auto differ =
      std::mismatch(one.values.begin(),
                    one.values.end(),
                    other.values.begin(),
                    [](double left, double right) {
                      return std::bit_cast<std::uint64_t>(left) ==
                             std::bit_cast<std::uint64_t>(right);
                    });
  EXPECT_EQ(differ.first, one.values.end())
      << "number " << differ.first - one.values.begin() << " of "
      << one.values.size() << ": " << *differ.first << ", not "
      << *differ.second;
}

PlannedLever from(int tick, Mechanism mechanism, double value) {
  PlannedLever lever = with_effect(everybody(), mechanism, value);
  lever.schedule = Schedule::quarter;
  lever.coverage = 0.5;
  lever.hours = 40;
  lever.first_tick = tick;
  lever.duration = 2;
  lever.stream = 10 + static_cast<std::uint64_t>(mechanism);
  return lever;
}

PlannedLever zero_sibling(PlannedLever lever) {
  lever.zero = true;
  return lever;
}

/// No lever; levers that never act; levers that begin at one time or another,
/// early ones last.
std::vector<Plan> plans() {
  PlannedLever youth = from(5, Mechanism::none, 0);
  youth.youth = true;
  return {{},
          {.levers = {from(0, Mechanism::none, 0)}},
          {.levers = {zero_sibling(from(1, Mechanism::landlord, 0.1)),
                      zero_sibling(from(0, Mechanism::dwellings, 9))}},
          {.levers = {from(5, Mechanism::sensitive_cap, 0.1),
                      from(6, Mechanism::income, 0.4)}},
          {.levers = {from(4, Mechanism::choice_share, 1),
                      from(7, Mechanism::services, 0.5)}},
          {.levers = {from(9, Mechanism::dwellings, 9)}},
          {.levers = {from(6, Mechanism::contact_programme, 0.3),
                      from(8, Mechanism::english_level_up, 0.5)}},
          {.levers = {youth}},
          {.levers = {from(1, Mechanism::visits, 2)}},
          {.levers = {from(0, Mechanism::arrivals, 2)}}};
}

RunSettings three_years() {
  return {.seed = 4, .ticks = 12, .replicates = 2, .first_replicate = 3};
}

std::vector<Numbers> together(const std::vector<Plan>& plans,
                              const auto& run_arms) {
  std::vector<Numbers> kept(plans.size());
  std::vector<Observer*> observers;
  for (Numbers& each : kept) observers.push_back(&each);
  std::vector<Arm> arms;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    arms.push_back({&plans[i], std::span{&observers[i], 1}});
  }
  run_arms(arms);
  return kept;
}

TEST(LeverArms, OfHousingAreAsTheyWouldBeAlone) {
  auto made = town();
  auto& world = made.first;
  auto& state = made.second;
  const std::vector<Plan> all = plans();
  const auto kept = together(all, [&](std::span<const Arm> arms) {
    housing::run_arms(world, state, three_years(), arms, {});
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    SCOPED_TRACE(i);
    world.levers = all[i];
    Numbers alone;
    Observer* const one = &alone;
    housing::run(world, state, three_years(), std::span{&one, 1}, {});
    expect_same(kept[i], alone);
  }
  EXPECT_NE(kept[3].values, kept[0].values);
}

TEST(LeverArms, OfPeopleWhoMeetAreAsTheyWouldBeAlone) {
  auto made = test::make_small_contact_world(
      {.authorities = 2, .zones = 4, .households = 60});
  contact::Stepper{made.housing, made.world, 4}.begin(made.homes, made.state);
  const std::vector<Plan> all = plans();
  int told = 0;
  const auto progress = [&told](const Progress&) {
    ++told;
    return true;
  };
  const auto kept = together(all, [&](std::span<const Arm> arms) {
    contact::run_arms(made.housing,
                      made.world,
                      made.homes,
                      made.state,
                      three_years(),
                      arms,
                      progress);
  });
  EXPECT_EQ(told, static_cast<int>(all.size()) * 2 * 13);
  for (std::size_t i = 0; i < all.size(); ++i) {
    SCOPED_TRACE(i);
    made.housing.levers = all[i];
    Numbers alone;
    Observer* const one = &alone;
    contact::run(made.housing,
                 made.world,
                 made.homes,
                 made.state,
                 three_years(),
                 std::span{&one, 1},
                 {});
    expect_same(kept[i], alone);
  }
}

TEST(LeverArms, PartInTheYearInWhichTheFirstLeverThatCanActBegins) {
  EXPECT_EQ(parting_tick({}), never_parts);
  for (const MechanismInfo& info : all_mechanisms()) {
    const PlannedLever lever = from(7, info.mechanism, 0.5);
    const bool placebo = info.mechanism == Mechanism::none;
    EXPECT_EQ(parting_tick({.levers = {lever}}), placebo ? never_parts : 4)
        << info.name;
    EXPECT_EQ(parting_tick({.levers = {zero_sibling(lever)}}), never_parts)
        << info.name;
  }
  PlannedLever places = from(3, Mechanism::none, 0);
  EXPECT_EQ(parting_tick({.levers = {from(8, Mechanism::income, 1), places}}),
            8);
  places.youth = true;
  EXPECT_EQ(parting_tick({.levers = {places}}), 0);
  PlannedLever sites = from(4, Mechanism::none, 0);
  sites.sites = {{.tick = 9, .cell = CellId{std::size_t{0}}, .dwellings = 1}};
  EXPECT_EQ(parting_tick({.levers = {sites}}), 4);
}

}  // namespace
}  // namespace mingle::levers
