// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include <mingle/engine/hindcast/scores.h>
#include <mingle/engine/indices/multigroup.h>
#include <mingle/engine/indices/two_group.h>

namespace mingle::hindcast {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double misallocation(const PeopleTable& forecast, const PeopleTable& observed) {
  double wrong = 0;
  for (std::size_t i = 0; i < observed.values().size(); ++i) {
    wrong += std::abs(forecast.values()[i] - observed.values()[i]);
  }
  return observed.total() > 0 ? wrong / (2 * observed.total()) : undefined;
}

double share_mse(const PeopleTable& forecast,
                 const PeopleTable& observed,
                 std::size_t group) {
  double sum = 0;
  double weight = 0;
  for (std::size_t z = 0; z < observed.zones(); ++z) {
    const double seen = observed.zone_total(z);
    const double foreseen = forecast.zone_total(z);
    if (seen <= 0 || foreseen <= 0) continue;
    const double error =
        forecast.at(z, group) / foreseen - observed.at(z, group) / seen;
    sum += seen * error * error;
    weight += seen;
  }
  return weight > 0 ? sum / weight : undefined;
}

double share_chance(std::span<const PeopleTable> members,
                    const PeopleTable& observed,
                    std::size_t group) {
  const auto count = static_cast<double>(members.size());
  if (members.size() < 2) return undefined;
  double sum = 0;
  double weight = 0;
  for (std::size_t z = 0; z < observed.zones(); ++z) {
    const double seen = observed.zone_total(z);
    std::vector<double> shares;
    for (const PeopleTable& member : members) {
      const double total = member.zone_total(z);
      if (total > 0) shares.push_back(member.at(z, group) / total);
    }
    if (seen <= 0 || shares.size() < members.size()) continue;
    double mean = 0;
    for (const double share : shares) mean += share / count;
    double squares = 0;
    for (const double share : shares) {
      squares += (share - mean) * (share - mean);
    }
    sum += seen * squares / (count * (count - 1));
    weight += seen;
  }
  return weight > 0 ? sum / weight : undefined;
}

double skill(double mse, double mse_null) {
  return mse_null > 0 ? 1 - mse / mse_null : undefined;
}

double dissimilarity_of(const PeopleTable& people,
                        std::size_t a,
                        std::size_t b) {
  return dissimilarity(pair_of(people, a, b, Denominator::all));
}

double exposure_of(const PeopleTable& people, std::size_t a, std::size_t b) {
  if (people.group_total(a) <= 0) return undefined;
  double met = 0;
  for (std::size_t z = 0; z < people.zones(); ++z) {
    if (people.zone_total(z) <= 0) continue;
    met += people.at(z, a) * people.at(z, b) / people.zone_total(z);
  }
  return met / people.group_total(a);
}

double information_of(const PeopleTable& people) {
  return information_theory(people);
}

double crps(std::span<const double> members, double observed) {
  if (members.empty()) return undefined;
  std::vector<double> sorted(members.begin(), members.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  double error = 0;
  // Sum over pairs of |x - x'| is twice the sum of (2i - n + 1) x_(i).
  double spread = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    error += std::abs(sorted[i] - observed);
    spread += (2 * static_cast<double>(i) - n + 1) * sorted[i];
  }
  const double between = sorted.size() > 1 ? spread / (n * (n - 1)) : 0;
  return error / n - between;
}

Interval central_interval(std::span<const double> members, double level) {
  if (members.empty()) return {undefined, undefined};
  std::vector<double> sorted(members.begin(), members.end());
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&sorted](double p) {
    const double place = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(below);
    return sorted[below] + part * (sorted[above] - sorted[below]);
  };
  return {at((1 - level) / 2), at((1 + level) / 2)};
}

double interval_score(const Interval& interval, double observed, double level) {
  const double missed =
      std::max({0.0, interval.low - observed, observed - interval.high});
  return interval.high - interval.low + 2 / (1 - level) * missed;
}

double root_mean_square(std::span<const double> errors) {
  double sum = 0;
  for (const double error : errors) sum += error * error;
  return errors.empty() ? undefined
                        : std::sqrt(sum / static_cast<double>(errors.size()));
}

}  // namespace mingle::hindcast
