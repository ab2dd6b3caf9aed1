// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "passes.h"

#include <limits>

namespace mingle::contact {
namespace {

constexpr std::size_t pair_count = slot_count / 2;

/// Means in SD of packed sums of `people` persons.
void unpack(const std::int64_t* sums, std::int32_t people, float* means) {
  for (std::size_t pair = 0; pair < pair_count; ++pair) {
    const auto bits = static_cast<std::uint64_t>(sums[pair]);
    const auto inverse = 1.0F / static_cast<float>(people);
    means[2 * pair] =
        (static_cast<float>(bits & 0xffffffffU) * inverse - 128.0F) /
        attitude_steps;
    means[2 * pair + 1] =
        (static_cast<float>(bits >> 32U) * inverse - 128.0F) / attitude_steps;
  }
}

}  // namespace

PeerSums::PeerSums(const Tick& tick)
    : schools_{tick.state.schools.size()},
      zones_{tick.housing.base.zones.size()} {
  zone_sums_.resize(zones_ * max_broad);
  place_sums_.resize((schools_ + zones_) * max_broad);
}

PeerSums& PeerSums::operator+=(const PeerSums& other) {
  const auto add = [](auto& to, const auto& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  const auto add_sums = [&](std::vector<Sum>& to,
                            const std::vector<Sum>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) {
      to[i].people += from[i].people;
      add(to[i].attitudes, from[i].attitudes);
    }
  };
  add_sums(zone_sums_, other.zone_sums_);
  add_sums(place_sums_, other.place_sums_);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    add(values_[i], other.values_[i]);
  }
  return *this;
}

/// Means are taken over how often each attitude is held: sums of whole
/// numbers, so that they do not depend on the order of persons.
void PeerSums::store(const Kernel& kernel, double threshold, State& state) {
  const auto keep = [](std::vector<Sum>& sums,
                       std::vector<std::int32_t>& people,
                       std::vector<std::int64_t>& attitudes) {
    people.clear();
    attitudes.clear();
    for (const Sum& each : sums) {
      people.push_back(static_cast<std::int32_t>(each.people));
      attitudes.insert(
          attitudes.end(), each.attitudes.begin(), each.attitudes.end());
    }
    sums = std::vector<Sum>{};
  };
  keep(zone_sums_, state.zone_people, state.zone_attitudes);
  keep(place_sums_, state.place_people, state.place_attitudes);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    double people = 0;
    double pull = 0;
    double intolerant = 0;
    double attitude = 0;
    for (std::size_t v = 0; v < values_[i].size(); ++v) {
      const int x = static_cast<int>(v) + lowest_attitude;
      const double count = values_[i][v];
      people += count;
      attitude += count * x;
      pull += count * static_cast<double>(kernel.pull(x));
      if (static_cast<double>(kernel.tolerance(x)) < threshold) {
        intolerant += count;
      }
    }
    const bool any = people > 0;
    state.tilt[i] = any ? pull / people : 1.0;
    state.intolerant[i] = any ? intolerant / people : 0.0;
    state.group_attitude[i] =
        any ? attitude / people / static_cast<double>(attitude_steps) : 0.0;
  }
}

void Lives::average_peers(const State& state) {
  for (std::size_t i = 0; i < group_means_.size(); ++i) {
    group_means_[i] = static_cast<float>(state.group_attitude[i]);
  }
  const std::size_t places = state.place_people.size();
  zone_means_.assign(state.zone_people.size() * slot_count, 0.0F);
  place_means_.assign(places * slot_count,
                      std::numeric_limits<float>::quiet_NaN());
  const auto average = [](const std::vector<std::int64_t>& sums,
                          const std::vector<std::int32_t>& people,
                          std::vector<float>& means) {
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (people[i] == 0) continue;
      unpack(sums.data() + i * pair_count,
             people[i],
             means.data() + i * slot_count);
    }
  };
  average(state.zone_attitudes, state.zone_people, zone_means_);
  average(state.place_attitudes, state.place_people, place_means_);
}

void Lives::gather(const Tick& tick) {
  sums_ = PeerSums{tick};
  for (std::size_t row = 0; row < tick.where.size(); ++row) {
    const Whereabouts& where = tick.where[row];
    if (!where.lives_here() || where.stage() == Stage::child) continue;
    sums_.add(where, tick.state.persons[row]);
  }
}

void Lives::store(Tick& tick) {
  sums_.store(kernel_, world_.rules.incidents.threshold, tick.state);
}

}  // namespace mingle::contact
