// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <mingle/geo/zone_layer.h>

namespace mingle {

enum class ColumnType {
  integer,    ///< 64-bit
  real,       ///< double; NaN is written as NULL
  text,       ///< UTF-8
  date_time,  ///< text "2021-01-01T00:00:00Z", UTC
};

/// One column of a table to write; the vector of its type has the values.
struct LayerColumn {
  std::string name;
  ColumnType type = ColumnType::real;
  std::vector<std::int64_t> integers;
  std::vector<double> reals;
  std::vector<std::string> texts;  ///< also for date_time
};

LayerColumn integer_column(std::string name, std::vector<std::int64_t> values);
LayerColumn real_column(std::string name, std::vector<double> values);
LayerColumn text_column(std::string name, std::vector<std::string> values);
LayerColumn date_time_column(std::string name, std::vector<std::string> values);

/// A table with or without polygons. Rows are numbered from 1 in the column
/// `fid`; all columns, and `shapes` unless it is empty, are equally long. The
/// polygon column is named `geom`.
struct LayerTable {
  std::string name;
  std::string title;        ///< gpkg_contents.identifier
  std::string description;  ///< gpkg_contents.description
  std::vector<LayerColumn> columns;
  std::span<const MultiPolygon> shapes;  ///< British National Grid, metres
};

/// A view registered as a layer of polygons.
struct SpatialView {
  std::string name;
  std::string title;
  std::string description;
  /// "SELECT v.fid AS OGC_FID, a.geom AS geom, ..."; the first column is the
  /// row number, `geom` the polygon.
  std::string select;
  /// Table of the polygons, for the extent.
  std::string shapes_of;
};

/// A QGIS style kept in the file (table layer_styles).
struct LayerStyle {
  std::string table;  ///< table or view
  std::string name;
  std::string qml;
  std::string description;
  bool is_default = false;
};

/// A GeoPackage to write, in this order: tables, views, styles, statements.
struct GeoPackage {
  std::vector<LayerTable> tables;
  std::vector<SpatialView> views;
  std::vector<LayerStyle> styles;
  /// SQL run at the end, one statement each.
  std::vector<std::string> statements;
  /// Last change written into the file, "2021-01-01T00:00:00Z": same content,
  /// same bytes.
  std::string last_change = "1970-01-01T00:00:00Z";
};

/// Writes a GeoPackage (EPSG:27700) beside `path`, then renames: there is no
/// half-written file, and an existing one is replaced only by a whole one.
/// @throws OutputError when it cannot be written (disk full, no permission).
void write_geopackage(const std::string& path, const GeoPackage& package);

/// Writes one table with polygons as GeoJSON (RFC 7946: WGS 84,
/// longitude/latitude), beside `path`, then renames.
/// @throws OutputError when it cannot be written.
void write_geojson(const std::string& path, const LayerTable& table);

}  // namespace mingle
