// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

#include <mingle/engine/error.h>
#include <mingle/geo/adjacency.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/read_zones.h>
#include <mingle/geo/scan_table.h>
#include <mingle/geo/travel.h>

namespace mingle::tool {
namespace {

/// The lookup's columns that are needed, by zone code.
class ZoneLookup {
 public:
  ZoneLookup() = default;
  ZoneLookup(const std::string& option,
             std::vector<std::string> columns,
             const std::vector<std::pair<std::string, std::string>>& where) {
    const std::size_t colon = option.rfind(':');
    if (colon == std::string::npos || colon == 0) {
      throw UsageError{"--lookup '" + option + "' names no key column",
                       "Give --lookup FILE:KEY"};
    }
    table_ = scan_columns(option.substr(0, colon),
                          {.key = option.substr(colon + 1),
                           .columns = std::move(columns),
                           .keep = {},
                           .where = where});
    rows_.reserve(table_.rows());
    for (std::size_t r = 0; r < table_.rows(); ++r) {
      const auto [found, fresh] = rows_.emplace(table_.keys[r], r);
      if (!fresh) check_alike(found->second, r);
    }
  }

  /// The value of a zone in a column; null where the zone is not listed.
  const std::string* find(std::string_view zone,
                          const std::string& column) const {
    const auto row = rows_.find(zone);
    if (row == rows_.end()) return nullptr;
    const auto at =
        std::find(table_.columns.begin(), table_.columns.end(), column);
    return &table_.at(row->second,
                      static_cast<std::size_t>(at - table_.columns.begin()));
  }
  /// Of several values for a column each must be some zone's: a misspelt one
  /// would be missed silently. (None at all is found when counts are read.)
  void check_each(
      const std::vector<std::pair<std::string, std::string>>& where) const {
    for (const auto& [column, value] : where) {
      const auto place =
          std::find(table_.columns.begin(), table_.columns.end(), column) -
          table_.columns.begin();
      bool found = table_.rows() == 0;
      for (std::size_t r = 0; r < table_.rows() && !found; ++r) {
        found = table_.at(r, static_cast<std::size_t>(place)) == value;
      }
      if (found) continue;
      throw DataError{{.file = table_.file, .field = column},
                      "no zone that is chosen has '" + value + "'",
                      "Check the spelling of --where " + column + "=" + value};
    }
  }
  bool lists(std::string_view zone) const { return rows_.count(zone) > 0; }
  const std::string& file() const { return table_.file; }

 private:
  /// A zone may be listed often (a lookup of smaller areas), but not apart.
  void check_alike(std::size_t one, std::size_t other) const {
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      if (table_.at(one, c) == table_.at(other, c)) continue;
      throw DataError{{.file = table_.file,
                       .feature = table_.keys[other],
                       .field = table_.columns[c],
                       .line = table_.lines[other]},
                      "is '" + table_.at(other, c) + "', in line " +
                          std::to_string(table_.lines[one]) + " '" +
                          table_.at(one, c) + "'",
                      "A zone can be of one area only"};
    }
  }

