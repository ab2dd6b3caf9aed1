// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "places.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::levers {
namespace {

constexpr std::size_t households_per_block = 16'384;

/// A person of the target, in the order in which places are given.
struct Candidate {
  std::uint8_t reached_before = 0;
  std::uint64_t draw = 0;
  Participant person;

  bool operator<(const Candidate& other) const {
    return std::tie(reached_before, draw, person.id) <
           std::tie(other.reached_before, other.draw, other.person.id);
  }
};

bool has(const std::vector<Participant>& people, std::uint64_t id) {
  const Participant wanted{.id = id};
  return std::binary_search(people.begin(), people.end(), wanted);
}

bool is_of_groups(const PlannedLever& lever, std::uint8_t group) {
  return lever.groups.empty() || lever.groups[group] != 0;
}

/// Adds the members of a household that are of the target.
void add_members(const PlaceRequest& request,
                 const LeverDraws& draws,
                 PersonView& view,
                 std::vector<Candidate>& out) {
  const housing::State& state = *request.state;
  housing::for_members(state, view.household, [&](PersonId person) {
    const std::size_t row = person.index();
    const std::uint64_t id = state.persons.ids[row];
    view.person = person;
    if (!is_of_groups(*request.lever, state.persons.groups[row]) ||
        (request.among != nullptr && !has(*request.among, id)) ||
        !holds(request.lever->persons, view)) {
      return;
    }
    const bool again = request.before != nullptr && has(*request.before, id);
    out.push_back({static_cast<std::uint8_t>(again),
                   draws.bits(Purpose::lever_place, id),
                   {person, view.household, id, view.zone, state.tick}});
  });
}

std::vector<Candidate> find_candidates(const PlaceRequest& request,
                                       const LeverDraws& draws) {
  const housing::HouseholdTable& table = request.state->households;
  std::vector<std::vector<Candidate>> blocks(
      block_count(table.size(), households_per_block));
  parallel_for_blocks(
      table.size(),
      households_per_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        PersonView view{.world = request.world,
                        .state = request.state,
                        .zones = request.fields,
                        .roles = request.roles};
        for (std::size_t i = begin; i < end; ++i) {
          view.household = HouseholdId{i};
          if (!table.is_housed(view.household)) continue;
          view.zone =
              housing::zone_of(*request.world, *request.state, view.household);
          if ((*request.zones)[view.zone.index()] == 0) continue;
          add_members(request, draws, view, blocks[block]);
        }
      });
  std::vector<Candidate> all;
  for (const auto& block : blocks) {
    all.insert(all.end(), block.begin(), block.end());
  }
  return all;
}

}  // namespace

std::uint64_t LeverDraws::bits(Purpose purpose,
                               std::uint64_t subject,
                               std::uint64_t step) const {
  return random_bits({.seed = seed,
                      .replicate = replicate,
                      .subject = subject,
                      .step = step,
                      .purpose = purpose,
                      .block = stream})[0];
}

std::uint64_t zone_key(const std::string& code) {
  // FNV-1a, 64 bits.
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : code) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

std::vector<std::uint8_t> pick_zones(const PlannedLever& lever,
                                     double share,
                                     const housing::World& world,
                                     const ZoneFields& fields,
                                     const LeverDraws& draws) {
  const std::size_t zones = world.base.zones.size();
  std::vector<std::uint8_t> chosen(zones, 0);
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t z = 0; z < zones; ++z) {
    if (!lever.areas.empty() && lever.areas[z] == 0) continue;
    const bool eligible =
        holds(lever.zones, [&](Field field, std::size_t group) {
          return fields.number(ZoneId{z}, field, group);
        });
    if (!eligible) continue;
    const std::uint64_t key = zone_key(world.base.zones.codes[z]);
    order.emplace_back(draws.bits(Purpose::lever_zone, key), z);
  }
  // A share above nothing takes at least one zone.
  const double exact = share * static_cast<double>(order.size());
  const auto count =
      std::min(order.size(), static_cast<std::size_t>(std::ceil(exact - 1e-9)));
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < count; ++i) chosen[order[i].second] = 1;
  return chosen;
}

std::vector<Participant> give_places(const PlaceRequest& request,
                                     const LeverDraws& draws) {
  std::vector<Candidate> candidates = find_candidates(request, draws);
  const double wanted =
      request.places >= 0
          ? request.places
          : request.coverage * static_cast<double>(candidates.size());
  const double u = draws.uniform(
      Purpose::lever_size, 0, static_cast<std::uint64_t>(request.state->tick));
  const auto count =
      std::min(candidates.size(), static_cast<std::size_t>(wanted + u));
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(count);
  if (end != candidates.end()) {
    std::nth_element(candidates.begin(), end, candidates.end());
  }
  std::sort(candidates.begin(), end);
  std::vector<Participant> people;
  for (auto at = candidates.begin(); at != end; ++at) {
    if (static_cast<double>(people.size()) + 1.0 > request.most) break;
    const auto tick = static_cast<std::uint64_t>(request.state->tick);
    if (draws.uniform(Purpose::lever_take_up, at->person.id, tick) <
        request.lever->take_up) {
      people.push_back(at->person);
    }
  }
  std::sort(people.begin(), people.end());
  return people;
}

}  // namespace mingle::levers
