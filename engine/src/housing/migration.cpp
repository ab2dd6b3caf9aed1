// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "destinations.h"
#include "lanes.h"
#include "phases.h"
#include "policy_read.h"
#include "sectors.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

constexpr std::size_t households_per_block = 16'384;

/// Class of age of the reference person.
std::size_t age_of_reference(const State& state, HouseholdId household) {
  const PersonId first = state.households.first_member[household.index()];
  return age_of(state.persons.age(first, state.tick));
}

struct Leaver {
  HouseholdId household;
  AuthorityId destination;  ///< none: outside the study
  double u = 0;             ///< decides on the sector sought there
};

}  // namespace

struct Migration::Workspace {
  Workspace(const World& fixed, std::uint64_t key)
      : world{fixed}, seed{key}, destinations{fixed} {}

  void decide(const State& state);
  void leave(State& state, TickWork& work, const Leaver& leaver);
  void depart(State& state, TickWork& work, HouseholdId household);
  void make_room(State& state, TickWork& work, std::vector<std::int32_t>& gaps);
  void index_templates(const State& state);
  HouseholdId pick_template(const State& state,
                            std::size_t type,
                            Draws& draws) const;
  void arrive_freely(State& state, TickWork& work);
  void arrive_to_target(State& state,
                        TickWork& work,
                        std::vector<std::int32_t>& gaps);
  HouseholdId admit(State& state,
                    TickWork& work,
                    std::size_t type,
                    std::uint64_t number,
                    bool from_abroad);
  HouseholdId clone(State& state, HouseholdId model, std::uint64_t id);
  ZoneId zone_of_kin(const State& state, std::size_t type, Draws& draws) const;
  double from_abroad(const State& state, std::size_t type) const;
  double abroad_share(const State& state, std::size_t type) const;

  const World& world;
  std::uint64_t seed;
  Destinations destinations;
  std::vector<std::vector<Leaver>> blocks;
  /// By authority and group: what makes the mean weight of the housed 1.
  std::vector<double> leaving_scale;
  std::vector<std::vector<HouseholdId>> templates;  ///< by authority x group
};

void Migration::Workspace::decide(const State& state) {
  const std::size_t groups = world.base.groups.size();
  const HouseholdTable& table = state.households;
  // No household is likelier to leave than the youngest of the sector that
  // leaves most; most draws are above even that.
  const auto& by_sector = world.rules.migration.leave_weight;
  const double most = *std::max_element(by_sector.begin(), by_sector.end());
  double highest_rate = 0;
  for (std::size_t type = 0; type < leaving_scale.size(); ++type) {
    highest_rate = std::max(
        highest_rate, world.leave_rates[type] * leaving_scale[type] * most);
  }
  std::vector<double> exits = exits_by_zone(world, state);
  for (double& exit : exits) exit = std::exp(exit);
  highest_rate *= *std::max_element(exits.begin(), exits.end());
  const std::uint64_t highest = tick_threshold(highest_rate);
  blocks.resize(block_count(table.size(), households_per_block));
  parallel_for_blocks(
      table.size(),
      households_per_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        blocks[block].clear();
        LaneCache lanes{address_in(state, seed, Purpose::migration)};
        for (std::size_t i = begin; i < end; ++i) {
          const HouseholdId household{i};
          const std::uint64_t draw = lanes.draw(table.ids[i]);
          if (draw > highest || !table.is_housed(household) ||
              has_flag(table.flags[i], HouseholdFlag::busy)) {
            continue;
          }
          const std::size_t type =
              std::size_t{table.authorities[i]} * groups + table.groups[i];
          const double rate = world.leave_rates[type] * leaving_scale[type] *
                              leaving_weight(world, state, household) *
                              exits[zone_of(state, household).index()];
          if (draw >= tick_threshold(rate)) continue;
          const auto words = random_bits(
              address_in(state, seed, Purpose::migration, table.ids[i], 1));
          blocks[block].push_back({household,
                                   destinations.pick(table.authorities[i],
                                                     table.groups[i],
                                                     unit_interval(words[0])),
                                   unit_interval(words[1])});
        }
      });
}

void Migration::Workspace::depart(State& state,
                                  TickWork& work,
                                  HouseholdId household) {
  const std::size_t row = household.index();
  ++work.flows.at(Flow::departures, state.households.groups[row]);
  work.authorities[state.households.authorities[row]].freed.push_back(
      vacate(world, state, household, Cause::departure));
  remove_with_members(state, household);
}