  ScannedColumns table_;
  /// Looked up only, never walked through.
  std::unordered_map<std::string_view, std::size_t> rows_;
};

bool is_number(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return !text.empty() && *end == 0 && value > 0;
}

ZoneLookup read_lookup(const IndicesOptions& options,
                       const IndicesRequest& request) {
  if (!options.lookup) return {};
  std::vector<std::string> columns;
  for (const auto& levels : request.nested) {
    for (auto& column : split_text(levels, '/')) {
      columns.push_back(std::move(column));
    }
  }
  for (const auto& condition : request.where) {
    columns.push_back(condition.first);
  }
  if (options.by) columns.push_back(*options.by);
  if (!request.household_size.empty() && !is_number(request.household_size)) {
    columns.push_back(request.household_size);
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  ZoneLookup lookup{*options.lookup, columns, request.where};
  lookup.check_each(request.where);
  return lookup;
}

PeopleCsv read_counts(const std::string& path,
                      const IndicesOptions& options,
                      const IndicesRequest& request,
                      const ZoneLookup& lookup) {
  ScanOptions scan;
  scan.key = options.key.value_or("");
  scan.columns = request.groups;
  if (!request.where.empty()) {
    scan.keep = [&](std::string_view zone) { return lookup.lists(zone); };
  }
  PeopleCsv table = read_people_csv(path, scan);
  if (table.rows() == 0) {
    if (request.where.empty()) {
      throw DataError{{.file = path},
                      "has no zones",
                      "Each line below the header is a zone"};
    }
    std::string what = "has no zones";
    for (const auto& [column, value] : request.where) {
      what.append(" with ").append(column).append("=").append(value);
    }
    throw DataError{{.file = path},
                    what,
                    "Check the spelling of --where, and that the lookup's key "
                    "is the table's"};
  }
  return table;
}

/// Shapes of all zones of the file, reduced to what indices need.
struct ZoneShapes {
  std::vector<std::string> codes;  ///< sorted
  IndexGeometry geometry;
};

ZoneShapes read_shapes(const IndicesOptions& options,
                       bool network,
                       Console& console) {
  ZoneSource source;
  source.file = *options.zones;
  const std::size_t colon = source.file.rfind(':');
  // A colon before the last dot or slash is part of the path.
  if (colon != std::string::npos && colon > 1 &&
      source.file.find_first_of("./", colon) == std::string::npos) {
    source.layer = source.file.substr(colon + 1);
    source.file.resize(colon);
  }
  source.key = options.zone_key.value_or("");
  const ZonesRead zones = read_zones(source, {}, MapElsewhere::project);
  if (!zones.report.elsewhere.empty()) {
    console.say(
        "note: the map lies outside Great Britain; its distances are "
        "those of an equal-area projection around " +
        zones.report.elsewhere);
  }
  ZoneShapes out;
  out.codes = zones.layer.codes;
  std::vector<Point> points;
  for (const MultiPolygon& shape : zones.layer.shapes) {
    points.push_back(centroid(shape));
    out.geometry.x.push_back(points.back().x);
    out.geometry.y.push_back(points.back().y);
    out.geometry.areas.push_back(area(shape));
    out.geometry.perimeters.push_back(perimeter(shape));
  }
  for (const TouchingPair& pair : zones.touching) {
    out.geometry.contacts.push_back(
        {pair.first.index(), pair.second.index(), pair.border});
  }
  if (network) {
    const auto graph = std::make_shared<ZoneGraph>(
        make_zone_graph(queen_graph(out.codes.size(), zones.touching), points));
    out.geometry.network = [graph](std::size_t zone, double range) {
      return graph->shortest_paths(ZoneId{zone}, range);
    };
  }
  return out;
}

/// The geometry of the zones named, in their order.
IndexGeometry geometry_of(const ZoneShapes& shapes,
                          const std::vector<std::string>& zones,
                          const std::string& file) {
  std::vector<std::size_t> rows;
  std::vector<std::string> missing;
  for (const std::string& zone : zones) {
    const auto found =
        std::lower_bound(shapes.codes.begin(), shapes.codes.end(), zone);
    if (found == shapes.codes.end() || *found != zone) {
      missing.push_back(zone);
    } else {
      rows.push_back(static_cast<std::size_t>(found - shapes.codes.begin()));
    }
  }
  if (!missing.empty()) {
    throw DataError{
        {.file = file},
        std::to_string(missing.size()) +
            " zones of the table have no shape: " + first_few(missing),
        "Is --zone-key the column with the zone codes, and the map of the "
        "same year as the table?"};
  }
  return shapes.geometry.subset(rows);
}

/// Rows of a table grouped by the value of a lookup column, in its order.
std::map<std::string, std::vector<std::size_t>> rows_by(
    const PeopleCsv& table,
    const ZoneLookup& lookup,
    const std::string& column) {
  std::map<std::string, std::vector<std::size_t>> out;
  std::vector<std::string> missing;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const std::string* value = lookup.find(table.keys[r], column);
    if (value == nullptr) {
      missing.push_back(table.keys[r]);
    } else {
      out[*value].push_back(r);
    }
  }
  if (!missing.empty()) {
    throw DataError{{.file = lookup.file()},
                    std::to_string(missing.size()) + " zones of '" +
                        table.file + "' are not listed: " + first_few(missing),
                    "The lookup must hold every zone of the table"};
  }
  return out;
}

std::vector<std::size_t> all_rows(const PeopleCsv& table) {
  std::vector<std::size_t> rows(table.rows());
  for (std::size_t r = 0; r < rows.size(); ++r) rows[r] = r;
  return rows;
}

PeopleTable people_of(const PeopleCsv& table,
                      const std::vector<std::size_t>& rows) {
  std::vector<double> values;
  const std::size_t width = table.columns.size();
  for (const std::size_t r : rows) {
    const double* row = table.values.data() + r * width;
    values.insert(values.end(), row, row + width);
  }
  return {width, std::move(values)};
}

/// The items at those places, in their order.
template <class T>
std::vector<T> picked(const std::vector<T>& items,
                      const std::vector<std::size_t>& places) {
  std::vector<T> out;
  out.reserve(places.size());
  for (const std::size_t place : places) out.push_back(items[place]);
  return out;
}

/// Both tables over the zones of either; a zone of one only has nobody in the
/// other.
void align(const PeopleCsv& first,
           const std::vector<std::size_t>& first_rows,
           const PeopleCsv& second,
           const std::vector<std::size_t>& second_rows,
           Place& place) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> zones;
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  for (const std::size_t r : first_rows) zones[first.keys[r]] = {r, none};
  for (const std::size_t r : second_rows) {
    zones.try_emplace(second.keys[r], none, none).first->second.second = r;
  }
  const std::size_t width = first.columns.size();
  std::vector<double> before;
  std::vector<double> after;
  const auto append =
      [&](const PeopleCsv& from, std::size_t row, std::vector<double>& to) {
        for (std::size_t c = 0; c < width; ++c) {
          to.push_back(row == none ? 0 : from.values[row * width + c]);
        }
      };
  for (const auto& zone : zones) {
    append(first, zone.second.first, before);
    append(second, zone.second.second, after);
  }
  place.before = PeopleTable{width, std::move(before)};
  place.after = PeopleTable{width, std::move(after)};
}

