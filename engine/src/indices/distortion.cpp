// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <mingle/engine/indices/environment.h>
#include <mingle/engine/parallel.h>

namespace mingle {

namespace {

/// Zones around one zone, ring by ring, and how far what they hold together
/// is from the city.
class RingsAround {
 public:
  RingsAround(const PeopleTable& people, const IndexGeometry& geometry)
      : people_{people}, geometry_{geometry}, held_(people.groups()) {}

  double distortion(std::size_t zone) {
    order_by_distance(zone);
    collect_divergences();
    // Backwards, the largest divergence still to come is a running maximum.
    double largest = 0;
    double sum = 0;
    for (std::size_t i = reached_.size(); i-- > 0;) {
      largest = std::max(largest, reached_[i].second);
      const double before = i == 0 ? 0 : reached_[i - 1].first;
      sum += (reached_[i].first - before) * largest;
    }
    return sum;
  }

 private:
  void order_by_distance(std::size_t zone) {
    order_.clear();
    for (std::size_t j = 0; j < people_.zones(); ++j) {
      const double dx = geometry_.x[j] - geometry_.x[zone];
      const double dy = geometry_.y[j] - geometry_.y[zone];
      order_.emplace_back(std::sqrt(dx * dx + dy * dy), j);
    }
    std::sort(order_.begin(), order_.end());
  }

  /// (share of the city reached, divergence) after each ring.
  void collect_divergences() {
    constexpr double same_distance = 1e-6;
    reached_.clear();
    std::fill(held_.begin(), held_.end(), 0.0);
    double everyone = 0;
    for (std::size_t i = 0; i < order_.size();) {
      const double reach = order_[i].first + same_distance;
      for (; i < order_.size() && order_[i].first <= reach; ++i) {
        const auto row = people_.row(order_[i].second);
        for (std::size_t g = 0; g < row.size(); ++g) held_[g] += row[g];
        everyone += people_.zone_total(order_[i].second);
      }
      if (everyone > 0) {
        reached_.emplace_back(everyone / people_.total(), divergence(everyone));
      }
    }
  }

  double divergence(double everyone) const {
    double sum = 0;
    for (std::size_t g = 0; g < held_.size(); ++g) {
      if (held_[g] <= 0) continue;
      const double share = held_[g] / everyone;
      sum += share * std::log(share * people_.total() / people_.group_total(g));
    }
    return std::max(sum, 0.0);
  }

  const PeopleTable& people_;
  const IndexGeometry& geometry_;
  std::vector<double> held_;
  std::vector<std::pair<double, std::size_t>> order_;
  std::vector<std::pair<double, double>> reached_;
};

/// Divergence from the city of what is reached after a share v of it, groups
/// (by rising size) living entirely apart.
double divergence_apart(const std::vector<double>& shares, double v) {
  double before = 0;
  double sum = 0;
  for (const double share : shares) {
    const double held = std::clamp(v - before, 0.0, share);
    if (held > 0) sum += held / v * std::log(held / v / share);
    before += share;
  }
  return sum;
}

/// The distortion at the corner of the smallest group in such a city, by the
/// midpoint rule over each group's part.
double largest_distortion(const PeopleTable& people) {
  constexpr int steps = 2000;
  std::vector<double> shares;
  for (const double total : people.group_totals()) {
    if (total > 0) shares.push_back(total / people.total());
  }
  std::sort(shares.begin(), shares.end());
  double before = 0;
  double sum = 0;
  for (const double share : shares) {
    for (int k = 0; k < steps; ++k) {
      const double v = before + share * (k + 0.5) / steps;
      sum += share / steps * divergence_apart(shares, v);
    }
    before += share;
  }
  return sum;
}

}  // namespace

std::vector<double> distortion_coefficients(const PeopleTable& people,
                                            const IndexGeometry& geometry,
                                            bool normalised) {
  constexpr std::size_t zones_per_block = 16;
  std::vector<double> out(people.zones(), undefined);
  parallel_for_blocks(people.zones(),
                      zones_per_block,
                      [&](std::size_t, std::size_t begin, std::size_t end) {
                        RingsAround rings{people, geometry};
                        for (std::size_t z = begin; z < end; ++z) {
                          if (people.zone_total(z) > 0)
                            out[z] = rings.distortion(z);
                        }
                      });
  if (!normalised) return out;
  const double largest = largest_distortion(people);
  for (double& value : out) value = ratio(value, largest);
  return out;
}

}  // namespace mingle
