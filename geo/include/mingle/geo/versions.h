// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingle {

/// Versions of the libraries in use, "3.6.2".
/// @throws Error when the GDAL module cannot be loaded.
std::string gdal_version();
std::string geos_version();

}  // namespace mingle
