// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "spread.h"
#include "stylised_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/engine/groups.h>
#include <mingle/engine/tenure.h>
#include <mingle/geo/adjacency.h>
#include <mingle/geo/geometry.h>
#include <mingle/scenarios/stylised.h>

namespace mingle {
namespace {

const StudyArea& area_of(const std::string& name) {
  static std::map<std::string, StudyArea> made;
  auto found = made.find(name);
  if (found == made.end()) {
    found = made.emplace(name, make_stylised_area(name)).first;
  }
  return found->second;
}

std::vector<double> column_of(const CountTable& table, std::size_t column) {
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    values.push_back(table.at(row, column));
  }
  return values;
}

std::int64_t row_total(const CountTable& table, std::size_t row) {
  std::int64_t total = 0;
  for (std::size_t k = 0; k < table.columns.size(); ++k) {
    total += table.at(row, k);
  }
  return total;
}

std::vector<std::int64_t> column_totals(const CountTable& table) {
  std::vector<std::int64_t> totals(table.columns.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t k = 0; k < totals.size(); ++k) {
      totals[k] += table.at(row, k);
    }
  }
  return totals;
}

class StylisedArea : public testing::TestWithParam<std::string> {
 protected:
  const StudyArea& area_ = area_of(GetParam());
  const AuthorityFigures figures_ =
      read_authority_figures(area_.zones.authorities.front());
  std::size_t zones() const { return area_.zones.size(); }
};

TEST_P(StylisedArea, SaysThatItIsInvented) {
  EXPECT_TRUE(area_.stylised);
  EXPECT_NE(area_.name.find("stylised"), std::string::npos);
  EXPECT_NE(area_.licence.find("Natural Earth"), std::string::npos);
  EXPECT_NE(area_.licence.find("Open Government Licence"), std::string::npos);
  EXPECT_FALSE(area_.notes.empty());
  EXPECT_EQ(area_.inputs.size(), 2U);
  for (std::size_t z = 0; z < zones(); ++z) {
    EXPECT_EQ(area_.zones.codes[z].substr(0, 1), "S");
    EXPECT_EQ(area_.zones.names[z].substr(0, 9), "Stylised ");
    EXPECT_NE(area_.zones.authority_names[z].find("(stylised)"),
              std::string::npos);
  }
}

TEST_P(StylisedArea, HasOneZoneForEachLsoaInEveryTable) {
  ASSERT_EQ(zones(), figures_.zones);
  const auto& codes = area_.zones.codes;
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), zones());
  for (const CountTable* table : {&area_.ethnic_group,
                                  &area_.tenure,
                                  &area_.household_size,
                                  &area_.residence_type}) {
    EXPECT_EQ(table->keys, codes);
    EXPECT_EQ(table->values.size(), codes.size() * table->columns.size());
    EXPECT_GE(*std::min_element(table->values.begin(), table->values.end()), 0);
  }
}

TEST_P(StylisedArea, TilesItsOutline) {
  double together = 0;
  for (const MultiPolygon& shape : area_.zones.shapes) {
    EXPECT_GT(area(shape), 10000.0);
    together += area(shape);
  }
  EXPECT_NEAR(together, area(figures_.outline), 1.0);
}

/// Every edge inside the outline belongs to two zones, in both directions;
/// the edges that belong to one go once around the outline.
TEST_P(StylisedArea, NeighboursShareTheirEdges) {
  using Edge = std::array<double, 4>;
  std::map<Edge, int> edges;
  for (const MultiPolygon& shape : area_.zones.shapes) {
    for (const Polygon& part : shape.parts) {
      for (const Ring& ring : part.rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
          const Point a = ring[i];
          const Point b = ring[(i + 1) % ring.size()];
          ++edges[{a.x, a.y, b.x, b.y}];
        }
      }
    }
  }
  double border = 0;
  for (const auto& [edge, times] : edges) {
    EXPECT_EQ(times, 1);
    if (edges.contains({edge[2], edge[3], edge[0], edge[1]})) continue;
    border += std::hypot(edge[0] - edge[2], edge[1] - edge[3]);
  }
  EXPECT_NEAR(border, perimeter(figures_.outline), 0.01);
}

