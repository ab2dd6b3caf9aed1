// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gdal/module.h"

#include <string>
#include <vector>

#include <mingle/geo/read_zones.h>

namespace mingle {

/// The layer to read: the one named, or the only one with polygons.
/// @throws DataError naming the layers.
std::size_t choose_layer(const ZoneSource& source,
                         const gdal::FileFacts& facts);

/// The source with every column filled in that could be: as named by the
/// user, or guessed by the names the Office for National Statistics gives.
/// @throws DataError naming the columns when one is missing or the key cannot
///         be guessed.
ZoneSource choose_columns(const ZoneSource& source,
                          const gdal::LayerFacts& layer);

/// "Bradford" from "Bradford 016A"; the name itself where it is not like that.
std::string place_of_zone_name(const std::string& name);

}  // namespace mingle