/// Who goes to another authority of the study keeps its home until it has
/// found one there.
void Migration::Workspace::leave(State& state,
                                 TickWork& work,
                                 const Leaver& leaver) {
  if (!leaver.destination.exists()) {
    depart(state, work, leaver.household);
    return;
  }
  const Sector now =
      sector_of(tenure_of_kind(kind_of(state, leaver.household)));
  const AuthorityWork& homes = work.authorities[leaver.destination.index()];
  const Sector wanted = draw_sector(
      weighed(migrant_shares(world, now),
              homes.pull[age_of_reference(state, leaver.household)]),
      leaver.u);
  Search search =
      make_search(state, leaver.household, SearchReason::migrate, wanted);
  search.from = Origin::migrated;
  search.kin = ZoneId{};
  find_means(world, state, leaver.household, homes.reach, search);
  set_flag(state.households.flags[leaver.household.index()],
           HouseholdFlag::busy);
  work.authorities[leaver.destination.index()].searches.push_back(search);
}

/// Where more live than the totals allow, households leave in a drawn order.
void Migration::Workspace::make_room(State& state,
                                     TickWork& work,
                                     std::vector<std::int32_t>& gaps) {
  const auto crowded = [](std::int32_t gap) { return gap < 0; };
  if (std::none_of(gaps.begin(), gaps.end(), crowded)) return;
  const std::size_t groups = world.base.groups.size();
  const HouseholdTable& table = state.households;
  struct Candidate {
    std::uint64_t order;
    std::uint64_t id;
    HouseholdId household;
    auto operator<=>(const Candidate&) const = default;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const HouseholdId household{i};
    if (!table.is_housed(household) ||
        has_flag(table.flags[i], HouseholdFlag::busy) ||
        gaps[std::size_t{table.authorities[i]} * groups + table.groups[i]] >=
            0) {
      continue;
    }
    const auto order = random_bits(
        address_in(state, seed, Purpose::migration, table.ids[i], 2))[0];
    candidates.push_back({order, table.ids[i], household});
  }
  std::sort(candidates.begin(), candidates.end());
  for (const Candidate& next : candidates) {
    const std::size_t row = next.household.index();
    std::int32_t* gap =
        gaps.data() + std::size_t{table.authorities[row]} * groups;
    // Only households that fit into what is too many.
    if (gap[table.groups[row]] + table.sizes[row] > 0) continue;
    for_members(state, next.household, [&](PersonId person) {
      ++gap[state.persons.groups[person.index()]];
    });
    depart(state, work, next.household);
  }
}

void Migration::Workspace::index_templates(const State& state) {
  const std::size_t groups = world.base.groups.size();
  templates.resize(world.base.authorities.size() * groups);
  for (auto& each : templates) each.clear();
  const HouseholdTable& table = state.households;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!table.is_housed(HouseholdId{i})) continue;
    templates[std::size_t{table.authorities[i]} * groups + table.groups[i]]
        .push_back(HouseholdId{i});
  }
}

/// A household of the group that an arrival resembles, younger ones likelier;
/// from another authority where the group has none here; none if nowhere.
HouseholdId Migration::Workspace::pick_template(const State& state,
                                                std::size_t type,
                                                Draws& draws) const {
  constexpr int attempts = 60;
  const HouseholdTable& table = state.households;
  const std::size_t groups = world.base.groups.size();
  const std::size_t group = type % groups;
  HouseholdId last;
  for (std::size_t a = 0; a <= world.base.authorities.size(); ++a) {
    const auto& pool =
        a == 0 ? templates[type] : templates[(a - 1) * groups + group];
    for (int i = 0; i < attempts && !pool.empty(); ++i) {
      const HouseholdId household = pool[draws.below(pool.size())];
      const double u = draws.uniform();
      const std::size_t row = household.index();
      if (!table.is_housed(household) || table.groups[row] != group) continue;
      last = household;
      const int age = state.persons.age(table.first_member[row], state.tick);
      if (u < migration_weight(age)) return household;
    }
    if (last.exists()) return last;
  }
  return last;
}

/// Households a year that come from abroad.
double Migration::Workspace::from_abroad(const State& state,
                                         std::size_t type) const {
  const std::size_t groups = world.base.groups.size();
  return world.arrivals.from_abroad[type] *
         arrivals_factor(state, type / groups, type % groups);
}

