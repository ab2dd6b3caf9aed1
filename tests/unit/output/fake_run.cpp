// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_run.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <sstream>
#include <stdexcept>

#include <mingle/engine/contact/run.h>
#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/run.h>
#include <mingle/engine/levers/pull.h>
#include <mingle/engine/tenure.h>

namespace mingle::test {
namespace {

std::string numbered(const char* prefix, std::size_t number) {
  char text[32];
  std::snprintf(text, sizeof text, "%s%08zu", prefix, number);
  return text;
}

GroupScheme first_groups(std::size_t count) {
  const char* const three[] = {
      "white_british", "asian_pakistani", "black_african"};
  std::vector<std::string> names{three,
                                 three + std::min<std::size_t>(count, 3)};
  for (const CensusGroup& group : census_2021_groups()) {
    const std::string name{group.name};
    const bool taken = name == three[0] || name == three[1] || name == three[2];
    if (names.size() < count && !taken) names.push_back(name);
  }
  return GroupScheme{names};
}

MultiPolygon square(double x, double y) {
  const Ring ring{{x, y}, {x + 1000, y}, {x + 1000, y + 1000}, {x, y + 1000}};
  return MultiPolygon{{Polygon{{ring}}}};
}

}  // namespace

FakeRun::FakeRun(Size size) : size_{size}, groups_{first_groups(size.groups)} {
  make_zones();
  make_specs();
  make_info();
}

void FakeRun::make_zones() {
  for (std::size_t a = 0; a < size_.authorities; ++a) {
    authorities_.codes.push_back(numbered("E0", a + 1));
    authorities_.names.push_back("Authority " + std::to_string(a + 1));
    authorities_.zones.emplace_back();
  }
  for (std::size_t z = 0; z < size_.side * size_.side; ++z) {
    const std::size_t authority = z / size_.side % size_.authorities;
    const double x = 410000 + 1000.0 * static_cast<double>(z % size_.side);
    const double y = 430000 + 1000.0 * static_cast<double>(z / size_.side);
    zones_.codes.push_back(numbered("E01", z + 1));
    zones_.names.push_back("Zone " + std::to_string(z + 1));
    zones_.authorities.push_back(AuthorityId{authority});
    zones_.eastings.push_back(x + 500);
    zones_.northings.push_back(y + 500);
    zones_.areas.push_back(1e6);
    zones_.perimeters.push_back(4000);
    authorities_.zones[authority].push_back(ZoneId{z});
    layer_.codes.push_back(zones_.codes.back());
    layer_.names.push_back(zones_.names.back());
    layer_.authorities.push_back(authorities_.codes[authority]);
    layer_.authority_names.push_back(authorities_.names[authority]);
    layer_.shapes.push_back(square(x, y));
  }
}

void FakeRun::make_specs() {
  using enum IndexShape;
  shape_.zones = &zones_;
  shape_.authorities = &authorities_;
  shape_.groups = &groups_;
  shape_.indices = {
      {"dissimilarity", group_pair, "dissimilarity of two groups, 0 to 1"},
      {"dissimilarity_rest", group, "dissimilarity from the rest, 0 to 1"},
      {"exposure", group_pair, "exposure to the other group, 0 to 1"},
      {"correlation_ratio", group, "correlation ratio, 0 to 1"},
      {"information_theory", scalar, "information theory index, 0 to 1", true}};
  shape_.flows = {{"moves_by_tenure", "tenure", "households that moved"},
                  {"moves_by_round", "round", "households that moved"},
                  {"migrations", "group", "households that migrated"},
                  {"arrivals", "group", "households that arrived"},
                  {"departures", "group", "households that left"},
                  {"unplaced", "tenure", "households without a vacancy"}};
  add_housing_specs();
  shape_.replicates = size_.replicates;
  shape_.ticks = size_.ticks;
  shape_.zone_every_ticks = 4;
  shape_.start = Date{2021, 1, 1};
}

/// What a run of the housing system records, and the flows of any run.
void FakeRun::add_housing_specs() {
  shape_.scales = housing::scale_specs();
  shape_.tables = housing::table_specs();
  contact::World people;
  people.broad_names = {"asian", "white"};
  for (ScaleSpec& scale : contact::scale_specs(people)) {
    shape_.scales.push_back(std::move(scale));
  }
  auto tables = contact::table_specs();
  for (TableSpec& table : contact::network_specs()) tables.push_back(table);
  for (TableSpec& table : tables) {
    shape_.tables.push_back(std::move(table));
  }
  levers::Plan plan;
  plan.levers.push_back(
      {.label = "english",
       .effects = {{.mechanism = levers::Mechanism::english_level_up}}});
  plan.knows_deprivation = true;
  for (const ScaleSpec& scale : levers::lever_scales(plan)) {
    shape_.scales.push_back(scale);
  }
  for (const TableSpec& table : levers::lever_tables(plan)) {
    shape_.tables.push_back(table);
  }
  for (const FlowSpec& flow : housing::flow_specs()) {
    const auto same = [&flow](const FlowSpec& known) {
      return known.name == flow.name;
    };
    if (std::any_of(shape_.flows.begin(), shape_.flows.end(), same)) continue;
    shape_.flows.push_back(flow);
  }
}

/// Length of a dimension of flows and tables.
std::size_t FakeRun::length(const std::string& dimension) const {
  if (dimension == "group" || dimension == "group_other") {
    return groups_.size();
  }
  if (dimension == "tenure") return tenure_count;
  if (dimension == "zone") return zones_.size();
  if (dimension == "authority") return authorities_.size();
  if (dimension == "round") return 2;
  for (const ScaleSpec& scale : shape_.scales) {
    if (scale.name == dimension) return scale.labels.size();
  }
  throw std::invalid_argument{"no dimension " + dimension};
}

void FakeRun::make_info() {
  info_.title = "A grid town";
  info_.area_name = "Gridtown";
  info_.stylised = true;
  info_.seed = 17;
  info_.mingle_version = "0.1.0";
  info_.git_commit = "0123abc";
  info_.config_toml = "title = \"A grid town\"\n";
  info_.config_sha256 = std::string(64, 'a');
  info_.parameters_sha256 = std::string(64, 'b');
  info_.licence = "Invented data, no rights reserved.";
  info_.inputs = {{"zones", "grid.gpkg", std::string(64, 'c')}};
  info_.notes = {"every number is invented"};
  info_.deprivation.assign(zones_.size(), 4.0);
  LeverInfo lever;
  lever.label = "english";
  lever.id = "community_english";
  lever.name = "Community-based English";
  lever.grade = "E";
  lever.unit_cost = 600;
  info_.levers = {lever};
  LeverEffectInfo effect;
  effect.label = "english.level_up";
  effect.operator_name = "ENGLISH";
  effect.grade = "E";
  info_.lever_effects = {effect};
}

std::int32_t FakeRun::residents(int replicate,
                                int tick,
                                std::size_t zone,
                                std::size_t group) const {
  const auto column = static_cast<std::int32_t>(zone % size_.side);
  const auto share = static_cast<std::int32_t>(group);
  if (group == 0) return 900 - 60 * column - 4 * tick;
  if (group == 1) return 40 + 150 * column + 12 * tick + replicate;
  return 3 * share + 2 * column + tick;
}

void FakeRun::play(Observer& observer) const {
  Observer* const one = &observer;
  play(std::span{&one, 1});
}

void FakeRun::fill(int replicate, int tick, Moment& moment) const {
  for (std::size_t z = 0; z < zones_.size(); ++z) {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const std::int32_t count = residents(replicate, tick, z, g);
      moment.persons.at(ZoneId{z}, g) = count;
      moment.households.at(ZoneId{z}, g) = count / 2;
    }
    for (std::size_t t = 0; t < tenure_count; ++t) {
      moment.tenure.at(ZoneId{z}, t) = 100 + static_cast<std::int32_t>(t);
    }
  }
  moment.indices.clear();
  for (const IndexSpec& spec : shape_.indices) {
    moment.indices.emplace_back(spec.length(groups_.size()), 0.5 + 0.01 * tick);
    if (spec.shape == IndexShape::group) {
      moment.indices.back().back() = std::numeric_limits<double>::quiet_NaN();
    }
  }
  const std::size_t several = size_.authorities > 1 ? size_.authorities : 0;
  moment.by_authority.assign(several, moment.indices);
  moment.flows.clear();
  for (const FlowSpec& flow : shape_.flows) {
    std::istringstream words{flow.dimension};
    std::size_t numbers = 1;
    for (std::string word; words >> word;) numbers *= length(word);
    moment.flows.emplace_back(numbers, tick);
  }
  moment.tables.clear();
  for (const TableSpec& table : shape_.tables) {
    std::size_t numbers = 1;
    for (const std::string& name : table.dimensions) numbers *= length(name);
    // Shares stay shares, since the map draws them.
    const bool share = table.path == "/zones/experienced_exposure";
    moment.tables.emplace_back(numbers, share ? 0.5 : 0.25 * tick);
  }
}

