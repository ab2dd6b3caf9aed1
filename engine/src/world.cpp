// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include <mingle/engine/assert.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/world.h>

namespace mingle {
namespace {

constexpr double metres_per_km = 1000.0;

double distance_km(const ZoneTable& zones, ZoneId from, ZoneId to) {
  if (from == to) {
    return 0.5 * std::sqrt(zones.areas[from.index()] / std::numbers::pi) /
           metres_per_km;
  }
  return std::hypot(
             zones.eastings[from.index()] - zones.eastings[to.index()],
             zones.northings[from.index()] - zones.northings[to.index()]) /
         metres_per_km;
}

void fill_decay(World& world, AuthorityId authority) {
  const auto& zones = world.authorities.zones[authority.index()];
  double* out = world.decay.data() + world.first_decay[authority.index()];
  for (const ZoneId from : zones) {
    for (const ZoneId to : zones) {
      *out++ = std::pow(1.0 + distance_km(world.zones, from, to),
                        -world.rules.delta);
    }
  }
}

}  // namespace

void index_world(World& world) {
  const std::size_t authorities = world.authorities.size();
  world.local_zone.assign(world.zones.size(), 0);
  world.first_cell.assign(1, 0);
  world.first_decay.assign(1, 0);
  world.places_.clear();
  world.places_.reserve(world.zones.size() * kind_count);
  for (const auto& zones : world.authorities.zones) {
    for (std::size_t i = 0; i < zones.size(); ++i) {
      world.local_zone[zones[i].index()] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      for (const ZoneId zone : zones) {
        world.places_.push_back({zone, static_cast<std::uint8_t>(kind)});
      }
    }
    world.first_cell.push_back(
        static_cast<std::uint32_t>(world.places_.size()));
    world.first_decay.push_back(world.first_decay.back() +
                                zones.size() * zones.size());
  }
  world.decay.resize(world.first_decay.back());
  parallel_for_blocks(
      authorities, 1, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
          fill_decay(world, AuthorityId{a});
        }
      });
}

}  // namespace mingle
