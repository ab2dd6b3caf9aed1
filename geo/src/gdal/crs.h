// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <type_traits>

#include <ogr_api.h>
#include <ogr_srs_api.h>

namespace mingle::gdal {

struct DestroyCrs {
  void operator()(OGRSpatialReferenceH crs) const { OSRRelease(crs); }
};
using CrsHandle =
    std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, DestroyCrs>;

/// EPSG:27700, easting before northing.
CrsHandle make_british_national_grid();

/// "EPSG:4326 (WGS 84)"; empty where it is missing or says nothing.
std::string describe_crs(OGRSpatialReferenceH crs);

/// Brings shapes to British National Grid; does nothing to those that are.
class ToBritishNationalGrid {
 public:
  explicit ToBritishNationalGrid(OGRSpatialReferenceH from);
  ~ToBritishNationalGrid();
  ToBritishNationalGrid(const ToBritishNationalGrid&) = delete;
  ToBritishNationalGrid& operator=(const ToBritishNationalGrid&) = delete;

  bool changes() const { return transformation_ != nullptr; }
  /// False when a point has no place in the grid.
  bool apply(OGRGeometryH shape) const;

 private:
  OGRCoordinateTransformationH transformation_ = nullptr;
};

}  // namespace mingle::gdal
