// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Decompositions and random quantities of the given set. Random ones are
// compared by their means, within a few of their standard errors.
#include "index_cases.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <mingle/engine/indices/decomposition.h>
#include <mingle/engine/indices/inference.h>
#include <mingle/engine/indices/multigroup.h>
#include <mingle/engine/indices/two_group.h>
#include <mingle/test_support/shared_data.h>

namespace mingle::test {
namespace {

using Json = nlohmann::json;

Json read_vectors(const std::filesystem::path& shared) {
  std::ifstream file{shared / "oracles" / "vectors" / "decomposition.json"};
  return Json::parse(file);
}

// The vectors were raked to 1e-13 and their own zero cells filled with 1e-10.
TEST(DecompositionOracle, ChangeOfMutualInformation) {
  MINGLE_NEEDS_SHARED(shared);
  const Json vectors = read_vectors(shared);
  const std::vector<std::pair<std::string, ChangeMethod>> methods{
      {"shapley", ChangeMethod::shapley},
      {"km", ChangeMethod::karmel_maclachlan},
      {"mrc", ChangeMethod::mora_ruiz_castillo}};
  for (const Json& entry : vectors.at("two_period_M")) {
    const auto before = read_named_table(shared / "oracles" /
                                         entry.at("t1").get<std::string>());
    const auto after = read_named_table(shared / "oracles" /
                                        entry.at("t2").get<std::string>());
    ASSERT_EQ(before.ids, after.ids);
    for (const auto& method : methods) {
      const std::string& name = method.first;
      const Json& expected = entry.at(name);
      const auto c =
          mutual_information_change(before.people, after.people, method.second);
      const double tolerance = 2e-10;
      const auto near = [&](double value, const char* part) {
        EXPECT_NEAR(value, expected.at(part).get<double>(), tolerance)
            << entry.at("t1") << " " << name << " " << part;
      };
      near(c.before, "M1");
      near(c.after, "M2");
      near(c.additions, "additions");
      near(c.removals, "removals");
      near(c.group_marginal, "group_marginal");
      near(c.zone_marginal, "unit_marginal");
      near(c.structural, "structural");
      if (expected.contains("interaction")) near(c.interaction, "interaction");
      EXPECT_NEAR(c.additions + c.removals + c.group_marginal +
                      c.zone_marginal + c.interaction + c.structural,
                  c.after - c.before,
                  tolerance);
    }
  }
}

TEST(DecompositionOracle, NestedMutualInformation) {
  MINGLE_NEEDS_SHARED(shared);
  const Json entry = read_vectors(shared).at("nested_M").at(0);
  const auto zones =
      read_case(shared / "oracles" / "cases" / "la_bradford_2011_14g");
  const Rows lookup =
      read_csv(shared / "oracles" / entry.at("parents").get<std::string>());
  std::map<std::string, std::string> parent_of;
  for (std::size_t r = 1; r < lookup.size(); ++r) {
    parent_of[lookup[r][0]] = lookup[r][1];
  }
  const Json& per = entry.at("per_msoa");
  const auto codes = per.at("msoa").get<std::vector<std::string>>();
  std::vector<std::size_t> parents;
  for (const std::string& id : zones.ids) {
    const auto place =
        std::lower_bound(codes.begin(), codes.end(), parent_of.at(id));
    parents.push_back(static_cast<std::size_t>(place - codes.begin()));
  }
  const auto m = nested_mutual_information(zones.people, parents, codes.size());
  const auto h = nested_information_theory(zones.people, parents, codes.size());
  const auto expected = [&](const char* part, const char* index) {
    return entry.at(part).at(index).get<double>();
  };
  EXPECT_NEAR(m.total, expected("total", "M"), 1e-10);
  EXPECT_NEAR(m.between, expected("between_msoa", "M"), 1e-10);
  EXPECT_NEAR(m.within, expected("within_msoa", "M"), 1e-10);
  EXPECT_NEAR(h.total, expected("total", "H"), 1e-10);
  EXPECT_NEAR(h.between, expected("between_msoa", "H"), 1e-10);
  EXPECT_NEAR(h.within, expected("within_msoa", "H"), 1e-10);
  for (std::size_t p = 0; p < codes.size(); ++p) {
    EXPECT_NEAR(m.of_parents[p], per.at("M")[p].get<double>(), 1e-10);
    EXPECT_NEAR(m.shares[p], per.at("p")[p].get<double>(), 1e-10);
    EXPECT_NEAR(h.of_parents[p], per.at("H")[p].get<double>(), 1e-10);
  }
}

TwoGroups asian_and_rest(const std::filesystem::path& shared,
                         const std::string& place) {
  const auto zones =
      read_case(shared / "oracles" / "cases" / ("la_" + place + "_2021_5g"));
  return against_rest(zones.people, zones.group("Asian"));
}

double index_called(const std::string& name, const TwoGroups& groups) {
  if (name == "D") return dissimilarity(groups);
  if (name == "Gini") return gini(groups);
  if (name == "H") return information_theory(groups);
  EXPECT_EQ(name, "xPx");
  return isolation(groups, false);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '|') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

TEST(DecompositionOracle, SpaceAndAttributes) {
  MINGLE_NEEDS_SHARED(shared);
  const std::map<std::string, Counterfactual> approaches{
      {"composition", Counterfactual::composition},
      {"share", Counterfactual::share},
      {"dual_composition", Counterfactual::dual_composition}};
  const Json entries = read_vectors(shared).at("pysal_decompose");
  for (const Json& entry : entries) {
    const auto parts = split(entry.at("pair"));
    const auto s = shapley_space_attribute(
        asian_and_rest(shared, parts[0]),
        asian_and_rest(shared, parts[1]),
        approaches.at(parts[4]),
        [&](const TwoGroups& g) { return index_called(parts[3], g); });
    const Json& expected = entry.at("values");
    const auto near = [&](double value, const char* part) {
      EXPECT_NEAR(value, expected.at(part).get<double>(), 1e-10)
          << entry.at("pair") << " " << part;
    };
    near(s.space, "c_s");
    near(s.attributes, "c_a");
    near(s.first, "s1_a1");
    near(s.first_second_attributes, "s1_a2");
    near(s.second_first_attributes, "s2_a1");
    near(s.second, "s2_a2");
  }
  EXPECT_EQ(entries.size(), 12U);
}

PeopleTable two_columns(const TwoGroups& groups) {
  std::vector<double> values;
  for (std::size_t i = 0; i < groups.zones(); ++i) {
    values.push_back(groups.x[i]);
    values.push_back(groups.y[i]);
  }
  return {2, std::move(values)};
}

double d_of(const PeopleTable& people) {
  return dissimilarity(people);
}
double h_of(const PeopleTable& people) {
  return information_theory(people);
}

/// The model of ours that a program's null model is, up to what its mean and
/// spread can show: "systematic" draws each group's people over the zones by
/// size, "evenness" each zone's people over the groups; both differ from
/// relabelling by less than a hundredth of a standard deviation here.
NullModel null_model_of(const std::string& name) {
  if (name == "geographic_permutation") return NullModel::zones;
  if (name == "person_permutation") return NullModel::relabelling;
  EXPECT_TRUE(name == "systematic" || name == "evenness" ||
              name == "systematic_permutation" || name == "even_permutation")
      << name;
  return NullModel::evenness;
}

// Every null distribution and bootstrap of D and H in the set: means within 5
// standard errors of the difference, spreads within a fifth (three fifths
// where they come from 20 draws).
TEST(StatisticalOracle, NullDistributions) {
  MINGLE_NEEDS_SHARED(shared);
  const Json inference = read_vectors(shared).at("statistical").at("inference");
  const PeopleTable people = two_columns(asian_and_rest(shared, "bradford"));
  EXPECT_EQ(inference.size(), 14U);
  for (const auto& [key, theirs] : inference.items()) {
    const auto parts = split(key);
    ASSERT_EQ(parts.at(0) + parts.at(1), "bradfordAsian of total");
    if (parts.at(3) == "bootstrap") continue;  // below
    PermutationSettings settings;
    settings.null_model = null_model_of(parts[3]);
    settings.replicates = 500;
    settings.seed = 20;
    const auto ours =
        permutation_test(people, parts[2] == "D" ? d_of : h_of, settings);
    EXPECT_NEAR(ours.observed, theirs.at("statistic"), 1e-10);
    if (settings.null_model == NullModel::zones) {
      // The places of zones do not enter D or H.
      EXPECT_NEAR(ours.null_mean, theirs.at("null_mean"), 1e-10);
      EXPECT_EQ(ours.p_value, 1);
      continue;
    }
    const bool few = parts.at(4) == "iters=20";
    const double sd = theirs.at("null_sd");
    const double error = std::hypot(sd / std::sqrt(few ? 20.0 : 500.0),
                                    ours.null_sd / std::sqrt(500.0));
    EXPECT_NEAR(ours.null_mean, theirs.at("null_mean"), 5 * error) << key;
    EXPECT_NEAR(ours.null_sd, sd, (few ? 0.6 : 0.2) * sd) << key;
    EXPECT_EQ(ours.p_value, 1.0 / 501);
  }
}

/// Estimate, bias and standard error of R segregation's bootstraps of people.
void expect_bootstrap(const PeopleTable& people,
                      double (*index)(const PeopleTable&),
                      const Json& theirs) {
  BootstrapSettings settings;
  settings.seed = 7;
  const auto ours = bootstrap(people, index, settings);
  const double se = theirs.at("se");
  EXPECT_NEAR(ours.standard_error, se, 0.25 * se);
  EXPECT_NEAR(ours.corrected, theirs.at("est"), 0.3 * se);
  EXPECT_NEAR(ours.bias, theirs.at("bias"), 0.3 * se);
  EXPECT_LT(ours.low, ours.corrected);
  EXPECT_LT(ours.corrected, ours.high);
}

/// Mean and spread of an index under random relabelling.
void expect_by_chance(const PeopleTable& people,
                      double (*index)(const PeopleTable&),
                      const Json& theirs) {
  PermutationSettings settings;
  settings.replicates = 500;
  const auto ours = permutation_test(people, index, settings);
  const double se = theirs.at("se");
  EXPECT_NEAR(ours.null_mean, theirs.at("est"), 0.5 * se);
  EXPECT_NEAR(ours.null_sd, se, 0.25 * se);
}

double m_of(const PeopleTable& people) {
  return mutual_information(people);
}

TEST(StatisticalOracle, BootstrapsOfPeople) {
  MINGLE_NEEDS_SHARED(shared);
  const Json theirs =
      read_vectors(shared).at("statistical").at("segregationR").at("bradford");
  const PeopleTable pair = two_columns(asian_and_rest(shared, "bradford"));
  const PeopleTable all =
      read_case(shared / "oracles" / "cases" / "la_bradford_2021_5g").people;
  expect_bootstrap(pair, d_of, theirs.at("D_Asian_rest_bootstrap").at(0));
  expect_bootstrap(all, m_of, theirs.at("mutual_total_bootstrap").at(0));
  expect_bootstrap(all, h_of, theirs.at("mutual_total_bootstrap").at(1));
  expect_by_chance(pair, d_of, theirs.at("D_Asian_rest_expected").at(0));
  expect_by_chance(all, m_of, theirs.at("mutual_total_expected").at(0));
  expect_by_chance(all, h_of, theirs.at("mutual_total_expected").at(1));
}

TEST(StatisticalOracle, BootstrapsOfZones) {
  MINGLE_NEEDS_SHARED(shared);
  const Json inference = read_vectors(shared).at("statistical").at("inference");
  const PeopleTable people = two_columns(asian_and_rest(shared, "bradford"));
  for (const std::string index : {"D", "H"}) {
    const Json& theirs = inference.at("bradford|Asian of total|" + index +
                                      "|bootstrap|iters=500");
    BootstrapSettings settings;
    settings.seed = 7;
    settings.unit = ResampledUnit::zones;
    const auto ours = bootstrap(people, index == "D" ? d_of : h_of, settings);
    const double sd = theirs.at("null_sd");
    EXPECT_NEAR(ours.standard_error, sd, 0.2 * sd);
    EXPECT_NEAR(ours.observed + ours.bias,
                theirs.at("null_mean"),
                5 * sd / std::sqrt(500.0));
  }
}

TEST(StatisticalOracle, CorrectedDissimilarities) {
  MINGLE_NEEDS_SHARED(shared);
  const Json indices =
      read_vectors(shared).at("statistical").at("stochastic_indices");
  const TwoGroups groups = asian_and_rest(shared, "bradford");
  const Json& corrected =
      indices.at("bradford|Asian of total|BiasCorrectedDissim(B=500)");
  const double sd = corrected.at("sd_over_5_runs");
  EXPECT_NEAR(bias_corrected_dissimilarity(groups, 500, 3),
              corrected.at("mean"),
              5 * sd);
  const Json& null = indices.at(
      "bradford|Asian of total|REF evenness null D* (2000 independent "
      "binomial draws)");
  const double random = null.at("mean");
  const double d = dissimilarity(groups);
  const double expected = (d - random) / (1 - random);
  const double error = null.at("sd").get<double>() / std::sqrt(500.0);
  EXPECT_NEAR(
      modified_index(
          groups, [](const TwoGroups& g) { return dissimilarity(g); }, 500, 5),
      expected,
      5 * error);
  // The program repeats one draw for every iteration: its spread is wide.
  const Json& repeated =
      indices.at("bradford|Asian of total|ModifiedDissim(iterations=50)");
  EXPECT_NEAR(expected,
              repeated.at("mean"),
              5 * repeated.at("sd_over_12_runs").get<double>());
}

}  // namespace
}  // namespace mingle::test
