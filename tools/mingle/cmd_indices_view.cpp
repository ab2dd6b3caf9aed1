// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices_view.h"

#include <algorithm>

#include <mingle/engine/error.h>

namespace mingle::tool {
namespace {

std::string hint_for(const std::string& name,
                     const std::vector<std::string>& groups) {
  if (name == "total") {
    return "A column named 'total' is not a group, unless --groups names it";
  }
  if (name == "rest") return "Everyone else comes second: --pair GROUP:rest";
  const auto near = nearest_names(name, groups);
  if (!near.empty()) return "Did you mean '" + near[0] + "'?";
  return "The groups are " + first_few(groups, 30);
}

std::size_t group_number(const Place& place, const std::string& name) {
  const auto found = std::find(place.groups.begin(), place.groups.end(), name);
  if (found != place.groups.end()) {
    return static_cast<std::size_t>(found - place.groups.begin());
  }
  throw UsageError{"there is no group '" + name + "'",
                   hint_for(name, place.groups)};
}

TwoGroups two_groups(const Place& place,
                     const PeopleTable& people,
                     const PairChoice& pair,
                     Denominator denominator) {
  const std::size_t a = group_number(place, pair.group);
  if (pair.rest()) {
    if (place.groups.size() > 1) return against_rest(people, a);
    throw UsageError{"'" + pair.group + "' is the only group chosen",
                     "The rest are the other groups of --groups"};
  }
  return pair_of(people, a, group_number(place, pair.other), denominator);
}

TwoGroups some_zones(const TwoGroups& groups,
                     const std::vector<std::size_t>& zones) {
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> t;
  for (const std::size_t z : zones) {
    x.push_back(groups.x[z]);
    y.push_back(groups.y[z]);
    t.push_back(groups.t[z]);
  }
  if (groups.exhaustive) return {std::move(x), std::move(y)};
  return {std::move(x), std::move(y), std::move(t)};
}

void drop_zones_without_pair(View& view) {
  std::vector<std::size_t> kept;
  std::vector<std::string> zones;
  std::vector<double> sizes;
  for (std::size_t z = 0; z < view.groups->zones(); ++z) {
    if (view.groups->t[z] <= 0) continue;
    kept.push_back(z);
    zones.push_back(view.place->zones[z]);
    if (!view.household_sizes.empty()) {
      sizes.push_back(view.household_sizes[z]);
    }
  }
  if (kept.size() == view.groups->zones()) return;
  view.groups = some_zones(*view.groups, kept);
  if (view.place->geometry) {
    view.own_geometry = view.place->geometry->subset(kept);
  }
  view.zones = std::move(zones);
  view.household_sizes = std::move(sizes);
}

}  // namespace

void choose_pair(View& view,
                 const Place& place,
                 const PairChoice* pair,
                 const IndicesRequest& request) {
  view.place = &place;
  view.pair = pair;
  view.zones = place.zones;
  view.household_sizes = place.household_sizes;
  if (pair == nullptr) return;
  view.groups = two_groups(place, place.people, *pair, request.denominator);
  if (place.second) {
    view.second_groups =
        two_groups(place, *place.second, *pair, request.denominator);
  }
  if (request.drop_empty) drop_zones_without_pair(view);
}

IndexInput input_for(const View& view, const Parameters& parameters) {
  const Place& place = *view.place;
  IndexInput in;
  in.people = &place.people;
  in.group_names = place.groups;
  in.pair = view.groups ? &*view.groups : nullptr;
  in.geometry = view.geometry();
  in.before = place.before ? &*place.before : nullptr;
  in.after = place.after ? &*place.after : nullptr;
  in.second_pair = view.second_groups ? &*view.second_groups : nullptr;
  in.cache = &view.cache;
  for (const auto& entry : parameters.entries()) {
    if (entry.definition->name != "by") continue;
    const auto parents = place.parents.find(entry.value);
    if (parents != place.parents.end()) in.levels = parents->second;
  }
  return in;
}

}  // namespace mingle::tool
