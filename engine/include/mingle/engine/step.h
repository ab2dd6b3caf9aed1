// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <mingle/engine/frame.h>
#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle {

/// The order of a tick. Each phase reads what the phases before it wrote.
enum class Phase : std::uint8_t {
  perceive,  ///< zone shares as households see them, frozen for the tick
  leave,     ///< who moves, who leaves the authority, who arrives
  propose,   ///< each searching household picks one vacancy (per round)
  resolve,   ///< each contested vacancy goes to one of them (per round)
  apply      ///< residences, counts and vacancies change (per round)
};

/// What happened in a tick. Rounds count from 0.
struct TickFlows {
  std::vector<std::int64_t> moves_by_tenure;
  std::vector<std::int64_t> moves_by_round;
  std::vector<std::int64_t> migrations_by_group;  ///< between authorities
  std::vector<std::int64_t> arrivals_by_group;
  std::vector<std::int64_t> departures_by_group;
  std::vector<std::int64_t> unplaced_by_tenure;  ///< searched and found none

  TickFlows() = default;
  TickFlows(std::size_t groups, int rounds);
  void add(const TickFlows& other);
  void clear();
  bool operator==(const TickFlows&) const = default;
};

/// Names of the flows, in the order of flow_values().
std::vector<FlowSpec> flow_specs();
std::vector<std::vector<std::int64_t>> flow_values(const TickFlows& flows);

/// Advances a state tick by tick, in parallel. The outcome is the same for
/// any number of threads, and equals ReferenceStepper's.
class Stepper {
 public:
  /// @param world  must outlive the stepper
  /// @param seed   of the run; the replicate is the state's
  Stepper(const World& world, std::uint64_t seed);
  ~Stepper();
  Stepper(const Stepper&) = delete;
  Stepper& operator=(const Stepper&) = delete;

  /// One tick. @returns what happened, valid until the next call.
  const TickFlows& step(State& state);

 private:
  struct Workspace;
  std::unique_ptr<Workspace> work_;
};

}  // namespace mingle
