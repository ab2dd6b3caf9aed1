// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "settle.h"

#include "release_memory.h"
#include "world/housing_stock.h"

#include <algorithm>
#include <array>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle {
namespace {

using housing::HouseholdFlag;
using housing::PersonTable;

/// Ticks of a year over which birthdays and vacancies are spread.
constexpr std::uint64_t quarters = PersonTable::ticks_per_year;

/// First row of each authority, and the end.
std::vector<std::size_t> first_rows(
    const std::vector<AuthorityPopulation>& populations,
    std::vector<std::uint8_t> AuthorityPopulation::*column) {
  std::vector<std::size_t> first{0};
  for (const AuthorityPopulation& each : populations) {
    first.push_back(first.back() + (each.*column).size());
  }
  return first;
}

class Settling {
 public:
  Settling(const Scenario& scenario,
           const std::vector<AuthorityPopulation>& populations,
           const AttributeRules& rules,
           std::vector<AuthorityPeople>& people,
           housing::World& world,
           housing::State& state)
      : populations_{populations},
        rules_{rules},
        people_{people},
        world_{world},
        state_{state},
        household_rows_{first_rows(populations, &AuthorityPopulation::sizes)},
        person_rows_{first_rows(populations, &AuthorityPopulation::members)} {
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      const bool social = housing::sector_of(housing::tenure_of_kind(kind)) ==
                          housing::Sector::social;
      vacancy_rates_[kind] =
          scenario.parameters[social ? "vacancy_rate_social" : "vacancy_rate"];
    }
  }

  void run() {
    build_homes();
    // Households first: what was made for them is not needed beside persons.
    state_.households.reserve(with_room(household_rows_.back()));
    state_.households.resize(household_rows_.back());
    for_authorities([this](std::size_t a) { write_households(a); });
    state_.persons.reserve(with_room(person_rows_.back()));
    state_.persons.resize(person_rows_.back());
    for_authorities([this](std::size_t a) { move_in(a); });
    // Recorded before the first step, which would fill them.
    const std::size_t zones = world_.base.zones.size();
    state_.log_prices.assign(2 * zones, 0.0);
    state_.service_pressure.assign(zones, 0.0);
    state_.fairness.assign(populations_.size() * world_.base.groups.size(),
                           world_.rules.perceived.fairness_start);
    housing::recount(world_, state_);
    housing::clear_changes(state_);
  }

 private:
  std::size_t kind_of(std::size_t a, std::size_t household) const {
    return mingle::kind_of(
        static_cast<Tenure>(populations_[a].kinds[household] /
                            size_class_count),
        people_[a].bedrooms[household]);
  }

  /// Homes of every cell: as many as households, then the vacant ones.
  void build_homes() {
    const mingle::World& base = world_.base;
    std::vector<std::int32_t> occupied(base.cells());
    std::vector<std::int32_t> vacant(base.cells());
    for (std::size_t a = 0; a < populations_.size(); ++a) {
      const auto& first = populations_[a].first_household;
      for (std::size_t z = 0; z + 1 < first.size(); ++z) {
        std::array<std::int32_t, kind_count> by_kind{};
        for (std::size_t i = first[z]; i < first[z + 1]; ++i) {
          ++by_kind[kind_of(a, i)];
        }
        const ZoneId zone = base.authorities.zones[a][z];
        const auto empty = vacant_by_kind(
            base.zones.codes[zone.index()], by_kind, vacancy_rates_);
        for (std::size_t k = 0; k < kind_count; ++k) {
          occupied[base.cell(zone, k).index()] = by_kind[k];
          vacant[base.cell(zone, k).index()] = empty[k];
        }
      }
    }
    for (std::size_t c = 0; c < base.cells(); ++c) {
      first_home_.push_back(
          static_cast<std::uint32_t>(state_.dwellings.size()));
      for (std::int32_t n = 0; n < occupied[c] + vacant[c]; ++n) {
        state_.dwellings.add(CellId{c}, -1);
      }
    }
  }

