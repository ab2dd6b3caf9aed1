// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/hindcast/panel.h>
#include <mingle/engine/hindcast/twin.h>

namespace mingle::hindcast {

/// What the regression corrects.
enum class RegressionBase : std::uint8_t {
  proportional,  ///< N1: group totals are given
  raked          ///< N4: zone totals too
};

/// N6: the error of N1 (or N4) in each zone's shares, regressed on what was
/// known at the start and fitted on the authorities of other folds. For group
/// g, with sd_ga the spread of its base shares in authority a,
///
///   share = base + sd_ga (b_0 + b . x_z)
///
/// x: within-authority z-scores of every group's share, of its mean over near
/// zones, and of the covariates. Ridge penalty on b.
/// @param folds    of each authority
/// @param penalty  share of the mean of the matrix's diagonal
/// @return the forecast for each authority, group totals met
std::vector<PeopleTable> regression_forecasts(
    const Panel& panel,
    std::span<const TwinArea> areas,
    std::span<const std::size_t> folds,
    RegressionBase base,
    double penalty = 0.05);

/// Solves A x = b for a symmetric positive definite A (row-major, size x
/// size) by Cholesky's method.
std::vector<double> solve_positive(std::vector<double> matrix,
                                   std::vector<double> right);

}  // namespace mingle::hindcast
