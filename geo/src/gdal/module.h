// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <mingle/geo/write_layer.h>
#include <mingle/geo/zone_layer.h>

/// What mingle_geo and the module that links GDAL say to each other
/// (docs/adr/0003-gdal-behind-geo.md). Both are built together by one
/// compiler, so standard types may pass; exceptions do not: a function that
/// returns false has filled in a Failure.
namespace mingle::gdal {

/// Raised with every change of this file, so that a module of another build
/// is refused.
constexpr unsigned interface_version = 2;

struct Failure {
  std::string layer;
  std::string problem;
  std::string hint;
};

struct LayerFacts {
  std::string name;
  std::string geometry;   ///< "Multi Polygon", "Point", "None", ...
  bool polygons = false;  ///< may have polygons, by its declared type
  std::string crs;        ///< empty = none known
  std::vector<std::string> fields;
};

struct FileFacts {
  std::string format;  ///< GDAL's short name of the driver
  std::vector<LayerFacts> layers;
};

/// Some fields of every feature, in file order; NULL is the empty text.
struct Attributes {
  std::vector<std::int64_t> rows;  ///< feature numbers
  std::vector<std::vector<std::string>> columns;
};

struct ShapeRequest {
  std::size_t layer = 0;
  std::vector<std::int64_t> rows;  ///< feature numbers wanted
  /// Unless empty, all wanted features have one of `filter_values` there.
  std::string filter_field;
  std::vector<std::string> filter_values;
};

/// Shapes in British National Grid, in the order of the rows wanted. Those of
/// a map elsewhere are in an equal-area projection around its middle, metres.
struct Shapes {
  std::vector<MultiPolygon> shapes;  ///< without parts = null or empty
  /// Type of a geometry that is not a polygon, "" for the others.
  std::vector<std::string> wrong_types;
  /// Centroid of each geometry of whatever type; not finite where there is
  /// none.
  std::vector<Point> centres;
  bool reprojected = false;
  std::string elsewhere;  ///< middle of such a map, "41.80 N, 87.58 W"
};

struct OpenFile;

struct Functions {
  unsigned version;
  /// Null on failure. The file is closed with close().
  OpenFile* (*open)(const std::string& file, FileFacts&, Failure&);
  void (*close)(OpenFile*);
  bool (*read_attributes)(OpenFile&,
                          std::size_t layer,
                          const std::vector<std::string>& fields,
                          Attributes&,
                          Failure&);
  bool (*read_shapes)(OpenFile&, const ShapeRequest&, Shapes&, Failure&);
  bool (*write_geopackage)(const std::string& path,
                           const GeoPackage&,
                           Failure&);
  bool (*write_geojson)(const std::string& path, const LayerTable&, Failure&);
  std::string (*release)();  ///< of GDAL: "3.6.2"
};

}  // namespace mingle::gdal

extern "C" const mingle::gdal::Functions* mingle_gdal_functions();
