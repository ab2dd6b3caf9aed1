// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "gdal_module.h"

#include <geos_c.h>

#include <mingle/geo/versions.h>

namespace mingle {

std::string gdal_version() {
  return gdal_functions().release();
}

std::string geos_version() {
  return GEOSversion();
}

}  // namespace mingle