  template <class F>
  void for_authorities(F&& work) const {
    parallel_for_blocks(
        populations_.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
          work(a);
        });
  }

  void write_households(std::size_t a) {
    const AuthorityPopulation& from = populations_[a];
    const auto& zones = world_.base.authorities.zones[a];
    for (std::size_t z = 0; z < zones.size(); ++z) {
      const std::uint64_t key =
          zone_key(world_.base.zones.codes[zones[z].index()]);
      const std::size_t first = from.first_household[z];
      for (std::size_t i = first; i < from.first_household[z + 1]; ++i) {
        write_household(a, i, key + (i - first), household_rows_[a] + i);
      }
    }
    HouseholdAttributes& given = people_[a].attributes;
    given.classes = std::vector<housing::SocialClass>{};
    for (auto* column : {&given.arrived, &given.moved_in, &given.local_since}) {
      *column = std::vector<std::int16_t>{};
    }
    given.incomes = std::vector<std::uint16_t>{};
  }

  void move_in(std::size_t a) {
    const AuthorityPopulation& from = populations_[a];
    const auto& zones = world_.base.authorities.zones[a];
    std::size_t person = 0;
    for (std::size_t z = 0; z < zones.size(); ++z) {
      std::uint64_t person_id =
          zone_key(world_.base.zones.codes[zones[z].index()]);
      for (std::size_t i = from.first_household[z];
           i < from.first_household[z + 1];
           ++i) {
        const std::size_t row = household_rows_[a] + i;
        write_members(a, person, from.sizes[i], row, person_id);
        person += from.sizes[i];
        person_id += from.sizes[i];
        finish(a, i, zones[z], row);
      }
    }
    summarise(a);
  }

  void write_household(std::size_t a,
                       std::size_t i,
                       std::uint64_t id,
                       std::size_t row) {
    const HouseholdAttributes& given = people_[a].attributes;
    housing::HouseholdTable& table = state_.households;
    table.ids[row] = id;
    table.authorities[row] = static_cast<std::uint16_t>(a);
    table.social_classes[row] = given.classes[i];
    table.incomes[row] = given.incomes[i];
    table.arrived[row] = given.arrived[i];
    table.moved_in[row] = given.moved_in[i];
    table.local_since[row] = given.local_since[i];
    table.sizes[row] = populations_[a].sizes[i];
    if (people_[a].couples[i] != 0) {
      housing::set_flag(table.flags[row], HouseholdFlag::couple);
    }
  }

  void write_members(std::size_t a,
                     std::size_t first,
                     std::size_t size,
                     std::size_t row,
                     std::uint64_t id) {
    housing::PersonTable& table = state_.persons;
    const std::size_t begin = person_rows_[a] + first;
    state_.households.first_member[row] = PersonId{begin};
    for (std::size_t m = 0; m < size; ++m) {
      const std::size_t to = begin + m;
      table.ids[to] = id + m;
      table.next[to] = m + 1 < size ? PersonId{to + 1} : PersonId{};
      table.groups[to] = populations_[a].members[first + m];
      table.sexes[to] = people_[a].sexes[first + m];
      const auto quarter = static_cast<int>(
          below(random_bits({.subject = table.ids[to],
                             .purpose = Purpose::synthesis_people,
                             .block = 1})[0],
                quarters));
      table.born[to] = static_cast<std::int16_t>(-(
          people_[a].ages[first + m] * PersonTable::ticks_per_year + quarter));
    }
  }

  void finish(std::size_t a, std::size_t i, ZoneId zone, std::size_t row) {
    const HouseholdId household{row};
    housing::refresh_household(state_, household);
    const std::size_t kind = kind_of(a, i);
    std::uint32_t& home = first_home_[world_.base.cell(zone, kind).index()];
    state_.households.dwellings[row] = DwellingId{std::size_t{home++}};
    const int bedrooms_short =
        static_cast<int>(state_.households.bedrooms_needed[row]) -
        static_cast<int>(housing::bedrooms_of_kind(kind));
    put_on_register(rules_,
                    housing::sector_of(housing::tenure_of_kind(kind)),
                    bedrooms_short,
                    world_.rules.social.income_limit,
                    row,
                    state_.households);
    people_[a].fit.overcrowded += bedrooms_short > 0 ? 1 : 0;
  }

  void summarise(std::size_t a) {
    HousingFit& fit = people_[a].fit;
    double incomes = 0;
    for (std::size_t row = household_rows_[a]; row < household_rows_[a + 1];
         ++row) {
      incomes += state_.households.income(HouseholdId{row});
      fit.on_register +=
          state_.households.registered[row] != housing::never ? 1 : 0;
    }
    const std::size_t count = household_rows_[a + 1] - household_rows_[a];
    fit.mean_income = count > 0 ? incomes / static_cast<double>(count) : 0.0;
  }

  std::array<double, kind_count> vacancy_rates_{};
  const std::vector<AuthorityPopulation>& populations_;
  const AttributeRules& rules_;
  std::vector<AuthorityPeople>& people_;
  housing::World& world_;
  housing::State& state_;
  std::vector<std::size_t> household_rows_;
  std::vector<std::size_t> person_rows_;
  std::vector<std::uint32_t> first_home_;
};

}  // namespace

void settle(const Scenario& scenario,
            const std::vector<AuthorityPopulation>& populations,
            const AttributeRules& rules,
            std::vector<AuthorityPeople>& people,
            housing::World& world,
            housing::State& state) {
  Settling{scenario, populations, rules, people, world, state}.run();
}

}  // namespace mingle
