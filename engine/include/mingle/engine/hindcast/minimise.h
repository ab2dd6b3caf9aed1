// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace mingle::hindcast {

/// A smooth function: writes its gradient at `x` into `gradient` and returns
/// its value; may return infinity where it is not defined.
using Objective = std::function<double(std::span<const double> x,
                                       std::span<double> gradient)>;

struct MinimiseSettings {
  std::size_t memory = 10;  ///< pairs kept of steps and changes of gradient
  int iterations = 200;
  /// Stops when `patience` steps together lower the value by less than this.
  double tolerance = 1e-6;
  int patience = 5;
};

struct Minimum {
  std::vector<double> x;
  double value = 0;
  int iterations = 0;
  int evaluations = 0;
  bool converged = false;
};

/// Limited-memory BFGS with a line search that doubles or halves its bracket
/// until the weak Wolfe conditions hold. Uses no randomness and sums in index
/// order: the same digits every time.
/// @source Nocedal 1980, Mathematics of Computation 35:773; Lewis and Overton
///         2013 (line search).
Minimum minimise(const Objective& objective,
                 std::vector<double> start,
                 const MinimiseSettings& settings = {});

}  // namespace mingle::hindcast
