// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "covariates.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/distances.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/read_table.h>
#include <mingle/geo/read_zones.h>

namespace mingle {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr const char* residents_column = "residents";

/// A column that is added or, after a minus sign, taken off.
struct Term {
  std::string name;
  double sign = 1;
};

Term term(const std::string& written) {
  if (!written.empty() && written.front() == '-') {
    return {written.substr(1), -1};
  }
  return {written, 1};
}

/// Columns of the table that a covariate needs, each once.
std::vector<std::string> needed_columns(const CovariateChoice& choice) {
  std::vector<std::string> columns;
  std::vector<std::string> written = choice.columns;
  written.insert(written.end(), choice.per.begin(), choice.per.end());
  for (const std::string& each : written) {
    const std::string name = term(each).name;
    if (name != residents_column &&
        std::find(columns.begin(), columns.end(), name) == columns.end()) {
      columns.push_back(name);
    }
  }
  return columns;
}

PeopleCsv read_columns(const CovariateChoice& choice) {
  ScanOptions options;
  options.key = choice.key;
  options.columns = needed_columns(choice);
  return read_people_csv(choice.file.string(), options);
}

/// The rows of a table of coarser zones, given to the zones inside them.
PeopleCsv spread_down(const CovariateChoice& choice,
                      const PeopleCsv& coarse,
                      const CommonZones& zones) {
  const Lookup via{
      read_text_table(choice.via.string()), choice.via_zone, choice.via_coarse};
  PeopleCsv fine{coarse.file, choice.via_zone, {}, coarse.columns, {}};
  const std::size_t columns = coarse.columns.size();
  for (const CommonZones::Member& member :
       choice.vintage == Vintage::earlier ? zones.earlier : zones.later) {
    const auto code = via.find(member.code);
    if (!code) continue;
    const auto row =
        std::lower_bound(coarse.keys.begin(), coarse.keys.end(), *code);
    if (row == coarse.keys.end() || *row != *code) continue;
    fine.keys.push_back(member.code);
    const auto from =
        coarse.values.begin() +
        (row - coarse.keys.begin()) * static_cast<std::ptrdiff_t>(columns);
    fine.values.insert(
        fine.values.end(), from, from + static_cast<std::ptrdiff_t>(columns));
  }
  if (fine.keys.empty()) {
    throw DataError{{choice.file.string(), "", "", coarse.key, 0},
                    fmt::format("none of its codes is in column '{}' of '{}'",
                                choice.via_coarse,
                                choice.via.string()),
                    "Check covariate.via of '" + choice.name + "'"};
  }
  return fine;
}

double log_if(const CovariateChoice& choice, double value) {
  return choice.log && !std::isnan(value) ? std::log1p(value) : value;
}

std::vector<double> density(const CovariateChoice& choice,
                            const CovariateContext& context) {
  std::vector<double> column(context.zones.size(), unknown);
  for (std::size_t z = 0; z < column.size(); ++z) {
    if (context.places.areas.empty()) break;
    const double area = context.places.areas[z] / 1e6;
    if (area > 0) column[z] = log_if(choice, context.residents[z] / area);
  }
  return column;
}

class Quotient {
 public:
  Quotient(const CovariateChoice& choice,
           const CommonTable& sums,
           const CovariateContext& context,
           std::vector<double> members)
      : choice_{choice},
        sums_{sums},
        context_{context},
        members_{std::move(members)} {}

  double of(std::size_t zone) const {
    if (!sums_.present[zone]) return unknown;
    if (choice_.per.empty()) return sum(choice_.columns, zone) / members_[zone];
    const double below = sum(choice_.per, zone);
    return below > 0 ? sum(choice_.columns, zone) / below : unknown;
  }

 private:
  double sum(const std::vector<std::string>& names, std::size_t zone) const {
    double total = 0;
    for (const std::string& written : names) {
      const auto [name, sign] = term(written);
      if (name == residents_column) {
        total += sign * context_.residents[zone];
        continue;
      }
      const auto at = static_cast<std::size_t>(
          std::find(sums_.columns.begin(), sums_.columns.end(), name) -
          sums_.columns.begin());
      total += sign * sums_.values[zone * sums_.columns.size() + at];
    }
    return total;
  }

  const CovariateChoice& choice_;
  const CommonTable& sums_;
  const CovariateContext& context_;
  std::vector<double> members_;  ///< rows of the table in each zone
};

std::vector<double> members_in(const PeopleCsv& table,
                               const CommonZones& zones,
                               Vintage vintage) {
  std::vector<double> members(zones.size());
  for (const std::string& key : table.keys) {
    if (const auto zone = zones.find(vintage, key)) ++members[*zone];
  }
  return members;
}

}  // namespace

ZonePlaces read_places(const AreaChoice::ZonesFile& map,
                       const CommonZones& zones,
                       const std::set<std::string>& authorities) {
  const ZonesRead read = read_zones(
      {map.file.string(), map.layer, map.key, map.name, map.authority, ""},
      map.authority.empty()
          ? std::vector<std::string>{}
          : std::vector<std::string>{authorities.begin(), authorities.end()});
  ZonePlaces places;
  places.areas.resize(zones.size());
  places.eastings.resize(zones.size());
  places.northings.resize(zones.size());
  for (std::size_t i = 0; i < read.layer.size(); ++i) {
    const auto zone = zones.find(Vintage::earlier, read.layer.codes[i]);
    if (!zone) continue;
    const double size = area(read.layer.shapes[i]);
    const Point centre = centroid(read.layer.shapes[i]);
    places.areas[*zone] += size;
    places.eastings[*zone] += size * centre.x;
    places.northings[*zone] += size * centre.y;
  }
  std::vector<std::string> missing;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    if (places.areas[z] > 0) {
      places.eastings[z] /= places.areas[z];
      places.northings[z] /= places.areas[z];
    } else if (authorities.count(zones.authorities[z]) > 0) {
      missing.push_back(zones.codes[z]);
    }
  }
  if (missing.empty()) return places;
  throw DataError{{map.file.string(), map.layer, "", "", 0},
                  fmt::format("{} zones are not on the map: {}",
                              missing.size(),
                              first_few(missing)),
                  "The map must show the zones of the earlier census"};
}

std::vector<double> read_covariate(const CovariateChoice& choice,
                                   const CovariateContext& context) {
  if (choice.file.empty()) return density(choice, context);
  PeopleCsv table = read_columns(choice);
  if (!choice.via.empty()) table = spread_down(choice, table, context.zones);
  const CommonTable sums = sum_onto(context.zones, table, choice.vintage);
  const Quotient quotient{
      choice, sums, context, members_in(table, context.zones, choice.vintage)};
  std::vector<double> column(context.zones.size());
  for (std::size_t z = 0; z < column.size(); ++z) {
    column[z] = log_if(choice, quotient.of(z));
  }
  return column;
}

}  // namespace mingle