void drop_empty_zones(Place& place) {
  std::vector<std::size_t> kept;
  for (std::size_t z = 0; z < place.people.zones(); ++z) {
    if (place.people.zone_total(z) > 0) kept.push_back(z);
  }
  if (kept.size() == place.people.zones()) return;
  place.people = place.people.rows(kept);
  place.zones = picked(place.zones, kept);
  if (place.geometry) place.geometry = place.geometry->subset(kept);
  for (auto& entry : place.parents) {
    for (AreaLevel& level : entry.second) {
      level.of_zone = picked(level.of_zone, kept);
    }
  }
  if (!place.household_sizes.empty()) {
    place.household_sizes = picked(place.household_sizes, kept);
  }
}

/// The areas of a lookup column, numbered as they come.
AreaLevel level_of(const ZoneLookup& lookup,
                   const std::string& column,
                   const std::vector<std::string>& zones) {
  std::map<std::string, std::size_t> numbers;
  AreaLevel level;
  for (const std::string& zone : zones) {
    const std::string* value = lookup.find(zone, column);
    if (value == nullptr) {
      throw DataError{{.file = lookup.file()},
                      "zone '" + zone + "' is not listed",
                      "The lookup must hold every zone of the table"};
    }
    level.of_zone.push_back(
        numbers.try_emplace(*value, numbers.size()).first->second);
  }
  level.count = numbers.size();
  return level;
}

/// Each area of the smaller level must lie in one of the larger.
void check_nesting(const AreaLevel& small,
                   const AreaLevel& large,
                   const ZoneLookup& lookup,
                   const std::string& columns,
                   const std::vector<std::string>& zones) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> found(small.count, none);
  for (std::size_t z = 0; z < zones.size(); ++z) {
    std::size_t& area = found[small.of_zone[z]];
    if (area == none) area = large.of_zone[z];
    if (area == large.of_zone[z]) continue;
    throw DataError{
        {.file = lookup.file(), .feature = zones[z]},
        "its area lies in two areas of the next level of by=" + columns,
        "Name the levels from the smallest, as MSOA21CD/LAD22CD"};
  }
}

