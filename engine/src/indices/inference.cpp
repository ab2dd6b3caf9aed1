// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers.h"
#include "resampling.h"
#include "summation.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/indices/inference.h>
#include <mingle/engine/indices/two_group.h>
#include <mingle/engine/parallel.h>

namespace mingle {

namespace {

/// Values closer than this are ties with the observed one: rounding must not
/// decide a p-value.
constexpr double tie = 1e-12;

DrawAddress address_of(std::uint64_t seed,
                       std::size_t replicate,
                       Purpose purpose) {
  return {.seed = seed, .replicate = replicate, .purpose = purpose};
}

/// `value(draw(replicate))` for each replicate, in parallel.
template <class Draw, class Value>
auto replicate_values(std::size_t replicates,
                      const Draw& draw,
                      const Value& value) {
  std::vector<decltype(value(draw(0)))> out(replicates);
  parallel_for_blocks(
      replicates, 1, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) out[r] = value(draw(r));
      });
  return out;
}

/// The same value of every replicate.
std::vector<double> column(const std::vector<std::vector<double>>& replicates,
                           std::size_t value) {
  std::vector<double> out;
  out.reserve(replicates.size());
  for (const auto& one : replicates) out.push_back(one[value]);
  return out;
}

Statistics listed(const Statistic& statistic) {
  return [&statistic](const PeopleTable& people) {
    return std::vector<double>{statistic(people)};
  };
}

std::vector<double> defined_ones(const std::vector<double>& values) {
  std::vector<double> out;
  std::copy_if(
      values.begin(), values.end(), std::back_inserter(out), [](double value) {
        return !std::isnan(value);
      });
  return out;
}

/// (count + 1) / (n + 1) on the side asked for.
double p_value(const std::vector<double>& null,
               double observed,
               Alternative alternative) {
  if (std::isnan(observed) || null.empty()) return undefined;
  double above = 1;
  double below = 1;
  for (const double value : null) {
    if (value >= observed - tie) above += 1;
    if (value <= observed + tie) below += 1;
  }
  const double all = static_cast<double>(null.size()) + 1;
  switch (alternative) {
    case Alternative::greater:
      return above / all;
    case Alternative::less:
      return below / all;
    case Alternative::two_sided:
      break;
  }
  return std::min(1.0, 2 * std::min(above, below) / all);
}

}  // namespace

namespace {

PermutationResult against_null(double observed,
                               const std::vector<double>& replicates,
                               Alternative alternative) {
  PermutationResult out;
  out.observed = observed;
  std::vector<double> null = defined_ones(replicates);
  out.replicates = null.size();
  const MeanAndSpread moments = mean_and_spread(null);
  out.null_mean = moments.mean;
  out.null_sd = moments.sd;
  out.p_value = p_value(null, observed, alternative);
  std::sort(null.begin(), null.end());
  out.null_low = quantile(null, 0.025);
  out.null_high = quantile(null, 0.975);
  return out;
}

}  // namespace

std::vector<PermutationResult> permutation_tests(
    const PeopleTable& people,
    const Statistics& statistics,
    const PermutationSettings& settings) {
  const UnitTable units{people, settings.household_sizes};
  const std::size_t mobile =
      settings.mobile_groups == 0 ? people.groups() : settings.mobile_groups;
  const auto draw = [&](std::size_t replicate) {
    const auto address =
        address_of(settings.seed, replicate, Purpose::permutation);
    switch (settings.null_model) {
      case NullModel::relabelling:
        return units.relabelled(mobile, address);
      case NullModel::evenness:
        return units.evened(mobile, address);
      case NullModel::zones:
        break;
    }
    return people.rows(shuffled_rows(people.zones(), address));
  };
  const std::vector<double> observed = statistics(people);
  const auto null = replicate_values(settings.replicates, draw, statistics);
  std::vector<PermutationResult> out;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    out.push_back(
        against_null(observed[i], column(null, i), settings.alternative));
  }
  return out;
}

