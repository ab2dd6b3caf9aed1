// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "households.h"
#include "housing/reduce_housed.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/engine/contact/incomes.h>
#include <mingle/engine/random.h>

namespace mingle::contact {
namespace {

constexpr std::size_t most_adults = 3;
constexpr double most_income = std::numeric_limits<std::uint16_t>::max();

std::size_t cell_of(const housing::State& homes,
                    HouseholdId household,
                    int adults) {
  const auto social_class = static_cast<std::size_t>(
      homes.households.social_classes[household.index()]);
  return social_class * most_adults +
         std::min(static_cast<std::size_t>(adults), most_adults) - 1;
}

/// Income as given, and what of it is earned, in each cell.
struct Sums {
  std::array<double, housing::social_class_count * most_adults> given{};
  std::array<double, housing::social_class_count * most_adults> earned{};
  Sums& operator+=(const Sums& other) {
    for (std::size_t i = 0; i < given.size(); ++i) {
      given[i] += other.given[i];
      earned[i] += other.earned[i];
    }
    return *this;
  }
};

/// Earned income by cell; of the cells of all classes where one is empty.
void find_usual(const World& world, const housing::State& homes, State& state) {
  const Sums sums = housing::reduce_housed<Sums>(
      homes.households,
      households_per_block,
      [&](HouseholdId household, Sums& part) {
        const Earned earned = earned_by(world.rules, homes, state, household);
        if (earned.adults == 0) return;
        const std::size_t cell = cell_of(homes, household, earned.adults);
        const double income = homes.households.income(household) /
                              homes.households.earnings[household.index()];
        part.given[cell] += income;
        part.earned[cell] += income * earned.share;
      });
  auto& usual = state.incomes.usual;
  for (std::size_t cell = 0; cell < usual.size(); ++cell) {
    double given = sums.given[cell];
    double earned = sums.earned[cell];
    for (std::size_t other = cell % most_adults;
         other < usual.size() && sums.given[cell] == 0;
         other += most_adults) {
      given += sums.given[other];
      earned += sums.earned[other];
    }
    usual[cell] = given > 0 && earned > 0 ? earned / given : 1.0;
  }
}

/// Percent of the usual income of its kind that a household earns.
std::uint8_t earnings(const World& world,
                      const housing::State& homes,
                      const State& state,
                      HouseholdId household) {
  const Earned earned = earned_by(world.rules, homes, state, household);
  if (earned.adults == 0) return housing::usual_earnings;
  const double usual =
      state.incomes.usual[cell_of(homes, household, earned.adults)];
  return static_cast<std::uint8_t>(std::clamp(
      std::round(housing::usual_earnings * earned.share / usual), 1.0, 255.0));
}

/// @param u  what a rest of an income counts against, 0 to 1
void pay(const World& world,
         const State& state,
         HouseholdId household,
         double u,
         housing::State& homes) {
  const std::size_t row = household.index();
  std::uint8_t& was = homes.households.earnings[row];
  const std::uint8_t now = earnings(world, homes, state, household);
  if (now == was) return;
  std::uint16_t& income = homes.households.incomes[row];
  const double wanted =
      static_cast<double>(income) * static_cast<double>(now) / was;
  income = static_cast<std::uint16_t>(std::clamp(wanted + u, 1.0, most_income));
  was = now;
}

/// Fifth of each income, from 0, by rank among the housed.
std::vector<std::uint8_t> fifths_of_incomes(const housing::State& homes) {
  const housing::HouseholdTable& table = homes.households;
  std::vector<std::int64_t> counts(static_cast<std::size_t>(most_income) + 1);
  std::int64_t all = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!table.is_housed(HouseholdId{i})) continue;
    ++counts[table.incomes[i]];
    ++all;
  }
  std::vector<std::uint8_t> fifths(counts.size());
  std::int64_t below = 0;
  for (std::size_t income = 0; income < counts.size(); ++income) {
    // Those with the same income share a fifth, that of the middle one.
    const double middle =
        static_cast<double>(below) + static_cast<double>(counts[income]) / 2.0;
    const double fifth = static_cast<double>(income_fifth_count) * middle /
                         static_cast<double>(std::max(all, std::int64_t{1}));
    fifths[income] = static_cast<std::uint8_t>(
        std::min(fifth, static_cast<double>(income_fifth_count - 1)));
    below += counts[income];
  }
  return fifths;
}

void rank(const World& world, housing::State& homes, State& state) {
  const std::vector<std::uint8_t> fifths = fifths_of_incomes(homes);
  housing::HouseholdTable& table = homes.households;
  for (auto& each : state.incomes.moved) each.fill(0);
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!table.is_housed(HouseholdId{i})) continue;
    const std::size_t now = fifths[table.incomes[i]];
    if (const std::size_t was = table.fifths[i]; was != housing::no_fifth) {
      ++state.incomes.moved[world.broad[table.groups[i]]]
                           [(was - 1) * income_fifth_count + now];
    }
    table.fifths[i] = static_cast<std::uint8_t>(now + 1);
  }
}

}  // namespace

Earned earned_by(const Rules& rules,
                 const housing::State& homes,
                 const State& state,
                 HouseholdId household) {
  Earned all;
  double sum = 0;
  housing::for_members(homes, household, [&](PersonId person) {
    const int age = homes.persons.age(person, homes.tick);
    if (stage_of(age) != Stage::adult) return;
    const Traits& traits = state.persons[person.index()];
    const bool fluent = traits.english() >= English::well;
    ++all.adults;
    sum += traits.works() ? 1.0 + (fluent ? rules.incomes.fluency : 0.0)
                          : rules.incomes.workless;
  });
  if (all.adults > 0) all.share = sum / all.adults;
  return all;
}

void begin_incomes(const World& world, housing::State& homes, State& state) {
  find_usual(world, homes, state);
  constexpr double to_nearest = 0.5;
  for (std::size_t i = 0; i < homes.households.size(); ++i) {
    if (!homes.households.is_housed(HouseholdId{i})) continue;
    pay(world, state, HouseholdId{i}, to_nearest, homes);
  }
  std::fill(homes.households.fifths.begin(),
            homes.households.fifths.end(),
            housing::no_fifth);
  rank(world, homes, state);
}

void follow_incomes(const World& world,
                    std::uint64_t seed,
                    housing::State& homes,
                    State& state) {
  std::vector<HouseholdId>& due = state.incomes.due;
  parallel_for_blocks(
      due.size(),
      households_per_block,
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          const DrawAddress address{
              .seed = seed,
              .replicate = static_cast<std::uint64_t>(homes.replicate),
              .subject = homes.households.ids[due[i].index()],
              .step = static_cast<std::uint64_t>(state.steps),
              .purpose = Purpose::contact_income};
          const double u = unit_interval(random_bits(address)[0]);
          pay(world, state, due[i], u, homes);
        }
      });
  due.clear();
  if (homes.tick % housing::PersonTable::ticks_per_year == 0) {
    rank(world, homes, state);
  }
}

}  // namespace mingle::contact
