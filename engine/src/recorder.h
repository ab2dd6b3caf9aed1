// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/run.h>

namespace mingle {

/// What a kind of run records beside the tables of every run.
struct RecordedKinds {
  std::vector<FlowSpec> flows;
  std::vector<ScaleSpec> scales;
  std::vector<TableSpec> tables;
};

/// A moment of a run, whatever its model.
struct Moment {
  int replicate = 0;
  int tick = 0;
  const GroupCounts* residents = nullptr;
  const GroupCounts* by_group = nullptr;
  const ZoneCounts* by_tenure = nullptr;
  std::span<const std::vector<std::int64_t>> flows;
  std::span<const std::vector<double>> tables;
};

/// Measures moments and passes them to every observer.
class Recorder {
 public:
  Recorder(const World& world,
           const RunSettings& settings,
           std::span<Observer* const> observers);

  void begin(const RecordedKinds& kinds) const;
  void record(const Moment& moment);
  void end() const;

  bool zones_due(int tick) const {
    return tick % settings_.zone_every_ticks == 0;
  }

 private:
  void measure_authorities(const GroupCounts& residents);

  const World& world_;
  const RunSettings& settings_;
  std::span<Observer* const> observers_;
  std::vector<std::vector<IndexValues>> by_authority_;
};

/// @throws Interrupted if the progress function asks to stop.
void report_progress(const ProgressFunction& progress,
                     const RunSettings& settings,
                     int replicate,
                     int tick);

}  // namespace mingle
