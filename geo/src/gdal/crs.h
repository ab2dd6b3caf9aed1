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

/// Brings shapes to metres: to British National Grid, or, where they lie
/// elsewhere, to an equal-area projection around their middle. Does nothing to
/// those that are in British National Grid.
class ToMetres {
 public:
  explicit ToMetres(OGRLayerH layer);
  ~ToMetres();
  ToMetres(const ToMetres&) = delete;
  ToMetres& operator=(const ToMetres&) = delete;

  bool changes() const { return transformation_ != nullptr; }
  /// The middle of a map outside Great Britain ("41.80 N, 87.58 W"); empty
  /// inside.
  const std::string& elsewhere() const { return elsewhere_; }
  /// False when a point has no place in the grid.
  bool apply(OGRGeometryH shape) const;

 private:
  OGRCoordinateTransformationH transformation_ = nullptr;
  std::string elsewhere_;
};

}  // namespace mingle::gdal
