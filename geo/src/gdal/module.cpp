// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "layer_reader.h"
#include "layer_writer.h"
#include "session.h"

#include <mutex>

#include <gdal.h>
#include <ogr_srs_api.h>

namespace mingle::gdal {
namespace {

void start_gdal() {
  static std::once_flag started;
  std::call_once(started, [] {
    GDALAllRegister();
    // Results must not depend on what a server has to say.
    OSRSetPROJEnableNetwork(0);
  });
}

OpenFile* open(const std::string& file, FileFacts& facts, Failure& failure) {
  OpenFile* opened = nullptr;
  guarded(failure, [&] {
    start_gdal();
    opened = open_file(file, facts);
  });
  return opened;
}

bool read_attributes_of(OpenFile& file,
                        std::size_t layer,
                        const std::vector<std::string>& fields,
                        Attributes& attributes,
                        Failure& failure) {
  return guarded(failure,
                 [&] { attributes = read_attributes(file, layer, fields); });
}

bool read_shapes_of(OpenFile& file,
                    const ShapeRequest& request,
                    Shapes& shapes,
                    Failure& failure) {
  return guarded(failure, [&] { shapes = read_shapes(file, request); });
}

bool write_package(const std::string& path,
                   const GeoPackage& package,
                   Failure& failure) {
  return guarded(failure, [&] {
    start_gdal();
    write_geopackage_file(path, package);
  });
}

bool write_json(const std::string& path,
                const LayerTable& table,
                Failure& failure) {
  return guarded(failure, [&] {
    start_gdal();
    write_geojson_file(path, table);
  });
}

std::string release() {
  return GDALVersionInfo("RELEASE_NAME");
}

}  // namespace
}  // namespace mingle::gdal

const mingle::gdal::Functions* mingle_gdal_functions() {
  using namespace mingle::gdal;
  static const Functions functions{interface_version,
                                   &open,
                                   &close_file,
                                   &read_attributes_of,
                                   &read_shapes_of,
                                   &write_package,
                                   &write_json,
                                   &release};
  return &functions;
}
