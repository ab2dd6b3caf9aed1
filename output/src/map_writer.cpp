// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "clock.h"
#include "map_project.h"
#include "map_tables.h"
#include "zip_file.h"

#include <algorithm>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/write_layer.h>
#include <mingle/output/map_writer.h>

namespace mingle {
namespace {

/// Shapes in the order of the zone table.
std::vector<MultiPolygon> shapes_of(const ZoneTable& zones,
                                    const ZoneLayer& layer) {
  std::vector<MultiPolygon> shapes;
  shapes.reserve(zones.size());
  for (const std::string& code : zones.codes) {
    const auto found =
        std::lower_bound(layer.codes.begin(), layer.codes.end(), code);
    if (found == layer.codes.end() || *found != code) {
      DataPlace place;
      place.feature = code;
      throw DataError{place,
                      "has no shape to draw",
                      "the map needs a polygon for every zone of the run"};
    }
    const auto row = static_cast<std::size_t>(found - layer.codes.begin());
    shapes.push_back(layer.shapes[row]);
  }
  return shapes;
}

MapExtent extent_of(const std::vector<MultiPolygon>& shapes) {
  MapExtent extent{1e300, 1e300, -1e300, -1e300};
  for (const MultiPolygon& shape : shapes) {
    for (const Polygon& part : shape.parts) {
      if (part.rings.empty()) continue;
      for (const Point& point : part.rings.front()) {
        extent.west = std::min(extent.west, point.x);
        extent.south = std::min(extent.south, point.y);
        extent.east = std::max(extent.east, point.x);
        extent.north = std::max(extent.north, point.y);
      }
    }
  }
  return extent;
}

LayerTable zone_table(const RunShape& shape,
                      const std::vector<MultiPolygon>& shapes) {
  std::vector<std::string> authorities;
  std::vector<std::string> authority_names;
  for (const AuthorityId id : shape.zones->authorities) {
    authorities.push_back(shape.authorities->codes[id.index()]);
    authority_names.push_back(shape.authorities->names[id.index()]);
  }
  LayerTable table;
  table.name = "zones";
  table.title = "Zones";
  table.description = "Small areas of the run, once each";
  table.columns = {text_column("zone", shape.zones->codes),
                   text_column("zone_name", shape.zones->names),
                   text_column("authority", std::move(authorities)),
                   text_column("authority_name", std::move(authority_names))};
  table.shapes = shapes;
  return table;
}

/// Joins every zone-year to its polygon, which is stored once.
SpatialView zone_year_view(const std::vector<LayerColumn>& columns,
                           const std::string& abstract) {
  std::string select =
      "SELECT v.fid AS OGC_FID, z.geom AS geom, z.zone AS zone, z.zone_name "
      "AS zone_name, z.authority AS authority, z.authority_name AS "
      "authority_name";
  for (const LayerColumn& column : columns) {
    if (column.name == "zone_fid") continue;
    select += fmt::format(", v.\"{0}\" AS \"{0}\"", column.name);
  }
  SpatialView view;
  view.name = "zones_by_year";
  view.title = "Zones by year";
  view.description = abstract;
  view.select =
      select + " FROM zone_years v JOIN zones z ON z.fid = v.zone_fid";
  view.shapes_of = "zones";
  return view;
}

std::string smallest_words(const MapOptions& options) {
  return fmt::format("Too few to show (under {:g})", options.smallest_count);
}

std::string abstract_of(const RunInfo& info,
                        const MapOptions& options,
                        int replicates) {
  std::string text = fmt::format(
      "{}. Simulated by mingle {}, not observed; mean of {} replicate{}, seed "
      "{}.",
      info.title,
      info.mingle_version,
      replicates,
      replicates == 1 ? "" : "s",
      info.seed);
  if (!info.banner.empty()) text.insert(0, info.banner + " ");
  if (info.stylised) {
    text += " Stylised: the neighbourhoods are invented.";
  }
  if (options.smallest_count > 0) {
    text += fmt::format(
        " Shares that stand for fewer than {:g} people or households are "
        "suppressed.",
        options.smallest_count);
  }
  return text;
}

/// The area's name; that it is stylised is said once.
std::string title_of(const RunInfo& info) {
  const bool said = info.area_name.find("tylised") != std::string::npos;
  return info.area_name + (info.stylised && !said ? " (stylised)" : "") +
         (info.banner.empty() ? "" : " (research only)");
}

MapProject project_of(const MapSums& sums,
                      const RunInfo& info,
                      const MapOptions& options,
                      const MapExtent& extent) {
  const RunShape& shape = sums.shape();
  const FramePeriod last = frame_period(shape, sums.frames() - 1);
  const int ticks = static_cast<int>(sums.frames()) * shape.zone_every_ticks;
  MapProject project;
  project.title = title_of(info);
  project.abstract = abstract_of(info, options, shape.replicates);
  project.licence = info.licence;
  project.hidden_words = smallest_words(options);
  project.note = project.abstract;
  project.extent = extent;
  project.whole = {frame_period(shape, 0).valid_from,
                   tick_start(shape.start, ticks).text() + "T00:00:00Z"};
  project.last = {last.valid_from, last.valid_to};
  project.months = 12 / ticks_per_year * shape.zone_every_ticks;
  return project;
}

}  // namespace

class MapWriter::Sums : public MapSums {
 public:
  using MapSums::MapSums;
  std::vector<MultiPolygon> shapes;
};

MapWriter::MapWriter(std::filesystem::path folder,
                     RunInfo info,
                     const ZoneLayer& layer,
                     MapOptions options)
    : folder_{std::move(folder)},
      info_{std::move(info)},
      layer_{layer},
      options_{options} {}

MapWriter::~MapWriter() = default;

void MapWriter::begin(const RunShape& shape) {
  sums_ = std::make_unique<Sums>(shape);
  sums_->shapes = shapes_of(*shape.zones, layer_);
}

void MapWriter::record(const Frame& frame) {
  sums_->add(frame);
}

void MapWriter::end() {
  MapProject project =
      project_of(*sums_, info_, options_, extent_of(sums_->shapes));
  MapTable table = make_map_table(*sums_, options_.smallest_count);
  project.styles = table.styles;
  project.aliases = table.aliases;

  GeoPackage package;
  package.last_change = creation_time();
  package.views = {zone_year_view(table.columns, project.abstract)};
  LayerTable years;
  years.name = "zone_years";
  years.title = "Zones by year, without shapes";
  years.description = project.abstract;
  years.columns = std::move(table.columns);
  package.tables.push_back(zone_table(sums_->shape(), sums_->shapes));
  package.tables.push_back(std::move(years));
  for (const MapStyle& style : project.styles) {
    package.styles.push_back({"zones_by_year",
                              style.name,
                              qml(style, project.aliases),
                              style.title,
                              &style == &project.styles.front()});
  }
  package.statements = {
      "CREATE INDEX zone_years_by_time ON zone_years(valid_from, valid_to)"};
  write_geopackage((folder_ / "map.gpkg").string(), package);
  write_zip(folder_ / "map.qgz", "map.qgs", project_text(project));
  sums_.reset();
}

}  // namespace mingle
