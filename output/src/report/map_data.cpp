// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "map_data.h"

#include "outlines.h"
#include "page_data.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <numeric>

#include <nlohmann/json.hpp>

#include <mingle/engine/error.h>
#include <mingle/geo/read_zones.h>
#include <mingle/output/read_results.h>

namespace mingle {
namespace {

using Json = nlohmann::json;

/// More would make the page heavy; map.qgz shows them.
constexpr std::size_t most_zones = 6000;
constexpr std::size_t most_groups = 6;
constexpr int map_width = 1400;
constexpr double map_tolerance = 1.5;

bool ends_in_letter(const std::string& name) {
  const std::size_t size = name.size();
  return size > 5 && std::isupper(static_cast<unsigned char>(name[size - 1])) &&
         std::isdigit(static_cast<unsigned char>(name[size - 2])) &&
         std::isdigit(static_cast<unsigned char>(name[size - 3])) &&
         std::isdigit(static_cast<unsigned char>(name[size - 4]));
}

/// Residents of one arm at one date, replicate x neighbourhood x group.
class People {
 public:
  People(const std::vector<std::int64_t>& residents,
         const std::vector<std::size_t>& shape,
         std::size_t time,
         const Neighbourhoods& places)
      : places_{places.names.size()}, groups_{shape[3]}, replicates_{shape[0]} {
    counts_.resize(replicates_ * places_ * groups_);
    for (std::size_t r = 0; r < replicates_; ++r) {
      for (std::size_t z = 0; z < shape[2]; ++z) {
        const std::size_t from =
            ((r * shape[1] + time) * shape[2] + z) * groups_;
        const std::size_t to = (r * places_ + places.of_zone[z]) * groups_;
        for (std::size_t g = 0; g < groups_; ++g) {
          counts_[to + g] += residents[from + g];
        }
      }
    }
  }

  /// Percent of the residents, by replicate.
  std::vector<double> percents(std::size_t place, std::size_t group) const {
    std::vector<double> result;
    for (std::size_t r = 0; r < replicates_; ++r) {
      const auto row = counts_.begin() + static_cast<std::ptrdiff_t>(
                                             (r * places_ + place) * groups_);
      const auto everyone = std::accumulate(
          row, row + static_cast<std::ptrdiff_t>(groups_), std::int64_t{0});
      const auto own = row[static_cast<std::ptrdiff_t>(group)];
      result.push_back(everyone == 0 ? 0
                                     : 100 * static_cast<double>(own) /
                                           static_cast<double>(everyone));
    }
    return result;
  }
  /// Mean number over the replicates.
  double count(std::size_t place, std::size_t group) const {
    double sum = 0;
    for (std::size_t r = 0; r < replicates_; ++r) {
      sum +=
          static_cast<double>(counts_[(r * places_ + place) * groups_ + group]);
    }
    return sum / static_cast<double>(replicates_);
  }

