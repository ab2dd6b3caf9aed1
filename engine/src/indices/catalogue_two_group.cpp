// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "catalogue.h"

#include <mingle/engine/indices/inference.h>
#include <mingle/engine/indices/two_group.h>

namespace mingle {

namespace {

using Values = std::vector<double>;

template <double (*Index)(const TwoGroups&)>
Values of_pair(const IndexInput& in, const Parameters&) {
  return {Index(*in.pair)};
}

constexpr ParameterDefinition iterations{"iterations",
                                         ParameterType::whole,
                                         "500",
                                         "",
                                         "random tables drawn",
                                         1,
                                         1e7};
constexpr ParameterDefinition seed{"seed",
                                   ParameterType::whole,
                                   "0",
                                   "",
                                   "seed of the random tables",
                                   0,
                                   0};
constexpr ParameterDefinition finite{
    "finite_population",
    ParameterType::flag,
    "false",
    "",
    "whether a person is left out of their own surroundings"};

std::uint64_t seed_of(const Parameters& p) {
  return p.whole("seed");
}

template <double (*Index)(const TwoGroups&)>
Values modified(const IndexInput& in, const Parameters& p) {
  return {modified_index(*in.pair, Index, p.whole("iterations"), seed_of(p))};
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> evenness_indices() {
  return {
      pair_index(
          "dissimilarity",
          of_pair<dissimilarity>,
          {"Index of dissimilarity, D",
           "1/2 sum_i |x_i/X - y_i/Y|",
           "[0, 1]; 0 = the same shares everywhere",
           absent_group,
           "Duncan and Duncan 1955, American Sociological Review 20, 210-217",
           "O(n)"}),
      pair_index("gini",
                 of_pair<gini>,
                 {"Gini index of segregation, G",
                  "sum_i sum_j |x_i y_j - x_j y_i| / (2 X Y) = sum_ij t_i t_j "
                  "|p_i - p_j| "
                  "/ (2 T^2 P (1-P))",
                  "[0, 1]; D <= G",
                  absent_group,
                  massey_denton,
                  "O(n log n)"}),
      pair_index(
          "information_theory",
          of_pair<information_theory>,
          {"Theil's information theory index, H",
           "sum_i t_i (E - E_i) / (E T), E = -P ln P - (1-P) ln(1-P)",
           "[0, 1]",
           absent_group,
           "Theil and Finizza 1971, Journal of Mathematical Sociology 1",
           "O(n)",
           "For a group that is absent PySAL returns 0; the ratio is 0/0"}),
      pair_index(
          "mutual_information",
          of_pair<mutual_information>,
          {"Mutual information, M (nats)",
           "sum_i (t_i/T) sum_k p_ik ln(p_ik/P_k) = E H",
           "[0, ln 2]",
           absent_group,
           "Theil 1971; Frankel and Volij 2011, Journal of Economic Theory 146",
           "O(n)"}),
      pair_index(
          "atkinson",
          [](const IndexInput& in, const Parameters& p) {
            return Values{atkinson(*in.pair, p.number("b"))};
          },
          {"Atkinson index, A(b)",
           "1 - P/(1-P) |sum_i (1-p_i)^(1-b) p_i^b t_i / (P T)|^(1/(1-b))",
           "[0, 1]",
           absent_group,
           "Atkinson 1970; James and Taeuber 1985; Massey and Denton 1988",
           "O(n)",
           "PySAL's Atkinson class cannot be given b: it is always 0.5"},
          {{"b",
            ParameterType::number,
            "0.5",
            "",
            "weight of zones with few of x, between 0 and 1, ends excluded",
            1e-6,
            1 - 1e-6}}),
      pair_index(
          "min_max",
          of_pair<min_max>,
          {"Min-max index",
           "1 - sum_i min(x_i/X, y_i/Y) / sum_i max(x_i/X, y_i/Y) = 2D/(1+D)",
           "[0, 1]",
           absent_group,
           "Hong and Sadahiro 2014, Environment and Planning A 46",
           "O(n)"}),
      pair_index("gorard",
                 of_pair<gorard>,
                 {"Gorard's segregation index, GS",
                  "1/2 sum_i |x_i/X - t_i/T| = D (1-P) when t = x + y",
                  "[0, 1-P]",
                  "x is absent",
                  "Gorard and Taylor 2002, Sociology 36",
                  "O(n)"}),
      pair_index("hutchens",
                 of_pair<hutchens>,
                 {"Hutchens' square root index",
                  "1 - sum_i sqrt((x_i/X)(y_i/Y))",
                  "[0, 1]",
                  absent_group,
                  "Hutchens 2001, Mathematical Social Sciences 41",
                  "O(n)"}),
      pair_index(
          "concentration_profile",
          [](const IndexInput& in, const Parameters& p) {
            return Values{concentration_profile(*in.pair, p.whole("m"))};
          },
          {"Concentration profile, R",
           "(P - [sum_{th<P} v - sum_{th>=P} v] / m) / (1-P), v(th) the part "
           "of X "
           "in zones with p_i >= th, th = 0, 1/(m-1), ..., 1",
           "about [0, 1]; the thresholds are coarse where P is near 0 or 1",
           "x is absent, or is everyone",
           "Hong and Sadahiro 2014, Environment and Planning A 46",
           "O(n + m)",
           "A discretised integral: it depends on m"},
          {{"m",
            ParameterType::whole,
            "1000",
            "",
            "number of thresholds",
            2,
            1e7}}),
      pair_index("bias_corrected_dissimilarity",
                 [](const IndexInput& in, const Parameters& p) {
                   return Values{bias_corrected_dissimilarity(
                       *in.pair, p.whole("iterations"), seed_of(p))};
                 },
                 {"Bias-corrected dissimilarity",
                  "2 D - mean of D over tables in which each group's people "
                  "are allotted "
                  "to zones by its own distribution",
                  "below D; slightly negative values mean none",
                  absent_group,
                  "Allen, Burgess, Davidson and Windmeijer 2015, Econometrics "
                  "Journal 18",
                  "O(iterations n)"},
                 {iterations, seed}),
      pair_index("density_corrected_dissimilarity",
                 of_pair<density_corrected_dissimilarity>,
                 {"Density-corrected dissimilarity",
                  "1/2 sum_i sigma_i theta_i, sigma_i^2 = x'(1-x')/X + "
                  "y'(1-y')/Y with x' "
                  "= x_i/X, y' = y_i/Y, theta_i = theta^ tanh(theta_i theta^), "
                  "theta^ = "
                  "|x' - y'|/sigma_i, 0 where theta^ <= 1",
                  "[0, 1], below D",
                  absent_group,
                  "Allen, Burgess, Davidson and Windmeijer 2015, Econometrics "
                  "Journal 18",
                  "O(n)",
                  "PySAL searches theta from 0, where the density underflows "
                  "once theta^ "
                  "> 38.5: it drops the most segregated zones (Bradford, "
                  "Pakistani and "
                  "White British 2011: .58 for .76)"}),
      pair_index(
          "modified_dissimilarity",
          modified<dissimilarity>,
          {"Modified dissimilarity, D*",
           "(D - D0)/(1 - D0) if D >= D0, else (D - D0)/D0; D0 the mean of D "
           "with "
           "x_i binomial(t_i, P)",
           "[-1, 1]; 0 = as under chance",
           absent_group,
           "Carrington and Troske 1997, Journal of Business and Economic "
           "Statistics 15",
           "O(iterations n)",
           "PySAL gives every iteration the same seed: its D0 is one draw"},
          {iterations, seed}),
      pair_index(
          "modified_gini",
          modified<gini>,
          {"Modified Gini, G*",
           "as modified_dissimilarity, of the Gini index",
           "[-1, 1]",
           absent_group,
           "Carrington and Troske 1997, Journal of Business and Economic "
           "Statistics 15",
           "O(iterations n log n)",
           "PySAL gives every iteration the same seed"},
          {iterations, seed}),
  };
}

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> exposure_indices() {
  return {
      pair_index(
          "isolation",
          [](const IndexInput& in, const Parameters& p) {
            return Values{isolation(*in.pair, p.flag("finite_population"))};
          },
          {"Isolation, xPx",
           "sum_i (x_i/X)(x_i/t_i); finite population: (x_i-1)/(t_i-1)",
           "[P, 1]",
           "x is absent; with finite_population, a zone has one person",
           "Bell 1954, Social Forces 32, 357-364; Lieberson 1981",
           "O(n)",
           "Depends on the denominator: t_i is the two groups, or everyone"},
          {finite}),
      pair_index(
          "exposure",
          [](const IndexInput& in, const Parameters& p) {
            return Values{exposure(*in.pair, p.flag("finite_population"))};
          },
          {"Exposure of x to y, xPy",
           "sum_i (x_i/X)(y_i/t_i); finite population: y_i/(t_i-1)",
           "[0, 1-P]",
           "x is absent; with finite_population, a zone has one person",
           "Bell 1954, Social Forces 32, 357-364; Lieberson 1981",
           "O(n)",
           "Depends on the denominator: t_i is the two groups, or everyone"},
          {finite}),
      pair_index("correlation_ratio",
                 of_pair<correlation_ratio>,
                 {"Correlation ratio, eta squared, V",
                  "(xPx - P)/(1 - P), P = X/T",
                  "[0, 1]",
                  "x is absent, or is everyone",
                  "Bell 1954; White 1986, Population Index 52",
                  "O(n)"}),
  };
}

}  // namespace mingle
