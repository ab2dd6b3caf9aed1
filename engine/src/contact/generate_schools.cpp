// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "households.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/contact/schools.h>
#include <mingle/engine/contact/traits.h>

namespace mingle::contact {
namespace {

/// Place on the Hilbert curve of a 2^16 grid.
/// @source Hilbert 1891; the usual rotation of quadrants.
std::uint64_t curve(std::uint32_t x, std::uint32_t y) {
  constexpr std::uint32_t side = 1U << 16U;
  std::uint64_t distance = 0;
  for (std::uint32_t s = side / 2; s > 0; s /= 2) {
    const std::uint32_t rx = (x & s) != 0 ? 1 : 0;
    const std::uint32_t ry = (y & s) != 0 ? 1 : 0;
    distance += std::uint64_t{s} * s * ((3 * rx) ^ ry);
    if (ry == 0) {
      if (rx == 1) {
        x = side - 1 - x;
        y = side - 1 - y;
      }
      std::swap(x, y);
    }
  }
  return distance;
}

std::vector<ZoneId> along_curve(const mingle::World& base,
                                const std::vector<ZoneId>& zones) {
  constexpr double metres = 20.0;  // a cell; the grid spans 1,300 km
  std::vector<std::pair<std::uint64_t, ZoneId>> order;
  for (const ZoneId zone : zones) {
    const auto cell = [](double metre) {
      return static_cast<std::uint32_t>(
          std::clamp(metre / metres, 0.0, 65'535.0));
    };
    order.emplace_back(curve(cell(base.zones.eastings[zone.index()]),
                             cell(base.zones.northings[zone.index()])),
                       zone);
  }
  std::sort(order.begin(), order.end());
  std::vector<ZoneId> sorted;
  for (const auto& [place, zone] : order) sorted.push_back(zone);
  return sorted;
}

using Pupils = std::vector<std::array<std::int32_t, phase_count>>;

Pupils count_pupils(const housing::World& housing,
                    const housing::State& homes) {
  Pupils pupils(housing.base.zones.size());
  for (std::size_t i = 0; i < homes.households.size(); ++i) {
    const HouseholdId household{i};
    if (!homes.households.is_housed(household)) continue;
    const std::size_t zone = housing::zone_of(homes, household).index();
    housing::for_members(homes, household, [&](PersonId person) {
      const int age = homes.persons.age(person, homes.tick);
      if (age < first_school_age || age >= housing::adult_age) return;
      ++pupils[zone][age < secondary_age ? 0 : 1];
    });
  }
  return pupils;
}

void add_schools(const std::vector<ZoneId>& zones,
                 const Pupils& pupils,
                 Phase phase,
                 const SchoolSizes& sizes,
                 const std::vector<double>& quality,
                 SchoolTable& schools) {
  const auto which = static_cast<std::size_t>(phase);
  std::int64_t total = 0;
  for (const ZoneId zone : zones) total += pupils[zone.index()][which];
  if (total == 0) return;
  const double size = phase == Phase::primary ? sizes.primary : sizes.secondary;
  const auto count = std::max(std::int64_t{1},
                              static_cast<std::int64_t>(std::llround(
                                  static_cast<double>(total) / size)));
  const auto places = static_cast<std::int32_t>(
      std::ceil(static_cast<double>(total) * (1 + sizes.surplus) /
                static_cast<double>(count)));
  std::int64_t passed = 0;
  std::int64_t made = 0;
  for (const ZoneId zone : zones) {
    passed += pupils[zone.index()][which];
    // School number n stands where (n + 1/2) / count of the pupils are passed.
    while (made < count && passed * 2 * count >= (2 * made + 1) * total) {
      const std::uint16_t school = schools.add(zone, phase, places);
      schools.quality[school] = static_cast<float>(quality[zone.index()]);
      const double before =
          std::floor(static_cast<double>(made) * sizes.faith_share);
      const double after =
          std::floor(static_cast<double>(made + 1) * sizes.faith_share);
      schools.faith[school] = after > before ? 1 : 0;
      ++made;
    }
  }
}

}  // namespace

SchoolTable generate_schools(const housing::World& housing,
                             const housing::State& homes,
                             const SchoolSizes& sizes) {
  SchoolTable schools;
  const Pupils pupils = count_pupils(housing, homes);
  for (const auto& zones : housing.base.authorities.zones) {
    const std::vector<ZoneId> order = along_curve(housing.base, zones);
    for (const Phase phase : {Phase::primary, Phase::secondary}) {
      add_schools(order, pupils, phase, sizes, housing.quality, schools);
    }
  }
  return schools;
}

}  // namespace mingle::contact