TEST_P(StylisedArea, IsConnectedWithTheUsualNumberOfNeighbours) {
  const auto pairs = find_touching_pairs(area_.zones.shapes);
  const NeighbourGraph graph = queen_graph(zones(), pairs);
  const double mean =
      2.0 * static_cast<double>(graph.edges()) / static_cast<double>(zones());
  EXPECT_GT(mean, 4.8);
  EXPECT_LT(mean, 6.0);
  std::vector<bool> reached(zones(), false);
  std::vector<ZoneId> open{ZoneId{0U}};
  reached[0] = true;
  std::size_t count = 0;
  while (!open.empty()) {
    const ZoneId zone = open.back();
    open.pop_back();
    ++count;
    for (const ZoneId next : graph.neighbours(zone)) {
      if (reached[next.index()]) continue;
      reached[next.index()] = true;
      open.push_back(next);
    }
  }
  EXPECT_EQ(count, zones());
}

TEST_P(StylisedArea, ZonesAreSmallerTowardsTheCentre) {
  const std::size_t quarter = zones() / 4;
  double inner = 0;
  double outer = 0;
  std::vector<std::size_t> order(zones());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return distance(centroid(area_.zones.shapes[a]), figures_.centre) <
           distance(centroid(area_.zones.shapes[b]), figures_.centre);
  });
  for (std::size_t i = 0; i < quarter; ++i) {
    inner += area(area_.zones.shapes[order[i]]);
    outer += area(area_.zones.shapes[order[zones() - 1 - i]]);
  }
  EXPECT_GT(outer, 1.5 * inner);
}

TEST_P(StylisedArea, TotalsAreThePublishedOnes) {
  EXPECT_EQ(column_totals(area_.ethnic_group), figures_.residents);
  EXPECT_EQ(column_totals(area_.tenure), figures_.by_tenure);
  EXPECT_EQ(column_totals(area_.household_size), figures_.by_size);
  EXPECT_EQ(column_totals(area_.residence_type).front(), figures_.in_household);
  for (std::size_t z = 0; z < zones(); ++z) {
    EXPECT_EQ(row_total(area_.residence_type, z),
              row_total(area_.ethnic_group, z));
  }
}

TEST_P(StylisedArea, GroupsAreAsUnevenAsInReality) {
  const auto british = column_of(area_.ethnic_group, 0);
  int measured = 0;
  for (std::size_t g = 1; g < figures_.residents.size(); ++g) {
    if (figures_.residents[g] < 1000) continue;
    ASSERT_FALSE(std::isnan(figures_.dissimilarity[g]));
    const double value =
        dissimilarity_between(british, column_of(area_.ethnic_group, g));
    EXPECT_NEAR(value, figures_.dissimilarity[g], 0.01)
        << area_.ethnic_group.columns[g];
    ++measured;
  }
  EXPECT_GE(measured, 7);
}

TEST_P(StylisedArea, TenuresAreAsUnevenAsInReality) {
  for (std::size_t t = 0; t < tenure_count; ++t) {
    const auto mine = column_of(area_.tenure, t);
    std::vector<double> others;
    for (std::size_t z = 0; z < zones(); ++z) {
      others.push_back(static_cast<double>(row_total(area_.tenure, z)) -
                       mine[z]);
    }
    EXPECT_NEAR(dissimilarity_between(mine, others),
                figures_.tenure_dissimilarity[t],
                0.01);
  }
}

/// Like goes with like: Moran's I of the share of White British among
/// neighbours. Shares dealt out at random would give -1 / (zones - 1).
TEST_P(StylisedArea, SharesAreAlikeAmongNeighbours) {
  std::vector<double> share(zones());
  double mean = 0;
  for (std::size_t z = 0; z < zones(); ++z) {
    share[z] = area_.ethnic_group.at(z, 0) /
               static_cast<double>(row_total(area_.ethnic_group, z));
    mean += share[z] / static_cast<double>(zones());
  }
  double variance = 0;
  for (double& value : share) {
    value -= mean;
    variance += value * value / static_cast<double>(zones());
  }
  const auto pairs = find_touching_pairs(area_.zones.shapes);
  double together = 0;
  for (const TouchingPair& pair : pairs) {
    together += share[pair.first.index()] * share[pair.second.index()];
  }
  const double moran = together / static_cast<double>(pairs.size()) / variance;
  EXPECT_GT(moran, 0.4);
}

