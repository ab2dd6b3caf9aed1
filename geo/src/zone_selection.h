// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gdal/module.h"

#include <cstddef>
#include <string>
#include <vector>

#include <mingle/geo/read_zones.h>

namespace mingle {

/// The attributes of every feature of a zone layer, in file order. Columns the
/// file does not have are filled: names with the code, authority names with
/// the place in the zone's name or the authority's code.
struct ZoneAttributes {
  std::vector<std::int64_t> rows;
  std::vector<std::string> codes;
  std::vector<std::string> names;
  std::vector<std::string> authorities;
  std::vector<std::string> authority_names;
};

ZoneAttributes name_attributes(const ZoneSource& columns,
                               gdal::Attributes attributes);

/// Positions of the features of the authorities (none named: of all), sorted
/// by zone code.
/// @throws DataError for an authority no feature has, no features at all,
///         empty or repeated zone codes.
std::vector<std::size_t> select_zones(
    const ZoneSource& columns,
    const ZoneAttributes& zones,
    const std::vector<std::string>& authority_codes);

}  // namespace mingle
