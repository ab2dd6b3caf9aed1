// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing_stock.h"

#include "population/rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <mingle/engine/error.h>
#include <mingle/engine/random.h>

namespace mingle {
namespace {

using KindCounts = std::array<std::int32_t, kind_count>;

/// Households of each kind in each zone of an authority.
std::vector<KindCounts> households_by_kind(
    const AuthorityPopulation& population) {
  std::vector<KindCounts> zones(population.first_household.size() - 1);
  for (std::size_t z = 0; z < zones.size(); ++z) {
    for (std::size_t i = population.first_household[z];
         i < population.first_household[z + 1];
         ++i) {
      ++zones[z][population.kinds[i]];
    }
  }
  return zones;
}

/// Dwellings of every cell, occupied and vacant, and where they start.
struct Layout {
  explicit Layout(std::size_t cells) : occupied(cells), vacant(cells) {}
  std::vector<std::int32_t> occupied;
  std::vector<std::int32_t> vacant;
  std::vector<std::uint32_t> first;
};

Layout plan_layout(const std::vector<AuthorityPopulation>& populations,
                   double vacancy_rate,
                   const World& world) {
  Layout layout{world.cells()};
  for (std::size_t a = 0; a < populations.size(); ++a) {
    const auto by_kind = households_by_kind(populations[a]);
    for (std::size_t z = 0; z < by_kind.size(); ++z) {
      const ZoneId zone = world.authorities.zones[a][z];
      const auto vacant = vacant_by_kind(
          world.zones.codes[zone.index()], by_kind[z], vacancy_rate);
      for (std::size_t k = 0; k < kind_count; ++k) {
        const std::size_t cell = world.cell(zone, k).index();
        layout.occupied[cell] = by_kind[z][k];
        layout.vacant[cell] = vacant[k];
      }
    }
  }
  return layout;
}

void lay_out(const std::vector<PlannedDwelling>& planned,
             Layout& layout,
             DwellingTable& dwellings) {
  auto next = planned.begin();
  for (std::size_t c = 0; c < layout.occupied.size(); ++c) {
    const CellId cell{c};
    layout.first.push_back(static_cast<std::uint32_t>(dwellings.size()));
    const auto now = static_cast<std::size_t>(layout.occupied[c]) +
                     static_cast<std::size_t>(layout.vacant[c]);
    dwellings.cells.insert(dwellings.cells.end(), now, cell);
    if (planned.empty()) continue;
    dwellings.available_from.insert(dwellings.available_from.end(), now, 0);
    for (; next != planned.end() && next->cell == cell; ++next) {
      dwellings.cells.push_back(cell);
      dwellings.available_from.push_back(next->from_tick);
    }
  }
}

void check_zone_keys(const ZoneTable& zones) {
  std::vector<std::pair<std::uint64_t, std::size_t>> keys;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    keys.emplace_back(zone_key(zones.codes[z]), z);
  }
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].first != keys[i - 1].first) continue;
    throw DataError{{.feature = zones.codes[keys[i].second]},
                    "its code and that of zone '" +
                        zones.codes[keys[i - 1].second] +
                        "' give the same key for random draws",
                    "Rename one of the two zones"};
  }
}

void move_in(const AuthorityPopulation& population,
             std::size_t authority,
             Layout& layout,
             const World& world,
             HouseholdTable& households) {
  std::size_t member = 0;
  const auto& zones = world.authorities.zones[authority];
  for (std::size_t z = 0; z < zones.size(); ++z) {
    std::uint64_t id = zone_key(world.zones.codes[zones[z].index()]);
    for (std::size_t i = population.first_household[z];
         i < population.first_household[z + 1];
         ++i) {
      const std::size_t kind = population.kinds[i];
      const std::size_t cell = world.cell(zones[z], kind).index();
      const std::size_t size = population.sizes[i];
      households.add(id++,
                     DwellingId{layout.first[cell]++},
                     {population.members.data() + member, size},
                     kind,
                     AuthorityId{authority});
      member += size;
    }
  }
}

}  // namespace

std::vector<std::int32_t> vacant_by_kind(
    std::string_view zone_code,
    std::span<const std::int32_t> households_by_kind,
    double vacancy_rate) {
  const std::vector<double> rates(households_by_kind.size(), vacancy_rate);
  return vacant_by_kind(zone_code, households_by_kind, rates);
}

std::vector<std::int32_t> vacant_by_kind(
    std::string_view zone_code,
    std::span<const std::int32_t> households_by_kind,
    std::span<const double> vacancy_rates) {
  std::vector<double> wanted;
  for (std::size_t k = 0; k < vacancy_rates.size(); ++k) {
    wanted.push_back(households_by_kind[k] * vacancy_rates[k] /
                     (1.0 - vacancy_rates[k]));
  }
  const double sum = std::accumulate(wanted.begin(), wanted.end(), 0.0);
  Draws draws{
      {.subject = zone_key(zone_code), .purpose = Purpose::synthesis_vacancy}};
  return truncate_replicate_sample(wanted, std::llround(sum), draws);
}

void settle_households(const std::vector<AuthorityPopulation>& populations,
                       const std::vector<PlannedDwelling>& planned,
                       double vacancy_rate,
                       World& world,
                       State& state) {
  check_zone_keys(world.zones);
  Layout layout = plan_layout(populations, vacancy_rate, world);
  lay_out(planned, layout, world.dwellings);
  std::size_t households = 0;
  std::size_t persons = 0;
  for (const AuthorityPopulation& population : populations) {
    households += population.kinds.size();
    persons += population.members.size();
  }
  state.households.reserve(households, persons);
  for (std::size_t a = 0; a < populations.size(); ++a) {
    move_in(populations[a], a, layout, world, state.households);
  }
}

}  // namespace mingle
