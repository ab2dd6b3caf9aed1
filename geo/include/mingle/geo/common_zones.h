// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <mingle/geo/scan_table.h>

namespace mingle {

/// Which set of zone codes a table uses.
enum class Vintage : std::uint8_t { earlier, later };

/// The finest zones on which two sets of zones agree: those that were split or
/// merged are joined with what they became. Sorted by authority, then code.
struct CommonZones {
  struct Member {
    std::string code;
    std::size_t zone = 0;
  };

  std::string file;  ///< the lookup, for messages
  /// Earlier codes of each zone, joined by '+' in order.
  std::vector<std::string> codes;
  std::vector<std::string> authorities;      ///< code, of each zone
  std::vector<std::string> authority_names;  ///< of each zone; may be the code
  std::vector<Member> earlier;               ///< sorted by code
  std::vector<Member> later;                 ///< sorted by code
  std::size_t joined = 0;  ///< zones made of several earlier or later ones
  /// First codes of zones whose parts lie in two authorities; each was given
  /// to the one with most of its pairs.
  std::vector<std::string> across;

  std::size_t size() const { return codes.size(); }
  /// Zone of a code of that vintage, or nothing.
  std::optional<std::size_t> find(Vintage vintage, std::string_view code) const;
};

/// Columns of a lookup between two vintages of zones, one row a pair.
struct CommonZonesSource {
  std::string file;
  std::string earlier;         ///< column of earlier codes
  std::string later;           ///< column of later codes
  std::string authority;       ///< column of the authority code
  std::string authority_name;  ///< may be empty
};

/// Follows every pair of the lookup.
/// @throws DataError when the file or a column is missing, a code is empty, or
///         more than one pair in a hundred ties zones of two authorities.
CommonZones common_zones(const CommonZonesSource& source);

/// Values by common zone, zones x columns, and which zones had every one of
/// their members in the table.
struct CommonTable {
  std::vector<std::string> columns;
  std::vector<double> values;
  std::vector<bool> complete;  ///< of each zone
  std::vector<bool> present;   ///< of each zone: at least one member
};

/// Sums the rows of a table onto common zones.
/// @throws DataError when codes of the table are not in the lookup (the first
///         are named, with a guess whether the other vintage was given).
CommonTable sum_onto(const CommonZones& zones,
                     const PeopleCsv& table,
                     Vintage vintage);

}  // namespace mingle
