// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "passes.h"

namespace mingle::contact {
namespace {

constexpr std::size_t pair_count = slot_count / 2;

/// Attitudes of two slots as one number to add: 0..255 each, in the halves.
std::int64_t packed_pair(const Traits& traits, std::size_t pair) {
  const auto low = static_cast<std::int64_t>(traits.attitude[2 * pair] + 128);
  const auto high =
      static_cast<std::int64_t>(traits.attitude[2 * pair + 1] + 128);
  return low | high << 32;
}

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

/// Adds a person to the sums of a place.
void add_peer(const SharedCounts& counts,
              const Traits& traits,
              std::size_t at,
              std::vector<std::int32_t>& people,
              std::vector<std::int64_t>& attitudes) {
  counts.add(people[at], 1);
  for (std::size_t p = 0; p < pair_count; ++p) {
    counts.add(attitudes[at * pair_count + p], packed_pair(traits, p));
  }
}

}  // namespace

/// Sums over blocks of households, added in block order.
struct Lives::Sums {
  std::array<double, max_broad * slot_count> pull{};
  std::array<std::int64_t, max_broad * slot_count> attitude{};
  std::array<std::int64_t, max_broad * slot_count> intolerant{};
  std::array<std::int64_t, max_broad> people{};

  void add(const Kernel& kernel,
           const Traits& traits,
           std::size_t own,
           double threshold) {
    ++people[own];
    for (std::size_t s = 0; s < slot_count; ++s) {
      const int x = traits.attitude[s];
      const std::size_t at = own * slot_count + s;
      attitude[at] += x;
      pull[at] += static_cast<double>(kernel.pull(x));
      intolerant[at] +=
          static_cast<double>(kernel.tolerance(x)) < threshold ? 1 : 0;
    }
  }

  void store(State& state) const {
    for (std::size_t i = 0; i < pull.size(); ++i) {
      const auto count = static_cast<double>(people[i / slot_count]);
      const bool any = count > 0;
      state.tilt[i] = any ? pull[i] / count : 1.0;
      state.intolerant[i] =
          any ? static_cast<double>(intolerant[i]) / count : 0.0;
      state.group_attitude[i] = any ? static_cast<double>(attitude[i]) / count /
                                          static_cast<double>(attitude_steps)
                                    : 0.0;
    }
  }

  Sums& operator+=(const Sums& other) {
    for (std::size_t i = 0; i < pull.size(); ++i) {
      pull[i] += other.pull[i];
      attitude[i] += other.attitude[i];
      intolerant[i] += other.intolerant[i];
    }
    for (std::size_t i = 0; i < people.size(); ++i) {
      people[i] += other.people[i];
    }
    return *this;
  }
};

void Lives::average_peers(const State& state) {
  for (std::size_t i = 0; i < group_means_.size(); ++i) {
    group_means_[i] = static_cast<float>(state.group_attitude[i]);
  }
  const std::size_t places = state.place_people.size();
  zone_means_.resize(state.zone_people.size() * slot_count);
  place_means_.resize(places * slot_count);
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

/// Sums of attitudes by zone, place and group, and means of exp(zeta x).
void Lives::gather(Tick& tick) {
  State& state = tick.state;
  const std::size_t zones = tick.housing.base.zones.size();
  const std::size_t schools = state.schools.size();
  const std::size_t places = (schools + zones) * max_broad;
  state.zone_people.assign(zones * max_broad, 0);
  state.zone_attitudes.assign(zones * max_broad * pair_count, 0);
  state.place_people.assign(places, 0);
  state.place_attitudes.assign(places * pair_count, 0);
  const double threshold = world_.rules.incidents.threshold;
  const SharedCounts counts;
  const auto add =
      [&](const HouseholdView& home, const MemberView& member, Sums& part) {
        if (member.stage == Stage::child) return;
        const Traits& traits = state.persons[member.row];
        add_peer(counts,
                 traits,
                 home.zone * max_broad + member.own,
                 state.zone_people,
                 state.zone_attitudes);
        if (traits.place < outside_place) {
          const std::size_t place = member.stage < Stage::adult
                                        ? std::size_t{traits.place}
                                        : schools + traits.place;
          add_peer(counts,
                   traits,
                   place * max_broad + member.own,
                   state.place_people,
                   state.place_attitudes);
        }
        part.add(kernel_, traits, member.own, threshold);
      };
  deterministic_reduce(
      tick.homes.households.size(),
      households_per_block,
      Sums{},
      [&](std::size_t begin, std::size_t end) {
        Sums part;
        for_persons(tick.housing,
                    tick.world,
                    tick.homes,
                    begin,
                    end,
                    [&](const HouseholdView& home, const MemberView& member) {
                      add(home, member, part);
                    });
        return part;
      })
      .store(state);
}

}  // namespace mingle::contact
