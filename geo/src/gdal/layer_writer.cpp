// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "layer_writer.h"

#include "crs.h"
#include "geopackage_sql.h"
#include "session.h"
#include "shapes.h"

#include <cmath>
#include <memory>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>

namespace mingle::gdal {
namespace {

/// A data set being written. GDAL writes much only when it closes: close()
/// must be called, and its messages looked at.
class Writer {
 public:
  Writer(const char* driver_name, const std::string& path) {
    GDALDriverH driver = GDALGetDriverByName(driver_name);
    if (!driver) fail(std::string{"GDAL has no driver for "} + driver_name);
    dataset_.reset(
        GDALCreate(driver, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    check(dataset_ != nullptr);
  }

  GDALDatasetH dataset() const { return dataset_.get(); }
  void check(bool done) const {
    if (!done || messages_.any_error()) {
      fail("cannot be written: " + messages_.error_or("GDAL does not say why"));
    }
  }
  void run(const std::string& sql) const {
    OGRLayerH result =
        GDALDatasetExecuteSQL(dataset(), sql.c_str(), nullptr, nullptr);
    if (result) GDALDatasetReleaseResultSet(dataset(), result);
    check(true);
  }
  void close() {
    dataset_.reset();
    check(true);
  }

 private:
  struct Close {
    void operator()(GDALDatasetH dataset) const { GDALClose(dataset); }
  };
  Messages messages_;
  std::unique_ptr<std::remove_pointer_t<GDALDatasetH>, Close> dataset_;
};

OGRFieldType field_type(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return OFTInteger64;
    case ColumnType::real:
      return OFTReal;
    case ColumnType::date_time:
      return OFTDateTime;
    case ColumnType::text:
      break;
  }
  return OFTString;
}

void create_field(const Writer& writer,
                  OGRLayerH layer,
                  const LayerColumn& column) {
  OGRFieldDefnH field =
      OGR_Fld_Create(column.name.c_str(), field_type(column.type));
  const OGRErr error = OGR_L_CreateField(layer, field, 0);
  OGR_Fld_Destroy(field);
  writer.check(error == OGRERR_NONE);
}

void set_field(OGRFeatureH feature,
               int field,
               const LayerColumn& column,
               std::size_t row) {
  switch (column.type) {
    case ColumnType::integer:
      OGR_F_SetFieldInteger64(feature, field, column.integers[row]);
      break;
    case ColumnType::real:
      if (std::isnan(column.reals[row])) {
        OGR_F_SetFieldNull(feature, field);
      } else {
        OGR_F_SetFieldDouble(feature, field, column.reals[row]);
      }
      break;
    case ColumnType::text:
    case ColumnType::date_time:
      OGR_F_SetFieldString(feature, field, column.texts[row].c_str());
      break;
  }
}

std::size_t row_count(const LayerTable& table) {
  if (!table.shapes.empty() || table.columns.empty()) {
    return table.shapes.size();
  }
  const LayerColumn& column = table.columns.front();
  if (column.type == ColumnType::integer) return column.integers.size();
  if (column.type == ColumnType::real) return column.reals.size();
  return column.texts.size();
}

struct DestroyFeature {
  void operator()(OGRFeatureH feature) const { OGR_F_Destroy(feature); }
};
using FeatureHandle =
    std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, DestroyFeature>;

void write_rows(const Writer& writer,
                OGRLayerH layer,
                const LayerTable& table) {
  const std::size_t rows = row_count(table);
  for (std::size_t row = 0; row < rows; ++row) {
    const FeatureHandle feature{OGR_F_Create(OGR_L_GetLayerDefn(layer))};
    OGR_F_SetFID(feature.get(), static_cast<GIntBig>(row) + 1);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      set_field(feature.get(), static_cast<int>(i), table.columns[i], row);
    }
    if (!table.shapes.empty()) {
      OGR_F_SetGeometryDirectly(feature.get(), to_ogr(table.shapes[row]));
    }
    writer.check(OGR_L_CreateFeature(layer, feature.get()) == OGRERR_NONE);
  }
}

OGRLayerH create_layer(const Writer& writer,
                       const LayerTable& table,
                       CSLConstList options) {
  const CrsHandle crs = make_british_national_grid();
  const bool spatial = !table.shapes.empty();
  OGRLayerH layer = GDALDatasetCreateLayer(writer.dataset(),
                                           table.name.c_str(),
                                           spatial ? crs.get() : nullptr,
                                           spatial ? wkbMultiPolygon : wkbNone,
                                           const_cast<char**>(options));
  writer.check(layer != nullptr);
  for (const LayerColumn& column : table.columns) {
    create_field(writer, layer, column);
  }
  return layer;
}

void write_table(const Writer& writer, const LayerTable& table) {
  CPLStringList options;
  options.SetNameValue("GEOMETRY_NAME", "geom");
  options.SetNameValue("FID", "fid");
  if (!table.title.empty()) {
    options.SetNameValue("IDENTIFIER", table.title.c_str());
  }
  if (!table.description.empty()) {
    options.SetNameValue("DESCRIPTION", table.description.c_str());
  }
  write_rows(writer, create_layer(writer, table, options.List()), table);
}

/// Fixes the time GDAL writes as that of the last change, for this thread.
class FixedDate {
 public:
  explicit FixedDate(const std::string& date) {
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", date.c_str());
  }
  ~FixedDate() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr); }
  FixedDate(const FixedDate&) = delete;
  FixedDate& operator=(const FixedDate&) = delete;
};

}  // namespace

void write_geopackage_file(const std::string& path, const GeoPackage& package) {
  const FixedDate date{package.last_change};
  Writer writer{"GPKG", path};
  writer.check(GDALDatasetStartTransaction(writer.dataset(), 0) == OGRERR_NONE);
  for (const LayerTable& table : package.tables) write_table(writer, table);
  writer.check(GDALDatasetCommitTransaction(writer.dataset()) == OGRERR_NONE);
  for (const std::string& sql : catalogue_sql(package)) writer.run(sql);
  for (const std::string& sql : package.statements) writer.run(sql);
  writer.close();
}

void write_geojson_file(const std::string& path, const LayerTable& table) {
  Writer writer{"GeoJSON", path};
  CPLStringList options;
  options.SetNameValue("RFC7946", "YES");
  write_rows(writer, create_layer(writer, table, options.List()), table);
  writer.close();
}

}  // namespace mingle::gdal
