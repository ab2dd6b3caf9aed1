// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/error.h>
#include <mingle/geo/join.h>

namespace mingle {
namespace {

/// The rows of the table for the codes, in their order.
CountTable take_rows(const CountTable& table,
                     const std::vector<std::string>& codes) {
  CountTable taken{.file = table.file, .key = table.key};
  taken.columns = table.columns;
  taken.sha256 = table.sha256;
  std::vector<std::string> missing;
  for (const std::string& code : codes) {
    const auto row = table.find(code);
    if (!row) {
      missing.push_back(code);
      continue;
    }
    const auto begin = table.values.begin() +
                       static_cast<std::ptrdiff_t>(*row * table.columns.size());
    taken.keys.push_back(code);
    taken.values.insert(
        taken.values.end(),
        begin,
        begin + static_cast<std::ptrdiff_t>(table.columns.size()));
  }
  if (!missing.empty()) {
    throw DataError{{.file = table.file, .field = table.key},
                    std::to_string(missing.size()) + " of " +
                        std::to_string(codes.size()) +
                        " zones of the map have no row: " + first_few(missing),
                    "Are table and map of the same year (LSOA 2011 or 2021)?"};
  }
  return taken;
}

/// Rows of the table that are not among the sorted codes.
std::vector<std::string> keys_beyond(const CountTable& table,
                                     const std::vector<std::string>& codes) {
  std::vector<std::string> beyond;
  std::set_difference(table.keys.begin(),
                      table.keys.end(),
                      codes.begin(),
                      codes.end(),
                      std::back_inserter(beyond));
  return beyond;
}

[[noreturn]] void throw_beyond_map(const CountTable& table,
                                   const std::vector<std::string>& codes,
                                   const std::string& why,
                                   const std::string& hint) {
  throw DataError{{.file = table.file, .field = table.key},
                  std::to_string(codes.size()) +
                      " zone codes are not on the map" + why + ": " +
                      first_few(codes),
                  hint};
}

/// Splits codes into those the lookup puts in the study and those it does not
/// know.
struct Decided {
  std::vector<std::string> inside;
  std::vector<std::string> unknown;
};

Decided decide(const std::vector<std::string>& codes,
               const JoinOptions& options) {
  Decided decided;
  for (const std::string& code : codes) {
    const auto authority = options.lookup ? options.lookup->find(code)
                                          : std::optional<std::string_view>{};
    if (!authority) {
      decided.unknown.push_back(code);
    } else if (options.authority_codes.empty() ||
               std::find(options.authority_codes.begin(),
                         options.authority_codes.end(),
                         *authority) != options.authority_codes.end()) {
      decided.inside.push_back(code);
    }
  }
  return decided;
}

void check_beyond_map(const CountTable& table,
                      const std::vector<std::string>& beyond,
                      std::size_t zones_on_map,
                      const JoinOptions& options) {
  const Decided decided = decide(beyond, options);
  if (!decided.inside.empty()) {
    throw_beyond_map(table,
                     decided.inside,
                     " but lie in the authorities asked for",
                     "Are table and map of the same year (LSOA 2011 or 2021)?");
  }
  if (decided.unknown.empty() || decided.unknown.size() > zones_on_map) return;
  throw_beyond_map(table,
                   decided.unknown,
                   "",
                   "If they belong to other authorities, remove the rows or "
                   "use a map or a lookup that has them");
}

}  // namespace

JoinedTable join_to_zones(const CountTable& table,
                          const ZonesRead& zones,
                          const JoinOptions& options) {
  JoinedTable joined{.table = take_rows(table, zones.layer.codes)};
  const std::vector<std::string> beyond =
      keys_beyond(table, zones.codes_in_file);
  check_beyond_map(table, beyond, zones.codes_in_file.size(), options);
  joined.dropped = table.rows() - joined.table.rows();
  joined.beyond_map = beyond.size();
  if (joined.dropped > 0) {
    joined.notes.push_back(table.file + ": " + std::to_string(joined.dropped) +
                           " of " + std::to_string(table.rows()) +
                           " rows dropped, zones of other authorities");
  }
  if (joined.beyond_map > 0) {
    joined.notes.push_back(
        table.file + ": " + std::to_string(joined.beyond_map) +
        " of the rows dropped are of zones that are not on the map at all (" +
        first_few(beyond, 2) + ")");
  }
  return joined;
}

CountTable match_zones(const CountTable& table, const ZoneLayer& layer) {
  CountTable matched = take_rows(table, layer.codes);
  const std::vector<std::string> beyond = keys_beyond(table, layer.codes);
  if (!beyond.empty()) {
    throw_beyond_map(table, beyond, "", "Remove the rows, or add the zones");
  }
  return matched;
}

}  // namespace mingle
