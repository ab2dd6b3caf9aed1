// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/calendar.h>
#include <mingle/engine/frame.h>
#include <mingle/engine/groups.h>
#include <mingle/engine/zones.h>

namespace mingle {

/// All an observer needs to lay out its results before the first frame. The
/// tables outlive the run.
struct RunShape {
  const ZoneTable* zones = nullptr;
  const AuthorityTable* authorities = nullptr;
  const GroupScheme* groups = nullptr;
  std::vector<IndexSpec> indices;
  std::vector<FlowSpec> flows;
  std::vector<ScaleSpec> scales;  ///< beside those of every run
  std::vector<TableSpec> tables;  ///< beside those of every run
  int replicates = 1;
  int rounds = 1;            ///< length of the "round" dimension of flows
  int ticks = 0;             ///< steps; frames are ticks + 1
  int zone_every_ticks = 4;  ///< zone tables at ticks 0, n, 2n, ...
  Date start;
};

/// Receives the results of a run, frame by frame, from one thread, in order
/// of replicate and tick. May throw OutputError; the run then stops.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void begin(const RunShape& shape) = 0;
  virtual void record(const Frame& frame) = 0;
  /// The run is complete. Not called when it failed or was interrupted.
  virtual void end() = 0;
};

}  // namespace mingle
