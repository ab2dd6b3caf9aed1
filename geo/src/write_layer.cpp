// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "gdal_module.h"
#include "partial_file.h"

#include <utility>

#include <mingle/engine/error.h>
#include <mingle/geo/write_layer.h>

namespace mingle {
namespace {

[[noreturn]] void throw_not_written(const std::string& path,
                                    const gdal::Failure& failure) {
  throw OutputError{path,
                    failure.problem,
                    failure.hint.empty()
                        ? "Is the disk full, or the folder not yours to write?"
                        : failure.hint};
}

}  // namespace

LayerColumn integer_column(std::string name, std::vector<std::int64_t> values) {
  LayerColumn column{.name = std::move(name), .type = ColumnType::integer};
  column.integers = std::move(values);
  return column;
}

LayerColumn real_column(std::string name, std::vector<double> values) {
  LayerColumn column{.name = std::move(name), .type = ColumnType::real};
  column.reals = std::move(values);
  return column;
}

LayerColumn text_column(std::string name, std::vector<std::string> values) {
  LayerColumn column{.name = std::move(name), .type = ColumnType::text};
  column.texts = std::move(values);
  return column;
}

LayerColumn date_time_column(std::string name,
                             std::vector<std::string> values) {
  LayerColumn column{.name = std::move(name), .type = ColumnType::date_time};
  column.texts = std::move(values);
  return column;
}

void write_geopackage(const std::string& path, const GeoPackage& package) {
  const gdal::Functions& functions = gdal_functions();
  PartialFile partial{path};
  gdal::Failure failure;
  if (!functions.write_geopackage(partial.path(), package, failure)) {
    throw_not_written(path, failure);
  }
  partial.commit();
}

void write_geojson(const std::string& path, const LayerTable& table) {
  const gdal::Functions& functions = gdal_functions();
  PartialFile partial{path};
  gdal::Failure failure;
  if (!functions.write_geojson(partial.path(), table, failure)) {
    throw_not_written(path, failure);
  }
  partial.commit();
}

}  // namespace mingle
