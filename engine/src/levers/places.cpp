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

/// Whether a condition asks about the zone or where in it a person lives.
bool asks_of_zone(const Predicate& predicate) {
  return std::any_of(predicate.nodes.begin(),
                     predicate.nodes.end(),
                     [](const Predicate::Node& node) {
                       return node.kind < Predicate::Kind::conjunction &&
                              node.field >= Field::own_group_share;
                     });
}

/// Whether all comparisons must hold: the first that does not decides.
bool is_conjunction(const Predicate& predicate) {
  return std::none_of(predicate.nodes.begin(),
                      predicate.nodes.end(),
                      [](const Predicate::Node& node) {
                        return node.kind > Predicate::Kind::conjunction;
                      });
}

/// As holds(), of such a condition.
bool all_hold(const Predicate& predicate, const PersonView& view) {
  for (const Predicate::Node& node : predicate.nodes) {
    if (node.kind < Predicate::Kind::conjunction &&
        !compares(node, view(node.field, node.group))) {
      return false;
    }
  }
  return true;
}

/// Finds those of the target, household by household.
class Finder {
 public:
  Finder(const PlaceRequest& request, const LeverDraws& draws)
      : on_{request},
        draws_{draws},
        short_{is_conjunction(request.lever->persons)},
        zone_first_{asks_of_zone(request.lever->persons)} {}

  void find(std::size_t begin,
            std::size_t end,
            std::vector<Candidate>& out) const {
    PersonView view{.world = on_.world,
                    .state = on_.state,
                    .zones = on_.fields,
                    .roles = on_.roles};
    for (std::size_t i = begin; i < end; ++i) {
      view.household = HouseholdId{i};
      if (!on_.state->households.is_housed(view.household)) continue;
      view.zone = ZoneId{};
      if (zone_first_ && !takes_part(view)) continue;
      add_members(view, out);
    }
  }

 private:
  /// Looks up where the household lives, which few conditions ask about.
  bool takes_part(PersonView& view) const {
    if (!view.zone.exists()) {
      view.zone = housing::zone_of(*on_.state, view.household);
    }
    return (*on_.zones)[view.zone.index()] != 0;
  }

  bool is_meant(const PersonView& view) const {
    const Predicate& persons = on_.lever->persons;
    return short_ ? all_hold(persons, view) : holds(persons, view);
  }

  /// Adds the members of a household that are of the target.
  void add_members(PersonView& view, std::vector<Candidate>& out) const {
    const housing::State& state = *on_.state;
    housing::for_members(state, view.household, [&](PersonId person) {
      const std::size_t row = person.index();
      const std::uint64_t id = state.persons.ids[row];
      view.person = person;
      if (!is_of_groups(*on_.lever, state.persons.groups[row]) ||
          !is_meant(view) || !takes_part(view) ||
          (on_.among != nullptr && !has(*on_.among, id))) {
        return;
      }
      const bool again = on_.before != nullptr && has(*on_.before, id);
      out.push_back({static_cast<std::uint8_t>(again),
                     draws_.bits(Purpose::lever_place, id),
                     {person, view.household, id, view.zone, state.tick}});
    });
  }

  const PlaceRequest& on_;
  const LeverDraws& draws_;
  bool short_;
  bool zone_first_;
};

std::vector<Candidate> find_candidates(const PlaceRequest& request,
                                       const LeverDraws& draws) {
  const std::size_t households = request.state->households.size();
  std::vector<std::vector<Candidate>> blocks(
      block_count(households, households_per_block));
  const Finder finder{request, draws};
  parallel_for_blocks(
      households,
      households_per_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        finder.find(begin, end, blocks[block]);
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
