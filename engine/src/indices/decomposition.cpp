// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <mingle/engine/assert.h>
#include <mingle/engine/indices/decomposition.h>
#include <mingle/engine/indices/multigroup.h>

namespace mingle {

namespace {

std::vector<std::vector<std::size_t>> zones_by_parent(
    std::span<const std::size_t> parents,
    std::size_t count) {
  std::vector<std::vector<std::size_t>> out(count);
  for (std::size_t z = 0; z < parents.size(); ++z) out[parents[z]].push_back(z);
  return out;
}

/// The larger areas as zones of a table of their own.
PeopleTable table_of_parents(const PeopleTable& people,
                             std::span<const std::size_t> parents,
                             std::size_t count) {
  std::vector<double> values(count * people.groups());
  for (std::size_t z = 0; z < people.zones(); ++z) {
    for (std::size_t g = 0; g < people.groups(); ++g) {
      values[parents[z] * people.groups() + g] += people.at(z, g);
    }
  }
  return {people.groups(), std::move(values)};
}

}  // namespace

NestedSegregation nested_mutual_information(
    const PeopleTable& people,
    std::span<const std::size_t> parents,
    std::size_t count) {
  NestedSegregation out;
  const PeopleTable larger = table_of_parents(people, parents, count);
  out.total = mutual_information(people);
  out.between = mutual_information(larger);
  CompensatedSum within;
  for (const auto& zones : zones_by_parent(parents, count)) {
    const PeopleTable inside = people.rows(zones);
    const double share = inside.total() / people.total();
    const double m = mutual_information(inside);
    out.of_parents.push_back(m);
    out.shares.push_back(share);
    // One group alone cannot be segregated from others.
    if (!std::isnan(m)) within.add(share * m);
  }
  out.within = within.value();
  return out;
}

NestedSegregation nested_information_theory(
    const PeopleTable& people,
    std::span<const std::size_t> parents,
    std::size_t count) {
  NestedSegregation out = nested_mutual_information(people, parents, count);
  const double city = entropy(people, false);
  out.total = ratio(out.total, city);
  out.between = ratio(out.between, city);
  out.within = ratio(out.within, city);
  const auto zones = zones_by_parent(parents, count);
  for (std::size_t p = 0; p < count; ++p) {
    out.of_parents[p] = information_theory(people.rows(zones[p]));
  }
  return out;
}

namespace {

/// The area of the next level of each area of this one.
std::vector<std::size_t> areas_of_areas(const AreaLevel& small,
                                        const AreaLevel& large) {
  std::vector<std::size_t> out(small.count);
  for (std::size_t z = 0; z < small.of_zone.size(); ++z) {
    out[small.of_zone[z]] = large.of_zone[z];
  }
  return out;
}

}  // namespace

std::vector<double> nested_mutual_information(
    const PeopleTable& people,
    std::span<const AreaLevel> levels) {
  MINGLE_EXPECT(!levels.empty());
  // From the zones up: what lies within each level, then what is left.
  const AreaLevel& smallest = levels.front();
  const auto zones =
      nested_mutual_information(people, smallest.of_zone, smallest.count);
  std::vector<double> parts{zones.within};
  double between = zones.between;
  for (std::size_t l = 0; l + 1 < levels.size(); ++l) {
    const auto areas = nested_mutual_information(
        table_of_parents(people, levels[l].of_zone, levels[l].count),
        areas_of_areas(levels[l], levels[l + 1]),
        levels[l + 1].count);
    parts.push_back(areas.within);
    between = areas.between;
  }
  parts.push_back(between);
  parts.push_back(zones.total);
  std::reverse(parts.begin(), parts.end());
  return parts;
}

std::vector<double> nested_information_theory(
    const PeopleTable& people,
    std::span<const AreaLevel> levels) {
  std::vector<double> parts = nested_mutual_information(people, levels);
  const double city = entropy(people, false);
  for (double& part : parts) part = ratio(part, city);
  return parts;
}

namespace {

/// Rank of each value over their number; equal values share their mean rank.
std::vector<double> percentiles(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a] < values[b];
  });
  std::vector<double> out(values.size());
  const auto n = static_cast<double>(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i;
    while (j < order.size() && values[order[j]] == values[order[i]]) ++j;
    const double rank = 0.5 * static_cast<double>(i + j + 1);
    for (; i < j; ++i) out[order[i]] = rank / n;
  }
  return out;
}

