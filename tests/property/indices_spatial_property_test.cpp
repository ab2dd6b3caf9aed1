// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What must be true of the spatial indices for any town on any map.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <mingle/engine/indices/environment.h>
#include <mingle/engine/indices/local.h>
#include <mingle/engine/indices/multigroup.h>
#include <mingle/engine/indices/registry.h>

namespace mingle {
namespace {

constexpr double close = 1e-9;

/// Zones of a few kilometres, contacts drawn at random along a chain.
struct Town {
  PeopleTable people;
  IndexGeometry geometry;
};

Town any_town(std::size_t groups) {
  const auto zones = *rc::gen::inRange<std::size_t>(2, 25);
  Town out;
  std::vector<double> values;
  for (std::size_t z = 0; z < zones; ++z) {
    for (std::size_t g = 0; g < groups; ++g) {
      values.push_back(*rc::gen::inRange(0, 300));
    }
    IndexGeometry& map = out.geometry;
    map.x.push_back(*rc::gen::inRange(0, 9000));
    map.y.push_back(*rc::gen::inRange(0, 9000));
    map.areas.push_back(*rc::gen::inRange(10'000, 5'000'000));
    map.perimeters.push_back(4 * std::sqrt(map.areas.back()));
    if (z > 0) {
      const auto other = *rc::gen::inRange<std::size_t>(0, z);
      map.contacts.push_back({other, z, 1.0 * *rc::gen::inRange(0, 900)});
    }
  }
  for (std::size_t g = 0; g < groups; ++g) values[g] += 1;
  out.people = PeopleTable{groups, std::move(values)};
  return out;
}

/// The same town, its zones in another order.
Town reordered(const Town& town, const std::vector<std::size_t>& order) {
  return {town.people.rows(order), town.geometry.subset(order)};
}

std::vector<std::size_t> any_order(std::size_t count) {
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = i;
  for (std::size_t i = count; i > 1; --i) {
    std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  return order;
}

std::vector<const IndexDefinition*> spatial_indices() {
  std::vector<const IndexDefinition*> out;
  for (const IndexDefinition& definition : index_catalogue()) {
    if (definition.needs.geometry()) out.push_back(&definition);
  }
  return out;
}

std::vector<double> values_of(const IndexDefinition& definition,
                              const Town& town,
                              std::vector<GivenParameter> given = {}) {
  const TwoGroups pair = pair_of(town.people, 0, 1, Denominator::pair);
  IndexInput input;
  input.people = &town.people;
  input.pair = &pair;
  input.geometry = &town.geometry;
  return definition.compute(input, Parameters{definition.parameters, given});
}

void same(double a, double b, std::string_view what) {
  RC_ASSERT(std::isnan(a) == std::isnan(b));
  const double scale = std::max(1.0, std::abs(a));
  if (!std::isnan(a) && std::abs(a - b) > close * scale) {
    RC_FAIL(std::string{what} + ": " + std::to_string(a) + " and " +
            std::to_string(b));
  }
}

bool of_zones(const IndexDefinition& definition) {
  return definition.shape == ValueShape::zone ||
         definition.shape == ValueShape::zone_group;
}

RC_GTEST_PROP(SpatialIndexProperties, OrderOfZonesDoesNotMatter, ()) {
  const Town town = any_town(3);
  const auto order = any_order(town.people.zones());
  const Town other = reordered(town, order);
  for (const auto* index : spatial_indices()) {
    const auto here = values_of(*index, town);
    const auto there = values_of(*index, other);
    for (std::size_t i = 0; i < here.size(); ++i) {
      const std::size_t own = of_zones(*index) ? order[i] : i;
      same(here[own], there[i], index->name);
    }
  }
}

RC_GTEST_PROP(SpatialIndexProperties, SizeOfTheCityDoesNotMatter, ()) {
  const Town town = any_town(3);
  const double factor = *rc::gen::inRange(2, 1000);
  std::vector<double> values;
  for (const double v : town.people.values()) values.push_back(factor * v);
  const Town larger{PeopleTable{3, std::move(values)}, town.geometry};
  for (const auto* index : spatial_indices()) {
    const auto here = values_of(*index, town);
    const auto there = values_of(*index, larger);
    for (std::size_t i = 0; i < here.size(); ++i) {
      same(here[i], there[i], index->name);
    }
  }
}

RC_GTEST_PROP(SpatialIndexProperties, PlaceOnTheMapDoesNotMatter, ()) {
  const Town town = any_town(3);
  Town moved = town;
  const double east = *rc::gen::inRange(1, 50'000);
  // Moved, and mirrored in the diagonal.
  for (std::size_t z = 0; z < town.people.zones(); ++z) {
    moved.geometry.x[z] = town.geometry.y[z] + east;
    moved.geometry.y[z] = town.geometry.x[z];
  }
  for (const auto* index : spatial_indices()) {
    const auto here = values_of(*index, town);
    const auto there = values_of(*index, moved);
    for (std::size_t i = 0; i < here.size(); ++i) {
      same(here[i], there[i], index->name);
    }
  }
}

RC_GTEST_PROP(SpatialIndexProperties, ProportionsStayBetweenNoneAndAll, ()) {
  const Town town = any_town(3);
  const std::vector<std::string_view> proportions{"delta",
                                                  "distance_decay_isolation",
                                                  "distance_decay_exposure",
                                                  "spatial_dissimilarity",
                                                  "spatial_exposure",
                                                  "mean_proximity_within",
                                                  "mean_proximity_between",
                                                  "mean_proximity_all"};
  for (const auto* index : spatial_indices()) {
    const bool centralisation =
        index->name.find("centralisation") != index->name.npos;
    const bool proportion =
        std::find(proportions.begin(), proportions.end(), index->name) !=
        proportions.end();
    if (!centralisation && !proportion) continue;
    for (const double value : values_of(*index, town)) {
      if (std::isnan(value)) continue;
      RC_ASSERT(value >= (centralisation ? -1 : 0) - close);
      RC_ASSERT(value <= 1 + close);
    }
  }
}

// A kernel cut before the first neighbour is no kernel at all.
RC_GTEST_PROP(SpatialIndexProperties, WithoutReachTheyAreAspatial, ()) {
  Town town = any_town(4);
  // Two zones in one place would be one environment.
  for (std::size_t z = 0; z < town.people.zones(); ++z) {
    town.geometry.x[z] = 100.0 * static_cast<double>(z);
  }
  Surroundings how;
  how.kernel = Kernel::exponential;
  how.max_distance = 0;
  const auto s = spatial_segregation(town.people, town.geometry, how);
  same(s.dissimilarity, dissimilarity(town.people), "D~");
  same(s.information_theory, information_theory(town.people), "H~");
  same(s.relative_diversity, relative_diversity(town.people), "R~");
  const auto exposure = exposure_matrix(town.people);
  for (std::size_t i = 0; i < exposure.size(); ++i) {
    same(s.exposure[i], exposure[i], "P~");
  }
}

// Everyone of a zone meets someone: rows of exposure sum to one.
RC_GTEST_PROP(SpatialIndexProperties, ExposuresSumToOne, ()) {
  const Town town = any_town(4);
  Surroundings how;
  how.bandwidth = *rc::gen::inRange(100, 9000);
  const auto s = spatial_segregation(town.people, town.geometry, how);
  for (std::size_t m = 0; m < 4; ++m) {
    double sum = 0;
    for (std::size_t n = 0; n < 4; ++n) sum += s.exposure[m * 4 + n];
    same(sum, 1, "row of P~");
  }
}

// Of two groups the isolation and exposure with distance decay share out one.
RC_GTEST_PROP(SpatialIndexProperties, DecayingExposuresSumToOne, ()) {
  const Town town = any_town(2);
  const auto value = [&](std::string_view name) {
    return values_of(*find_indices(name).at(0), town).at(0);
  };
  same(value("distance_decay_isolation") + value("distance_decay_exposure"),
       1,
       "DPxx + DPxy");
}

}  // namespace
}  // namespace mingle
