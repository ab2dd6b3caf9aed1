// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "indices/matrices.h"
#include "indices/numbers.h"
#include "indices/summation.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/indices.h>

namespace mingle {

namespace {

CountView<std::int32_t> view_of(const GroupCounts& counts) {
  return {counts.values(), counts.columns()};
}

struct Totals {
  std::vector<double> groups;  ///< whole numbers, exact below 2^53
  double all = 0;
};

Totals totals_of(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  std::vector<std::int64_t> sums(groups);
  for (std::size_t z = 0; z < counts.zones(); ++z) {
    const auto row = counts.row(ZoneId{z});
    for (std::size_t g = 0; g < groups; ++g) sums[g] += row[g];
  }
  Totals totals;
  for (const std::int64_t sum : sums) {
    totals.groups.push_back(static_cast<double>(sum));
    totals.all += static_cast<double>(sum);
  }
  return totals;
}

}  // namespace

std::vector<double> dissimilarity_matrix(const GroupCounts& counts) {
  return dissimilarity_of_pairs(view_of(counts), totals_of(counts).groups);
}

std::vector<double> dissimilarity_rest(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  const Totals totals = totals_of(counts);
  const std::vector<double> scale = reciprocals(totals.groups);
  std::vector<double> rests;
  for (const double total : totals.groups) rests.push_back(totals.all - total);
  const std::vector<double> rest_scale = reciprocals(rests);
  const auto view = view_of(counts);
  const auto add = [&](std::size_t zone, double* into, double*) {
    const auto row = counts.row(ZoneId{zone});
    const auto people = static_cast<double>(view.zone_total(zone));
    for (std::size_t g = 0; g < groups; ++g) {
      into[g] +=
          std::abs(row[g] * scale[g] - (people - row[g]) * rest_scale[g]);
    }
  };
  std::vector<double> out = sum_over_zones(view, groups, add);
  halve(out);
  return out;
}

std::vector<double> exposure_matrix(const GroupCounts& counts) {
  return exposure_of_pairs(view_of(counts), totals_of(counts).groups);
}

std::vector<double> correlation_ratio(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  const Totals totals = totals_of(counts);
  const auto view = view_of(counts);
  const auto add = [&](std::size_t zone, double* into, double*) {
    const auto row = counts.row(ZoneId{zone});
    const auto people = static_cast<double>(view.zone_total(zone));
    if (people == 0) return;
    for (std::size_t g = 0; g < groups; ++g) {
      const double here = row[g];
      into[g] += here * (here / people);
    }
  };
  std::vector<double> out = sum_over_zones(view, groups, add);
  for (std::size_t g = 0; g < groups; ++g) {
    const double total = totals.groups[g];
    const double share = total / totals.all;
    const bool defined = total > 0 && totals.groups[g] < totals.all;
    out[g] = defined
                 ? std::clamp((out[g] / total - share) / (1 - share), 0.0, 1.0)
                 : undefined;
  }
  return out;
}

double information_theory(const GroupCounts& counts) {
  const Totals totals = totals_of(counts);
  const auto present = std::count_if(totals.groups.begin(),
                                     totals.groups.end(),
                                     [](double n) { return n > 0; });
  if (present < 2) return undefined;
  // N x entropy = N ln N - sum_g N_g ln N_g, for the city and for each zone.
  const auto view = view_of(counts);
  const auto add = [&](std::size_t zone, double* into, double*) {
    const auto row = counts.row(ZoneId{zone});
    double entropy = v_log_v(static_cast<double>(view.zone_total(zone)));
    for (const std::int32_t count : row) entropy -= v_log_v(count);
    into[0] += entropy;
  };
  const double within = sum_over_zones(view, 1, add)[0];
  CompensatedSum city;
  city.add(v_log_v(totals.all));
  for (const double total : totals.groups) {
    city.add(-v_log_v(total));
  }
  return std::clamp(1 - within / city.value(), 0.0, 1.0);
}

std::vector<double> location_quotients(const GroupCounts& counts) {
  const std::size_t groups = counts.columns();
  const Totals totals = totals_of(counts);
  std::vector<double> scale = reciprocals(totals.groups);
  for (double& value : scale) value *= totals.all;
  const auto view = view_of(counts);
  std::vector<double> out(counts.zones() * groups, undefined);
  for (std::size_t z = 0; z < counts.zones(); ++z) {
    const auto row = counts.row(ZoneId{z});
    const auto people = static_cast<double>(view.zone_total(z));
    if (people == 0) continue;
    for (std::size_t g = 0; g < groups; ++g) {
      out[z * groups + g] = row[g] / people * scale[g];
    }
  }
  return out;
}

}  // namespace mingle
