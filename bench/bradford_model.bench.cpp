// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Docks the housing system with the published agent-based model of Bradford
// (Zuccotti et al. 2023): people of working age by ethnic group and social
// class, one agent for ten, put down at random and left to move by linear
// preferences for their own group and class, with homes that belong to a class
// or to anybody. Case T4 of docs/methods/validation.md.
//
// usage: bradford_model SHARED
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/indices.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/random.h>
#include <mingle/geo/read_zones.h>
#include <mingle/test_support/plain_housing_world.h>

namespace mingle::bench {
namespace {

constexpr std::size_t group_count = 4;
constexpr std::size_t class_count = 3;
constexpr double persons_per_agent = 10.0;
constexpr double free_homes = 0.05;
constexpr int ticks = 240;
constexpr double moves_a_tick = 0.05;
constexpr std::array<const char*, group_count> group_names{"whiteb",
                                                           "asian",
                                                           "black",
                                                           "othereth"};
constexpr std::array<const char*, class_count> class_names{"high",
                                                           "mid",
                                                           "low"};

/// Persons by group and class, group-major.
using Persons = std::array<double, group_count * class_count>;

std::map<std::string, Persons> read_persons(const std::string& path) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error{"cannot read " + path};
  const auto cells_of = [](const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in{line};
    for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
    return cells;
  };
  std::string line;
  std::getline(file, line);
  const auto names = cells_of(line);
  std::map<std::string, Persons> persons;
  while (std::getline(file, line)) {
    const auto cells = cells_of(line);
    std::map<std::string, double> row;
    for (std::size_t i = 1; i < cells.size(); ++i) {
      row[names[i]] = std::stod(cells[i]);
    }
    Persons& here = persons[cells[0]];
    for (std::size_t i = 0; i < here.size(); ++i) {
      here[i] = row[std::string{group_names[i / class_count]} + "_" +
                    class_names[i % class_count]];
    }
  }
  return persons;
}

struct Preferences {
  const char* name;
  double ethnic = 0;
  double social = 0;
  bool tied = false;  ///< homes belong to a class
};

struct Town {
  housing::World world;
  housing::State state;
  GroupCounts census_groups;
  GroupCounts census_classes;
};

void add_zones(const ZonesRead& read, mingle::World& base) {
  base.authorities = {{"E08000032"}, {"Bradford"}, {{}}};
  for (std::size_t z = 0; z < read.layer.size(); ++z) {
    base.zones.codes.push_back(read.layer.codes[z]);
    base.zones.names.push_back(read.layer.names[z]);
    base.zones.authorities.push_back(AuthorityId{0U});
    base.zones.eastings.push_back(0.0);  // distance does not count here
    base.zones.northings.push_back(0.0);
    base.zones.areas.push_back(1.0);
    base.zones.perimeters.push_back(4.0);
    base.authorities.zones[0].push_back(ZoneId{z});
  }
  base.neighbours = queen_graph(read.layer.size(), read.touching);
}

/// Everybody is on the register of social homes and bids now and then: the
/// one sector in which a home has exactly the bedrooms needed, which stand
/// for the class here.
housing::Rules town_rules(const Preferences& preferences) {
  housing::Rules rules = test::plain_housing_rules(group_count, 0.0);
  rules.social.rule_share = {0.0, 1.0, 0.0};
  rules.social.adverts = 1;
  rules.social.bid_rate = moves_a_tick;
  rules.social.medical_rate = 1e3;  // back on the register at once
  rules.choice.class_similarity = 1.0;
  rules.choice.class_utility.form = UtilityForm::linear;
  rules.choice.class_utility.slope = preferences.social;
  return rules;
}

mingle::Rules town_choice(const Preferences& preferences) {
  mingle::Rules rules = test::plain_choice_rules(group_count, 1.0);
  rules.alpha.back() = 0.0;  // "other" does not look at groups
  rules.w_adj = 0.17;
  rules.utility.form = UtilityForm::linear;
  rules.utility.slope = preferences.ethnic;
  return rules;
}

struct Agent {
  std::uint64_t order;
  std::size_t group;
  std::size_t social_class;
};

/// Homes by class where people of that class live in the census, agents in
/// them in a drawn order.
void settle(const std::map<std::string, Persons>& persons,
            bool tied,
            Town& town) {
  Draws draw{{.seed = 4, .purpose = Purpose::test}};
  std::array<std::vector<Agent>, class_count> agents;
  std::array<std::vector<DwellingId>, class_count> homes;
  const mingle::World& base = town.world.base;
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    const Persons& here = persons.at(base.zones.codes[z]);
    for (std::size_t i = 0; i < here.size(); ++i) {
      const std::size_t c = i % class_count;
      const double scaled = here[i] / persons_per_agent;
      const auto count = static_cast<int>(scaled + draw.uniform());
      const auto extra = static_cast<int>(scaled * free_homes + draw.uniform());
      const std::size_t kind =
          mingle::kind_of(Tenure::social_council, tied ? c : 0);
      for (int n = 0; n < count + extra; ++n) {
        homes[tied ? c : 0].push_back(
            town.state.dwellings.add(base.cell(ZoneId{z}, kind), -1));
      }
      for (int n = 0; n < count; ++n) {
        agents[tied ? c : 0].push_back({draw.bits(), i / class_count, c});
      }
      town.census_groups.at(ZoneId{z}, i / class_count) +=
          static_cast<std::int32_t>(here[i]);
      town.census_classes.at(ZoneId{z}, c) +=
          static_cast<std::int32_t>(here[i]);
    }
  }
  for (std::size_t c = 0; c < class_count; ++c) {
    std::vector<std::pair<std::uint64_t, DwellingId>> order;
    for (const DwellingId home : homes[c])
      order.emplace_back(draw.bits(), home);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < agents[c].size(); ++i) {
      const Agent& agent = agents[c][i];
      const HouseholdId household = test::add_plain_household(
          town.world, town.state, order[i].second, agent.group);
      auto& table = town.state.households;
      const std::size_t row = household.index();
      table.bedrooms_needed[row] =
          static_cast<std::uint8_t>(tied ? agent.social_class : 0);
      table.social_classes[row] =
          static_cast<housing::SocialClass>(agent.social_class);
      table.registered[row] = 0;
      table.bands[row] = housing::NeedBand::medical;
      table.flags[row] |=
          static_cast<std::uint8_t>(housing::HouseholdFlag::medical);
    }
  }
}

