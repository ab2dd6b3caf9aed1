// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "crs.h"

#include "session.h"

namespace mingle::gdal {

CrsHandle make_british_national_grid() {
  CrsHandle crs{OSRNewSpatialReference(nullptr)};
  if (OSRImportFromEPSG(crs.get(), 27700) != OGRERR_NONE) {
    fail("PROJ does not know EPSG:27700",
         "Is the PROJ database installed (package proj-data)?");
  }
  OSRSetAxisMappingStrategy(crs.get(), OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}

std::string describe_crs(OGRSpatialReferenceH crs) {
  // GeoPackage's "undefined Cartesian" and "undefined geographic" are local or
  // nameless; nothing can be reprojected from them.
  if (!crs || OSRIsLocal(crs)) return "";
  const char* name = OSRGetName(crs);
  std::string text = name ? name : "unnamed";
  if (text.rfind("Undefined", 0) == 0) return "";
  const char* authority = OSRGetAuthorityName(crs, nullptr);
  const char* code = OSRGetAuthorityCode(crs, nullptr);
  if (!authority || !code) return text;
  return std::string{authority} + ':' + code + " (" + text + ')';
}

ToBritishNationalGrid::ToBritishNationalGrid(OGRSpatialReferenceH from) {
  const CrsHandle grid = make_british_national_grid();
  const CrsHandle source{OSRClone(from)};
  OSRSetAxisMappingStrategy(source.get(), OAMS_TRADITIONAL_GIS_ORDER);
  if (OSRIsSame(source.get(), grid.get())) return;
  transformation_ = OCTNewCoordinateTransformation(source.get(), grid.get());
  if (!transformation_) {
    fail("there is no way from " + describe_crs(from) +
             " to British National Grid",
         "Reproject the file to EPSG:27700");
  }
}

ToBritishNationalGrid::~ToBritishNationalGrid() {
  if (transformation_) OCTDestroyCoordinateTransformation(transformation_);
}

bool ToBritishNationalGrid::apply(OGRGeometryH shape) const {
  return !transformation_ ||
         OGR_G_Transform(shape, transformation_) == OGRERR_NONE;
}

}  // namespace mingle::gdal
