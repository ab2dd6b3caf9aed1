// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "near_rows.h"
#include "numbers.h"
#include "summation.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/indices/environment.h>
#include <mingle/engine/indices/multigroup.h>

namespace mingle {

namespace {

/// Share of a zone's own weight that all that is cut off may reach.
constexpr double cut_share = 1e-14;

/// ln of how small a kernel must be before it can be left out.
double cut_exponent(const PeopleTable& people) {
  double fewest = people.total();
  for (const double here : people.zone_totals()) {
    if (here > 0) fewest = std::min(fewest, here);
  }
  return std::log(people.total() / fewest / cut_share);
}

/// What is summed over zones: deviation, interaction, entropy, exposures.
class EnvironmentSums {
 public:
  explicit EnvironmentSums(const PeopleTable& people)
      : people_{people},
        groups_{people.groups()},
        stride_{fixed + groups_ * groups_},
        parts_(block_count(people.zones(), near_block) * stride_) {
    for (const double total : people.group_totals()) {
      shares_.push_back(total / people.total());
    }
  }

  /// Adds a zone whose surroundings hold `around` weighted people by group.
  void operator()(std::size_t block,
                  std::size_t zone,
                  const double* around) const {
    const double here = people_.zone_total(zone);
    if (here <= 0) return;
    double everyone = 0;
    for (std::size_t g = 0; g < groups_; ++g) everyone += around[g];
    double* into = parts_.data() + block * stride_;
    const double* row = people_.row(zone).data();
    double deviation = 0;
    double interaction = 0;
    double entropy = 0;
    for (std::size_t g = 0; g < groups_; ++g) {
      const double share = around[g] / everyone;
      deviation += std::abs(share - shares_[g]);
      interaction += share * (1 - share);
      entropy -= v_log_v(share);
      double* exposures = into + fixed + g;
      for (std::size_t m = 0; m < groups_; ++m) {
        exposures[m * groups_] += row[m] * share;
      }
    }
    into[0] += here * deviation;
    into[1] += here * interaction;
    into[2] += here * entropy;
  }

  SpatialSegregation result() const {
    std::vector<CompensatedSum> sums(stride_);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      sums[i % stride_].add(parts_[i]);
    }
    const double total = people_.total();
    const double diversity = simpson_interaction(people_);
    SpatialSegregation out;
    out.dissimilarity = ratio(sums[0].value() / total, 2 * diversity);
    out.relative_diversity = 1 - ratio(sums[1].value() / total, diversity);
    out.information_theory =
        1 - ratio(sums[2].value() / total, entropy(people_, false));
    for (std::size_t i = 0; i < groups_ * groups_; ++i) {
      out.exposure.push_back(
          ratio(sums[fixed + i].value(), people_.group_total(i / groups_)));
    }
    return out;
  }

 private:
  static constexpr std::size_t fixed = 3;
  const PeopleTable& people_;
  std::size_t groups_;
  std::size_t stride_;
  std::vector<double> shares_;
  /// By block; each block is written by one thread.
  mutable std::vector<double> parts_;
};

/// Passes the surroundings of every zone to the sums, under a kernel with
/// value `weight(d^2)` up to `reach`.
template <class Weight>
void sum_with_kernel(const PeopleTable& people,
                     const IndexGeometry& geometry,
                     const Surroundings& how,
                     double reach,
                     const Weight& weight,
                     const EnvironmentSums& sums) {
  const double range = std::min(reach, how.max_distance);
  const double at_zero = weight(0.0);
  const auto self = [at_zero](std::size_t) { return at_zero; };
  if (how.network) {
    for_network_rows(
        geometry, people.values(), people.groups(), range, weight, self, sums);
  } else {
    for_near_rows<0>(
        geometry, people.values(), people.groups(), range, weight, self, sums);
  }
}

void sum_with_weights(const PeopleTable& people,
                      const ZoneWeights& weights,
                      const EnvironmentSums& sums) {
  const auto self = [](std::size_t) { return 1.0; };
  for_weighted_rows(weights, people.values(), people.groups(), self, sums);
}

}  // namespace

SpatialSegregation spatial_segregation(const PeopleTable& people,
                                       const IndexGeometry& geometry,
                                       const Surroundings& how) {
  const EnvironmentSums sums{people};
  const double r = how.bandwidth;
  const double per_metre = 1 / r;
  const auto run = [&](double reach, const auto& weight) {
    sum_with_kernel(people, geometry, how, reach, weight, sums);
  };
  switch (how.kernel) {
    case Kernel::exponential:
      run(r * cut_exponent(people), [=](double squared) {
        return std::exp(-std::sqrt(squared) * per_metre);
      });
      break;
    case Kernel::gaussian:
      run(r * std::sqrt(2 * cut_exponent(people)), [=](double squared) {
        return std::exp(-0.5 * squared * per_metre * per_metre);
      });
      break;
    case Kernel::biweight:
      run(r, [=](double squared) {
        const double rest = 1 - squared * per_metre * per_metre;
        return rest > 0 ? rest * rest : 0;
      });
      break;
    case Kernel::scaled_exponential:
      run(r, [=](double squared) {
        const double floor = std::exp(-2.0);
        const double value = std::exp(-2 * std::sqrt(squared) * per_metre);
        return std::max(value - floor, 0.0) / (1 - floor);
      });
      break;
    case Kernel::triangular:
      run(r, [=](double squared) {
        return std::max(1 - std::sqrt(squared) * per_metre, 0.0);
      });
      break;
    case Kernel::uniform:
      run(r, [](double) { return 1.0; });
      break;
    case Kernel::rook:
      sum_with_weights(
          people, contiguity_weights(geometry, Contiguity::rook), sums);
      break;
    case Kernel::queen:
      sum_with_weights(
          people, contiguity_weights(geometry, Contiguity::queen), sums);
      break;
    case Kernel::nearest:
      sum_with_weights(people, nearest_weights(geometry, how.k), sums);
      break;
  }
  return sums.result();
}

}  // namespace mingle
