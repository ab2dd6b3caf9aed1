// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "indices/summation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/engine/indices.h>
#include <mingle/engine/parallel.h>

namespace mingle {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Zones summed plainly before their sum enters the compensated total. Fixed,
/// so that results do not depend on the number of threads.
constexpr std::size_t block_zones = 128;

struct Totals {
  std::vector<std::int64_t> groups;
  std::int64_t all = 0;
};

Totals totals_of(const GroupCounts& counts) {
  Totals totals;
  const std::size_t groups = counts.columns();
  totals.groups.assign(groups, 0);
  for (std::size_t z = 0; z < counts.zones(); ++z) {
    const auto row = counts.row(ZoneId{z});
    for (std::size_t g = 0; g < groups; ++g) totals.groups[g] += row[g];
  }
  for (const std::int64_t total : totals.groups) totals.all += total;
  return totals;
}

std::int64_t sum_of_row(std::span<const std::int32_t> row) {
  std::int64_t sum = 0;
  for (const std::int32_t count : row) sum += count;
  return sum;
}

/// 1/total of each group; NaN where the group is absent, so that everything
/// computed from it is undefined too.
std::vector<double> reciprocals(const Totals& totals) {
  std::vector<double> out;
  for (const std::int64_t total : totals.groups) {
    out.push_back(total > 0 ? 1.0 / static_cast<double>(total) : nan);
  }
  return out;
}

/// Sums `length` numbers over all zones: `add(zone, into, scratch)` adds one
/// zone's, with room for `groups` numbers to work in. Each block of zones is
/// summed plainly, and the blocks in order and with compensation.
template <class Add>
std::vector<double> sum_over_zones(const GroupCounts& counts,
                                   std::size_t length,
                                   const Add& add) {
  const std::size_t zones = counts.zones();
  const std::size_t stride = length + counts.columns();
  std::vector<double> parts(block_count(zones, block_zones) * stride);
  parallel_for_blocks(
      zones,
      block_zones,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        double* into = parts.data() + block * stride;
        for (std::size_t z = begin; z < end; ++z) add(z, into, into + length);
      });
  std::vector<CompensatedSum> sums(length);
  for (std::size_t first = 0; first < parts.size(); first += stride) {
    for (std::size_t i = 0; i < length; ++i) sums[i].add(parts[first + i]);
  }
  std::vector<double> out(length);
  for (std::size_t i = 0; i < length; ++i) out[i] = sums[i].value();
  return out;
}

/// Half of each, no more than 1 in spite of rounding.
void halve(std::vector<double>& values) {
  for (double& value : values) value = std::min(0.5 * value, 1.0);
}

/// count x ln(count), 0 for none.
double count_log_count(double count) {
  return count > 0 ? count * std::log(count) : 0;
}

}  // namespace

std::vector<double> dissimilarity_matrix(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  const std::vector<double> scale = reciprocals(totals_of(counts));
  const auto add = [&](std::size_t zone, double* into, double* shares) {
    const auto row = counts.row(ZoneId{zone});
    for (std::size_t g = 0; g < groups; ++g) shares[g] = row[g] * scale[g];
    for (std::size_t a = 0; a < groups; ++a) {
      const double share = shares[a];
      double* line = into + a * groups;
      for (std::size_t b = 0; b < groups; ++b) {
        line[b] += std::abs(share - shares[b]);
      }
    }
  };
  std::vector<double> out = sum_over_zones(counts, groups * groups, add);
  halve(out);
  return out;
}

std::vector<double> dissimilarity_rest(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  const Totals totals = totals_of(counts);
  const std::vector<double> scale = reciprocals(totals);
  std::vector<double> rest_scale;
  for (const std::int64_t total : totals.groups) {
    const std::int64_t rest = totals.all - total;
    rest_scale.push_back(rest > 0 ? 1.0 / static_cast<double>(rest) : nan);
  }
  const auto add = [&](std::size_t zone, double* into, double*) {
    const auto row = counts.row(ZoneId{zone});
    const auto people = static_cast<double>(sum_of_row(row));
    for (std::size_t g = 0; g < groups; ++g) {
      into[g] +=
          std::abs(row[g] * scale[g] - (people - row[g]) * rest_scale[g]);
    }
  };
  std::vector<double> out = sum_over_zones(counts, groups, add);
  halve(out);
  return out;
}

std::vector<double> exposure_matrix(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  const std::vector<double> scale = reciprocals(totals_of(counts));
  const auto add = [&](std::size_t zone, double* into, double* met) {
    const auto row = counts.row(ZoneId{zone});
    const std::int64_t people = sum_of_row(row);
    if (people == 0) return;
    const double per_person = 1.0 / static_cast<double>(people);
    for (std::size_t g = 0; g < groups; ++g) met[g] = row[g] * per_person;
    for (std::size_t a = 0; a < groups; ++a) {
      const double here = row[a];
      double* line = into + a * groups;
      for (std::size_t b = 0; b < groups; ++b) line[b] += here * met[b];
    }
  };
  std::vector<double> out = sum_over_zones(counts, groups * groups, add);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] *= scale[i / groups];
  return out;
}

std::vector<double> correlation_ratio(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  const Totals totals = totals_of(counts);
  const auto add = [&](std::size_t zone, double* into, double*) {
    const auto row = counts.row(ZoneId{zone});
    const auto people = static_cast<double>(sum_of_row(row));
    if (people == 0) return;
    for (std::size_t g = 0; g < groups; ++g) {
      const double here = row[g];
      into[g] += here * (here / people);
    }
  };
  std::vector<double> out = sum_over_zones(counts, groups, add);
  for (std::size_t g = 0; g < groups; ++g) {
    const auto total = static_cast<double>(totals.groups[g]);
    const double share = total / static_cast<double>(totals.all);
    const bool defined = total > 0 && totals.groups[g] < totals.all;
    out[g] = defined
                 ? std::clamp((out[g] / total - share) / (1 - share), 0.0, 1.0)
                 : nan;
  }
  return out;
}

double information_theory(const GroupCounts& counts) {
  const Totals totals = totals_of(counts);
  const auto present = std::count_if(totals.groups.begin(),
                                     totals.groups.end(),
                                     [](std::int64_t n) { return n > 0; });
  if (present < 2) return nan;
  // N x entropy = N ln N - sum_g N_g ln N_g, for the city and for each zone.
  const auto add = [&](std::size_t zone, double* into, double*) {
    const auto row = counts.row(ZoneId{zone});
    double entropy = count_log_count(static_cast<double>(sum_of_row(row)));
    for (const std::int32_t count : row) entropy -= count_log_count(count);
    into[0] += entropy;
  };
  const double within = sum_over_zones(counts, 1, add)[0];
  CompensatedSum city;
  city.add(count_log_count(static_cast<double>(totals.all)));
  for (const std::int64_t total : totals.groups) {
    city.add(-count_log_count(static_cast<double>(total)));
  }
  return std::clamp(1 - within / city.value(), 0.0, 1.0);
}

std::vector<double> location_quotients(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  const Totals totals = totals_of(counts);
  std::vector<double> scale = reciprocals(totals);
  for (double& value : scale) value *= static_cast<double>(totals.all);
  std::vector<double> out(counts.zones() * groups, nan);
  for (std::size_t z = 0; z < counts.zones(); ++z) {
    const auto row = counts.row(ZoneId{z});
    const std::int64_t people = sum_of_row(row);
    if (people == 0) continue;
    for (std::size_t g = 0; g < groups; ++g) {
      out[z * groups + g] = row[g] / static_cast<double>(people) * scale[g];
    }
  }
  return out;
}

}  // namespace mingle
