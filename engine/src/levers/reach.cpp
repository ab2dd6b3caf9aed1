// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "places.h"
#include "rules_pulled.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/engine/levers/reach.h>

namespace mingle::levers {
namespace {

constexpr double waking_hours_a_year = 16 * 365.25;

std::size_t broad_of(const GroupScheme& groups, std::size_t group) {
  const auto census = find_census_group(groups.names()[group]);
  // Groups of a study's own are each apart, beyond the broad ones.
  return census ? static_cast<std::size_t>(census->broad) : 5 + group;
}

/// Waking hours a year that residents spend among other broad groups, if they
/// met whoever lives in their zone.
double hours_among_others(const housing::World& world,
                          const housing::State& state) {
  const GroupScheme& groups = world.base.groups;
  double hours = 0;
  for (std::size_t z = 0; z < world.base.zones.size(); ++z) {
    const ZoneId zone{z};
    const auto total = static_cast<double>(state.residents.zone_total(zone));
    std::vector<double> broad(5 + groups.size(), 0);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      broad[broad_of(groups, g)] += state.residents.at(zone, g);
    }
    for (const double count : broad) {
      if (total > 0) {
        hours += waking_hours_a_year * count * (1.0 - count / total);
      }
    }
  }
  return hours;
}

double units_a_year(const PlannedLever& lever,
                    const ReachCheck& check,
                    double authorities) {
  switch (lever.cost_unit) {
    case CostUnit::person:
      return check.people;
    case CostUnit::zone_year:
      return static_cast<double>(check.zones);
    case CostUnit::authority:
    case CostUnit::authority_year:
      return authorities;
    case CostUnit::dwelling:
      break;
  }
  double homes = 0;
  for (const PlannedSite& site : lever.sites) {
    homes += std::max(0, site.dwellings);
  }
  return homes;
}

}  // namespace

std::vector<ReachCheck> check_reach(const Plan& plan,
                                    const housing::World& world,
                                    const housing::State& start,
                                    const PersonRoles* roles,
                                    std::uint64_t seed) {
  const ZoneFields fields{world, start};
  const double among_others = hours_among_others(world, start);
  std::vector<ReachCheck> checks;
  for (const PlannedLever& lever : plan.levers) {
    ReachCheck check{.label = lever.label};
    const LeverDraws draws{seed, 0, lever.stream};
    const auto zones =
        pick_zones(lever, lever.zone_share, world, fields, draws);
    check.zones = std::count(zones.begin(), zones.end(), 1);
    if (lever.target == Target::persons) {
      PlannedLever all = lever;
      all.take_up = 1;
      const PlaceRequest request{
          .lever = &all,
          .world = &world,
          .state = &start,
          .fields = &fields,
          .roles = roles,
          .zones = &zones,
          .most = std::numeric_limits<double>::infinity()};
      check.eligible = static_cast<double>(give_places(request, draws).size());
      const double offered = lever.places >= 0
                                 ? std::min(lever.places, check.eligible)
                                 : lever.coverage * check.eligible;
      check.people = offered * lever.take_up;
      if (lever.cost_unit == CostUnit::person && lever.unit_cost > 0) {
        const double money = std::min(lever.budget, lever.budget_per_year);
        check.people = std::min(check.people, money / lever.unit_cost);
      }
    }
    check.hours = check.people * lever.hours;
    check.share_of_contact = lever.hours > 0 && among_others > 0
                                 ? check.hours / among_others
                                 : std::numeric_limits<double>::quiet_NaN();
    const auto authorities =
        static_cast<double>(authorities_of(world, zones).size());
    check.cost = units_a_year(lever, check, authorities) * lever.unit_cost;
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace mingle::levers
