// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/utility.h>
#include <mingle/test_support/plain_housing_world.h>

namespace mingle::test {

/// The limiting cases of docs/methods/validation.md, in any size: small in
/// tests, larger in the program `limiting_cases`. Each returns measures by
/// replicate.
using Replicates = std::vector<std::vector<double>>;

/// T1, T2, T3, T11: one household a site on a square lattice.
struct LatticeCase {
  std::size_t side = 30;
  UtilityForm form = UtilityForm::threshold;
  double slope = 8.0;
  double threshold = 0.3;
  std::vector<double> alpha{1.0, 1.0};
  double moves_a_year = 0.4;
  int ticks = 160;
};
/// Measures: own share among a household's neighbours; share of households
/// below the threshold; share of 5 x 5 blocks that are mixed (each group
/// above 0.3) and set apart (one group above 0.9).
Replicates run_lattice(const LatticeCase& spec, int replicates);
enum class LatticeMeasure { own_share, dissatisfied, mixed, apart };

/// T5 and K-convergence: D after ten years from a town set apart.
struct ChoiceSetCase {
  double alpha = 0.8;
  double delta = 2.2;
  int looked_at = 0;  ///< 0: every vacancy
  std::size_t side = 8;
  std::size_t households = 100;
  double separation = 0.6;
};
/// Measures: D at the start and at the end; share of moves under 1.6 km.
Replicates run_choice_sets(const ChoiceSetCase& spec, int replicates);

/// T6: alpha on its own. Measures: D at the start and at the end; moves per
/// household over ten years.
Replicates run_urn(double alpha,
                   std::size_t side,
                   std::size_t households,
                   int steps_a_year,
                   int replicates);

/// T7: a quota on sales. Measures: D; log price and share of vacant homes in
/// zones above the quota at the start, less those of other zones.
Replicates run_quota(double quota, std::size_t side, int replicates);

/// T8: the same need, let by choice or directly. Measures: of the minority's
/// households let a home, the share in the third of zones where it is most
/// concentrated, which are the most deprived; D.
Replicates run_letting_rule(double choice_share,
                            double urgency,
                            std::size_t side,
                            int replicates);

/// T9: arrivals for five years, under dispersal or not, then twenty years of
/// onward moves. Measures: D of those who arrived from the majority after 5,
/// 10 and 25 years.
Replicates run_dispersal(double share, std::size_t side, int replicates);

/// Column of replicates.
std::vector<double> column(const Replicates& values, std::size_t measure);

}  // namespace mingle::test
