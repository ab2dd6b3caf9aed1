// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "map_style.h"

#include <cstdint>
#include <string>
#include <vector>

#include <mingle/engine/observer.h>
#include <mingle/engine/tenure.h>
#include <mingle/geo/write_layer.h>

namespace mingle {

/// Zone tables of all recorded dates, summed over the replicates.
class MapSums {
 public:
  explicit MapSums(const RunShape& shape);

  void add(const Frame& frame);

  const RunShape& shape() const { return shape_; }
  std::size_t frames() const { return frames_; }
  /// Largest groups of the start, largest first.
  const std::vector<GroupId>& main_groups() const { return main_groups_; }

  /// Means over the replicates; persons and households.
  double residents(std::size_t frame, std::size_t zone, GroupId group) const;
  double residents(std::size_t frame, std::size_t zone) const;
  double households(std::size_t frame, std::size_t zone) const;
  double households(std::size_t frame, std::size_t zone, Tenure tenure) const;

  /// Broad groups of the everyday surroundings; empty where the run has no
  /// contact.
  const std::vector<std::string>& everyday_groups() const { return everyday_; }
  /// Share of a broad group in the everyday surroundings of those who live in
  /// a zone, mean over the replicates, 0 to 1.
  double everyday_share(std::size_t frame,
                        std::size_t zone,
                        std::size_t broad) const;

 private:
  void find_everyday_table();
  double mean(std::int64_t sum, std::size_t frame) const;

  RunShape shape_;
  std::size_t frames_;
  std::size_t zones_;
  std::size_t groups_;
  std::vector<GroupId> main_groups_;
  std::vector<int> replicates_;          ///< seen of each frame
  std::vector<std::int64_t> residents_;  ///< frame x zone x group
  std::vector<std::int64_t> tenure_;     ///< frame x zone x tenure
  std::vector<std::string> everyday_;
  std::size_t everyday_table_ = 0;     ///< of RunShape::tables
  std::vector<double> everyday_sums_;  ///< frame x zone x broad group
};

/// First day of a frame, and the last moment before the next.
struct FramePeriod {
  Date start;
  std::string valid_from;  ///< "2021-01-01T00:00:00Z"
  std::string valid_to;    ///< "2021-12-31T23:59:59Z"
};
FramePeriod frame_period(const RunShape& shape, std::size_t frame);

/// The attribute table (zone x frame), its styles and its names in words.
struct MapTable {
  std::vector<LayerColumn> columns;
  std::vector<MapStyle> styles;  ///< the first is shown first
  std::vector<FieldAlias> aliases;
};

/// @param smallest  shares of fewer people or households than this are NULL
MapTable make_map_table(const MapSums& sums, double smallest);

}  // namespace mingle
