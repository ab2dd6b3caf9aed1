// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include <mingle/engine/observer.h>
#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle {

/// How a run is carried out. Nothing here but `seed`, `ticks` and the
/// replicates can change a result.
struct RunSettings {
  std::uint64_t seed = 0;
  Date start;
  int ticks = 40;
  int replicates = 1;
  /// Number of the first replicate; each is the same whichever others are run.
  int first_replicate = 0;
  int zone_every_ticks = 4;
  /// Worker threads; 0 takes all cores. Results are the same for any number.
  int threads = 0;
};

/// Called between ticks, from the thread that called run(). Return false to
/// stop the run; run() then throws Interrupted.
struct Progress {
  int replicate = 0;
  int tick = 0;   ///< ticks of this replicate that are done
  int ticks = 0;  ///< ticks of each replicate
  int replicates = 0;
};
using ProgressFunction = std::function<bool(const Progress&)>;

/// Thrown by run() when the progress function asked to stop.
struct Interrupted {
  Progress at;
};

/// Steps every replicate from `initial` and passes each frame to every
/// observer in turn; then calls their end().
/// @throws Interrupted, and whatever an observer throws.
void run(const World& world,
         State initial,
         const RunSettings& settings,
         std::span<Observer* const> observers,
         const ProgressFunction& progress);

}  // namespace mingle
