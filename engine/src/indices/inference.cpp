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

/// `statistic(draw(replicate))` for each replicate, in parallel.
template <class Draw, class Value>
std::vector<double> replicate_values(std::size_t replicates,
                                     const Draw& draw,
                                     const Value& value) {
  std::vector<double> out(replicates);
  parallel_for_blocks(
      replicates, 1, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) out[r] = value(draw(r));
      });
  return out;
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

PermutationResult permutation_test(const PeopleTable& people,
                                   const Statistic& statistic,
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
  PermutationResult out;
  out.observed = statistic(people);
  std::vector<double> null =
      defined_ones(replicate_values(settings.replicates, draw, statistic));
  out.replicates = null.size();
  const MeanAndSpread moments = mean_and_spread(null);
  out.null_mean = moments.mean;
  out.null_sd = moments.sd;
  out.p_value = p_value(null, out.observed, settings.alternative);
  std::sort(null.begin(), null.end());
  out.null_low = quantile(null, 0.025);
  out.null_high = quantile(null, 0.975);
  return out;
}

BootstrapResult bootstrap(const PeopleTable& people,
                          const Statistic& statistic,
                          const BootstrapSettings& settings) {
  const UnitTable units{people, settings.household_sizes};
  const auto draw = [&](std::size_t replicate) {
    const auto address =
        address_of(settings.seed, replicate, Purpose::bootstrap);
    return settings.unit == ResampledUnit::people
               ? units.resampled(address)
               : people.rows(resampled_rows(people.zones(), address));
  };
  BootstrapResult out;
  out.observed = statistic(people);
  out.values = replicate_values(settings.replicates, draw, statistic);
  std::vector<double> sorted = defined_ones(out.values);
  out.replicates = sorted.size();
  const MeanAndSpread moments = mean_and_spread(sorted);
  out.bias = moments.mean - out.observed;
  out.corrected = out.observed - out.bias;
  out.standard_error = moments.sd;
  std::sort(sorted.begin(), sorted.end());
  const double tail = 0.5 * (1 - settings.level);
  out.low = 2 * out.observed - quantile(sorted, 1 - tail);
  out.high = 2 * out.observed - quantile(sorted, tail);
  return out;
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

JackknifeResult jackknife(const PeopleTable& people,
                          const Statistic& statistic,
                          LeftOut left_out) {
  const auto leave_out = [&](std::size_t zone) {
    if (left_out == LeftOut::people) return without_people(people, zone);
    std::vector<std::size_t> rows;
    for (std::size_t z = 0; z < people.zones(); ++z) {
      if (z != zone) rows.push_back(z);
    }
    return people.rows(rows);
  };
  JackknifeResult out;
  out.observed = statistic(people);
  const std::vector<double> values =
      replicate_values(people.zones(), leave_out, statistic);
  const auto n = static_cast<double>(people.zones());
  const MeanAndSpread moments = mean_and_spread(values);
  out.bias = (n - 1) * (moments.mean - out.observed);
  out.corrected = out.observed - out.bias;
  out.standard_error = moments.sd * (n - 1) / std::sqrt(n);
  return out;
}

namespace {

/// Two tables in one, and back.
PeopleTable stacked(const PeopleTable& first, const PeopleTable& second) {
  std::vector<double> values{first.values().begin(), first.values().end()};
  values.insert(values.end(), second.values().begin(), second.values().end());
  return {first.groups(), std::move(values)};
}

}  // namespace

ComparisonResult compare_places(const ComparedPlace& one,
                                const ComparedPlace& two,
                                std::size_t permutations) {
  const PeopleTable& first = *one.people;
  const PeopleTable& second = *two.people;
  const BootstrapSettings& settings = one.settings;
  ComparisonResult out;
  BootstrapSettings other = two.settings;
  // The two places are sampled independently of each other.
  other.seed = settings.seed ^ 0x9e3779b97f4a7c15U;
  const BootstrapResult a = bootstrap(first, one.statistic, settings);
  const BootstrapResult b = bootstrap(second, two.statistic, other);
  out.first = a.observed;
  out.second = b.observed;
  out.difference = out.second - out.first;
  std::vector<double> gaps;
  for (std::size_t r = 0; r < a.values.size(); ++r) {
    gaps.push_back(b.values[r] - a.values[r]);
  }
  gaps = defined_ones(gaps);
  std::sort(gaps.begin(), gaps.end());
  const double tail = 0.5 * (1 - settings.level);
  out.low = 2 * out.difference - quantile(gaps, 1 - tail);
  out.high = 2 * out.difference - quantile(gaps, tail);

  const PeopleTable both = stacked(first, second);
  const auto draw = [&](std::size_t replicate) {
    return shuffled_rows(
        both.zones(),
        address_of(settings.seed, replicate, Purpose::permutation));
  };
  const auto gap = [&](const std::vector<std::size_t>& rows) {
    const std::span<const std::size_t> all{rows};
    return one.statistic(both.rows(all.subspan(first.zones()))) -
           one.statistic(both.rows(all.first(first.zones())));
  };
  out.p_value = p_value(defined_ones(replicate_values(permutations, draw, gap)),
                        out.difference,
                        Alternative::two_sided);
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