PermutationResult permutation_test(const PeopleTable& people,
                                   const Statistic& statistic,
                                   const PermutationSettings& settings) {
  return permutation_tests(people, listed(statistic), settings)[0];
}

namespace {

struct Interval {
  double low = 0;
  double high = 0;
};

/// The basic bootstrap interval: quantiles of the replicates, reflected about
/// what was observed (Davison and Hinkley 1997, section 5.2).
Interval basic_interval(double observed,
                        std::vector<double> replicates,
                        double level) {
  std::sort(replicates.begin(), replicates.end());
  const double tail = 0.5 * (1 - level);
  return {2 * observed - quantile(replicates, 1 - tail),
          2 * observed - quantile(replicates, tail)};
}

BootstrapResult summarised(double observed,
                           std::vector<double> values,
                           double level) {
  BootstrapResult out;
  out.observed = observed;
  out.values = std::move(values);
  std::vector<double> sorted = defined_ones(out.values);
  out.replicates = sorted.size();
  const MeanAndSpread moments = mean_and_spread(sorted);
  out.bias = moments.mean - out.observed;
  out.corrected = out.observed - out.bias;
  out.standard_error = moments.sd;
  const Interval basic = basic_interval(observed, std::move(sorted), level);
  out.low = basic.low;
  out.high = basic.high;
  return out;
}

}  // namespace

std::vector<BootstrapResult> bootstraps(const PeopleTable& people,
                                        const Statistics& statistics,
                                        const BootstrapSettings& settings) {
  const UnitTable units{people, settings.household_sizes};
  const auto draw = [&](std::size_t replicate) {
    const auto address =
        address_of(settings.seed, replicate, Purpose::bootstrap);
    return settings.unit == ResampledUnit::people
               ? units.resampled(address)
               : people.rows(resampled_rows(people.zones(), address));
  };
  const std::vector<double> observed = statistics(people);
  const auto values = replicate_values(settings.replicates, draw, statistics);
  std::vector<BootstrapResult> out;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    out.push_back(summarised(observed[i], column(values, i), settings.level));
  }
  return out;
}

BootstrapResult bootstrap(const PeopleTable& people,
                          const Statistic& statistic,
                          const BootstrapSettings& settings) {
  return bootstraps(people, listed(statistic), settings)[0];
}

namespace {

PeopleTable without_people(const PeopleTable& people, std::size_t zone) {
  std::vector<double> values{people.values().begin(), people.values().end()};
  const auto begin =
      values.begin() + static_cast<std::ptrdiff_t>(zone * people.groups());
  std::fill_n(begin, people.groups(), 0.0);
  return {people.groups(), std::move(values)};
}

}  // namespace

std::vector<JackknifeResult> jackknives(const PeopleTable& people,
                                        const Statistics& statistics,
                                        LeftOut left_out) {
  const auto leave_out = [&](std::size_t zone) {
    if (left_out == LeftOut::people) return without_people(people, zone);
    std::vector<std::size_t> rows;
    for (std::size_t z = 0; z < people.zones(); ++z) {
      if (z != zone) rows.push_back(z);
    }
    return people.rows(rows);
  };
  const std::vector<double> observed = statistics(people);
  const auto values = replicate_values(people.zones(), leave_out, statistics);
  const auto n = static_cast<double>(people.zones());
  std::vector<JackknifeResult> out;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    const MeanAndSpread moments = mean_and_spread(column(values, i));
    const double bias = (n - 1) * (moments.mean - observed[i]);
    out.push_back({.observed = observed[i],
                   .bias = bias,
                   .corrected = observed[i] - bias,
                   .standard_error = moments.sd * (n - 1) / std::sqrt(n)});
  }
  return out;
}

JackknifeResult jackknife(const PeopleTable& people,
                          const Statistic& statistic,
                          LeftOut left_out) {
  return jackknives(people, listed(statistic), left_out)[0];
}

