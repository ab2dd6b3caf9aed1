// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/error.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/zone_table.h>

namespace mingle {
namespace {

AuthorityTable make_authorities(const ZoneLayer& layer) {
  AuthorityTable table;
  table.codes = layer.authorities;
  std::sort(table.codes.begin(), table.codes.end());
  table.codes.erase(std::unique(table.codes.begin(), table.codes.end()),
                    table.codes.end());
  table.names.resize(table.codes.size());
  table.zones.resize(table.codes.size());
  return table;
}

std::size_t position(const AuthorityTable& table, const std::string& code) {
  return static_cast<std::size_t>(
      std::lower_bound(table.codes.begin(), table.codes.end(), code) -
      table.codes.begin());
}

void add_to_authority(const ZoneLayer& layer,
                      std::size_t zone,
                      std::size_t authority,
                      AuthorityTable& table) {
  const std::string& name = layer.authority_names[zone];
  std::string& known = table.names[authority];
  if (table.zones[authority].empty()) known = name;
  if (known != name) {
    throw DataError{{.feature = layer.codes[zone]},
                    "authority '" + table.codes[authority] +
                        "' has two names, '" + known + "' and '" + name + "'",
                    "Each authority may have one name only"};
  }
  table.zones[authority].push_back(ZoneId{zone});
}

void add_zone(const ZoneLayer& layer, std::size_t zone, ZoneTable& table) {
  const MultiPolygon& shape = layer.shapes[zone];
  const double zone_area = area(shape);
  if (!(zone_area > 0)) {
    throw DataError{{.feature = layer.codes[zone]},
                    "the zone has no area",
                    "Repair or remove it"};
  }
  const Point centre = centroid(shape);
  table.eastings.push_back(centre.x);
  table.northings.push_back(centre.y);
  table.areas.push_back(zone_area);
  table.perimeters.push_back(perimeter(shape));
}

}  // namespace

ZoneTables make_zone_tables(const ZoneLayer& layer) {
  ZoneTables tables;
  tables.zones.codes = layer.codes;
  tables.zones.names = layer.names;
  tables.authorities = make_authorities(layer);
  for (std::size_t zone = 0; zone < layer.size(); ++zone) {
    add_zone(layer, zone, tables.zones);
    const std::size_t authority =
        position(tables.authorities, layer.authorities[zone]);
    tables.zones.authorities.push_back(AuthorityId{authority});
    add_to_authority(layer, zone, authority, tables.authorities);
  }
  return tables;
}

std::vector<Point> centroids(const ZoneTable& zones) {
  std::vector<Point> points;
  points.reserve(zones.size());
  for (std::size_t i = 0; i < zones.size(); ++i) {
    points.push_back({zones.eastings[i], zones.northings[i]});
  }
  return points;
}

}  // namespace mingle
