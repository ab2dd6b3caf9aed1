// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fields.h"

#include <cstdint>
#include <vector>

#include <mingle/engine/levers/plan.h>
#include <mingle/engine/levers/pull.h>

namespace mingle::levers {

/// Where the draws of one lever live.
struct LeverDraws {
  std::uint64_t seed = 0;
  std::uint64_t replicate = 0;
  std::uint64_t stream = 0;

  std::uint64_t bits(Purpose purpose,
                     std::uint64_t subject,
                     std::uint64_t step = 0) const;
  double uniform(Purpose purpose,
                 std::uint64_t subject,
                 std::uint64_t step = 0) const {
    return unit_interval(bits(purpose, subject, step));
  }
};

/// Persistent number of a zone: a hash of its code.
std::uint64_t zone_key(const std::string& code);

/// Zones in which a lever acts: those of its areas and condition, of which
/// the first `share` in the order of a draw of each zone.
std::vector<std::uint8_t> pick_zones(const PlannedLever& lever,
                                     double share,
                                     const housing::World& world,
                                     const ZoneFields& fields,
                                     const LeverDraws& draws);

/// What is to know to give places away.
struct PlaceRequest {
  const PlannedLever* lever = nullptr;
  const housing::World* world = nullptr;
  const housing::State* state = nullptr;
  const ZoneFields* fields = nullptr;
  const PersonRoles* roles = nullptr;
  const std::vector<std::uint8_t>* zones = nullptr;
  /// Those reached before, ascending by id: others come first.
  const std::vector<Participant>* before = nullptr;
  /// Only these may be reached, ascending by id; null: all.
  const std::vector<Participant>* among = nullptr;
  double coverage = 1;  ///< of this tick
  double places = -1;   ///< of this tick; negative: coverage says
  double most = 0;      ///< people that the money is enough for
};

/// Persons who get a place and take it up, by id. The order of priority is
/// total: not reached before, a draw of each person, its id.
std::vector<Participant> give_places(const PlaceRequest& request,
                                     const LeverDraws& draws);

}  // namespace mingle::levers
