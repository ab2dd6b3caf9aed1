// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingle {

/// Probability that Student's t with `freedom` degrees of freedom is at most
/// `t`. Absolute error below 1e-12.
/// @param freedom  greater than 0
/// @source Abramowitz and Stegun 1964, 26.7.1, by the incomplete beta function
double student_t_cdf(double t, double freedom);

/// The t that Student's distribution exceeds with probability 1 - p.
/// @param p  in (0, 1); infinite at the ends
double student_t_quantile(double p, double freedom);

}  // namespace mingle
