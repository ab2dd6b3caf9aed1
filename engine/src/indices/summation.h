// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>

namespace mingle {

/// A running sum that keeps the rounding error of each addition (Neumaier
/// 1974): the result is good to about one unit in the last place whatever the
/// number and order of terms.
class CompensatedSum {
 public:
  void add(double term) {
    const double next = sum_ + term;
    if (std::abs(sum_) >= std::abs(term)) {
      lost_ += (sum_ - next) + term;
    } else {
      lost_ += (term - next) + sum_;
    }
    sum_ = next;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

inline double sum_of(std::span<const double> terms) {
  CompensatedSum sum;
  for (const double term : terms) sum.add(term);
  return sum.value();
}

}  // namespace mingle