Town make_town(const ZonesRead& read,
               const std::map<std::string, Persons>& persons,
               const Preferences& preferences) {
  Town town;
  mingle::World& base = town.world.base;
  town.world.rules = town_rules(preferences);
  base.rules = town_choice(preferences);
  base.groups = GroupScheme{{group_names.begin(), group_names.end()}};
  add_zones(read, base);
  index_world(base);
  const std::size_t zones = base.zones.size();
  base.communal = GroupCounts{zones, group_count};
  town.census_groups = GroupCounts{zones, group_count};
  town.census_classes = GroupCounts{zones, class_count};
  town.world.quality.assign(zones, 5.5);
  town.world.base_prices.assign(base.cells(), 1.0);
  town.world.leave_rates.assign(group_count, 0.0);
  town.world.arrivals.from_uk.assign(group_count, 0.0);
  town.world.arrivals.from_abroad.assign(group_count, 0.0);
  housing::recount(town.world, town.state);
  settle(persons, preferences.tied, town);
  housing::recount(town.world, town.state);
  return town;
}

void row(const std::string& what,
         const GroupCounts& groups,
         const GroupCounts& classes) {
  const auto d = dissimilarity_matrix(groups);
  const auto exposure = exposure_matrix(groups);
  const auto d_classes = dissimilarity_matrix(classes);
  fmt::print("| {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} |\n",
             what,
             d[1],
             d[2],
             exposure[group_count + 1],
             d_classes[2]);
  std::fflush(stdout);
}

GroupCounts three_classes(const ZoneCounts& by_class) {
  GroupCounts counts{by_class.zones(), class_count};
  for (std::size_t z = 0; z < by_class.zones(); ++z) {
    for (std::size_t c = 0; c < class_count; ++c) {
      counts.at(ZoneId{z}, c) = by_class.at(ZoneId{z}, c);
    }
  }
  return counts;
}

void run(const std::string& shared) {
  const auto persons = read_persons(
      shared + "/data/crosstabs/ses_by_ethnic_group_lsoa11_2011.csv");
  const ZonesRead read =
      read_zones({.file = shared + "/data/boundaries/lsoa11_england.gpkg",
                  .layer = "lsoa11",
                  .key = "LSOA11CD",
                  .name = "LSOA11NM",
                  .authority = "LAD22CD",
                  .authority_name = "LAD22NM"},
                 {"E08000032"});
  fmt::print(
      "| | D White British, Asian | D White British, Black | Asian isolation "
      "| D class high, low |\n| --- | ---: | ---: | ---: | ---: |\n");
  bool first = true;
  for (const Preferences& preferences :
       {Preferences{"at random", 0, 0, true},
        Preferences{"ethnic 8", 8, 0, false},
        Preferences{"ethnic 8, homes of a class", 8, 0, true},
        Preferences{"ethnic 8, class 12", 8, 12, false},
        Preferences{"ethnic 8, class 12, homes of a class", 8, 12, true},
        Preferences{"ethnic 4, class 6, homes of a class", 4, 6, true},
        Preferences{"ethnic 3, class 4.5, homes of a class", 3, 4.5, true}}) {
    Town town = make_town(read, persons, preferences);
    if (first) row("census 2011", town.census_groups, town.census_classes);
    first = false;
    housing::Stepper stepper{town.world, 2023};
    for (int tick = 0; tick < ticks; ++tick) stepper.step(town.state);
    row(preferences.name,
        town.state.residents,
        three_classes(town.state.by_class));
  }
}

}  // namespace
}  // namespace mingle::bench

int main(int count, char** words) {
  if (count != 2) {
    fmt::print(stderr, "usage: bradford_model SHARED\n");
    return 2;
  }
  try {
    mingle::bench::run(words[1]);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bradford_model: {}\n", error.what());
    return 1;
  }
}
