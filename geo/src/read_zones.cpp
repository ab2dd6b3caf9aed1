// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "validity.h"
#include "vector_file.h"
#include "zone_columns.h"
#include "zone_report.h"
#include "zone_selection.h"

#include <algorithm>
#include <numeric>

#include <mingle/engine/error.h>
#include <mingle/engine/parallel.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/read_zones.h>
#include <mingle/geo/sha256.h>
#include <mingle/geo/travel.h>

namespace mingle {
namespace {

/// Beyond this many authorities an SQL condition costs more than it saves.
constexpr std::size_t most_filter_values = 50;

void check_crs(const ZoneSource& columns, const gdal::LayerFacts& layer) {
  if (!layer.crs.empty()) return;
  throw DataError{
      {.file = columns.file, .layer = layer.name},
      "has no coordinate reference system",
      "Write it into the file, for instance ogr2ogr -a_srs EPSG:27700 "
      "NEW.gpkg OLD (or EPSG:4326 for longitude and latitude)"};
}

void check_place(const ZoneSource& columns, const gdal::Shapes& shapes) {
  if (shapes.elsewhere.empty()) return;
  throw DataError{
      {.file = columns.file, .layer = columns.layer},
      "lies outside Great Britain: its middle is at " + shapes.elsewhere,
      "Is its coordinate reference system right? A run needs "
      "British zones; `mingle indices` takes maps of any place"};
}

gdal::ShapeRequest make_request(const ZoneSource& columns,
                                std::size_t layer,
                                const ZoneAttributes& zones,
                                const std::vector<std::size_t>& kept,
                                const std::vector<std::string>& authorities) {
  gdal::ShapeRequest request{.layer = layer};
  for (const std::size_t i : kept) request.rows.push_back(zones.rows[i]);
  if (!authorities.empty() && authorities.size() <= most_filter_values) {
    request.filter_field = columns.authority;
    request.filter_values = authorities;
  }
  return request;
}

ZoneLayer make_layer(const ZoneAttributes& zones,
                     const std::vector<std::size_t>& kept,
                     std::vector<MultiPolygon> shapes) {
  ZoneLayer layer;
  for (const std::size_t i : kept) {
    layer.codes.push_back(zones.codes[i]);
    layer.names.push_back(zones.names[i]);
    layer.authorities.push_back(zones.authorities[i]);
    layer.authority_names.push_back(zones.authority_names[i]);
  }
  layer.shapes = std::move(shapes);
  return layer;
}

void check_shapes(const ZoneSource& columns,
                  const ZoneLayer& layer,
                  const std::vector<std::string>& wrong_types) {
  std::vector<std::string> without;
  for (std::size_t i = 0; i < layer.size(); ++i) {
    if (!wrong_types[i].empty()) {
      throw DataError{{.file = columns.file,
                       .layer = columns.layer,
                       .feature = layer.codes[i]},
                      "is not a polygon but a " + wrong_types[i],
                      "Zones need their boundaries"};
    }
    if (layer.shapes[i].parts.empty()) without.push_back(layer.codes[i]);
  }
  if (without.empty()) return;
  throw DataError{{.file = columns.file, .layer = columns.layer},
                  std::to_string(without.size()) +
                      " zones have no shape: " + first_few(without),
                  "Is the file complete?"};
}

/// Checks every shape; validity is the slowest part of reading a map.
std::vector<ShapeCheck> check_validity(const ZoneLayer& layer,
                                       const std::string& file) {
  std::vector<ShapeCheck> checks(layer.size());
  std::vector<std::string> failures(layer.size());
  const auto check_block =
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          try {
            checks[i] = check_shape(layer.shapes[i]);
          } catch (const std::exception& error) {
            failures[i] = error.what();
          }
        }
      };
  parallel_for_blocks(layer.size(), 64, check_block);
  for (std::size_t i = 0; i < layer.size(); ++i) {
    if (failures[i].empty()) continue;
    throw DataError{{.file = file, .feature = layer.codes[i]},
                    failures[i],
                    "Repair the shape"};
  }
  return checks;
}

