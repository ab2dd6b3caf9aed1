// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "catalogue.h"

#include <mingle/engine/indices/multigroup.h>

namespace mingle {

namespace {

using Values = std::vector<double>;

template <double (*Index)(const PeopleTable&)>
Values of_people(const IndexInput& in, const Parameters&) {
  return {Index(*in.people)};
}

template <OrdinalVariation Variation>
Values ordinal(const IndexInput& in, const Parameters&) {
  return {ordinal_segregation(*in.people, Variation)};
}

constexpr std::string_view absent_dropped =
    "Groups without people are left out (as OasisR and segregation do); PySAL "
    "returns NaN when there is one";

IndexDefinition define(std::string_view name,
                       IndexFunction function,
                       std::string_view title,
                       std::string_view formula,
                       std::string_view range,
                       std::string_view source,
                       std::string_view programs = "") {
  return {name,
          IndexKind::multigroup,
          ValueShape::scalar,
          needs_nothing,
          {},
          {},
          function,
          title,
          formula,
          range,
          one_group,
          source,
          "O(n groups)",
          programs};
}

IndexDefinition ordinal_index(std::string_view name,
                              IndexFunction function,
                              std::string_view title,
                              std::string_view variation) {
  IndexDefinition out =
      define(name,
             function,
             title,
             variation,
             "[0, 1]",
             "Reardon 2009, Research on Economic Inequality 17, 129-155",
             "Groups are ordered categories, in column order");
  return out;
}

/// Dissimilarity and exposure of every pair.
// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> matrix_indices() {
  std::vector<IndexDefinition> matrices;
  matrices.push_back(define(
      "dissimilarity",
      [](const IndexInput& in, const Parameters&) {
        return dissimilarity_matrix(*in.people);
      },
      "Dissimilarity of every pair of groups",
      "1/2 sum_i |x_i/X - y_i/Y| for each pair",
      "[0, 1]; 0 on the diagonal",
      "Duncan and Duncan 1955, American Sociological Review 20, 210-217"));
  matrices.push_back(define(
      "exposure",
      [](const IndexInput& in, const Parameters&) {
        return exposure_matrix(*in.people);
      },
      "Exposure of every group to every group, everyone in the denominator",
      "sum_i (x_im/X_m)(x_in/t_i); the diagonal is isolation",
      "[0, 1]; rows sum to 1",
      "Bell 1954, Social Forces 32, 357-364; Lieberson 1981"));
  for (IndexDefinition& matrix : matrices) {
    matrix.kind = IndexKind::matrix;
    matrix.shape = ValueShape::group_pair;
    matrix.undefined = absent_group;
    matrix.cost = "O(n groups^2)";
  }
  return matrices;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> multigroup_indices() {
  IndexDefinition entropy_index = define(
      "entropy",
      [](const IndexInput& in, const Parameters& p) {
        return Values{entropy(*in.people, p.flag("normalised"))};
      },
      "Entropy of the whole area, E (nats)",
      "-sum_k P_k ln P_k; normalised: "
      "over ln K",
      "[0, ln K]",
      "Shannon 1948",
      "K counts all chosen groups when normalised (as in PySAL); OasisR counts "
      "those present");
  entropy_index.parameters = {
      {"normalised",
       ParameterType::flag,
       "false",
       "",
       "whether divided by ln of the number of groups"}};
  entropy_index.undefined = "nobody lives there";
  IndexDefinition simpson = define(
      "average_local_simpson",
      [](const IndexInput& in, const Parameters& p) {
        return Values{average_local_simpson(*in.people,
                                            p.is("average", "people")
                                                ? AverageOver::people
                                                : AverageOver::zones,
                                            p.flag("excess"))};
      },
      "Average local Simpson index",
      "sum_i (t_i/T) sum_k p_ik^2; excess: less "
      "sum_k P_k^2",
      "[1/K, 1]; excess >= 0 over people",
      "Simpson 1949; used for Bradford by Zuccotti, Lorenz, Paolillo et al. "
      "2023");
  simpson.parameters = {{"excess",
                         ParameterType::flag,
                         "false",
                         "",
                         "whether the city's own concentration is taken off"},
                        {"average",
                         ParameterType::choice,
                         "people",
                         "people|zones",
                         "who counts equally"}};
  simpson.undefined = "nobody lives there";
  IndexDefinition gini_index =
      define("gini",
             of_people<gini>,
             "Multigroup Gini",
             "sum_k sum_ij t_i t_j |p_ik - p_jk| / (2 T^2 I)",
             "[0, 1]",
             reardon_firebaugh);
  gini_index.cost = "O(groups n log n)";
  const std::vector<IndexDefinition> matrices = matrix_indices();
  return {
      define("dissimilarity",
             of_people<dissimilarity>,
             "Multigroup dissimilarity",
             "sum_k sum_i t_i |p_ik - P_k| / (2 T I), I = sum_k P_k (1-P_k)",
             "[0, 1]",
             "Morgan 1975; Sakoda 1981, Demography 18; Reardon and Firebaugh "
             "2002"),
      gini_index,
      define("information_theory",
             of_people<information_theory>,
             "Multigroup information theory, H",
             "M/E, E = -sum_k P_k ln P_k",
             "[0, 1]",
             "Theil 1972; Reardon and Firebaugh 2002",
             absent_dropped),
      define("mutual_information",
             of_people<mutual_information>,
             "Mutual information, M (nats)",
             "sum_i (t_i/T) sum_k p_ik ln(p_ik/P_k)",
             "[0, ln K]",
             "Theil 1971; Frankel and Volij 2011, Journal of Economic Theory "
             "146"),
      define("normalised_exposure",
             of_people<normalised_exposure>,
             "Normalised exposure, P",
             "sum_k sum_i t_i (p_ik - P_k)^2 / (T (1-P_k))",
             "[0, 1]",
             "James 1986; Reardon and Firebaugh 2002"),
      define("relative_diversity",
             of_people<relative_diversity>,
             "Relative diversity, R",
             "sum_k sum_i t_i (p_ik - P_k)^2 / (T I)",
             "[0, 1]",
             "Goodman and Kruskal 1954; Carlson 1992; Reardon and Firebaugh "
             "2002"),
      define("squared_coefficient_of_variation",
             of_people<squared_coefficient_of_variation>,
             "Squared coefficient of variation, C",
             "sum_k sum_i t_i (p_ik - P_k)^2 / (T (K-1) P_k), K the groups "
             "present",
             "[0, 1]",
             reardon_firebaugh,
             absent_dropped),
      define("simpson_concentration",
             of_people<simpson_concentration>,
             "Simpson concentration of the whole area",
             "sum_k P_k^2",
             "[1/K, 1]",
             "Simpson 1949, Nature 163"),
      define("simpson_interaction",
             of_people<simpson_interaction>,
             "Simpson interaction of the whole area, I",
             "sum_k P_k (1-P_k)",
             "[0, 1 - 1/K]",
             "Lieberson 1969; White 1986"),
      entropy_index,
      simpson,
      ordinal_index("ordinal_information_theory",
                    ordinal<OrdinalVariation::information_theory>,
                    "Ordinal information theory, H^O",
                    "1 - sum_i t_i v_i/(T v), v = mean over k < K of f(c_k), "
                    "c_k cumulative shares, f(c) = -c log2 c - (1-c) "
                    "log2(1-c)"),
      ordinal_index("ordinal_variation_ratio",
                    ordinal<OrdinalVariation::variation_ratio>,
                    "Ordinal variation ratio, R^O",
                    "as ordinal_information_theory with f(c) = 4c(1-c)"),
      ordinal_index("ordinal_square_root",
                    ordinal<OrdinalVariation::square_root>,
                    "Ordinal square root, S^O",
                    "as ordinal_information_theory with f(c) = 2 sqrt(c(1-c))"),
      ordinal_index("ordinal_absolute_difference",
                    ordinal<OrdinalVariation::absolute_difference>,
                    "Ordinal absolute difference, L^O",
                    "as ordinal_information_theory with f(c) = 1 - |2c-1|"),
      matrices[0],
      matrices[1],
  };
}

}  // namespace mingle
