// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/geo/write_layer.h>

namespace mingle::gdal {

/// The statements that create and register the views and styles of a package.
std::vector<std::string> catalogue_sql(const GeoPackage& package);

}  // namespace mingle::gdal
