// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "crs.h"

#include "session.h"

#include <cmath>
#include <optional>

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

namespace {

/// Longitude and latitude, degrees.
struct Place {
  double longitude;
  double latitude;
};

/// Where British National Grid is used, with a margin of half a degree.
bool in_great_britain(const Place& place) {
  return place.longitude > -9.5 && place.longitude < 2.5 &&
         place.latitude > 49.3 && place.latitude < 61.5;
}

CrsHandle make_longitude_latitude() {
  CrsHandle crs{OSRNewSpatialReference(nullptr)};
  OSRSetWellKnownGeogCS(crs.get(), "WGS84");
  OSRSetAxisMappingStrategy(crs.get(), OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}

/// The middle of a layer's extent; nothing where it cannot be found.
std::optional<Place> middle_of(OGRLayerH layer, OGRSpatialReferenceH from) {
  const Messages messages;
  OGREnvelope extent;
  if (OGR_L_GetExtent(layer, &extent, 1) != OGRERR_NONE) return {};
  Place place{0.5 * (extent.MinX + extent.MaxX),
              0.5 * (extent.MinY + extent.MaxY)};
  const CrsHandle degrees = make_longitude_latitude();
  OGRCoordinateTransformationH way =
      OCTNewCoordinateTransformation(from, degrees.get());
  if (!way) return {};
  const bool found =
      OCTTransform(way, 1, &place.longitude, &place.latitude, nullptr) != 0;
  OCTDestroyCoordinateTransformation(way);
  if (!found || !std::isfinite(place.longitude + place.latitude)) return {};
  return place;
}

/// Lambert's azimuthal equal-area projection around a place.
CrsHandle make_equal_area(const Place& place) {
  CrsHandle crs = make_longitude_latitude();
  OSRSetProjCS(crs.get(), "around the map");
  OSRSetLAEA(crs.get(), place.latitude, place.longitude, 0, 0);
  return crs;
}

std::string place_text(const Place& place) {
  const auto rounded = [](double degrees) {
    std::string text = std::to_string(std::abs(degrees));
    text.resize(text.find('.') + 3);
    return text;
  };
  return rounded(place.latitude) + (place.latitude < 0 ? " S, " : " N, ") +
         rounded(place.longitude) + (place.longitude < 0 ? " W" : " E");
}

}  // namespace

ToMetres::ToMetres(OGRLayerH layer) {
  OGRSpatialReferenceH from = OGR_L_GetSpatialRef(layer);
  CrsHandle grid = make_british_national_grid();
  const CrsHandle source{OSRClone(from)};
  OSRSetAxisMappingStrategy(source.get(), OAMS_TRADITIONAL_GIS_ORDER);
  if (OSRIsSame(source.get(), grid.get())) return;
  const auto middle = middle_of(layer, source.get());
  if (middle && !in_great_britain(*middle)) {
    elsewhere_ = place_text(*middle);
    grid = make_equal_area(*middle);
  }
  transformation_ = OCTNewCoordinateTransformation(source.get(), grid.get());
  if (!transformation_) {
    fail("there is no way from " + describe_crs(from) +
             " to British National Grid",
         "Reproject the file to EPSG:27700");
  }
}

ToMetres::~ToMetres() {
  if (transformation_) OCTDestroyCoordinateTransformation(transformation_);
}

bool ToMetres::apply(OGRGeometryH shape) const {
  return !transformation_ ||
         OGR_G_Transform(shape, transformation_) == OGRERR_NONE;
}

}  // namespace mingle::gdal
