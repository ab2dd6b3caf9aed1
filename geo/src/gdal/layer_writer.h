// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "module.h"

namespace mingle::gdal {

/// Both write to `path` itself; renaming is the caller's. @throws ModuleError
void write_geopackage_file(const std::string& path, const GeoPackage& package);
void write_geojson_file(const std::string& path, const LayerTable& table);

}  // namespace mingle::gdal
