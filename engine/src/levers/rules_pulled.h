// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "places.h"

#include <cstdint>
#include <vector>

#include <mingle/engine/levers/plan.h>
#include <mingle/engine/levers/pull.h>

namespace mingle::levers {

/// Authorities with a zone that takes part, ascending.
std::vector<AuthorityId> authorities_of(const housing::World& world,
                                        const std::vector<std::uint8_t>& zones);

/// Homes that a lever builds in this tick, whether it is a zero sibling or
/// not; those pulled down are not counted.
double planned_homes(const PlannedLever& lever,
                     const LeverAction& action,
                     const housing::World& world,
                     int tick,
                     const LeverDraws& draws);

/// Fills state.policy with what the levers make of the rules of housing. It
/// stays empty if no lever of the plan acts on them. Counts homes built.
void set_policy(const Plan& plan,
                const housing::World& world,
                std::vector<LeverAction>& actions,
                std::uint64_t seed,
                int replicate,
                housing::State& state);

/// Changes of income, now and for children when they have grown up.
class Incomes {
 public:
  void change(const Plan& plan,
              const std::vector<LeverAction>& actions,
              std::uint64_t seed,
              int replicate,
              housing::State& state);

 private:
  struct Later {
    int tick = 0;
    std::uint64_t id = 0;  ///< of the person
    double log_factor = 0;
    std::uint64_t stream = 0;
  };
  void change_due(std::uint64_t seed, int replicate, housing::State& state);

  std::vector<Later> later_;  ///< ascending by tick
};

}  // namespace mingle::levers