double Migration::Workspace::abroad_share(const State& state,
                                          std::size_t type) const {
  const double abroad = from_abroad(state, type);
  const double all = abroad + world.arrivals.from_uk[type];
  return all > 0 ? abroad / all : 0.0;
}

/// As many as expected, rounded up or down at random.
void Migration::Workspace::arrive_freely(State& state, TickWork& work) {
  for (std::size_t type = 0; type < templates.size(); ++type) {
    const std::size_t authority = type / world.base.groups.size();
    const double expected =
        (world.arrivals.from_uk[type] + from_abroad(state, type)) *
        work.authorities[authority].vacancy_pull / PersonTable::ticks_per_year;
    const double u = unit_interval(
        random_bits(address_in(state, seed, Purpose::settling, type))[0]);
    const auto count = static_cast<std::uint64_t>(expected + u);
    for (std::uint64_t n = 0; n < count; ++n) {
      const double v = unit_interval(random_bits(
          address_in(state, seed, Purpose::settling, type, n + 1))[0]);
      if (!admit(state, work, type, n, v < abroad_share(state, type)).exists())
        break;
    }
  }
}

void Migration::Workspace::arrive_to_target(State& state,
                                            TickWork& work,
                                            std::vector<std::int32_t>& gaps) {
  const std::size_t groups = world.base.groups.size();
  for (std::size_t type = 0; type < gaps.size(); ++type) {
    std::int32_t* gap = gaps.data() + type / groups * groups;
    for (std::uint64_t n = 0; gaps[type] > 0; ++n) {
      const double v = unit_interval(random_bits(
          address_in(state, seed, Purpose::settling, type, n + 1))[0]);
      const HouseholdId household =
          admit(state, work, type, n, v < abroad_share(state, type));
      if (!household.exists()) break;
      for_members(state, household, [&](PersonId person) {
        --gap[state.persons.groups[person.index()]];
      });
    }
  }
}

HouseholdId Migration::Workspace::clone(State& state,
                                        HouseholdId model,
                                        std::uint64_t id) {
  const AuthorityId authority{
      std::size_t{state.households.authorities[model.index()]}};
  const HouseholdId made = add_household(state, id, authority);
  HouseholdTable& table = state.households;
  const std::size_t from = model.index();
  const std::size_t to = made.index();
  table.social_classes[to] = table.social_classes[from];
  table.incomes[to] = table.incomes[from];
  table.earnings[to] = table.earnings[from];
  table.arrived[to] = table.arrived[from];
  if (has_flag(table.flags[from], HouseholdFlag::couple)) {
    set_flag(table.flags[to], HouseholdFlag::couple);
  }
  std::uint64_t place = 0;
  std::vector<PersonId> members;
  for_members(
      state, model, [&](PersonId person) { members.push_back(person); });
  for (const PersonId person : members) {
    const std::size_t row = person.index();
    add_person(world,
               state,
               made,
               derived_id(id, place++, Purpose::arrival_id),
               state.persons.born[row],
               state.persons.groups[row],
               state.persons.sexes[row],
               Cause::arrival);
  }
  return made;
}

/// Where a household of the group lives in the authority; none if nowhere.
ZoneId Migration::Workspace::zone_of_kin(const State& state,
                                         std::size_t type,
                                         Draws& draws) const {
  constexpr int attempts = 10;
  const auto& pool = templates[type];
  const HouseholdTable& table = state.households;
  const std::size_t groups = world.base.groups.size();
  for (int i = 0; i < attempts && !pool.empty(); ++i) {
    const HouseholdId kin = pool[draws.below(pool.size())];
    const std::size_t row = kin.index();
    if (table.is_housed(kin) && table.authorities[row] == type / groups &&
        table.groups[row] == type % groups) {
      return mingle::housing::zone_of(state, kin);
    }
  }
  return ZoneId{};
}

