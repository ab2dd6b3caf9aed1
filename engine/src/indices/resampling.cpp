// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "resampling.h"

#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <mingle/engine/indices/inference.h>

namespace mingle {

namespace {

/// One uniform number for each step of a sequence at an address.
class Uniforms {
 public:
  explicit Uniforms(const DrawAddress& address) : draws_{address} {}
  double next() { return draws_.uniform(); }

 private:
  Draws draws_;
};

DrawAddress for_zone(DrawAddress address, std::size_t zone) {
  address.subject = zone;
  return address;
}

}  // namespace

UnitTable::UnitTable(const PeopleTable& people, std::span<const double> sizes)
    : zones_{people.zones()},
      groups_{people.groups()},
      sizes_{sizes.begin(), sizes.end()} {
  for (std::size_t z = 0; z < zones_; ++z) {
    const double size = sizes_.empty() ? 1 : sizes_[z];
    for (const double count : people.row(z)) {
      units_.push_back(std::llround(count / size));
    }
  }
}

PeopleTable UnitTable::as_people(const std::vector<std::int64_t>& units) const {
  std::vector<double> values(units.begin(), units.end());
  if (!sizes_.empty()) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] *= sizes_[i / groups_];
    }
  }
  return {groups_, std::move(values)};
}

PeopleTable UnitTable::relabelled(std::size_t mobile,
                                  const DrawAddress& address) const {
  std::vector<std::int64_t> left(mobile);
  std::int64_t all_left = 0;
  for (std::size_t z = 0; z < zones_; ++z) {
    for (std::size_t g = 0; g < mobile; ++g) {
      left[g] += units_[z * groups_ + g];
      all_left += units_[z * groups_ + g];
    }
  }
  std::vector<std::int64_t> out = units_;
  for (std::size_t z = 0; z < zones_; ++z) {
    std::int64_t* row = out.data() + z * groups_;
    std::int64_t here = std::accumulate(row, row + mobile, std::int64_t{0});
    std::int64_t others = all_left;
    all_left -= here;
    Uniforms uniforms{for_zone(address, z)};
    for (std::size_t g = 0; g < mobile; ++g) {
      const bool last = g + 1 == mobile;
      row[g] =
          last ? here
               : draw_hypergeometric(others, left[g], here, uniforms.next());
      others -= left[g];
      left[g] -= row[g];
      here -= row[g];
    }
  }
  return as_people(out);
}

PeopleTable UnitTable::evened(std::size_t mobile,
                              const DrawAddress& address) const {
  std::vector<double> totals(mobile);
  for (std::size_t z = 0; z < zones_; ++z) {
    for (std::size_t g = 0; g < mobile; ++g) {
      totals[g] += static_cast<double>(units_[z * groups_ + g]);
    }
  }
  const double all = sum_of(totals);
  std::vector<std::int64_t> out = units_;
  for (std::size_t z = 0; z < zones_; ++z) {
    std::int64_t* row = out.data() + z * groups_;
    std::int64_t here = std::accumulate(row, row + mobile, std::int64_t{0});
    double rest = all;
    Uniforms uniforms{for_zone(address, z)};
    for (std::size_t g = 0; g < mobile; ++g) {
      const double chance = rest > 0 ? std::min(totals[g] / rest, 1.0) : 0;
      const bool last = g + 1 == mobile;
      row[g] = last ? here : draw_binomial(here, chance, uniforms.next());
      rest -= totals[g];
      here -= row[g];
    }
  }
  return as_people(out);
}

PeopleTable UnitTable::resampled(const DrawAddress& address) const {
  std::int64_t left =
      std::accumulate(units_.begin(), units_.end(), std::int64_t{0});
  std::int64_t weight = left;
  std::vector<std::int64_t> out(units_.size());
  for (std::size_t z = 0; z < zones_; ++z) {
    Uniforms uniforms{for_zone(address, z)};
    for (std::size_t i = z * groups_; i < (z + 1) * groups_; ++i) {
      if (units_[i] == 0) continue;
      const double chance =
          static_cast<double>(units_[i]) / static_cast<double>(weight);
      out[i] = draw_binomial(left, chance, uniforms.next());
      left -= out[i];
      weight -= units_[i];
    }
  }
  return as_people(out);
}

std::vector<std::size_t> resampled_rows(std::size_t zones,
                                        const DrawAddress& address) {
  Draws draws{address};
  std::vector<std::size_t> rows;
  for (std::size_t z = 0; z < zones; ++z) rows.push_back(draws.below(zones));
  return rows;
}

std::vector<std::size_t> shuffled_rows(std::size_t zones,
                                       const DrawAddress& address) {
  Draws draws{address};
  std::vector<std::size_t> rows(zones);
  std::iota(rows.begin(), rows.end(), 0);
  for (std::size_t i = zones; i > 1; --i) {
    std::swap(rows[i - 1], rows[draws.below(i)]);
  }
  return rows;
}

double quantile(std::span<const double> sorted, double level) {
  if (sorted.empty()) return undefined;
  const double place = level * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double rest = place - static_cast<double>(below);
  return sorted[below] + rest * (sorted[above] - sorted[below]);
}

MeanAndSpread mean_and_spread(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = ratio(sum_of(values), n);
  CompensatedSum squares;
  for (const double value : values) {
    squares.add((value - mean) * (value - mean));
  }
  return {mean, std::sqrt(ratio(squares.value(), n - 1))};
}

}  // namespace mingle