TEST_P(StylisedArea, ZonesHaveTheSizeOfLsoas) {
  for (std::size_t z = 0; z < zones(); ++z) {
    const std::int64_t residents = row_total(area_.ethnic_group, z);
    EXPECT_GE(residents, 1000);
    EXPECT_LE(residents, 3000);
    const std::int64_t households = row_total(area_.tenure, z);
    EXPECT_GE(households, 400);
    EXPECT_LE(households, 1200);
    EXPECT_NEAR(static_cast<double>(row_total(area_.household_size, z)),
                static_cast<double>(households),
                2.0);
  }
}

TEST_P(StylisedArea, HouseholdsOfFourAndMoreHoldWhoIsLeft) {
  const CountTable& size = area_.household_size;
  for (std::size_t z = 0; z < zones(); ++z) {
    const std::int64_t left = area_.residence_type.at(z, 0) - size.at(z, 0) -
                              2 * size.at(z, 1) - 3 * size.at(z, 2);
    EXPECT_GT(size.at(z, 0), 0);
    EXPECT_GE(left, 4 * size.at(z, 3)) << area_.zones.codes[z];
    EXPECT_LE(left, 8 * size.at(z, 3)) << area_.zones.codes[z];
  }
}

TEST_P(StylisedArea, IsTheSameEveryTime) {
  const StudyArea again = make_stylised_area(GetParam());
  EXPECT_EQ(again.ethnic_group.values, area_.ethnic_group.values);
  EXPECT_EQ(again.tenure.values, area_.tenure.values);
  EXPECT_EQ(again.household_size.values, area_.household_size.values);
  EXPECT_EQ(again.residence_type.values, area_.residence_type.values);
  for (std::size_t z = 0; z < zones(); ++z) {
    EXPECT_EQ(again.zones.shapes[z].parts.front().rings,
              area_.zones.shapes[z].parts.front().rings);
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Integration,
                         StylisedArea,
                         testing::ValuesIn(stylised_area_names()),
                         test_name);

TEST(Stylised, NamesAreTheFiveIntegrationAreas) {
  EXPECT_EQ(stylised_area_names(),
            (std::vector<std::string>{"blackburn-with-darwen",
                                      "bradford",
                                      "peterborough",
                                      "walsall",
                                      "waltham-forest"}));
}

TEST(Stylised, NamesMayBeWrittenAsPeopleDo) {
  for (const char* name : {"Waltham Forest", "waltham_forest", "E09000031"}) {
    EXPECT_EQ(make_stylised_area(name).zones.authorities.front(), "E09000031");
  }
}

/// Compilers and build types must agree, so the tables of an area are part of
/// what a version of mingle is: a change here belongs in the change log.
TEST(Stylised, TablesAreThoseOfThisVersion) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a, by number
  for (const std::string& name : stylised_area_names()) {
    const StudyArea& area = area_of(name);
    for (const CountTable* table : {&area.ethnic_group,
                                    &area.tenure,
                                    &area.household_size,
                                    &area.residence_type}) {
      for (const std::int32_t value : table->values) {
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x100000001b3;
      }
    }
  }
  EXPECT_EQ(hash, 0x152e461696b0ed90U);
}

TEST(Stylised, AnAreaMayBeMultiplied) {
  const StudyArea twice = make_stylised_area("blackburn-with-darwen", 2.0);
  EXPECT_EQ(twice.zones.size(), 182U);
  const auto once =
      column_totals(area_of("blackburn-with-darwen").ethnic_group);
  const auto doubled = column_totals(twice.ethnic_group);
  for (std::size_t g = 0; g < once.size(); ++g) {
    EXPECT_EQ(doubled[g], 2 * once[g]);
  }
}

TEST(Stylised, AreasDoNotShareTheirZoneCodes) {
  std::set<std::string> prefixes;
  for (const std::string& name : stylised_area_names()) {
    prefixes.insert(area_of(name).zones.codes.front().substr(0, 2));
  }
  EXPECT_EQ(prefixes.size(), 5U);
}

TEST(Stylised, AnUnknownNameIsRefusedWithTheList) {
  try {
    make_stylised_area("Leeds");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), "there is no stylised area 'Leeds'");
    EXPECT_EQ(error.hint(),
              "Known stylised areas: blackburn-with-darwen, bradford, "
              "peterborough, walsall, waltham-forest");
  }
}

}  // namespace
}  // namespace mingle
