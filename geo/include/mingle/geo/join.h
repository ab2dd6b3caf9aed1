// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <mingle/geo/count_table.h>
#include <mingle/geo/read_table.h>
#include <mingle/geo/read_zones.h>

namespace mingle {

/// A table with exactly the zones of a layer, in the layer's order.
struct JoinedTable {
  CountTable table;
  std::size_t dropped = 0;  ///< rows of zones that were not asked for
  /// Of those, rows whose code is nowhere in the map file.
  std::size_t beyond_map = 0;
  std::vector<std::string> notes;  ///< the above in plain sentences
};

/// What is known of codes that are not on the map.
struct JoinOptions {
  /// Authority of each zone code; none = unknown.
  const Lookup* lookup = nullptr;
  /// The authorities of the study; used with `lookup` only.
  std::vector<std::string> authority_codes;
};

/// Takes from the table the rows of the selected zones.
///
/// A selected zone without a row is an error. Rows of zones the map file has
/// but the selection does not are dropped and counted. A row that is nowhere
/// in the map file is dropped and counted if the lookup puts it in another
/// authority, or, where no lookup decides, if such rows outnumber the zones
/// of the map (a national table with a local map); otherwise it is an error.
/// @throws DataError listing the first offenders and their number.
JoinedTable join_to_zones(const CountTable& table,
                          const ZonesRead& zones,
                          const JoinOptions& options = {});

/// The same where every row must be a zone and every zone a row.
/// @throws DataError listing the first offenders and their number.
CountTable match_zones(const CountTable& table, const ZoneLayer& layer);

}  // namespace mingle
