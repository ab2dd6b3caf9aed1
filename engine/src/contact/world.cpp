// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <mingle/engine/contact/world.h>

namespace mingle::contact {
namespace {

template <class T>
void fill_or_check(std::vector<T>& column,
                   std::size_t size,
                   T value,
                   const char* name) {
  if (column.empty()) column.assign(size, value);
  if (column.size() != size) {
    throw std::invalid_argument{std::string{"column has a wrong length: "} +
                                name};
  }
}

/// Cumulative shares of weights, or uniform where they add up to nothing.
void accumulate(std::span<float> weights) {
  double total = 0;
  for (const float weight : weights) total += static_cast<double>(weight);
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += total > 0 ? static_cast<double>(weights[i]) / total
                     : 1.0 / static_cast<double>(weights.size());
    weights[i] = static_cast<float>(sum);
  }
  if (!weights.empty()) weights.back() = 1.0F;
}

void set_job_tables(const mingle::World& base, World& world) {
  world.work_cumulative.resize(world.travel.size());
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    const AuthorityId home = base.zones.authorities[z];
    const auto& zones = base.authorities.zones[home.index()];
    const float* travel = world.travel_from(base, ZoneId{z});
    const std::span<float> row{
        world.work_cumulative.data() + (travel - world.travel.data()),
        zones.size()};
    for (std::size_t i = 0; i < zones.size(); ++i) {
      row[i] = static_cast<float>(
          world.jobs[zones[i].index()] *
          std::exp(-world.rules.work.decay * static_cast<double>(travel[i])));
    }
    accumulate(row);
  }
  world.first_job.clear();
  world.job_cumulative.clear();
  for (const auto& zones : base.authorities.zones) {
    const std::size_t first = world.job_cumulative.size();
    world.first_job.push_back(first);
    for (const ZoneId zone : zones) {
      world.job_cumulative.push_back(
          static_cast<float>(world.jobs[zone.index()]));
    }
    accumulate({world.job_cumulative.data() + first, zones.size()});
  }
}

}  // namespace

void set_broad_groups(const GroupScheme& groups, World& world) {
  world.broad.clear();
  world.broad_names.clear();
  world.visible_minority.clear();
  for (const std::string& name : groups.names()) {
    const auto census = find_census_group(name);
    const std::string broad{census ? name_of(census->broad)
                                   : std::string_view{name}};
    auto found =
        std::find(world.broad_names.begin(), world.broad_names.end(), broad);
    if (found == world.broad_names.end()) {
      world.broad_names.push_back(broad);
      world.visible_minority.push_back(
          census && census->broad != BroadGroup::white ? 1 : 0);
      found = world.broad_names.end() - 1;
    }
    world.broad.push_back(
        static_cast<std::uint8_t>(found - world.broad_names.begin()));
  }
  if (world.broad_names.size() > max_broad) {
    throw std::invalid_argument{"more than five broad groups"};
  }
}

std::vector<float> straight_distances(const mingle::World& base) {
  std::vector<float> km(base.decay.size());
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    const AuthorityId home = base.zones.authorities[z];
    const auto& zones = base.authorities.zones[home.index()];
    const std::size_t first = static_cast<std::size_t>(
        base.decay_from(ZoneId{z}) - base.decay.data());
    for (std::size_t i = 0; i < zones.size(); ++i) {
      const std::size_t other = zones[i].index();
      const double metres =
          other == z
              ? 0.5 * std::sqrt(base.zones.areas[z] / 3.14159265358979323846)
              : std::hypot(
                    base.zones.eastings[z] - base.zones.eastings[other],
                    base.zones.northings[z] - base.zones.northings[other]);
      km[first + i] = static_cast<float>(metres / 1000.0);
    }
  }
  return km;
}

void index_world(const housing::World& housing, World& world) {
  const mingle::World& base = housing.base;
  const std::size_t zones = base.zones.size();
  const std::size_t authorities = base.authorities.size();
  if (world.broad.empty()) set_broad_groups(base.groups, world);
  if (zones >= outside_place) {
    throw std::invalid_argument{"more zones than places of work can number"};
  }
  if (world.rules.settings.resolution == Resolution::network &&
      authorities != 1) {
    throw std::invalid_argument{"a network is of one authority"};
  }
  if (base.neighbours.zones() != zones) {
    throw std::invalid_argument{"the zones that touch are not known"};
  }
  const std::size_t broad = world.broad_count();
  fill_or_check(world.broad, base.groups.size(), std::uint8_t{0}, "broad");
  fill_or_check(world.visible_minority, broad, std::uint8_t{0}, "visible");
  fill_or_check(world.jobs, zones, 1.0, "jobs");
  fill_or_check(world.outside_share, authorities, 0.0, "outside_share");
  if (world.commuting.empty()) {
    world.commuting.assign(authorities * authorities, 0.0);
    for (std::size_t a = 0; a < authorities; ++a) {
      for (std::size_t b = a; b < authorities; ++b) {
        world.commuting[a * authorities + b] = 1.0;
      }
    }
  }
  fill_or_check(world.work_zone, zones, 1.1, "work_zone");
  fill_or_check(world.work_group, broad * 2, 0.0, "work_group");
  fill_or_check(world.unemployed_ratio, zones, 0.05, "unemployed_ratio");
  for (auto* english : {&world.arrival_english, &world.settled_english}) {
    if (!english->empty()) continue;
    for (std::size_t b = 0; b < broad; ++b) {
      english->insert(english->end(), {0.0, 0.0, 0.0, 1.0});
    }
  }
  fill_or_check(world.qualification, broad * 2, 0.35, "qualification");
  if (world.travel.empty()) world.travel = straight_distances(base);
  fill_or_check(world.travel, base.decay.size(), 0.0F, "travel");
  set_job_tables(base, world);
}

}  // namespace mingle::contact