 private:
  std::size_t places_;
  std::size_t groups_;
  std::size_t replicates_;
  std::vector<std::int64_t> counts_;
};

/// Hundredths of a percent are enough for a colour.
Json rounded(double value) {
  return std::isfinite(value) ? Json(std::round(value * 100) / 100) : Json();
}

/// Mean percent by place; null where it stands for too few people.
Json shares(const People& people, std::size_t places, std::size_t group) {
  Json list = Json::array();
  for (std::size_t p = 0; p < places; ++p) {
    const bool shown = people.count(p, group) >= smallest_count;
    list.push_back(shown
                       ? rounded(mean_interval(people.percents(p, group)).mean)
                       : Json());
  }
  return list;
}

/// Paired differences by place: mean, low, high, in percentage points.
Json changes(const People& base,
             const People& other,
             std::size_t places,
             std::size_t group) {
  Json list = Json::array();
  for (std::size_t p = 0; p < places; ++p) {
    if (std::max(base.count(p, group), other.count(p, group)) <
        smallest_count) {
      list.push_back(nullptr);
      continue;
    }
    std::vector<double> change = other.percents(p, group);
    const std::vector<double> before = base.percents(p, group);
    for (std::size_t r = 0; r < change.size(); ++r) change[r] -= before[r];
    const MeanInterval interval = mean_interval(change);
    list.push_back({rounded(interval.mean),
                    rounded(interval.low),
                    rounded(interval.high)});
  }
  return list;
}

/// Shapes in the order of the zones of the run.
std::vector<MultiPolygon> read_shapes(const Comparison& comparison,
                                      const std::vector<std::string>& codes) {
  ZoneSource source;
  source.file = (comparison.arms.front().folder / "map.gpkg").string();
  source.layer = "zones";
  source.key = "zone";
  source.name = "zone_name";
  source.authority = "authority";
  source.authority_name = "authority_name";
  const ZoneLayer layer = read_zones(source).layer;
  std::vector<MultiPolygon> shapes;
  for (const std::string& code : codes) {
    const auto found =
        std::lower_bound(layer.codes.begin(), layer.codes.end(), code);
    if (found == layer.codes.end() || *found != code) {
      DataPlace place;
      place.file = source.file;
      place.feature = code;
      throw DataError{place, "has no shape", "was the map made by this run?"};
    }
    shapes.push_back(
        layer.shapes[static_cast<std::size_t>(found - layer.codes.begin())]);
  }
  return shapes;
}

Json outline_data(const Comparison& comparison,
                  const std::vector<std::string>& codes,
                  const Neighbourhoods& places) {
  const Outlines outlines =
      draw_outlines(read_shapes(comparison, codes), map_width, map_tolerance);
  std::vector<std::string> paths(places.names.size());
  for (std::size_t z = 0; z < codes.size(); ++z) {
    paths[places.of_zone[z]] += outlines.paths[z];
  }
  return {{"width", outlines.width},
          {"height", outlines.height},
          {"paths", paths},
          {"places", places.names},
          {"merged", places.merged}};
}

void add_values(const Comparison& comparison,
                const Neighbourhoods& places,
                Json& map) {
  const std::size_t number = places.names.size();
  std::vector<People> ends;
  for (const ComparedArm& arm : comparison.arms) {
    const ResultFile file{arm.folder / "run.h5"};
    const auto shape = file.info("/zones/residents").shape;
    const auto residents = file.read_integers("/zones/residents");
    if (ends.empty()) {
      const People start{residents, shape, 0, places};
      for (const Json& group : map["groups"]) {
        map["start"].push_back(
            shares(start, number, group["row"].get<std::size_t>()));
      }
    }
    ends.emplace_back(residents, shape, shape[1] - 1, places);
  }
  for (std::size_t arm = 0; arm < ends.size(); ++arm) {
    Json end = Json::array();
    Json change = Json::array();
    for (const Json& group : map["groups"]) {
      const auto row = group["row"].get<std::size_t>();
      end.push_back(shares(ends[arm], number, row));
      if (arm > 0) {
        change.push_back(changes(ends[0], ends[arm], number, row));
      }
    }
    map["end"].push_back(std::move(end));
    if (arm > 0) map["change"].push_back(std::move(change));
  }
}

}  // namespace

Neighbourhoods neighbourhoods_of(const std::vector<std::string>& zone_names) {
  Neighbourhoods places;
  places.merged =
      !zone_names.empty() &&
      std::all_of(zone_names.begin(), zone_names.end(), ends_in_letter);
  std::map<std::string, std::size_t> rows;
  for (const std::string& name : zone_names) {
    const std::string place =
        places.merged ? name.substr(0, name.size() - 1) : name;
    std::size_t row = places.names.size();
    // Names need not be unique; only those that are merged are the same place.
    if (places.merged) row = rows.try_emplace(place, row).first->second;
    if (row == places.names.size()) places.names.push_back(place);
    places.of_zone.push_back(row);
  }
  return places;
}

Json map_data(const Comparison& comparison) {
  const ResultFile file{comparison.arms.front().folder / "run.h5"};
  const std::vector<std::string> codes = file.read_strings("/zone");
  if (codes.size() > most_zones) return nullptr;
  const Neighbourhoods places =
      neighbourhoods_of(file.read_strings("/zones/zone_name"));
  Json map = outline_data(comparison, codes, places);
  map["start"] = map["end"] = map["change"] = map["groups"] = Json::array();
  for (const std::size_t row : comparison.main_groups) {
    if (map["groups"].size() == most_groups) break;
    map["groups"].push_back(
        {{"row", row}, {"label", comparison.groups[row].label}});
  }
  add_values(comparison, places, map);
  return map;
}

}  // namespace mingle
