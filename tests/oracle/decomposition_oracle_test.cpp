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

// Null means of D and H: ours and the program's within 5 standard errors of
// the difference, the spreads within a fifth.
TEST(StatisticalOracle, NullDistributions) {
  MINGLE_NEEDS_SHARED(shared);
  const Json inference = read_vectors(shared).at("statistical").at("inference");
  const PeopleTable people = two_columns(asian_and_rest(shared, "bradford"));
  constexpr double iterations = 500;
  for (const char* index : {"D", "H"}) {
    for (const bool relabel : {false, true}) {
      const std::string key =
          std::string{"bradford|Asian of total|"} + index +
          (relabel ? "|person_permutation|iters=20" : "|evenness|iters=500");
      const Json& theirs = inference.at(key);
      PermutationSettings settings;
      settings.null_model =
          relabel ? NullModel::relabelling : NullModel::evenness;
      settings.replicates = 500;
      settings.seed = 20;
      const auto ours =
          permutation_test(people, index[0] == 'D' ? d_of : h_of, settings);
      const double n = relabel ? 20 : iterations;
      const double sd = theirs.at("null_sd");
      const double error =
          std::hypot(sd / std::sqrt(n), ours.null_sd / std::sqrt(iterations));
      EXPECT_NEAR(ours.null_mean, theirs.at("null_mean"), 5 * error) << key;
      EXPECT_NEAR(ours.null_sd, sd, (relabel ? 0.6 : 0.2) * sd) << key;
      EXPECT_NEAR(ours.observed, theirs.at("statistic"), 1e-10);
      EXPECT_EQ(ours.p_value, 1.0 / 501);
    }
  }
}

TEST(StatisticalOracle, BootstrapOfPeopleAndOfZones) {
  MINGLE_NEEDS_SHARED(shared);
  const Json statistical = read_vectors(shared).at("statistical");
  const PeopleTable people = two_columns(asian_and_rest(shared, "bradford"));
  const Json& theirs = statistical.at("segregationR")
                           .at("bradford")
                           .at("D_Asian_rest_bootstrap")
                           .at(0);
  BootstrapSettings settings;
  settings.seed = 7;
  const auto ours = bootstrap(people, d_of, settings);
  const double se = theirs.at("se");
  EXPECT_NEAR(ours.standard_error, se, 0.25 * se);
  EXPECT_NEAR(ours.corrected, theirs.at("est"), 0.3 * se);
  EXPECT_LT(ours.low, ours.corrected);
  EXPECT_LT(ours.corrected, ours.high);

  settings.unit = ResampledUnit::zones;
  const auto zones = bootstrap(people, d_of, settings);
  const Json& bootstrapped =
      statistical.at("inference")
          .at("bradford|Asian of total|D|bootstrap|iters=500");
  const double sd = bootstrapped.at("null_sd");
  EXPECT_NEAR(zones.standard_error, sd, 0.2 * sd);
  EXPECT_NEAR(zones.observed + zones.bias,
              bootstrapped.at("null_mean"),
              5 * sd / std::sqrt(500.0));
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
}

}  // namespace
}  // namespace mingle::test
