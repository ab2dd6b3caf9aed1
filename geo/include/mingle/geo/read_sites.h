// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/geo/zone_layer.h>

namespace mingle {

/// Features of a vector file with some of their attributes as text, and the
/// middle of each shape, whatever its type, in British National Grid.
struct SitesRead {
  std::string file;
  std::string layer;
  std::string sha256;
  std::vector<std::string> fields;                ///< of the layer, all
  std::vector<std::vector<std::string>> columns;  ///< those asked for; a
                                                  ///< column the layer lacks
                                                  ///< is empty
  std::vector<Point> centres;
};

/// @param layer  the first one if empty
/// @param fields  attributes wanted
/// @throws DataError when the file cannot be used, or a feature has no shape.
SitesRead read_sites(const std::string& file,
                     const std::string& layer,
                     const std::vector<std::string>& fields);

}  // namespace mingle
