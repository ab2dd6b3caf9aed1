// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/geo/adjacency.h>
#include <mingle/geo/zone_layer.h>

namespace mingle {

/// Where the zones are. Empty parts are guessed from the file; the report says
/// what was chosen.
struct ZoneSource {
  std::string file;  ///< any vector format GDAL reads
  std::string layer;
  std::string key;             ///< column of the zone code
  std::string name;            ///< column of the zone name
  std::string authority;       ///< column of the authority code
  std::string authority_name;  ///< column of the authority name
};

/// A geometry that breaks the OGC rules and what was done about it.
struct InvalidGeometry {
  std::string code;        ///< of the zone
  std::string reason;      ///< in the words of GEOS, with the place
  std::string action;      ///< "repaired", ...
  double area_before = 0;  ///< square metres, by its rings as published
  double area_after = 0;   ///< square metres, after the repair
};

/// What was found in the file and what was done to it.
struct GeometryReport {
  std::string file;
  std::string sha256;  ///< of the file; of the .shp of a Shapefile
  std::string format;  ///< GDAL's short name: "GPKG", "GeoJSON", ...
  std::string layer;
  ZoneSource columns;        ///< file, layer and columns actually used
  std::string source_crs;    ///< "EPSG:4326 (WGS 84)" or its name
  bool reprojected = false;  ///< to EPSG:27700, or as `elsewhere` says
  /// Middle of a map outside Great Britain ("41.80 N, 87.58 W"), else empty.
  std::string elsewhere;
  std::size_t features_read = 0;
  std::size_t features_kept = 0;
  std::size_t features_dropped = 0;  ///< of authorities not asked for
  std::vector<InvalidGeometry> invalid;
  std::size_t touching_pairs = 0;     ///< queen contiguity
  std::size_t components = 0;         ///< of queen contiguity
  std::vector<std::string> isolated;  ///< codes of zones that touch no other
  /// The above in plain sentences, for a log or a fit report.
  std::vector<std::string> notes;
};

/// Zones, how they touch, and the report.
struct ZonesRead {
  ZoneLayer layer;
  std::vector<TouchingPair> touching;  ///< of the zones of `layer`
  GeometryReport report;
  /// Codes of every feature in the file, dropped ones too, sorted.
  std::vector<std::string> codes_in_file;
  /// Authority of each of them; empty without an authority column.
  std::vector<std::string> authorities_in_file;
};

/// What to do with a map outside Great Britain.
enum class MapElsewhere {
  refuse,
  project,  ///< to an equal-area projection around its middle, metres
};

/// Reads the zones of some authorities (empty list: all), reprojected to
/// British National Grid. The result does not depend on the order of features
/// in the file. Invalid geometries are repaired and reported.
/// @throws DataError when the file cannot be used; see
///         docs/methods/geometry.md for the list.
ZonesRead read_zones(const ZoneSource& source,
                     const std::vector<std::string>& authority_codes = {},
                     MapElsewhere elsewhere = MapElsewhere::refuse);

/// The layers of a vector file, for messages and guesses.
/// @throws DataError as read_zones().
std::vector<std::string> list_layers(const std::string& file);

}  // namespace mingle
