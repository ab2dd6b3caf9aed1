// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// Indices over all groups of a table, without geometry. Groups without
/// people are left out unless said otherwise; NaN with fewer than two groups
/// present. With two groups each equals its two-group form where there is
/// one. p_k is a zone's share of group k, P_k the city's, I = sum P(1-P).
/// @source Reardon and Firebaugh 2002, Sociological Methodology 32, 33-67.

/// sum_k sum_i t_i |p_k - P_k| / (2 T I)
double dissimilarity(const PeopleTable& people);
/// sum_k sum_ij t_i t_j |p_ik - p_jk| / (2 T^2 I); O(groups n log n).
double gini(const PeopleTable& people);
/// M / E
double information_theory(const PeopleTable& people);
/// sum_i (t_i/T) sum_k p_ik ln(p_ik/P_k), nats.
double mutual_information(const PeopleTable& people);
/// sum_k sum_i t_i (p_ik-P_k)^2 / (T (1-P_k))
double normalised_exposure(const PeopleTable& people);
/// sum_k sum_i t_i (p_ik-P_k)^2 / (T I)
double relative_diversity(const PeopleTable& people);
/// sum_k sum_i t_i (p_ik-P_k)^2 / (T (K-1) P_k), K the groups present.
double squared_coefficient_of_variation(const PeopleTable& people);
/// sum P_k^2; NaN without people.
double simpson_concentration(const PeopleTable& people);
/// sum P_k (1-P_k)
double simpson_interaction(const PeopleTable& people);
/// -sum P_k ln P_k; normalised: over ln K, K all columns.
double entropy(const PeopleTable& people, bool normalised);

/// Reardon's ordinal indices: groups are ordered categories in column order.
/// 1 - sum t_i v_i / (T v), v the mean of f over the K-1 cumulative shares.
/// @source Reardon 2009, Research on Economic Inequality 17, 129-155.
enum class OrdinalVariation {
  information_theory,   ///< f(c) = -c log2 c - (1-c) log2(1-c)
  variation_ratio,      ///< 4 c (1-c)
  square_root,          ///< 2 sqrt(c (1-c))
  absolute_difference,  ///< 1 - |2c - 1|
};
double ordinal_segregation(const PeopleTable& people,
                           OrdinalVariation variation);

/// Who counts equally in an average over zones.
enum class AverageOver { people, zones };
/// Mean over zones of sum p_ik^2; `excess` subtracts the city's sum P_k^2.
double average_local_simpson(const PeopleTable& people,
                             AverageOver over,
                             bool excess);

/// Groups x groups, as in indices.h, for fractional people.
std::vector<double> dissimilarity_matrix(const PeopleTable& people);
std::vector<double> exposure_matrix(const PeopleTable& people);

}  // namespace mingle