/// The quantile at each level, by linear interpolation between order
/// statistics.
std::vector<double> quantiles(std::vector<double> values,
                              const std::vector<double>& levels) {
  std::sort(values.begin(), values.end());
  std::vector<double> out;
  for (const double level : levels) {
    const double place = level * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    const double rest = place - static_cast<double>(below);
    out.push_back(values[below] + rest * (values[above] - values[below]));
  }
  return out;
}

std::vector<double> shares_of_zone(const std::vector<double>& who,
                                   const std::vector<double>& all) {
  std::vector<double> out;
  for (std::size_t i = 0; i < who.size(); ++i) {
    out.push_back(all[i] > 0 ? who[i] / all[i] : 0);
  }
  return out;
}

std::vector<double> products(const std::vector<double>& a,
                             const std::vector<double>& b) {
  std::vector<double> out;
  for (std::size_t i = 0; i < a.size(); ++i) out.push_back(a[i] * b[i]);
  return out;
}

std::vector<double> others(const std::vector<double>& shares) {
  std::vector<double> out;
  out.reserve(shares.size());
  for (const double share : shares) out.push_back(1 - share);
  return out;
}

/// People by applying to the zones of `space` the values of another city's
/// zones of the same rank.
std::vector<double> matched(const std::vector<double>& own,
                            const std::vector<double>& other,
                            const std::vector<double>& people) {
  return products(quantiles(other, percentiles(own)), people);
}

/// `total` people allotted to zones as another city's zones of the same rank
/// have them.
std::vector<double> allotted(const std::vector<double>& own,
                             double total,
                             const std::vector<double>& other) {
  std::vector<double> out = quantiles(other, percentiles(own));
  const double sum = sum_of(out);
  for (double& value : out) value *= total / sum;
  return out;
}

/// City `space` with the composition of city `attributes`.
TwoGroups mixed_city(const TwoGroups& space,
                     const TwoGroups& attributes,
                     Counterfactual how) {
  if (how == Counterfactual::share) {
    return {allotted(space.x, space.total_x, attributes.x),
            allotted(space.y, space.total_y, attributes.y)};
  }
  const std::vector<double> own = shares_of_zone(space.x, space.t);
  const std::vector<double> other = shares_of_zone(attributes.x, attributes.t);
  std::vector<double> x = matched(own, other, space.t);
  if (how == Counterfactual::dual_composition) {
    return {std::move(x), matched(others(own), others(other), space.t)};
  }
  std::vector<double> y;
  for (std::size_t i = 0; i < x.size(); ++i) y.push_back(space.t[i] - x[i]);
  return {std::move(x), std::move(y)};
}

}  // namespace

SpaceAndAttributes shapley_space_attribute(
    const TwoGroups& first,
    const TwoGroups& second,
    Counterfactual how,
    const std::function<double(const TwoGroups&)>& index) {
  SpaceAndAttributes out;
  out.first = index(first);
  out.second = index(second);
  out.first_second_attributes = index(mixed_city(first, second, how));
  out.second_first_attributes = index(mixed_city(second, first, how));
  out.space = 0.5 * ((out.first - out.second_first_attributes) +
                     (out.first_second_attributes - out.second));
  out.attributes = 0.5 * ((out.first - out.first_second_attributes) +
                          (out.second_first_attributes - out.second));
  return out;
}

}  // namespace mingle
