// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "recorder.h"

#include <algorithm>

#include <mingle/engine/indices.h>
#include <mingle/engine/parallel.h>

namespace mingle {
namespace {

std::vector<IndexSpec> index_specs() {
  return {
      {"dissimilarity",
       IndexShape::group_pair,
       "dissimilarity of each pair of groups (0 to 1)"},
      {"dissimilarity_rest",
       IndexShape::group,
       "dissimilarity of each group and everyone else (0 to 1)"},
      {"exposure",
       IndexShape::group_pair,
       "exposure of the row group to the column group, everyone in the "
       "denominator; the diagonal is isolation (0 to 1)"},
      {"correlation_ratio",
       IndexShape::group,
       "isolation corrected for the group's share, eta squared (0 to 1)"},
      {"information_theory",
       IndexShape::scalar,
       "information theory index H over all groups (0 to 1)",
       true},
  };
}

std::vector<IndexValues> measure(const GroupCounts& residents) {
  return {dissimilarity_matrix(residents),
          dissimilarity_rest(residents),
          exposure_matrix(residents),
          correlation_ratio(residents),
          {information_theory(residents)}};
}

GroupCounts residents_of(const World& world,
                         const GroupCounts& residents,
                         std::size_t authority) {
  const auto& zones = world.authorities.zones[authority];
  GroupCounts counts{zones.size(), world.groups.size()};
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const auto from = residents.row(zones[z]);
    std::copy(from.begin(), from.end(), counts.row(ZoneId{z}).begin());
  }
  return counts;
}

}  // namespace

Recorder::Recorder(const World& world,
                   const RunSettings& settings,
                   std::span<Observer* const> observers)
    : world_{world}, settings_{settings}, observers_{observers} {
  if (world.authorities.size() > 1) {
    by_authority_.resize(world.authorities.size());
  }
}

void Recorder::begin(const RecordedKinds& kinds) const {
  RunShape shape;
  shape.zones = &world_.zones;
  shape.authorities = &world_.authorities;
  shape.groups = &world_.groups;
  shape.indices = index_specs();
  shape.flows = kinds.flows;
  shape.scales = kinds.scales;
  shape.tables = kinds.tables;
  shape.replicates = settings_.replicates;
  shape.ticks = settings_.ticks;
  shape.rounds = world_.rules.rounds;
  shape.zone_every_ticks = settings_.zone_every_ticks;
  shape.start = settings_.start;
  for (Observer* observer : observers_) observer->begin(shape);
}

void Recorder::record(const Moment& moment) {
  const auto indices = measure(*moment.residents);
  measure_authorities(*moment.residents);
  Frame frame;
  frame.replicate = moment.replicate;
  frame.tick = moment.tick;
  frame.date = tick_start(settings_.start, moment.tick);
  frame.zones_due = zones_due(moment.tick);
  frame.residents = moment.residents;
  frame.households = moment.by_group;
  frame.tenure = moment.by_tenure;
  frame.indices = indices;
  frame.authority_indices = by_authority_;
  frame.flows = moment.flows;
  frame.tables = moment.tables;
  for (Observer* observer : observers_) observer->record(frame);
}

void Recorder::end() const {
  for (Observer* observer : observers_) observer->end();
}

void Recorder::measure_authorities(const GroupCounts& residents) {
  parallel_for_blocks(
      by_authority_.size(), 1, [&](std::size_t a, std::size_t, std::size_t) {
        by_authority_[a] = measure(residents_of(world_, residents, a));
      });
}

void report_progress(const ProgressFunction& progress,
                     const RunSettings& settings,
                     int replicate,
                     int tick) {
  if (!progress) return;
  const Progress at{replicate, tick, settings.ticks, settings.replicates};
  if (!progress(at)) throw Interrupted{at};
}

}  // namespace mingle
