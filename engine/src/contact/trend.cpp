// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "passes.h"

#include <cmath>

namespace mingle::contact {
namespace {

/// E[max(0, Z - floor)] of a normal Z with mean 0.
double rectified(double sd, double floor) {
  if (!(sd > 0)) return 0;
  const double z = floor / sd;
  const double density = std::exp(-0.5 * z * z) / std::sqrt(2 * M_PI);
  const double above = 0.5 * std::erfc(z / std::sqrt(2.0));
  return sd * density - floor * above;
}

/// Residents of a zone by broad group, and all.
std::array<double, max_broad + 1> residents_of(const Tick& tick,
                                               std::size_t zone) {
  std::array<double, max_broad + 1> people{};
  const auto row = tick.homes.residents.row(ZoneId{zone});
  for (std::size_t g = 0; g < row.size(); ++g) {
    people[tick.world.broad[g]] += row[g];
    people[max_broad] += row[g];
  }
  return people;
}

/// Variance of a tick's change of shares over that of a binomial draw, from
/// the differences of successive changes, in which steady growth cancels.
class NoiseRatio {
 public:
  void add(double difference, double share, double people) {
    observed_ += difference * difference / 2;
    binomial_ += share * (1 - share) / people;
  }
  double ratio() const { return binomial_ > 0 ? observed_ / binomial_ : 0; }

