// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

#include <mingle/engine/assert.h>
#include <mingle/engine/hindcast/control_variate.h>

namespace mingle::hindcast {
namespace {

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

struct Moments {
  double yy = 0;
  double xx = 0;
  double xy = 0;

  double slope() const { return xx > 0 ? xy / xx : 0.0; }
};

/// Sums of squares about the means, without one of the replicates.
Moments moments(std::span<const double> y,
                std::span<const double> x,
                std::size_t without) {
  const double count =
      static_cast<double>(y.size()) - (without == nobody ? 0.0 : 1.0);
  double mean_y = 0;
  double mean_x = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (i == without) continue;
    mean_y += y[i] / count;
    mean_x += x[i] / count;
  }
  Moments sums;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (i == without) continue;
    sums.yy += (y[i] - mean_y) * (y[i] - mean_y);
    sums.xx += (x[i] - mean_x) * (x[i] - mean_x);
    sums.xy += (y[i] - mean_y) * (x[i] - mean_x);
  }
  return sums;
}

/// Mean and its standard error.
std::pair<double, double> mean_of(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  double mean = 0;
  for (const double value : values) mean += value / count;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (count - 1) / count)};
}

}  // namespace

ControlledMean controlled_mean(std::span<const double> values,
                               std::span<const double> controls,
                               double control_mean) {
  MINGLE_EXPECT(values.size() == controls.size() && !values.empty());
  ControlledMean result;
  std::tie(result.plain, result.plain_error) = mean_of(values);
  result.controlled = result.plain;
  result.controlled_error = result.plain_error;
  if (values.size() < least_for_control) return result;
  const Moments all = moments(values, controls, nobody);
  result.coefficient = all.slope();
  if (all.xx > 0 && all.yy > 0) {
    result.correlation = all.xy / std::sqrt(all.xx * all.yy);
  }
  std::vector<double> corrected;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double slope = moments(values, controls, i).slope();
    corrected.push_back(values[i] - slope * (controls[i] - control_mean));
  }
  std::tie(result.controlled, result.controlled_error) = mean_of(corrected);
  if (result.controlled_error > 0) {
    const double ratio = result.plain_error / result.controlled_error;
    result.gain = ratio * ratio;
  }
  return result;
}

}  // namespace mingle::hindcast