namespace {

/// Two tables in one, and back.
PeopleTable stacked(const PeopleTable& first, const PeopleTable& second) {
  std::vector<double> values{first.values().begin(), first.values().end()};
  values.insert(values.end(), second.values().begin(), second.values().end());
  return {first.groups(), std::move(values)};
}

/// The difference of two bootstraps, replicate by replicate.
ComparisonResult compared(const BootstrapResult& a,
                          const BootstrapResult& b,
                          double level) {
  ComparisonResult out;
  out.first = a.observed;
  out.second = b.observed;
  out.difference = out.second - out.first;
  std::vector<double> gaps;
  for (std::size_t r = 0; r < a.values.size(); ++r) {
    gaps.push_back(b.values[r] - a.values[r]);
  }
  const Interval basic =
      basic_interval(out.difference, defined_ones(gaps), level);
  out.low = basic.low;
  out.high = basic.high;
  return out;
}

}  // namespace

std::vector<ComparisonResult> compare_places(const ComparedPlace& one,
                                             const ComparedPlace& two,
                                             std::size_t permutations) {
  const PeopleTable& first = *one.people;
  const PeopleTable& second = *two.people;
  const BootstrapSettings& settings = one.settings;
  BootstrapSettings other = two.settings;
  // The two places are sampled independently of each other.
  other.seed = settings.seed ^ 0x9e3779b97f4a7c15U;
  const auto a = bootstraps(first, one.statistics, settings);
  const auto b = bootstraps(second, two.statistics, other);

  const PeopleTable both = stacked(first, second);
  const auto draw = [&](std::size_t replicate) {
    return shuffled_rows(
        both.zones(),
        address_of(settings.seed, replicate, Purpose::permutation));
  };
  const auto gap = [&](const std::vector<std::size_t>& rows) {
    const std::span<const std::size_t> all{rows};
    std::vector<double> out =
        one.statistics(both.rows(all.subspan(first.zones())));
    const auto before = one.statistics(both.rows(all.first(first.zones())));
    for (std::size_t i = 0; i < out.size(); ++i) out[i] -= before[i];
    return out;
  };
  const auto gaps = replicate_values(permutations, draw, gap);
  std::vector<ComparisonResult> out;
  for (std::size_t i = 0; i < a.size(); ++i) {
    out.push_back(compared(a[i], b[i], settings.level));
    out[i].p_value = p_value(defined_ones(column(gaps, i)),
                             out[i].difference,
                             Alternative::two_sided);
  }
  return out;
}

double bias_corrected_dissimilarity(const TwoGroups& g,
                                    std::size_t iterations,
                                    std::uint64_t seed) {
  // Each group is a table of one column, drawn by its own distribution.
  const UnitTable xs{PeopleTable{1, g.x}, {}};
  const UnitTable ys{PeopleTable{1, g.y}, {}};
  const auto draw = [&](std::size_t replicate) {
    DrawAddress address = address_of(seed, replicate, Purpose::bootstrap);
    const PeopleTable x = xs.resampled(address);
    address.step = 1;
    return TwoGroups{x.column(0), ys.resampled(address).column(0)};
  };
  const auto value = [](const TwoGroups& groups) {
    return dissimilarity(groups);
  };
  const auto values = replicate_values(iterations, draw, value);
  return 2 * dissimilarity(g) - mean_and_spread(values).mean;
}

double modified_index(const TwoGroups& g,
                      const std::function<double(const TwoGroups&)>& index,
                      std::size_t iterations,
                      std::uint64_t seed) {
  const double observed = index(g);
  if (std::isnan(observed)) return undefined;
  std::vector<double> both;
  for (std::size_t i = 0; i < g.zones(); ++i) {
    both.push_back(g.x[i]);
    both.push_back(g.y[i]);
  }
  const UnitTable units{PeopleTable{2, std::move(both)}, {}};
  const auto draw = [&](std::size_t replicate) {
    return units.evened(2, address_of(seed, replicate, Purpose::permutation));
  };
  const auto value = [&](const PeopleTable& table) {
    return index({table.column(0), table.column(1)});
  };
  const double random =
      mean_and_spread(defined_ones(replicate_values(iterations, draw, value)))
          .mean;
  const double room = observed >= random ? 1 - random : random;
  return ratio(observed - random, room);
}

}  // namespace mingle