Frame FakeRun::frame(int replicate, int tick, Moment& moment) const {
  fill(replicate, tick, moment);
  Frame frame;
  frame.replicate = replicate;
  frame.tick = tick;
  frame.date = tick_start(shape_.start, tick);
  frame.zones_due = tick % shape_.zone_every_ticks == 0;
  frame.residents = &moment.persons;
  frame.households = &moment.households;
  frame.tenure = &moment.tenure;
  frame.indices = moment.indices;
  frame.authority_indices = moment.by_authority;
  frame.flows = moment.flows;
  frame.tables = moment.tables;
  return frame;
}

void FakeRun::play(std::span<Observer* const> observers) const {
  const std::size_t zones = zones_.size();
  Moment moment{GroupCounts{zones, groups_.size()},
                GroupCounts{zones, groups_.size()},
                ZoneCounts{zones, tenure_count},
                {},
                {},
                {},
                {}};
  for (Observer* observer : observers) observer->begin(shape_);
  for (int replicate = 0; replicate < size_.replicates; ++replicate) {
    for (int tick = 0; tick <= size_.ticks; ++tick) {
      const Frame now = frame(replicate, tick, moment);
      for (Observer* observer : observers) observer->record(now);
    }
  }
  for (Observer* observer : observers) observer->end();
}

}  // namespace mingle::test
