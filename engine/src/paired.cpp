// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "indices/numbers.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include <mingle/engine/assert.h>
#include <mingle/engine/paired.h>
#include <mingle/engine/random.h>
#include <mingle/engine/student.h>

namespace mingle {
namespace {

/// Standard errors that an effect must have to be found 80 times in 100 by a
/// two-sided 5 percent test: 1.96 + 0.84.
constexpr double detectable_errors = 2.8;

double mean_of(std::span<const double> values) {
  if (values.empty()) return undefined;
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return sum / static_cast<double>(values.size());
}

/// Sum of products of deviations over n - 1.
double covariance(std::span<const double> a, std::span<const double> b) {
  if (a.size() < 2) return undefined;
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += (a[i] - mean_a) * (b[i] - mean_b);
  }
  return sum / static_cast<double>(a.size() - 1);
}

double standard_deviation(std::span<const double> values) {
  if (values.size() < 2) return undefined;
  // Equal values have no spread, though their mean may be rounded.
  if (std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>{}) ==
      values.end()) {
    return 0;
  }
  return std::sqrt(covariance(values, values));
}

/// Of a sorted sample, between its members (Hyndman and Fan's type 7).
double percentile(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = at - static_cast<double>(below);
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

void bootstrap_mean(std::span<const double> values,
                    const PairedSettings& settings,
                    PairedResult& result) {
  result.bootstrap_low = result.bootstrap_high = undefined;
  if (values.size() < 2 || settings.resamples == 0) return;
  if (std::isnan(result.difference)) return;
  std::vector<double> means;
  for (std::size_t r = 0; r < settings.resamples; ++r) {
    Draws draws{{.seed = settings.seed,
                 .replicate = r,
                 .subject = settings.subject,
                 .purpose = Purpose::paired_bootstrap}};
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      sum += values[draws.below(values.size())];
    }
    means.push_back(sum / static_cast<double>(values.size()));
  }
  std::sort(means.begin(), means.end());
  const double tail = (1 - settings.level) / 2;
  result.bootstrap_low = percentile(means, tail);
  result.bootstrap_high = percentile(means, 1 - tail);
}

/// P(T > t) without loss of digits far out.
double beyond(double t, double freedom) {
  return student_t_cdf(-t, freedom);
}

/// p values of "no difference" and of "more than margin".
void test(const PairedSettings& settings, double error, PairedResult& result) {
  const double difference = result.difference;
  const auto freedom = static_cast<double>(result.pairs) - 1;
  if (error == 0) {
    result.p_value = difference == 0 ? 1 : 0;
    result.equivalence_p = std::abs(difference) < settings.margin ? 0 : 1;
    return;
  }
  result.p_value =
      std::min(1.0, 2 * beyond(std::abs(difference) / error, freedom));
  result.equivalence_p =
      std::max(beyond((difference + settings.margin) / error, freedom),
               beyond((settings.margin - difference) / error, freedom));
}

/// Of the t interval. A file of intervals asks for the same one again and
/// again.
double interval_quantile(double level, std::size_t values) {
  struct Known {
    double level = 0;
    std::size_t values = 0;
    double quantile = 0;
  };
  thread_local Known known;
  if (known.level != level || known.values != values) {
    const auto freedom = static_cast<double>(values) - 1;
    known = {level, values, student_t_quantile(0.5 + level / 2, freedom)};
  }
  return known.quantile;
}

std::vector<double> differences(std::span<const double> base,
                                std::span<const double> other) {
  std::vector<double> result;
  for (std::size_t i = 0; i < base.size(); ++i) {
    result.push_back(other[i] - base[i]);
  }
  return result;
}

}  // namespace

MeanInterval mean_interval(std::span<const double> values, double level) {
  MeanInterval result;
  result.mean = mean_of(values);
  result.sd = standard_deviation(values);
  result.low = result.high = undefined;
  if (values.size() < 2 || std::isnan(result.mean)) return result;
  const double half = interval_quantile(level, values.size()) * result.sd /
                      std::sqrt(static_cast<double>(values.size()));
  result.low = result.mean - half;
  result.high = result.mean + half;
  return result;
}

PairedResult compare_pairs(std::span<const double> base,
                           std::span<const double> other,
                           const PairedSettings& settings) {
  MINGLE_EXPECT(base.size() == other.size());
  const std::vector<double> change = differences(base, other);
  const MeanInterval interval = mean_interval(change, settings.level);
  PairedResult result;
  result.pairs = base.size();
  result.base_mean = mean_of(base);
  result.other_mean = mean_of(other);
  result.difference = interval.mean;
  result.sd_difference = interval.sd;
  result.low = interval.low;
  result.high = interval.high;
  result.identical =
      !base.empty() && std::all_of(change.begin(), change.end(), [](double d) {
        return d == 0;
      });
  bootstrap_mean(change, settings, result);
  const double apart =
      std::hypot(standard_deviation(base), standard_deviation(other));
  result.sd_ratio = ratio(interval.sd, apart);
  result.variance_reduction = ratio(apart * apart, interval.sd * interval.sd);
  const double error =
      interval.sd / std::sqrt(static_cast<double>(result.pairs));
  result.detectable = detectable_errors * error;
  result.p_value = result.equivalence_p = undefined;
  if (!std::isnan(error)) test(settings, error, result);
  return result;
}

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (!std::isnan(p_values[i])) order.push_back(i);
  }
  std::stable_sort(
      order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return p_values[a] < p_values[b];
      });
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  double largest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto left = static_cast<double>(order.size() - rank);
    largest = std::max(largest, std::min(1.0, left * p_values[order[rank]]));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

RatioResult ratio_of_means(std::span<const double> numerators,
                           std::span<const double> denominators,
                           double level) {
  MINGLE_EXPECT(numerators.size() == denominators.size());
  const double top = mean_of(numerators);
  const double bottom = mean_of(denominators);
  RatioResult result{ratio(top, bottom), undefined, undefined};
  if (numerators.size() < 2) return result;
  const auto size = static_cast<double>(numerators.size());
  const double t = interval_quantile(level, numerators.size());
  const double scale = t * t / size;
  const double var_top = scale * covariance(numerators, numerators);
  const double var_bottom = scale * covariance(denominators, denominators);
  const double cov = scale * covariance(numerators, denominators);
  // (top - r bottom)^2 <= var_top - 2 r cov + r^2 var_bottom, solved for r.
  const double a = bottom * bottom - var_bottom;
  if (!(a > 0)) return result;
  const double b = top * bottom - cov;
  const double c = top * top - var_top;
  const double root = std::sqrt(std::max(0.0, b * b - a * c));
  result.low = (b - root) / a;
  result.high = (b + root) / a;
  return result;
}

}  // namespace mingle
