// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The catalogue: values worked by hand where the given vectors are silent,
// conventions, names, and errors.
#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/engine/indices/clustering.h>
#include <mingle/engine/indices/contiguity.h>
#include <mingle/engine/indices/decomposition.h>
#include <mingle/engine/indices/environment.h>
#include <mingle/engine/indices/local.h>
#include <mingle/engine/indices/multigroup.h>
#include <mingle/engine/indices/registry.h>
#include <mingle/engine/indices/two_group.h>

namespace mingle {
namespace {

/// Zones on a line, 1 km squares side by side.
IndexGeometry street(std::size_t zones) {
  IndexGeometry out;
  for (std::size_t z = 0; z < zones; ++z) {
    out.x.push_back(1000.0 * static_cast<double>(z));
    out.y.push_back(0);
    out.areas.push_back(1e6);
    out.perimeters.push_back(4000);
    if (z > 0) out.contacts.push_back({z - 1, z, 1000});
  }
  return out;
}

TEST(IndexCatalogue, OneZoneHasNoSegregation) {
  const TwoGroups one{{30}, {70}};
  EXPECT_EQ(dissimilarity(one), 0);
  EXPECT_EQ(gini(one), 0);
  EXPECT_NEAR(information_theory(one), 0, 1e-15);
  EXPECT_NEAR(isolation(one, false), 0.3, 1e-15);
  EXPECT_NEAR(correlation_ratio(one), 0, 1e-15);
  EXPECT_NEAR(isolation(one, true), 29.0 / 99, 1e-15);
  const IndexGeometry place = street(1);
  EXPECT_TRUE(std::isnan(boundary_adjusted_dissimilarity(
      one, place, BoundaryWeight::rook, false, Perimeter::full)));
  EXPECT_NEAR(spatial_proximity(one, proximity_sums(one, place, {})), 1, 1e-15);
}

// Half persons: the shares of the hand town of indices_run_test.cpp.
// Every index that counts alone give, of one zone: what the definitions say
// where there is nowhere else.
TEST(IndexCatalogue, OneZoneInEveryIndex) {
  const std::map<std::string_view, double> not_zero{
      {"isolation", 0.3},
      {"exposure", 0.7},
      {"entropy", -.3 * std::log(.3) - .7 * std::log(.7)},
      {"simpson_concentration", 0.58},
      {"simpson_interaction", 0.42},
      {"average_local_simpson", 0.58}};
  const PeopleTable town{2, {30, 70}};
  const TwoGroups pair = pair_of(town, 0, 1, Denominator::pair);
  IndexInput input;
  input.people = &town;
  input.pair = &pair;
  std::size_t checked = 0;
  for (const IndexDefinition& d : index_catalogue()) {
    const IndexNeeds& needs = d.needs;
    const bool counts_only = !needs.geometry() && !needs.parents &&
                             !needs.second && d.shape == ValueShape::scalar;
    // A discretised integral: 1/m of its thresholds are on the wrong side.
    if (!counts_only || d.name == "concentration_profile") continue;
    const auto found = not_zero.find(d.name);
    const double expected = found == not_zero.end() ? 0 : found->second;
    EXPECT_NEAR(
        d.compute(input, Parameters{d.parameters, {}})[0], expected, 1e-14)
        << d.name;
    ++checked;
  }
  EXPECT_GE(checked, 25U);
}

// Half persons on a street of three zones: every spatial index is that of
// twice the people.
TEST(IndexCatalogue, FractionalPeopleOnAMap) {
  const PeopleTable halves{3, {0.5, 4.5, 1, 2.5, 2.5, 0.5, 2, 0.5, 3.5}};
  const PeopleTable whole{3, {1, 9, 2, 5, 5, 1, 4, 1, 7}};
  const IndexGeometry place = street(3);
  std::size_t checked = 0;
  for (const IndexDefinition& d : index_catalogue()) {
    if (!d.needs.geometry()) continue;
    const Parameters parameters{d.parameters, {}};
    std::vector<std::vector<double>> values;
    for (const PeopleTable* people : {&halves, &whole}) {
      const TwoGroups pair = pair_of(*people, 0, 1, Denominator::pair);
      IndexInput input;
      input.people = people;
      input.pair = &pair;
      input.geometry = &place;
      values.push_back(d.compute(input, parameters));
    }
    for (std::size_t i = 0; i < values[0].size(); ++i) {
      if (std::isnan(values[1][i])) {
        EXPECT_TRUE(std::isnan(values[0][i])) << d.name;
      } else {
        EXPECT_NEAR(values[0][i], values[1][i], 1e-14) << d.name;
      }
    }
    ++checked;
  }
  EXPECT_GE(checked, 20U);
}

TEST(IndexCatalogue, FractionalPeople) {
  const TwoGroups town{{0.5, 2.5, 2}, {4.5, 2.5, 0.5}};
  EXPECT_NEAR(dissimilarity(town), 0.5, 1e-15);
  EXPECT_NEAR(isolation(town, false), 0.58, 1e-15);
  EXPECT_NEAR(gini(town), 0.6, 1e-15);
  EXPECT_NEAR(correlation_ratio(town), 0.3, 1e-15);
}

// Each of 19 groups alone in its zone.
TEST(IndexCatalogue, NineteenGroupsApart) {
  constexpr std::size_t groups = 19;
  std::vector<double> values(groups * groups);
  for (std::size_t g = 0; g < groups; ++g) values[g * (groups + 1)] = 10;
  const PeopleTable town{groups, std::move(values)};
  EXPECT_NEAR(dissimilarity(town), 1, 1e-14);
  EXPECT_NEAR(gini(town), 1, 1e-14);
  EXPECT_NEAR(information_theory(town), 1, 1e-14);
  EXPECT_NEAR(mutual_information(town), std::log(19.0), 1e-14);
  EXPECT_NEAR(normalised_exposure(town), 1, 1e-14);
  EXPECT_NEAR(squared_coefficient_of_variation(town), 1, 1e-14);
  EXPECT_NEAR(entropy(town, true), 1, 1e-14);
  EXPECT_NEAR(
      average_local_simpson(town, AverageOver::people, false), 1, 1e-14);
  EXPECT_NEAR(
      average_local_simpson(town, AverageOver::people, true), 18.0 / 19, 1e-14);
}

// The 19 groups each alone in a zone of a street, 1 km apart: by hand under a
// kernel that reaches only the next zones with half weight. Inner zones see
// shares 1/2, 1/4, 1/4; the two at the ends 2/3, 1/3.
TEST(IndexCatalogue, NineteenGroupsAlongAStreet) {
  constexpr std::size_t groups = 19;
  std::vector<double> values(groups * groups);
  for (std::size_t g = 0; g < groups; ++g) values[g * (groups + 1)] = 10;
  const PeopleTable town{groups, std::move(values)};
  Surroundings how;
  how.kernel = Kernel::triangular;
  how.bandwidth = 2000;
  const auto s = spatial_segregation(town, street(groups), how);
  const double city = std::log(19.0);
  const double inner = 1.5 * std::log(2.0);
  const double ends = std::log(3.0) - 2.0 / 3 * std::log(2.0);
  EXPECT_NEAR(
      s.information_theory, 1 - (17 * inner + 2 * ends) / (19 * city), 1e-14);
  EXPECT_NEAR(s.relative_diversity,
              1 - (17 * 0.625 + 2 * 4.0 / 9) / (19 * 18.0 / 19),
              1e-14);
  EXPECT_NEAR(s.exposure[0], 2.0 / 3, 1e-15);
  EXPECT_NEAR(s.exposure[groups + 1], 0.5, 1e-15);
  EXPECT_NEAR(s.exposure[groups], 0.25, 1e-15);
}

// Half the zones 1500:500, half 500:1500: a million zones, a thousand million
// people of each group.
TEST(IndexCatalogue, ThousandMillionPeople) {
  constexpr std::size_t zones = 1'000'000;
  std::vector<double> x(zones);
  std::vector<double> y(zones);
  for (std::size_t z = 0; z < zones; ++z) {
    x[z] = z % 2 == 0 ? 1500 : 500;
    y[z] = 2000 - x[z];
  }
  const TwoGroups town{std::move(x), std::move(y)};
  EXPECT_EQ(town.total_t, 2e9);
  EXPECT_NEAR(dissimilarity(town), 0.5, 1e-14);
  EXPECT_NEAR(gini(town), 0.5, 1e-13);
  EXPECT_NEAR(isolation(town, false), 0.625, 1e-14);
  EXPECT_NEAR(hutchens(town), 1 - std::sqrt(3) / 2, 1e-14);
  EXPECT_NEAR(atkinson(town, 0.5), 0.25, 1e-13);
  EXPECT_NEAR(information_theory(town),
              1 + (.75 * std::log2(.75) + .25 * std::log2(.25)),
              1e-13);
}

// Two authorities, alike inside but for the first's two halves, which are
// apart: nothing between authorities, nothing inside halves, and ln 2 of half
// the people in between.
TEST(IndexCatalogue, LevelsWithinLevels) {
  const PeopleTable town{2,
                         {10, 0, 10, 0, 0, 10, 0, 10, 5, 5, 5, 5, 5, 5, 5, 5}};
  const std::vector<AreaLevel> levels{{{0, 0, 1, 1, 2, 2, 3, 3}, 4},
                                      {{0, 0, 0, 0, 1, 1, 1, 1}, 2}};
  const auto m = nested_mutual_information(town, levels);
  ASSERT_EQ(m.size(), 4U);
  EXPECT_NEAR(m[0], 0.5 * std::log(2.0), 1e-15);
  EXPECT_NEAR(m[1], 0, 1e-15);
  EXPECT_NEAR(m[2], 0.5 * std::log(2.0), 1e-15);
  EXPECT_NEAR(m[3], 0, 1e-15);
  EXPECT_NEAR(nested_information_theory(town, levels)[2], 0.5, 1e-15);
}

// Everyone in the denominator: x meets y in a zone with two of a third group.
TEST(IndexCatalogue, DenominatorsDiffer) {
  const PeopleTable town{3, {4, 4, 2, 0, 6, 4}};
  const TwoGroups pair = pair_of(town, 0, 1, Denominator::pair);
  const TwoGroups all = pair_of(town, 0, 1, Denominator::all);
  EXPECT_NEAR(exposure(pair, false), 0.5, 1e-15);
  EXPECT_NEAR(exposure(all, false), 0.4, 1e-15);
  EXPECT_EQ(dissimilarity(pair), dissimilarity(all));
  EXPECT_EQ(gini(pair), gini(all));
}

// Shares 1, 0, 0, 1 along a street: neighbours differ twice in three.
TEST(IndexCatalogue, AutocorrelationByHand) {
  const std::vector<double> shares{1, 0, 0, 1};
  const ZoneWeights w = contiguity_weights(street(4), Contiguity::rook);
  // z = +-1/2: I = (4/6) (2 (-1/4 + 1/4 - 1/4)) / 1; C = (3/12) (2 x 2) / 1.
  EXPECT_NEAR(morans_i(shares, w), -1.0 / 3, 1e-15);
  EXPECT_NEAR(gearys_c(shares, w), 1, 1e-15);
  EXPECT_TRUE(std::isnan(morans_i({.5, .5, .5, .5}, w)));
  // First zone: sum 1 + 0, W = 2, s = 1/2: (1 - 1) / ... = 0.
  const auto scores = getis_ord_g_star(shares, w);
  EXPECT_NEAR(scores[0], 0, 1e-15);
  EXPECT_LT(scores[1], 0);
}

TEST(IndexCatalogue, NearestNeighboursKeepTies) {
  const ZoneWeights w = nearest_weights(street(5), 1);
  EXPECT_EQ(w.offsets[1] - w.offsets[0], 1U);
  EXPECT_EQ(w.offsets[3] - w.offsets[2], 2U);
  const ZoneWeights all = nearest_weights(street(3), 7);
  EXPECT_EQ(all.targets.size(), 6U);
}

// Two zones 1 km apart, a uniform kernel that reaches both: no segregation;
// one that reaches neither: all of it.
TEST(IndexCatalogue, KernelsByHand) {
  const PeopleTable apart{2, {10, 0, 0, 10}};
  Surroundings how;
  how.kernel = Kernel::uniform;
  how.bandwidth = 1000;
  EXPECT_NEAR(
      spatial_segregation(apart, street(2), how).dissimilarity, 0, 1e-15);
  how.bandwidth = 999;
  EXPECT_NEAR(
      spatial_segregation(apart, street(2), how).dissimilarity, 1, 1e-15);
  // Half weight on the other zone: shares 2/3, 1/3; D = 1/3.
  how.kernel = Kernel::triangular;
  how.bandwidth = 2000;
  const auto half = spatial_segregation(apart, street(2), how);
  EXPECT_NEAR(half.dissimilarity, 1.0 / 3, 1e-15);
  EXPECT_NEAR(half.exposure[0], 2.0 / 3, 1e-15);
  how.kernel = Kernel::gaussian;
  how.bandwidth = 1000;
  const double weight = std::exp(-0.5);
  EXPECT_NEAR(spatial_segregation(apart, street(2), how).exposure[0],
              1 / (1 + weight),
              1e-14);
  how.kernel = Kernel::queen;
  EXPECT_NEAR(
      spatial_segregation(apart, street(2), how).dissimilarity, 0, 1e-15);
}

/// Zones scattered over 300 km, two groups, by a fixed recurrence.
struct Country {
  IndexGeometry geometry;
  TwoGroups groups;
};
Country scattered_country(std::size_t zones) {
  Country out;
  std::vector<double> x;
  std::vector<double> y;
  std::uint64_t state = 1;
  const auto next = [&](std::uint64_t below_this) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>((state >> 33) % below_this);
  };
  for (std::size_t z = 0; z < zones; ++z) {
    out.geometry.x.push_back(next(300'000));
    out.geometry.y.push_back(next(300'000));
    out.geometry.areas.push_back(1e6);
    x.push_back(1 + next(500));
    y.push_back(1 + next(500));
  }
  out.groups = TwoGroups{std::move(x), std::move(y)};
  return out;
}

// Against the full double sum, which no cut of distance may change visibly.
TEST(IndexCatalogue, CutDistancesDoNotShow) {
  constexpr std::size_t zones = 300;
  const Country c = scattered_country(zones);
  std::vector<double> both;
  double xx = 0;
  std::vector<double> around(2 * zones);
  const double bandwidth = 5000;
  for (std::size_t i = 0; i < zones; ++i) {
    both.push_back(c.groups.x[i]);
    both.push_back(c.groups.y[i]);
    for (std::size_t j = 0; j < zones; ++j) {
      const double d = std::hypot(c.geometry.x[i] - c.geometry.x[j],
                                  c.geometry.y[i] - c.geometry.y[j]);
      const double self = i == j ? std::sqrt(0.6e6) : d;
      xx += c.groups.x[i] * c.groups.x[j] * std::exp(-self / 1000);
      around[2 * i] += c.groups.x[j] * std::exp(-d / bandwidth);
      around[2 * i + 1] += c.groups.y[j] * std::exp(-d / bandwidth);
    }
  }
  EXPECT_NEAR(proximity_sums(c.groups, c.geometry, {}).xx / xx, 1, 1e-13);
  double isolation = 0;
  for (std::size_t i = 0; i < zones; ++i) {
    isolation += c.groups.x[i] / c.groups.total_x * around[2 * i] /
                 (around[2 * i] + around[2 * i + 1]);
  }
  Surroundings how;
  how.kernel = Kernel::exponential;
  how.bandwidth = bandwidth;
  const auto spatial =
      spatial_segregation(PeopleTable{2, std::move(both)}, c.geometry, how);
  EXPECT_NEAR(spatial.exposure[0], isolation, 1e-13);
}

// The way round is longer: shortest paths of 5 km where the eye sees 1.
TEST(IndexCatalogue, NetworkDistancesReplaceStraightOnes) {
  IndexGeometry place = street(2);
  place.network = [](std::size_t zone, double /*range*/) {
    return zone == 0 ? std::vector<double>{0, 5000}
                     : std::vector<double>{5000, 0};
  };
  const PeopleTable apart{2, {10, 0, 0, 10}};
  Surroundings how;
  how.kernel = Kernel::exponential;
  how.network = true;
  const double weight = std::exp(-5.0);
  EXPECT_NEAR(spatial_segregation(apart, place, how).exposure[0],
              1 / (1 + weight),
              1e-14);
}

TEST(IndexCatalogue, NeighbourhoodTypes) {
  // Host, minorities a and b.
  const PeopleTable town{3, {90, 10,
                             0,  // citadel
                             60, 20,
                             20,  // host community
                             40, 30,
                             30,  // pluralism
                             20, 40,
                             40,  // mixed-minority enclave
                             10, 80,
                             10,  // nearly all of a: ghetto
                             25, 50,
                             25,  // half a, two thirds of the minorities
                             0,  0,  0}};
  const auto types = neighbourhood_typology(town, 0, {});
  EXPECT_EQ(types, (std::vector<double>{1, 2, 3, 4, 6, 5, 0}));
  TypologyThresholds strict;
  strict.captured = 0.9;
  EXPECT_EQ(neighbourhood_typology(town, 0, strict)[4], 5);
  EXPECT_EQ(typology_label(5), "polarised enclave");
}

// In a town that is even, no surroundings are ever unlike it; where two
// groups live entirely apart the corner has the largest distortion there is.
TEST(IndexCatalogue, DistortionLimits) {
  const PeopleTable even{2, {3, 7, 6, 14, 3, 7}};
  for (const double d : distortion_coefficients(even, street(3), true)) {
    EXPECT_NEAR(d, 0, 1e-15);
  }
  constexpr std::size_t zones = 400;
  std::vector<double> values;
  for (std::size_t z = 0; z < zones; ++z) {
    values.push_back(z < zones / 4 ? 10 : 0);
    values.push_back(z < zones / 4 ? 0 : 10);
  }
  const auto apart = distortion_coefficients(
      PeopleTable{2, std::move(values)}, street(zones), true);
  EXPECT_NEAR(apart[0], 1, 0.01);
  EXPECT_LT(apart[zones / 2], apart[0]);
}

TEST(IndexRegistry, EveryDefinitionIsComplete) {
  std::set<std::pair<std::string_view, IndexKind>> seen;
  for (const IndexDefinition& d : index_catalogue()) {
    EXPECT_TRUE(seen.emplace(d.name, d.kind).second) << d.name;
    EXPECT_NE(d.compute, nullptr) << d.name;
    for (const auto text : {d.title, d.formula, d.range, d.source, d.cost}) {
      EXPECT_FALSE(text.empty()) << d.name;
    }
    EXPECT_NO_THROW(Parameters(d.parameters, {})) << d.name;
    EXPECT_EQ(d.parts.empty(), d.shape != ValueShape::parts) << d.name;
  }
}

TEST(IndexRegistry, AmericanSpelling) {
  EXPECT_EQ(british("absolute_centralization"), "absolute_centralisation");
  EXPECT_EQ(british("center"), "centre");
  EXPECT_EQ(british("neighborhood_typology"), "neighbourhood_typology");
  EXPECT_EQ(british("neighbourhood_typology"), "neighbourhood_typology");
  EXPECT_EQ(british("row_standardized"), "row_standardised");
  EXPECT_EQ(find_indices("relative_centralization").size(), 1U);
}

TEST(IndexRegistry, NearestNames) {
  EXPECT_EQ(nearest_names("disimilarity", index_names()).at(0),
            "dissimilarity");
  EXPECT_EQ(nearest_names("morans", index_names()).at(0), "morans_i");
  EXPECT_TRUE(nearest_names("xyzzy", index_names()).empty());
}

std::string refusal(const char* index, const char* name, const char* value) {
  const std::vector<GivenParameter> given{{name, value}};
  try {
    Parameters(find_indices(index).at(0)->parameters, given);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no error";
}

TEST(IndexRegistry, RefusesWrongValues) {
  EXPECT_EQ(refusal("atkinson", "b", "1"),
            "parameter 'b' cannot be '1'. Give a number from 0.000001 to "
            "0.999999");
  EXPECT_EQ(refusal("atkinson", "b", "much"),
            "parameter 'b' cannot be 'much'. Give a number from 0.000001 to "
            "0.999999");
  EXPECT_EQ(refusal("concentration_profile", "m", "1.5"),
            "parameter 'm' cannot be '1.5'. Give a whole number from 2 to "
            "10000000");
  EXPECT_EQ(refusal("isolation", "finite_population", "yes"),
            "parameter 'finite_population' cannot be 'yes'. Give true or "
            "false");
  EXPECT_EQ(refusal("spatial_proximity", "decay", "slow"),
            "parameter 'decay' cannot be 'slow'. Give one of exp, linear");
  EXPECT_EQ(refusal("isolation", "other", "1"), "no error");
}

TEST(IndexRegistry, SaysWhatIsMissing) {
  const PeopleTable town{2, {1, 2}};
  IndexInput input;
  input.people = &town;
  const auto missing = [&](const char* name) {
    const IndexDefinition& d = *find_indices(name).at(0);
    return what_is_missing(d, input, Parameters{d.parameters, {}});
  };
  EXPECT_EQ(missing("dissimilarity"), "needs --pair");
  EXPECT_EQ(missing("spatial_dissimilarity"),
            "needs the zones' geometry (--zones)");
  EXPECT_EQ(missing("mutual_information_nested"),
            "needs larger areas: --lookup FILE:KEY and --set by=COLUMN");
  EXPECT_EQ(missing("mutual_information_change"),
            "needs a second table of the same zones (--compare)");
  EXPECT_EQ(missing("entropy"), "");
}

}  // namespace
}  // namespace mingle