HouseholdId Migration::Workspace::admit(State& state,
                                        TickWork& work,
                                        std::size_t type,
                                        std::uint64_t number,
                                        bool from_abroad) {
  const std::size_t groups = world.base.groups.size();
  const std::size_t authority = type / groups;
  const auto tick = static_cast<std::uint64_t>(state.tick);
  const std::uint64_t id = derived_id(
      derived_id(type, tick, Purpose::arrival_id), number, Purpose::arrival_id);
  Draws draws{address_in(state, seed, Purpose::template_household, id)};
  const HouseholdId model = pick_template(state, type, draws);
  if (!model.exists()) return model;
  const HouseholdId made = clone(state, model, id);
  HouseholdTable& table = state.households;
  const std::size_t row = made.index();
  table.authorities[row] = static_cast<std::uint16_t>(authority);
  if (from_abroad) table.arrived[row] = static_cast<std::int16_t>(state.tick);
  refresh_household(state, made);
  const MigrationRules& rules = world.rules.migration;
  if (from_abroad &&
      draws.uniform() < dispersal_share(world, state, authority)) {
    set_flag(table.flags[row], HouseholdFlag::dispersed);
  }
  const AuthorityWork& homes = work.authorities[authority];
  const Sector sector = draw_sector(
      weighed(from_abroad ? rules.arrival_sector : rules.arrival_sector_uk,
              homes.pull[age_of_reference(state, made)]),
      draws.uniform());
  if (sector == Sector::social) apply_for_social(world, state, made);
  Search search = make_search(state, made, SearchReason::arrive, sector);
  search.from = Origin::arrived;
  find_means(world, state, model, homes.reach, search);
  if (draws.uniform() < rules.arrival_with_kin) {
    search.origin = zone_of_kin(state, type, draws);
  }
  work.authorities[authority].searches.push_back(search);
  return made;
}

Migration::Migration(const World& world, std::uint64_t seed)
    : work_{std::make_unique<Workspace>(world, seed)} {}

Migration::~Migration() = default;

void Migration::run(State& state, TickWork& work) {
  Workspace& own = *work_;
  if (state.tick % PersonTable::ticks_per_year == 0 || own.templates.empty()) {
    own.index_templates(state);
    own.leaving_scale = leaving_scales(own.world, state);
  }
  own.destinations.update(work);
  own.decide(state);
  for (const auto& block : own.blocks) {
    for (const Leaver& leaver : block) own.leave(state, work, leaver);
  }
  if (!own.world.targets.given()) {
    own.arrive_freely(state, work);
    return;
  }
  // The totals of the moment this tick leads to, as if all who look for a home
  // in another authority had found one.
  std::vector<std::int32_t> gaps = own.world.targets.at(state.tick + 1);
  const std::size_t groups = own.world.base.groups.size();
  for (std::size_t i = 0; i < gaps.size(); ++i)
    gaps[i] -= state.by_authority[i];
  for (std::size_t a = 0; a < work.authorities.size(); ++a) {
    for (const Search& search : work.authorities[a].searches) {
      if (search.reason != SearchReason::migrate) continue;
      const std::size_t from =
          state.households.authorities[search.household.index()];
      for_members(state, search.household, [&](PersonId person) {
        const std::size_t group = state.persons.groups[person.index()];
        ++gaps[from * groups + group];
        --gaps[a * groups + group];
      });
    }
  }
  own.make_room(state, work, gaps);
  own.arrive_to_target(state, work, gaps);
}

namespace {

Unmet reason_of(const Search& search) {
  if (search.sector == Sector::social) return Unmet::waiting;
  return search.applied ? Unmet::outbid : Unmet::out_of_reach;
}

}  // namespace

void Migration::settle_unplaced(State& state, TickWork& work) {
  for (AuthorityWork& authority : work.authorities) {
    for (const Search& search : authority.searches) {
      ++work.flows.at(Flow::unplaced_by_sector,
                      static_cast<std::size_t>(search.sector));
      ++work.flows.at(Flow::unmet,
                      static_cast<std::size_t>(search.from) * unmet_count +
                          static_cast<std::size_t>(reason_of(search)));
      switch (search.reason) {
        case SearchReason::move:
        case SearchReason::migrate: {  // stays where it lives
          auto& flags = state.households.flags[search.household.index()];
          clear_flag(flags, HouseholdFlag::busy);
          // The register remembers who waits for a social home.
          if (search.reason == SearchReason::move &&
              search.sector != Sector::social) {
            set_flag(flags, HouseholdFlag::seeking);
          }
          break;
        }
        case SearchReason::form:
          clear_flag(state.households.flags[search.parent.index()],
                     HouseholdFlag::busy);
          remove_household(state, search.household);
          break;
        case SearchReason::arrive:
          ++work.flows.at(Flow::turned_away, search.group);
          remove_with_members(state, search.household);
          break;
      }
    }
    authority.searches.clear();
  }
}

}  // namespace mingle::housing
