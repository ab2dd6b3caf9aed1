// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <mingle/engine/observer.h>
#include <mingle/geo/zone_layer.h>
#include <mingle/output/run_info.h>

namespace mingle::test {

/// A small invented run: a square grid of zones of 1 km, three groups, and
/// counts that change with the tick by a formula. Enough to write every kind
/// of result without the engine's stepper.
class FakeRun {
 public:
  struct Size {
    std::size_t side = 3;         ///< zones along one side of the grid
    std::size_t authorities = 2;  ///< rows of the grid are dealt to them
    std::size_t groups = 3;
    int replicates = 2;
    int ticks = 8;
  };

  FakeRun() : FakeRun{Size{}} {}
  explicit FakeRun(Size size);
  FakeRun(const FakeRun&) = delete;
  FakeRun& operator=(const FakeRun&) = delete;

  const RunShape& shape() const { return shape_; }
  const RunInfo& info() const { return info_; }
  /// Squares of 1 km, in the order of the zone table.
  const ZoneLayer& layer() const { return layer_; }

  /// Passes every frame to the observers as run() does, begin() to end().
  void play(std::span<Observer* const> observers) const;
  void play(Observer& observer) const;

  /// Persons of `group` in `zone` at `tick`.
  std::int32_t residents(int replicate,
                         int tick,
                         std::size_t zone,
                         std::size_t group) const;

 private:
  /// The tables a frame points into.
  struct Moment {
    GroupCounts persons;
    GroupCounts households;
    ZoneCounts tenure;
    std::vector<IndexValues> indices;
    std::vector<std::vector<IndexValues>> by_authority;
    std::vector<std::vector<std::int64_t>> flows;
    std::vector<std::vector<double>> tables;
  };

  void fill(int replicate, int tick, Moment& moment) const;
  Frame frame(int replicate, int tick, Moment& moment) const;
  void make_zones();
  void make_specs();
  void add_housing_specs();
  std::size_t length(const std::string& dimension) const;
  void make_info();

  Size size_;
  ZoneTable zones_;
  AuthorityTable authorities_;
  GroupScheme groups_;
  ZoneLayer layer_;
  RunShape shape_;
  RunInfo info_;
};

}  // namespace mingle::test
