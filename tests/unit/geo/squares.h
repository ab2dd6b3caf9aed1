// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <mingle/geo/zone_layer.h>

namespace mingle::test {

/// A square with its south-west corner at (x, y), metres.
inline MultiPolygon square(double x, double y, double side = 1000) {
  return {{Polygon{
      {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}}}}};
}

/// A zone of a map to write: a square in a grid of 1 km.
struct SquareZone {
  std::string code;
  std::string authority;
  int column;
  int row;
};

inline std::string square_feature(const SquareZone& zone) {
  std::ostringstream text;
  const auto corner = [&](int dx, int dy) {
    text << '[' << 400000 + 1000 * (zone.column + dx) << ','
         << 400000 + 1000 * (zone.row + dy) << ']';
  };
  text << R"({"type":"Feature","properties":{"LSOA21CD":")" << zone.code
       << R"(","LAD22CD":")" << zone.authority
       << R"("},"geometry":{"type":"Polygon","coordinates":[[)";
  for (const auto& [dx, dy] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}}) {
    corner(dx, dy);
    text << ',';
  }
  corner(0, 0);
  text << "]]}}";
  return text.str();
}

/// A GeoJSON file of features in British National Grid.
inline std::string map_of(const std::vector<std::string>& features) {
  std::string text =
      R"({"type":"FeatureCollection","name":"zones","crs":{"type":"name",)"
      R"("properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)";
  for (std::size_t i = 0; i < features.size(); ++i) {
    text += (i > 0 ? ",\n" : "\n") + features[i];
  }
  return text + "]}\n";
}

inline std::string map_of(const std::vector<SquareZone>& zones) {
  std::vector<std::string> features;
  for (const SquareZone& zone : zones) features.push_back(square_feature(zone));
  return map_of(features);
}

}  // namespace mingle::test