void add_parents(const ZoneLookup& lookup,
                 const std::vector<std::string>& nested,
                 Place& place) {
  for (const std::string& columns : nested) {
    std::vector<AreaLevel>& levels = place.parents[columns];
    for (const std::string& column : split_text(columns, '/')) {
      levels.push_back(level_of(lookup, column, place.zones));
      if (levels.size() == 1) continue;
      check_nesting(levels[levels.size() - 2],
                    levels.back(),
                    lookup,
                    columns,
                    place.zones);
    }
  }
}

std::vector<double> household_sizes_of(const std::vector<std::string>& zones,
                                       const ZoneLookup& lookup,
                                       const std::string& wanted) {
  std::vector<double> sizes;
  if (wanted.empty()) return sizes;
  if (!is_number(wanted) && lookup.file().empty()) {
    throw UsageError{"household_size=" + wanted + " is not a number above 0",
                     "Give persons per household, or a column of --lookup"};
  }
  for (const std::string& zone : zones) {
    const std::string* text =
        is_number(wanted) ? &wanted : lookup.find(zone, wanted);
    if (text == nullptr || !is_number(*text)) {
      throw DataError{{.file = lookup.file(), .feature = zone, .field = wanted},
                      "persons per household must be a number above 0"};
    }
    sizes.push_back(std::strtod(text->c_str(), nullptr));
  }
  return sizes;
}

/// The second table's people, shapes and household sizes, in its own order.
void add_second(const PeopleCsv& second,
                const std::vector<std::size_t>& rows,
                const IndicesOptions& options,
                const IndicesRequest& request,
                const ZoneLookup& lookup,
                const std::optional<ZoneShapes>& shapes,
                Place& place) {
  place.second = people_of(second, rows);
  const std::vector<std::string> zones = picked(second.keys, rows);
  const auto drawn = [&shapes](const std::string& zone) {
    return std::binary_search(shapes->codes.begin(), shapes->codes.end(), zone);
  };
  if (shapes && std::all_of(zones.begin(), zones.end(), drawn)) {
    place.second_geometry = geometry_of(*shapes, zones, *options.zones);
  }
  place.second_household_sizes =
      household_sizes_of(zones, lookup, request.household_size);
}

}  // namespace

std::vector<Place> load_places(const IndicesOptions& options,
                               const IndicesRequest& request,
                               Console& console) {
  const ZoneLookup lookup = read_lookup(options, request);
  const PeopleCsv counts =
      read_counts(options.counts, options, request, lookup);
  std::optional<PeopleCsv> second;
  if (options.compare) {
    IndicesRequest same = request;
    same.groups = counts.columns;
    second = read_counts(*options.compare, options, same, lookup);
  }
  std::optional<ZoneShapes> shapes;
  if (options.zones) shapes = read_shapes(options, request.network, console);
  std::map<std::string, std::vector<std::size_t>> parts{{"", all_rows(counts)}};
  std::map<std::string, std::vector<std::size_t>> second_parts;
  if (second) second_parts[""] = all_rows(*second);
  if (options.by) {
    parts = rows_by(counts, lookup, *options.by);
    if (second) second_parts = rows_by(*second, lookup, *options.by);
  }
  for (const auto& part : second_parts) {
    if (parts.count(part.first) > 0) continue;
    console.say("note: '" + part.first + "' is only in the second table");
  }
  std::vector<Place> places;
  for (const auto& [name, rows] : parts) {
    Place place;
    place.name = name;
    place.groups = counts.columns;
    place.zones = picked(counts.keys, rows);
    place.people = people_of(counts, rows);
    if (shapes)
      place.geometry = geometry_of(*shapes, place.zones, *options.zones);
    add_parents(lookup, request.nested, place);
    place.household_sizes =
        household_sizes_of(place.zones, lookup, request.household_size);
    if (second) {
      const auto& second_rows = second_parts[name];
      add_second(*second, second_rows, options, request, lookup, shapes, place);
      align(counts, rows, *second, second_rows, place);
    }
    if (request.drop_empty) drop_empty_zones(place);
    places.push_back(std::move(place));
  }
  console.detail(std::to_string(counts.rows()) + " zones, " +
                 std::to_string(counts.columns.size()) + " groups, " +
                 std::to_string(places.size()) + " places");
  return places;
}

}  // namespace mingle::tool
