// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "geopackage_sql.h"

#include <string_view>

namespace mingle::gdal {
namespace {

std::string quote(std::string_view text, char mark) {
  std::string result(1, mark);
  for (const char letter : text) {
    if (letter == mark) result += letter;
    result += letter;
  }
  result += mark;
  return result;
}

std::string value(std::string_view text) {
  return quote(text, '\'');
}

/// GeoPackage wants milliseconds: 2021-01-01T00:00:00.000Z.
std::string with_milliseconds(std::string date) {
  if (date.size() == 20 && date.back() == 'Z') date.insert(19, ".000");
  return date;
}

void add_view(const SpatialView& view,
              const std::string& date,
              std::vector<std::string>& sql) {
  sql.push_back("CREATE VIEW " + quote(view.name, '"') + " AS " + view.select);
  sql.push_back(
      "INSERT INTO gpkg_contents (table_name, data_type, identifier, "
      "description, last_change, min_x, min_y, max_x, max_y, srs_id) SELECT " +
      value(view.name) + ", 'features', " + value(view.title) + ", " +
      value(view.description) + ", " + value(date) +
      ", min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE "
      "table_name = " +
      value(view.shapes_of));
  sql.push_back(
      "INSERT INTO gpkg_geometry_columns (table_name, column_name, "
      "geometry_type_name, srs_id, z, m) VALUES (" +
      value(view.name) + ", 'geom', 'MULTIPOLYGON', 27700, 0, 0)");
}

/// As QGIS creates it; without the entry in gpkg_contents QGIS overlooks the
/// styles where the file has another table without polygons.
void add_style_table(const std::string& date, std::vector<std::string>& sql) {
  sql.emplace_back(
      "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT "
      "NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), "
      "f_table_name TEXT(256), f_geometry_column TEXT(256), styleName "
      "TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, "
      "description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME "
      "DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))");
  sql.push_back(
      "INSERT INTO gpkg_contents (table_name, data_type, identifier, "
      "description, last_change, srs_id) VALUES ('layer_styles', "
      "'attributes', 'layer_styles', '', " +
      value(date) + ", 0)");
}

void add_style(const LayerStyle& style,
               const std::string& date,
               std::vector<std::string>& sql) {
  sql.push_back(
      "INSERT INTO layer_styles (f_table_catalog, f_table_schema, "
      "f_table_name, f_geometry_column, styleName, styleQML, styleSLD, "
      "useAsDefault, description, owner, ui, update_time) VALUES ('', '', " +
      value(style.table) + ", 'geom', " + value(style.name) + ", " +
      value(style.qml) + ", '', " + (style.is_default ? "1" : "0") + ", " +
      value(style.description) + ", '', '', " + value(date) + ")");
}

}  // namespace

std::vector<std::string> catalogue_sql(const GeoPackage& package) {
  const std::string date = with_milliseconds(package.last_change);
  std::vector<std::string> sql;
  for (const SpatialView& view : package.views) add_view(view, date, sql);
  if (!package.styles.empty()) add_style_table(date, sql);
  for (const LayerStyle& style : package.styles) add_style(style, date, sql);
  return sql;
}

}  // namespace mingle::gdal