 private:
  double observed_ = 0;
  double binomial_ = 0;
};

/// Push of threat and pressure on services, SD a year: growth over the floor,
/// less what noise alone would make of it.
std::vector<float> felt_by(const Tick& tick,
                           const std::vector<double>& people,
                           double weight) {
  const ZoneTrend& trend = tick.state.trend;
  const AttitudeRules& rules = tick.world.rules.attitudes;
  const double years = tick.world.tick_years;
  const double settled = weight / (2 - weight) *
                         (1 - std::pow(1 - weight, 2.0 * tick.state.steps)) /
                         (years * years);
  std::vector<float> push(people.size() * max_broad);
  for (std::size_t z = 0; z < people.size(); ++z) {
    const double pressure = tick.homes.service_pressure.empty()
                                ? 0.0
                                : tick.homes.service_pressure[z];
    for (std::size_t b = 0; b < max_broad; ++b) {
      const std::size_t at = z * max_broad + b;
      const auto share = static_cast<double>(trend.share[at]);
      const double sd = people[z] > 0
                            ? std::sqrt(settled * trend.noise[b] * share *
                                        (1 - share) / people[z])
                            : 0.0;
      const double felt =
          std::max(0.0,
                   static_cast<double>(trend.slope[at]) - rules.threat_floor) -
          rectified(sd, rules.threat_floor);
      push[at] = static_cast<float>(rules.threat * felt +
                                    rules.pressure * std::max(0.0, pressure));
    }
  }
  return push;
}

}  // namespace

std::vector<float> update_trend(const Tick& tick) {
  ZoneTrend& trend = tick.state.trend;
  const AttitudeRules& rules = tick.world.rules.attitudes;
  const std::size_t zones = tick.housing.base.zones.size();
  const double years = tick.world.tick_years;
  const double weight = -std::expm1(-years / rules.threat_memory);
  std::vector<double> people(zones);
  std::array<NoiseRatio, max_broad> noise;
  const bool first = trend.share.empty();
  if (first) {
    trend.share.resize(zones * max_broad);
    trend.change.resize(zones * max_broad);
    trend.slope.resize(zones * max_broad);
  }
  for (std::size_t z = 0; z < zones; ++z) {
    const auto here = residents_of(tick, z);
    people[z] = here[max_broad];
    for (std::size_t b = 0; b < max_broad; ++b) {
      const std::size_t at = z * max_broad + b;
      const double share = people[z] > 0 ? here[b] / people[z] : 0;
      const double change =
          first ? 0 : share - static_cast<double>(trend.share[at]);
      if (people[z] > 0) {
        noise[b].add(
            change - static_cast<double>(trend.change[at]), share, people[z]);
      }
      const auto slope = static_cast<double>(trend.slope[at]);
      trend.slope[at] =
          static_cast<float>(slope + weight * (change / years - slope));
      trend.share[at] = static_cast<float>(share);
      trend.change[at] = static_cast<float>(change);
    }
  }
  const int past = tick.state.steps;
  if (past >= 2) {
    const double memory = past == 2 ? 1.0 : weight;
    for (std::size_t b = 0; b < max_broad; ++b) {
      trend.noise[b] += memory * (noise[b].ratio() - trend.noise[b]);
    }
  }
  return felt_by(tick, people, weight);
}

std::vector<float> push_of_fairness(const Tick& tick) {
  const std::size_t zones = tick.housing.base.zones.size();
  const std::size_t groups = tick.housing.base.groups.size();
  const double rate = tick.world.rules.attitudes.fairness;
  std::vector<float> push(zones * max_broad);
  if (rate == 0 || tick.homes.fairness.empty()) return push;
  const double start = tick.housing.rules.perceived.fairness_start;
  for (std::size_t a = 0; a < tick.housing.base.authorities.size(); ++a) {
    std::array<double, max_broad> felt{};
    std::array<double, max_broad> people{};
    for (std::size_t g = 0; g < groups; ++g) {
      const double count = tick.homes.by_authority[a * groups + g];
      const std::size_t own = tick.world.broad[g];
      felt[own] += count * (tick.homes.fairness[a * groups + g] - start);
      people[own] += count;
    }
    for (std::size_t own = 0; own < max_broad; ++own) {
      if (people[own] == 0) continue;
      const auto sd = static_cast<float>(rate * felt[own] / people[own]);
      for (const ZoneId zone : tick.housing.base.authorities.zones[a]) {
        push[zone.index() * max_broad + own] = sd;
      }
    }
  }
  return push;
}

namespace {

/// Negative contacts a day across groups in a zone with those who would
/// offend.
double offences(const Tick& tick, std::size_t zone) {
  const Pools& pools = tick.state.pools;
  const double bad =
      tick.world.rules.settings
          .negative[static_cast<std::size_t>(Setting::neighbourhood)];
  double sum = 0;
  for (std::size_t a = 0; a < max_broad; ++a) {
    const double brought =
        pools.near.activity_of(zone)[a] / activity_unit * bad;
    for (std::size_t s = 0; s < slot_count; ++s) {
      const std::size_t b = group_of_slot(a, s);
      sum += brought *
             static_cast<double>(pools.neighbourhood.row(zone, a)[s]) *
             tick.state.intolerant[b * slot_count + slot_of_group(b, a)];
    }
  }
  const Adjustments& levers = tick.adjustments;
  if (!levers.incident_factor.empty()) {
    sum *= static_cast<double>(levers.incident_factor[zone]);
  }
  if (!levers.negative_factor.empty()) {
    sum *= static_cast<double>(levers.negative_factor[zone]);
  }
  return sum;
}

/// Poisson by adding up exponential waits; means here are small.
std::int64_t poisson(double mean, Draws& draws) {
  std::int64_t count = -1;
  double left = mean;
  while (left >= 0) {
    left += std::log(draws.uniform());
    ++count;
  }
  return count;
}

}  // namespace

void draw_incidents(Tick& tick) {
  const IncidentRules& rules = tick.world.rules.incidents;
  State& state = tick.state;
  const std::size_t zones = tick.housing.base.zones.size();
  if (state.incident_rate == 0) {
    double raw = 0;
    double people = 0;
    for (std::size_t z = 0; z < zones; ++z) {
      raw += offences(tick, z);
      people += residents_of(tick, z)[max_broad];
    }
    if (raw > 0) {
      state.incident_rate = rules.recorded * people / rules.report_rate / raw;
    }
  }
  const double report = tick.adjustments.report_rate >= 0
                            ? static_cast<double>(tick.adjustments.report_rate)
                            : rules.report_rate;
  state.incidents = {};
  for (std::size_t z = 0; z < zones; ++z) {
    const double mean =
        state.incident_rate * offences(tick, z) * tick.world.tick_years;
    state.incidents.expected += mean;
    Draws draws{
        address_in(tick.homes, state, tick.seed, Purpose::incidents, z)};
    const std::int64_t happened = poisson(mean, draws);
    // A stream of its own, so that reporting changes nothing that happens.
    Draws seen{address_in(
        tick.homes, state, tick.seed, Purpose::incidents, z, 1U << 20U)};
    state.incidents.happened += happened;
    for (std::int64_t i = 0; i < happened; ++i) {
      if (seen.uniform() < report) ++state.incidents.recorded;
    }
  }
}

}  // namespace mingle::contact
