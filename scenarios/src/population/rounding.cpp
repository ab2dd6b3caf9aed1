// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mingle {

std::vector<std::int32_t> share_out(std::int64_t total,
                                    std::span<const double> weights) {
  std::vector<std::int32_t> parts(weights.size(), 0);
  if (weights.empty()) return parts;
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::pair<double, std::size_t>> remainders;
  std::int64_t left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double share = sum > 0.0 ? weights[i] / sum
                                   : 1.0 / static_cast<double>(weights.size());
    const double exact = static_cast<double>(total) * share;
    parts[i] = static_cast<std::int32_t>(std::floor(exact));
    left -= parts[i];
    remainders.emplace_back(exact - std::floor(exact), i);
  }
  std::sort(
      remainders.begin(), remainders.end(), [](const auto& l, const auto& r) {
        return l.first != r.first ? l.first > r.first : l.second < r.second;
      });
  for (std::size_t i = 0; left > 0; i = (i + 1) % remainders.size()) {
    ++parts[remainders[i].second];
    --left;
  }
  return parts;
}

std::vector<std::int32_t> truncate_replicate_sample(
    std::span<const double> values,
    std::int64_t total,
    Draws& draws) {
  std::vector<std::int32_t> whole(values.size());
  std::vector<double> fractions(values.size());
  std::int64_t left = total;
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    whole[i] = static_cast<std::int32_t>(std::floor(values[i]));
    fractions[i] = values[i] - std::floor(values[i]);
    left -= whole[i];
    sum += fractions[i];
  }
  const double start = draws.uniform();
  if (left <= 0 || !(sum > 0.0)) return whole;
  const double step = sum / static_cast<double>(left);
  double next = start * step;
  double passed = 0;
  for (std::size_t i = 0; i < values.size() && left > 0; ++i) {
    passed += fractions[i];
    while (left > 0 && next < passed) {
      ++whole[i];
      --left;
      next += step;
    }
  }
  // Rounding may leave the last sampling point beyond the last fraction.
  for (std::size_t i = values.size(); left > 0 && i-- > 0;) {
    if (fractions[i] <= 0.0) continue;
    ++whole[i];
    --left;
  }
  return whole;
}

}  // namespace mingle
