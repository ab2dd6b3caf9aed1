// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/hindcast/twin_fit.h>

namespace mingle::hindcast {

/// How far authorities and zones stray from the common parameters, learnt
/// from forecasts of authorities that the fit had not seen.
struct TwinSpread {
  /// Lower triangle of u_ga's covariance over groups, groups x groups.
  std::vector<double> effects;
  /// Standard deviation of the frozen effect of a zone on ln pi, by group.
  std::vector<double> zones;
  /// How the common parameters may be off: each times a standard normal
  /// number, summed, is one draw of their error (see parameter_shifts()).
  std::vector<std::vector<double>> shifts;
};

/// What one member of an ensemble is run with.
struct TwinDraw {
  std::vector<double> parameters;
  TwinEffects effects;
};

/// Scaled differences of the fits of folds from their mean, so that drawn
/// parameters have the jackknife's covariance (jackknife_errors() on its
/// diagonal). Those of a fold that an authority is in are other fits' too:
/// they tell how wide draws are, never where their middle is.
std::vector<std::vector<double>> parameter_shifts(const CrossFit& cross);

/// Parameters and effects of a member; depends on the seed, the member and
/// the codes of authority and zones only.
TwinDraw draw_twin(const TwinArea& area,
                   std::span<const double> parameters,
                   const TwinSpread& spread,
                   std::size_t member,
                   std::uint64_t seed);

/// The spread for each fold, from the authorities of all other folds. u_ga
/// start at their mean outer product; then zone effects are scaled until
/// ensembles have the mean square error of zone shares that was seen, and
/// authority effects are shrunk where members differ more in D against the
/// rest than D was missed by. Authorities count as in the fit.
/// @param seed  of the few ensemble members that are tried on the way
std::vector<TwinSpread> estimate_spreads(const TwinLayout& layout,
                                         const TwinSettings& settings,
                                         std::span<const TwinArea> areas,
                                         const CrossFit& cross,
                                         const FitSettings& fit,
                                         std::uint64_t seed);

/// Members of an ensemble of one authority. Effects are drawn once for each
/// member and last all years; a draw depends on the seed, the member and the
/// codes of authority and zone only.
std::vector<PeopleTable> twin_ensemble(const TwinLayout& layout,
                                       const TwinSettings& settings,
                                       const TwinArea& area,
                                       std::span<const double> parameters,
                                       const TwinSpread& spread,
                                       std::size_t members,
                                       std::uint64_t seed);

/// Mean of the members, cell by cell.
PeopleTable ensemble_mean(std::span<const PeopleTable> members);

}  // namespace mingle::hindcast
