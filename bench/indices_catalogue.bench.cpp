// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// How long every family of indices takes on Bradford's 312 LSOAs, England's
// 6,856 MSOAs and its 33,755 LSOAs, with 19 groups. Prints a Markdown table of
// the best of several runs, in milliseconds by the clock and, in brackets,
// of the processor (all threads).
//
// usage: indices_catalogue_bench SHARED [RUNS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <mingle/engine/indices.h>
#include <mingle/engine/indices/clustering.h>
#include <mingle/engine/indices/contiguity.h>
#include <mingle/engine/indices/environment.h>
#include <mingle/engine/indices/inference.h>
#include <mingle/engine/indices/multigroup.h>
#include <mingle/engine/indices/registry.h>
#include <mingle/engine/indices/two_group.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/read_zones.h>
#include <mingle/geo/scan_table.h>

namespace {

using namespace mingle;

struct City {
  const char* name;
  PeopleTable people;
  GroupCounts counts;
  IndexGeometry geometry;
};

/// Sums rows, and averages places, by a column of the lookup.
City gathered(const char* name,
              const PeopleCsv& table,
              const IndexGeometry& geometry,
              const std::vector<std::string>& unit_of) {
  std::map<std::string, std::size_t> numbers;
  for (const auto& unit : unit_of) {
    if (!unit.empty()) numbers.try_emplace(unit, numbers.size());
  }
  const std::size_t width = table.columns.size();
  const std::size_t units = numbers.size();
  City city{name, {}, GroupCounts{units, width}, {}};
  IndexGeometry& to = city.geometry;
  to.x.resize(units);
  to.y.resize(units);
  to.areas.resize(units);
  to.perimeters.assign(units, 1000);
  for (std::size_t r = 0; r < table.rows(); ++r) {
    if (unit_of[r].empty()) continue;
    const std::size_t u = numbers.at(unit_of[r]);
    for (std::size_t g = 0; g < width; ++g) {
      city.counts.at(ZoneId{u}, g) +=
          static_cast<std::int32_t>(table.values[r * width + g]);
    }
    const double area = geometry.areas[r];
    to.x[u] += area * geometry.x[r];
    to.y[u] += area * geometry.y[r];
    to.areas[u] += area;
  }
  for (std::size_t u = 0; u < units; ++u) {
    to.x[u] /= to.areas[u];
    to.y[u] /= to.areas[u];
  }
  std::map<std::pair<std::size_t, std::size_t>, double> borders;
  for (const Contact& c : geometry.contacts) {
    if (unit_of[c.a].empty() || unit_of[c.b].empty()) continue;
    const std::size_t a = numbers.at(unit_of[c.a]);
    const std::size_t b = numbers.at(unit_of[c.b]);
    if (a != b) borders[std::minmax(a, b)] += c.border;
  }
  for (const auto& [pair, border] : borders) {
    to.contacts.push_back({pair.first, pair.second, border});
  }
  city.people = PeopleTable{city.counts};
  return city;
}

std::vector<City> read_cities(const std::string& shared) {
  const std::string census = shared + "/data/census2021/";
  const PeopleCsv table =
      read_people_csv(census + "ethnic_group_lsoa21.csv", {});
  const ScannedColumns lookup =
      scan_columns(census + "lookup_lsoa21_msoa21_lad22_region.csv",
                   {.key = "LSOA21CD",
                    .columns = {"MSOA21CD", "LAD22CD"},
                    .keep = {},
                    .where = {}});
  ZoneSource source;
  source.file = shared + "/data/boundaries/lsoa21_england.gpkg";
  const ZonesRead zones = read_zones(source);
  IndexGeometry geometry;
  for (const MultiPolygon& shape : zones.layer.shapes) {
    const Point point = centroid(shape);
    geometry.x.push_back(point.x);
    geometry.y.push_back(point.y);
    geometry.areas.push_back(area(shape));
    geometry.perimeters.push_back(perimeter(shape));
  }
  for (const TouchingPair& pair : zones.touching) {
    geometry.contacts.push_back(
        {pair.first.index(), pair.second.index(), pair.border});
  }
  // All three are sorted by LSOA code.
  std::vector<std::string> bradford;
  std::vector<std::string> msoas;
  for (std::size_t r = 0; r < lookup.rows(); ++r) {
    msoas.push_back(lookup.at(r, 0));
    const bool inside = lookup.at(r, 1) == "E08000032";
    bradford.push_back(inside ? lookup.keys[r] : "");
  }
  std::vector<City> cities;
  cities.push_back(gathered("Bradford, 312", table, geometry, bradford));
  cities.push_back(gathered("England, 6,856", table, geometry, msoas));
  cities.push_back(gathered("England, 33,755", table, geometry, table.keys));
  return cities;
}

/// By the clock, and of the processor (all threads).
struct Milliseconds {
  double clock = 1e300;
  double processor = 1e300;
};

Milliseconds best_of(int runs, const std::function<void()>& work) {
  Milliseconds best;
  for (int run = 0; run < runs; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t used = std::clock();
    work();
    const std::clock_t used_after = std::clock();
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - start;
    best.clock = std::min(best.clock, taken.count());
    best.processor =
        std::min(best.processor,
                 1e3 * static_cast<double>(used_after - used) / CLOCKS_PER_SEC);
  }
  return best;
}

/// Every definition of a kind that needs only counts, but for those defined
/// by random tables.
void compute_all(IndexKind kind, const IndexInput& input) {
  for (const IndexDefinition& d : index_catalogue()) {
    const bool random =
        !d.parameters.empty() && d.parameters[0].name == "iterations";
    const bool skipped = d.kind != kind || d.needs.geometry() ||
                         d.needs.parents || d.needs.second || random;
    if (!skipped) d.compute(input, Parameters{d.parameters, {}});
  }
}

double d_of(const PeopleTable& people) {
  return dissimilarity(people);
}
double h_of(const PeopleTable& people) {
  return information_theory(people);
}

using Work = std::function<void(const City&)>;

void permute(const City& city, const Statistic& statistic) {
  const std::vector<std::size_t> two{9, 0};
  PermutationSettings settings;
  settings.replicates = 1000;
  permutation_test(city.people.columns(two), statistic, settings);
}

std::vector<std::pair<const char*, Work>> all_work() {
  const auto pair = [](const City& city) {
    return pair_of(city.people, 9, 0, Denominator::pair);
  };
  const auto surroundings = [](Kernel kernel) {
    return [kernel](const City& city) {
      Surroundings how;
      how.kernel = kernel;
      how.bandwidth = 2000;
      spatial_segregation(city.people, city.geometry, how);
    };
  };
  return {
      {"all pairs D and exposure, 19 groups",
       [](const City& city) {
         dissimilarity_matrix(city.counts);
         exposure_matrix(city.counts);
       }},
      {"all aspatial two-group indices, one pair",
       [=](const City& city) {
         const TwoGroups groups = pair(city);
         IndexInput input;
         input.people = &city.people;
         input.pair = &groups;
         compute_all(IndexKind::pair, input);
       }},
      {"all aspatial multigroup indices, 19 groups",
       [](const City& city) {
         IndexInput input;
         input.people = &city.people;
         compute_all(IndexKind::multigroup, input);
       }},
      {"boundary-adjusted D, four weightings",
       [=](const City& city) {
         const TwoGroups groups = pair(city);
         for (const BoundaryWeight weight :
              {BoundaryWeight::rook,
               BoundaryWeight::queen,
               BoundaryWeight::border_length,
               BoundaryWeight::border_length_shape}) {
           boundary_adjusted_dissimilarity(
               groups, city.geometry, weight, false, Perimeter::full);
         }
       }},
      {"exp(-d) proximity: SP, ACL, RCL, Pxx, DPxx, DPxy",
       [=](const City& city) {
         proximity_sums(pair(city), city.geometry, {});
       }},
      {"Reardon-O'Sullivan D, R, H, P, 19 groups, biweight 2 km",
       surroundings(Kernel::biweight)},
      {"the same, exp 2 km", surroundings(Kernel::exponential)},
      {"spatial proximity profile, m = 1000",
       [=](const City& city) {
         spatial_proximity_profile(
             pair(city), city.geometry, Contiguity::queen, 1000);
       }},
      {"Moran's I, queen",
       [=](const City& city) {
         morans_i(shares_of(pair(city)),
                  contiguity_weights(city.geometry, Contiguity::queen));
       }},
      {"1,000 permutations of D",
       [](const City& city) { permute(city, d_of); }},
      {"1,000 permutations of H",
       [](const City& city) { permute(city, h_of); }},
  };
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s SHARED [RUNS]\n", argv[0]);
    return 2;
  }
  const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  const std::vector<City> cities = read_cities(argv[1]);
  std::printf("| milliseconds |");
  for (const City& city : cities) std::printf(" %s |", city.name);
  std::printf("\n| --- |");
  for (std::size_t i = 0; i < cities.size(); ++i) std::printf(" ---: |");
  for (const auto& [name, work] : all_work()) {
    std::printf("\n| %s |", name);
    for (const City& city : cities) {
      const Milliseconds best = best_of(runs, [&, &run = work] { run(city); });
      std::printf(" %.3g (%.3g) |", best.clock, best.processor);
      std::fflush(stdout);
    }
  }
  std::printf("\n");
  return 0;
}
