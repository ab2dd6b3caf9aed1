// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include <mingle/engine/observer.h>
#include <mingle/geo/zone_layer.h>
#include <mingle/output/run_info.h>

namespace mingle {

/// What may be shown of small counts.
struct MapOptions {
  /// A share is left out (NULL) where it stands for fewer people or
  /// households than this. 0 shows everything.
  double smallest_count = 10;
};

/// Writes map.gpkg and map.qgz into a folder: the zones by year, with the mean
/// over the replicates of residents, group and tenure shares (percent) and
/// their change since the start (percentage points), styled, with the QGIS
/// time controller set up. See docs/formats/map.md.
///
/// The files appear at end(). Throws OutputError.
class MapWriter : public Observer {
 public:
  /// `layer` holds the shape of every zone of the run (more are ignored); it
  /// must outlive the writer.
  /// @throws DataError at begin() if a zone has no shape.
  MapWriter(std::filesystem::path folder,
            RunInfo info,
            const ZoneLayer& layer,
            MapOptions options = {});
  ~MapWriter() override;

  void begin(const RunShape& shape) override;
  void record(const Frame& frame) override;
  void end() override;

 private:
  class Sums;
  std::filesystem::path folder_;
  RunInfo info_;
  const ZoneLayer& layer_;
  MapOptions options_;
  std::unique_ptr<Sums> sums_;
};

}  // namespace mingle
