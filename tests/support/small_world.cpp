// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>

#include <mingle/engine/random.h>
#include <mingle/test_support/small_world.h>

namespace mingle::test {
namespace {

struct PlannedHousehold {
  std::vector<std::uint8_t> members;
  std::size_t kind;
};

void add_zones(const SmallWorld& spec, World& world) {
  const std::size_t side =
      static_cast<std::size_t>(std::ceil(std::sqrt(spec.zones)));
  std::vector<NeighbourGraph::Edge> edges;
  for (std::size_t a = 0; a < spec.authorities; ++a) {
    world.authorities.codes.push_back("A" + std::to_string(a));
    world.authorities.names.push_back("Authority " + std::to_string(a));
    world.authorities.zones.emplace_back();
    for (std::size_t i = 0; i < spec.zones; ++i) {
      const ZoneId zone{world.zones.codes.size()};
      const std::size_t x = i % side;
      const std::size_t y = i / side;
      world.zones.codes.push_back("Z" + std::to_string(zone.index()));
      world.zones.names.push_back(world.zones.codes.back());
      world.zones.authorities.push_back(AuthorityId{a});
      world.zones.eastings.push_back(static_cast<double>(x) * 1000.0 +
                                     static_cast<double>(a) * 50'000.0);
      world.zones.northings.push_back(static_cast<double>(y) * 1000.0);
      world.zones.areas.push_back(1e6);
      world.zones.perimeters.push_back(4000.0);
      world.authorities.zones[a].push_back(zone);
      if (x > 0) edges.push_back({ZoneId{zone.index() - 1}, zone, 1000.0});
      if (y > 0) edges.push_back({ZoneId{zone.index() - side}, zone, 1000.0});
    }
  }
  world.neighbours = NeighbourGraph{world.zones.size(), edges};
}

std::uint8_t draw_group(const SmallWorld& spec, std::size_t zone, Draws& draw) {
  // Group g is at home in the zones with zone % groups == g.
  if (draw.uniform() < spec.separation) {
    return static_cast<std::uint8_t>(zone % spec.groups);
  }
  return static_cast<std::uint8_t>(draw.below(spec.groups));
}

PlannedHousehold plan(const SmallWorld& spec, std::size_t zone, Draws& draw) {
  PlannedHousehold household;
  const std::uint8_t group = draw_group(spec, zone, draw);
  const std::size_t size = spec.uniform ? 1 : 1 + draw.below(6);
  household.members.assign(size, group);
  for (std::size_t i = 1; i < size; ++i) {
    if (draw.uniform() < 0.1) {
      household.members[i] = static_cast<std::uint8_t>(draw.below(spec.groups));
    }
  }
  const Tenure tenure = spec.uniform ? Tenure::private_rented
                                     : all_tenures[draw.below(tenure_count)];
  household.kind = kind_of(tenure, size_class_of(size));
  return household;
}

MigrationFlows make_flows(const SmallWorld& spec) {
  MigrationFlows flows;
  flows.stay_shares.assign(spec.authorities, spec.rules.stay_share);
  if (spec.authorities == 1) return flows;
  // Half of the leavers go to the other authorities, alike.
  for (std::size_t a = 0; a < spec.authorities; ++a) {
    double sum = 0;
    for (std::size_t b = 0; b < spec.authorities; ++b) {
      if (b != a) sum += 0.5 / static_cast<double>(spec.authorities - 1);
      flows.cumulative.push_back(sum);
    }
  }
  return flows;
}

/// Dwellings by cell: one for each household and some vacant ones.
void add_dwellings(const SmallWorld& spec,
                   const std::vector<std::vector<PlannedHousehold>>& plans,
                   World& world,
                   Draws& draw) {
  for (std::size_t z = 0; z < plans.size(); ++z) {
    for (const PlannedHousehold& household : plans[z]) {
      const CellId cell = world.cell(ZoneId{z}, household.kind);
      world.dwellings.cells.push_back(cell);
      if (draw.uniform() < spec.vacancy) world.dwellings.cells.push_back(cell);
    }
  }
  std::sort(world.dwellings.cells.begin(), world.dwellings.cells.end());
}

void house(const std::vector<std::vector<PlannedHousehold>>& plans,
           const World& world,
           State& state) {
  std::vector<std::size_t> next(world.cells());
  const auto& cells = world.dwellings.cells;
  for (std::size_t i = cells.size(); i-- > 0;) next[cells[i].index()] = i;
  for (std::size_t z = 0; z < plans.size(); ++z) {
    for (std::size_t i = 0; i < plans[z].size(); ++i) {
      const CellId cell = world.cell(ZoneId{z}, plans[z][i].kind);
      state.households.add((z << 20) + i,
                           DwellingId{next[cell.index()]++},
                           plans[z][i].members,
                           plans[z][i].kind,
                           world.zones.authorities[z]);
    }
  }
}

void hold_totals(World& world, const State& state) {
  std::vector<std::int32_t> totals(world.types());
  for (std::size_t i = 0; i < state.households.size(); ++i) {
    ++totals[world.type_of(state.households.authorities[i],
                           state.households.groups[i],
                           state.households.kinds[i])];
  }
  world.targets.households = {totals};
}

}  // namespace

Rules lively_rules(std::size_t groups) {
  Rules rules;
  rules.move_rates = {0.3, 0.5, 0.4, 0.4, 0.9};
  rules.alpha.assign(groups, 0.9);
  rules.alpha.front() = 1.2;
  rules.kappa = 5.0;
  rules.w_adj = 0.1;
  rules.stay_share = 0.6;
  rules.sampled_dwellings = 5;
  return rules;
}

std::pair<World, State> make_small_world(const SmallWorld& spec) {
  World world;
  State state;
  world.rules = spec.rules;
  std::vector<std::string> names;
  for (std::size_t g = 0; g < spec.groups; ++g) {
    names.push_back("group_" + std::to_string(g));
  }
  world.groups = GroupScheme{names};
  add_zones(spec, world);
  index_world(world);
  world.communal = GroupCounts{world.zones.size(), spec.groups};
  Draws draw{{.seed = spec.seed, .purpose = Purpose::test}};
  std::vector<std::vector<PlannedHousehold>> plans(world.zones.size());
  for (std::size_t z = 0; z < plans.size(); ++z) {
    for (std::size_t i = 0; i < spec.households; ++i) {
      plans[z].push_back(plan(spec, z, draw));
    }
    if (!spec.uniform) {
      world.communal.at(ZoneId{z}, draw.below(spec.groups)) = 3;
    }
  }
  add_dwellings(spec, plans, world, draw);
  house(plans, world, state);
  world.flows = make_flows(spec);
  hold_totals(world, state);
  recount(world, state);
  return {std::move(world), std::move(state)};
}

}  // namespace mingle::test
