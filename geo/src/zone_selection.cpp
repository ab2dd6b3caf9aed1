// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "zone_selection.h"

#include "nearest_names.h"
#include "zone_columns.h"

#include <algorithm>
#include <map>
#include <set>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

DataPlace place_of(const ZoneSource& columns, const std::string& field) {
  return {.file = columns.file, .layer = columns.layer, .field = field};
}

void check_authorities(const ZoneSource& columns,
                       const ZoneAttributes& zones,
                       const std::vector<std::string>& authority_codes) {
  const std::set<std::string> known{zones.authorities.begin(),
                                    zones.authorities.end()};
  std::vector<std::string> unknown;
  for (const std::string& code : authority_codes) {
    if (!known.count(code)) unknown.push_back("'" + code + "'");
  }
  if (unknown.empty()) return;
  const std::string first =
      unknown.front().substr(1, unknown.front().size() - 2);
  throw DataError{
      place_of(columns, columns.authority),
      "no zone is of authority " + first_few(unknown),
      suggest_names(
          first, {known.begin(), known.end()}, "authorities of this file")};
}

std::vector<std::size_t> of_authorities(
    const ZoneAttributes& zones,
    const std::vector<std::string>& authority_codes) {
  std::vector<std::size_t> kept;
  const std::set<std::string> wanted{authority_codes.begin(),
                                     authority_codes.end()};
  for (std::size_t i = 0; i < zones.codes.size(); ++i) {
    if (wanted.empty() || wanted.count(zones.authorities[i])) kept.push_back(i);
  }
  return kept;
}

void check_codes(const ZoneSource& columns,
                 const ZoneAttributes& zones,
                 const std::vector<std::size_t>& sorted) {
  std::size_t empty = 0;
  std::vector<std::string> repeated;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const std::string& code = zones.codes[sorted[i]];
    if (code.empty()) ++empty;
    if (i > 0 && code == zones.codes[sorted[i - 1]] && !code.empty() &&
        (repeated.empty() || repeated.back() != code)) {
      repeated.push_back(code);
    }
  }
  if (empty > 0) {
    throw DataError{place_of(columns, columns.key),
                    std::to_string(empty) + " features have no zone code",
                    "Each zone needs a code"};
  }
  if (repeated.empty()) return;
  throw DataError{place_of(columns, columns.key),
                  std::to_string(repeated.size()) +
                      " zone codes are repeated: " + first_few(repeated),
                  "Each zone may have one feature only; join its parts into a "
                  "multipolygon"};
}

/// Empty texts of one column become those of another.
void fill_from(std::vector<std::string>& column,
               const std::vector<std::string>& other) {
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (column[i].empty()) column[i] = other[i];
  }
}

/// Authority names from zone names ("Bradford 016A") where all zones of an
/// authority agree.
void fill_from_zone_names(ZoneAttributes& zones) {
  std::map<std::string, std::string> places;
  for (std::size_t i = 0; i < zones.codes.size(); ++i) {
    std::string place = place_of_zone_name(zones.names[i]);
    if (place == zones.names[i]) place.clear();
    const auto [known, is_new] =
        places.try_emplace(zones.authorities[i], place);
    if (!is_new && known->second != place) known->second.clear();
  }
  for (std::size_t i = 0; i < zones.codes.size(); ++i) {
    zones.authority_names[i] = places[zones.authorities[i]];
  }
}

}  // namespace

ZoneAttributes name_attributes(const ZoneSource& columns,
                               gdal::Attributes attributes) {
  ZoneAttributes zones;
  zones.rows = std::move(attributes.rows);
  zones.codes = std::move(attributes.columns.at(0));
  zones.names = std::move(attributes.columns.at(1));
  zones.authorities = std::move(attributes.columns.at(2));
  zones.authority_names = std::move(attributes.columns.at(3));
  fill_from(zones.names, zones.codes);
  if (columns.authority_name.empty() && !columns.authority.empty()) {
    fill_from_zone_names(zones);
  }
  fill_from(zones.authority_names, zones.authorities);
  return zones;
}

std::vector<std::size_t> select_zones(
    const ZoneSource& columns,
    const ZoneAttributes& zones,
    const std::vector<std::string>& authority_codes) {
  if (zones.codes.empty()) {
    throw DataError{place_of(columns, ""),
                    "has no features, so no zones are left",
                    "Is this the right layer?"};
  }
  if (!authority_codes.empty() && columns.authority.empty()) {
    throw DataError{place_of(columns, ""),
                    "no column looks like authority codes, so zones cannot be "
                    "selected by authority",
                    "Name the column, or ask for no authorities to take all "
                    "zones"};
  }
  check_authorities(columns, zones, authority_codes);
  std::vector<std::size_t> kept = of_authorities(zones, authority_codes);
  std::sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) {
    return zones.codes[a] < zones.codes[b];
  });
  check_codes(columns, zones, kept);
  return kept;
}

}  // namespace mingle