/// Replaces invalid shapes by their repairs.
std::vector<InvalidGeometry> repair(ZoneLayer& layer, const std::string& file) {
  std::vector<ShapeCheck> checks = check_validity(layer, file);
  std::vector<InvalidGeometry> invalid;
  for (std::size_t i = 0; i < layer.size(); ++i) {
    if (checks[i].reason.empty()) continue;
    if (!(area(checks[i].repaired) > 0)) {
      throw DataError{{.file = file, .feature = layer.codes[i]},
                      "the shape is invalid (" + checks[i].reason +
                          ") and has no area when repaired",
                      "Repair or remove it"};
    }
    invalid.push_back({layer.codes[i],
                       checks[i].reason,
                       "repaired, overlapping parts counted once",
                       area(layer.shapes[i]),
                       area(checks[i].repaired)});
    layer.shapes[i] = std::move(checks[i].repaired);
  }
  return invalid;
}

void report_contiguity(const ZoneLayer& layer,
                       const std::vector<TouchingPair>& touching,
                       GeometryReport& report) {
  std::vector<NeighbourGraph::Edge> edges;
  for (const TouchingPair& pair : touching) {
    edges.push_back({pair.first, pair.second, pair.border});
  }
  const ZoneGraph graph{layer.size(), edges};
  report.touching_pairs = touching.size();
  report.components = graph.component_count();
  for (const ZoneId zone : graph.isolated()) {
    report.isolated.push_back(layer.codes[zone.index()]);
  }
}

/// All codes of the file with their authorities, sorted by code.
void list_codes(const ZoneAttributes& zones,
                bool with_authorities,
                ZonesRead& read) {
  std::vector<std::size_t> order(zones.codes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return zones.codes[a] < zones.codes[b];
  });
  for (const std::size_t i : order) {
    read.codes_in_file.push_back(zones.codes[i]);
    if (with_authorities) {
      read.authorities_in_file.push_back(zones.authorities[i]);
    }
  }
}

/// What is known before the shapes are.
GeometryReport begin_report(const ZoneSource& columns,
                            const gdal::FileFacts& facts,
                            const gdal::LayerFacts& layer,
                            std::size_t features,
                            std::size_t kept) {
  GeometryReport report;
  report.file = columns.file;
  report.sha256 = sha256_of_file(columns.file);
  report.format = facts.format;
  report.layer = layer.name;
  report.columns = columns;
  report.source_crs = layer.crs;
  report.features_read = features;
  report.features_kept = kept;
  report.features_dropped = features - kept;
  return report;
}

}  // namespace

ZonesRead read_zones(const ZoneSource& source,
                     const std::vector<std::string>& authority_codes,
                     MapElsewhere elsewhere) {
  VectorFile file{source.file};
  const std::size_t number = choose_layer(source, file.facts());
  const gdal::LayerFacts& facts = file.facts().layers[number];
  const ZoneSource columns = choose_columns(source, facts);
  check_crs(columns, facts);
  const ZoneAttributes zones =
      name_attributes(columns,
                      file.attributes(number,
                                      {columns.key,
                                       columns.name,
                                       columns.authority,
                                       columns.authority_name}));
  const std::vector<std::size_t> kept =
      select_zones(columns, zones, authority_codes);
  gdal::Shapes shapes =
      file.shapes(make_request(columns, number, zones, kept, authority_codes));

  if (elsewhere == MapElsewhere::refuse) check_place(columns, shapes);

  ZonesRead read;
  read.report = begin_report(
      columns, file.facts(), facts, zones.codes.size(), kept.size());
  read.report.reprojected = shapes.reprojected;
  read.report.elsewhere = shapes.elsewhere;
  read.layer = make_layer(zones, kept, std::move(shapes.shapes));
  check_shapes(columns, read.layer, shapes.wrong_types);
  // Neighbours are found on the lines as published: a repair may dissolve
  // some of those that two zones share.
  read.touching = find_touching_pairs(read.layer.shapes);
  read.report.invalid = repair(read.layer, columns.file);
  report_contiguity(read.layer, read.touching, read.report);
  read.report.notes = report_notes(read.report, source);
  list_codes(zones, !columns.authority.empty(), read);
  return read;
}

std::vector<std::string> list_layers(const std::string& file) {
  const VectorFile opened{file};
  std::vector<std::string> names;
  for (const gdal::LayerFacts& layer : opened.facts().layers) {
    names.push_back(layer.name);
  }
  return names;
}

}  // namespace mingle
