// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "module.h"

namespace mingle::gdal {

/// Opens a vector file and looks at its layers. @throws ModuleError
OpenFile* open_file(const std::string& file, FileFacts& facts);
void close_file(OpenFile* file);

/// @throws ModuleError when features cannot be read to the end.
Attributes read_attributes(OpenFile& file,
                           std::size_t layer,
                           const std::vector<std::string>& fields);

/// @throws ModuleError when features cannot be read or reprojected.
Shapes read_shapes(OpenFile& file, const ShapeRequest& request);

}  // namespace mingle::gdal
