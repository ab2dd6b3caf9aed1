// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "prior.h"

#include <algorithm>
#include <sstream>

#include <mingle/engine/random.h>
#include <mingle/scenarios/levers.h>
#include <mingle/scenarios/parameters.h>

namespace mingle {
namespace {

using levers::Prior;

/// Beyond the numbers of mechanisms, by which effects of runs are drawn.
constexpr std::uint64_t range_step = 1001;
constexpr std::size_t draws_taken = 4001;
constexpr std::size_t tail = 200;  ///< 5 percent of them on either side

/// By draws at a fixed address: the same ends in every run.
std::optional<CentralRange> middle_of(const Prior& prior) {
  if (prior.family == Prior::Family::fixed ||
      prior.family == Prior::Family::choice) {
    return {};
  }
  Draws draws{{.step = range_step, .purpose = Purpose::lever_effect}};
  std::vector<double> values;
  for (std::size_t i = 0; i < draws_taken; ++i) {
    values.push_back(levers::sample(prior, 0, draws));
  }
  std::sort(values.begin(), values.end());
  return CentralRange{values[tail], values[draws_taken - 1 - tail]};
}

}  // namespace

std::optional<CentralRange> central_range(const Parameter& parameter) {
  // "normal(0.85, 0.15) in [0.4, 1.1]"; the bounds may be left out.
  const std::string& text = parameter.prior;
  const std::size_t in = text.find(" in [");
  auto prior = parse_prior(text.substr(0, in));
  if (!prior) return {};
  prior->low = parameter.minimum;
  prior->high = parameter.maximum;
  if (in != std::string::npos) {
    std::istringstream bounds{text.substr(in + 5)};
    char comma = 0;
    bounds >> prior->low >> comma >> prior->high;
  }
  return middle_of(*prior);
}

std::optional<CentralRange> central_range(const LeverEffect& effect) {
  if (!effect.choices.empty()) return {};
  return middle_of(effect.prior);
}

}  // namespace mingle
