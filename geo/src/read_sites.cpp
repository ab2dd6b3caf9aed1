// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "vector_file.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/error.h>
#include <mingle/geo/read_sites.h>
#include <mingle/geo/sha256.h>

namespace mingle {
namespace {

std::size_t layer_number(const gdal::FileFacts& facts,
                         const std::string& file,
                         const std::string& wanted) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < facts.layers.size(); ++i) {
    if (wanted.empty() || facts.layers[i].name == wanted) return i;
    names.push_back(facts.layers[i].name);
  }
  if (names.empty()) throw DataError{{.file = file}, "has no layer"};
  throw DataError{{.file = file, .layer = wanted},
                  "is not in the file",
                  "Its layers are " + first_few(names)};
}

void check_centres(const SitesRead& sites) {
  std::vector<std::string> without;
  for (std::size_t i = 0; i < sites.centres.size(); ++i) {
    if (std::isfinite(sites.centres[i].x)) continue;
    without.push_back(std::to_string(i + 1));
  }
  if (without.empty()) return;
  throw DataError{{.file = sites.file, .layer = sites.layer},
                  "features without a shape: number " + first_few(without),
                  "Each site needs a point or an outline"};
}

}  // namespace

SitesRead read_sites(const std::string& path,
                     const std::string& layer,
                     const std::vector<std::string>& fields) {
  VectorFile file{path};
  const std::size_t number = layer_number(file.facts(), path, layer);
  const gdal::LayerFacts& facts = file.facts().layers[number];
  if (facts.crs.empty()) {
    throw DataError{
        {.file = path, .layer = facts.name},
        "has no coordinate reference system",
        "Write it into the file, for instance ogr2ogr -a_srs EPSG:27700 "
        "NEW.gpkg OLD (or EPSG:4326 for longitude and latitude)"};
  }
  SitesRead sites;
  sites.file = path;
  sites.layer = facts.name;
  sites.sha256 = sha256_of_file(path);
  sites.fields = facts.fields;
  gdal::Attributes attributes = file.attributes(number, fields);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool there =
        std::find(facts.fields.begin(), facts.fields.end(), fields[i]) !=
        facts.fields.end();
    sites.columns.push_back(there ? std::move(attributes.columns[i])
                                  : std::vector<std::string>{});
  }
  sites.centres =
      file.shapes({.layer = number, .rows = attributes.rows}).centres;
  check_centres(sites);
  return sites;
}

}  // namespace mingle
