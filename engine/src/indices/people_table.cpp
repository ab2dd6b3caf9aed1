// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "summation.h"

#include <utility>

#include <mingle/engine/assert.h>
#include <mingle/engine/indices/people_table.h>

namespace mingle {

PeopleTable::PeopleTable(std::size_t groups, std::vector<double> values)
    : values_{std::move(values)}, group_totals_(groups) {
  MINGLE_EXPECT(groups == 0 ? values_.empty() : values_.size() % groups == 0);
  const std::size_t zones = groups == 0 ? 0 : values_.size() / groups;
  zone_totals_.resize(zones);
  std::vector<CompensatedSum> sums(groups);
  for (std::size_t z = 0; z < zones; ++z) {
    double here = 0;
    for (std::size_t g = 0; g < groups; ++g) {
      const double count = values_[z * groups + g];
      here += count;
      sums[g].add(count);
    }
    zone_totals_[z] = here;
  }
  for (std::size_t g = 0; g < groups; ++g) group_totals_[g] = sums[g].value();
  total_ = sum_of(group_totals_);
}

PeopleTable::PeopleTable(const ZoneCounts& counts)
    : PeopleTable{counts.columns(),
                  {counts.values().begin(), counts.values().end()}} {}

std::vector<double> PeopleTable::column(std::size_t group) const {
  std::vector<double> out(zones());
  for (std::size_t z = 0; z < zones(); ++z) out[z] = at(z, group);
  return out;
}

PeopleTable PeopleTable::rows(std::span<const std::size_t> zones) const {
  std::vector<double> values;
  values.reserve(zones.size() * groups());
  for (const std::size_t z : zones) {
    values.insert(values.end(), row(z).begin(), row(z).end());
  }
  return {groups(), std::move(values)};
}

PeopleTable PeopleTable::columns(std::span<const std::size_t> chosen) const {
  std::vector<double> values;
  values.reserve(zones() * chosen.size());
  for (std::size_t z = 0; z < zones(); ++z) {
    for (const std::size_t g : chosen) values.push_back(at(z, g));
  }
  return {chosen.size(), std::move(values)};
}

namespace {

std::vector<double> sum_of_columns(const std::vector<double>& x,
                                   const std::vector<double>& y) {
  std::vector<double> sums(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) sums[i] = x[i] + y[i];
  return sums;
}

}  // namespace

TwoGroups::TwoGroups(std::vector<double> first, std::vector<double> second)
    : x{std::move(first)},
      y{std::move(second)},
      t{sum_of_columns(x, y)},
      total_x{sum_of(x)},
      total_y{sum_of(y)},
      total_t{total_x + total_y} {}

TwoGroups::TwoGroups(std::vector<double> first,
                     std::vector<double> second,
                     std::vector<double> everyone)
    : x{std::move(first)},
      y{std::move(second)},
      t{std::move(everyone)},
      total_x{sum_of(x)},
      total_y{sum_of(y)},
      total_t{sum_of(t)},
      exhaustive{false} {}

TwoGroups pair_of(const PeopleTable& people,
                  std::size_t a,
                  std::size_t b,
                  Denominator denominator) {
  if (denominator == Denominator::pair) {
    return {people.column(a), people.column(b)};
  }
  const auto totals = people.zone_totals();
  return {people.column(a), people.column(b), {totals.begin(), totals.end()}};
}

TwoGroups against_rest(const PeopleTable& people, std::size_t a) {
  std::vector<double> x = people.column(a);
  std::vector<double> rest(people.zones());
  for (std::size_t z = 0; z < rest.size(); ++z) {
    double sum = 0;
    for (std::size_t g = 0; g < people.groups(); ++g) {
      if (g != a) sum += people.at(z, g);
    }
    rest[z] = sum;
  }
  return {std::move(x), std::move(rest)};
}

}  // namespace mingle
