// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <mingle/engine/calendar.h>
#include <mingle/engine/counts.h>

namespace mingle {

/// What an index is indexed by, beside replicate and time.
enum class IndexShape : std::uint8_t { scalar, group, group_pair };

/// Name and form of an index that a run records.
struct IndexSpec {
  std::string name;  ///< e.g. "dissimilarity", "information_theory"
  IndexShape shape = IndexShape::scalar;
  std::string long_name;  ///< words with the unit or range, for file readers
  /// Multigroup indices (over all groups) live under /indices/multigroup.
  bool multigroup = false;

  /// Numbers per value for a run with this many groups.
  std::size_t length(std::size_t groups) const;
};

/// Values of one index at one moment: 1, groups, or groups x groups numbers
/// (row-major; rows are `group`, columns `group_other`). NaN if undefined.
using IndexValues = std::vector<double>;

/// One flow counted over a tick, e.g. "moves" by tenure.
struct FlowSpec {
  std::string name;  ///< dataset name under /flows
  /// "", "tenure", "group", "round", or names of RunShape::scales; two of
  /// them are separated by a space, the first varying slowest.
  std::string dimension;
  std::string long_name;
};

/// Labels of a dimension that only some kinds of run have, e.g. letting rules.
struct ScaleSpec {
  std::string name;
  std::string long_name;
  std::vector<std::string> labels;
};

/// One more table of numbers that a kind of run records.
struct TableSpec {
  std::string path;  ///< e.g. "/authorities/fairness"
  /// After replicate and time: "zone", "authority", "group", "group_other",
  /// or names of RunShape::scales.
  std::vector<std::string> dimensions;
  std::string units;
  std::string long_name;
  /// Recorded at the dates of the zone tables; else at every tick.
  bool at_zone_dates = false;
};

/// Read-only view of one recorded moment; valid only during the call that
/// passes it. Tick 0 is the starting population, before any step.
struct Frame {
  int replicate = 0;
  int tick = 0;
  Date date;
  /// Whether zone tables are due at this tick (yearly by default). Indices
  /// and flows are due at every tick.
  bool zones_due = true;
  const GroupCounts* residents = nullptr;   ///< persons, zone x group
  const GroupCounts* households = nullptr;  ///< by group of the HRP
  const ZoneCounts* tenure = nullptr;       ///< households, zone x tenure
  std::span<const IndexValues> indices;     ///< by RunShape::indices
  /// Same indices within each authority: [authority][index]. Empty when the
  /// run has a single authority.
  std::span<const std::vector<IndexValues>> authority_indices;
  /// By RunShape::flows; each as long as its dimension. Zero at tick 0.
  std::span<const std::vector<std::int64_t>> flows;
  /// By RunShape::tables, row-major; those at zone dates are empty when
  /// zones are not due.
  std::span<const std::vector<double>> tables;
};

}  // namespace mingle
