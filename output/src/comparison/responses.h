// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/linear_fit.h>
#include <mingle/output/comparison.h>

namespace mingle {

/// How the difference of a measure responds to the size of an effect that was
/// drawn anew in each replicate: the slope of least squares, other drawn
/// effects held.
struct Response {
  const LeverEffectUse* effect = nullptr;
  double lowest = 0;  ///< drawn
  double highest = 0;
  Slope slope;  ///< of the measure for each unit of the effect; NaN: unknown
  /// Size at which the fitted difference is 0, the other effects at their
  /// mean; NaN where the slope may be 0.
  double none_at = 0;
};

/// One for each effect of the scenario that differs between replicates.
/// Slopes are NaN where replicates are fewer than effects + 6.
std::vector<Response> responses_of(const Comparison& comparison,
                                   const Measure& measure,
                                   std::size_t contrast);

}  // namespace mingle
