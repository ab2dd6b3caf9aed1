// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// Values for each zone. A zone without people is undefined (NaN).

/// Zones x groups: (x_ik/t_i) / (X_k/T). @source Isard 1960.
std::vector<double> location_quotients(const PeopleTable& people);
/// -sum p ln p of each zone; normalised: over ln K, K all columns.
std::vector<double> local_entropy(const PeopleTable& people, bool normalised);
/// sum p^2
std::vector<double> local_simpson_concentration(const PeopleTable& people);
/// sum p (1-p)
std::vector<double> local_simpson_interaction(const PeopleTable& people);
/// Kullback-Leibler divergence from the city, sum p ln(p/P).
/// @source Roberto 2015.
std::vector<double> local_divergence(const PeopleTable& people);
/// What each zone adds to M: (t_i/T) x local divergence; sums to M.
/// @source Alonso-Villar and Del Rio 2010.
std::vector<double> local_mutual_information(const PeopleTable& people);
/// What each zone adds to the exposure of x to y: (x_i/X)(y_i/t_i).
std::vector<double> local_exposure(const TwoGroups& groups);

/// Thresholds of the neighbourhood typology, as shares.
struct TypologyThresholds {
  double citadel = 0.8;    ///< host share from which a zone is a citadel
  double host = 0.5;       ///< host share from which the host is the majority
  double minority = 0.7;   ///< minorities' share of an enclave
  double dominant = 0.66;  ///< one minority's share of the minorities there
  double ghetto = 0.6;     ///< its share of all people in a ghetto
  double captured = 0.3;   ///< share of its whole group in such zones
};

/// Type of each zone, 1 to 6 (0 for an empty zone): 1 isolated host community
/// (citadel), 2 non-isolated host community, 3 pluralism, 4 mixed-minority
/// enclave, 5 polarised enclave, 6 ghetto (a polarised enclave that one
/// minority makes up to `ghetto` or more, where `captured` or more of that
/// minority live in zones it makes up to that extent).
/// @param host  the host society's column; the largest group if none
/// @source Poulsen, Johnston and Forrest 2001, Environment and Planning A 33;
///         Johnston, Forrest and Poulsen 2002, Urban Studies 39.
std::vector<double> neighbourhood_typology(const PeopleTable& people,
                                           std::optional<std::size_t> host,
                                           const TypologyThresholds& limits);
/// Words for a type 0..6.
std::string typology_label(int type);

}  // namespace mingle
