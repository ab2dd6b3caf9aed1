// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "passes.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/contact/network.h>

namespace mingle::contact {
namespace {

/// Members of a pool by broad group: rows, and how many contacts they have.
struct Members {
  std::array<std::vector<std::uint32_t>, max_broad> rows;
};

struct Meeting {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Setting setting = Setting::neighbourhood;
};

class NetworkMaker {
 public:
  NetworkMaker(const housing::World& housing,
               const World& world,
               const housing::State& homes,
               const State& state,
               AuthorityId authority,
               std::uint64_t seed)
      : housing_{housing},
        world_{world},
        homes_{homes},
        state_{state},
        authority_{authority},
        draws_{{.seed = seed,
                .replicate = static_cast<std::uint64_t>(homes.replicate),
                .subject = authority.index(),
                .step = static_cast<std::uint64_t>(state.steps),
                .purpose = Purpose::contact_network}} {
    const SettingRules& rules = world.rules.settings;
    most_ = *std::max_element(rules.random_contacts.begin(),
                              rules.random_contacts.end());
    zones_.resize(housing.base.zones.size());
    venues_.resize(zones_.size());
    schools_.resize(state.schools.size());
    work_.resize(state.pools.work.size());
  }

  ContactNetwork make() {
    gather();
    meet_near();
    const double wide = 1 - world_.rules.settings.near_share;
    meet(all_,
         state_.pools.wide,
         authority_.index(),
         wide,
         Setting::neighbourhood);
    meet_each(schools_, state_.pools.schools, Setting::school);
    meet_each(work_, state_.pools.work, Setting::work);
    meet_each(venues_, state_.pools.venues, Setting::venue);
    return packed();
  }

 private:
  void gather() {
    const SettingRules& rules = world_.rules.settings;
    const std::size_t zones = zones_.size();
    for_persons(
        housing_,
        world_,
        homes_,
        0,
        homes_.households.size(),
        [&](const HouseholdView& home, const MemberView& member) {
          if (home.authority != authority_.index()) return;
          const auto row = static_cast<std::uint32_t>(made_.people.size());
          made_.people.push_back(member.id);
          made_.groups.push_back(static_cast<std::uint8_t>(member.own));
          activity_.push_back(
              rules.random_contacts[static_cast<std::size_t>(member.stage)]);
          zones_[home.zone].rows[member.own].push_back(row);
          all_.rows[member.own].push_back(row);
          const Traits& traits = state_.persons[member.row];
          if (traits.participates()) {
            venues_[home.zone].rows[member.own].push_back(row);
          }
          if (traits.place == no_place) return;
          if (member.stage < Stage::adult) {
            schools_[traits.place].rows[member.own].push_back(row);
            return;
          }
          const std::size_t place = traits.place == outside_place
                                        ? zones + home.authority
                                        : std::size_t{traits.place};
          work_[state_.pools.work_pool(place, home.work_class)]
              .rows[member.own]
              .push_back(row);
        });
  }

  /// Someone of the list, in proportion to the contacts each has.
  std::uint32_t pick(const std::vector<std::uint32_t>& rows, bool by_age) {
    while (true) {
      const std::uint32_t row = rows[draws_.below(rows.size())];
      if (!by_age || draws_.uniform() * most_ < activity_[row]) return row;
    }
  }

  void add(const std::vector<std::uint32_t>& from,
           const std::vector<std::uint32_t>& to,
           double expected,
           Setting setting) {
    if (from.empty() || to.empty()) return;
    const bool by_age = setting == Setting::neighbourhood;
    const auto count = static_cast<std::int64_t>(expected + draws_.uniform());
    for (std::int64_t i = 0; i < count; ++i) {
      const std::uint32_t one = pick(from, by_age);
      meetings_.push_back({one, pick(to, by_age), setting});
    }
  }

  /// One pool by itself.
  void meet(const Members& members,
            const PoolTable& table,
            std::size_t pool,
            double share,
            Setting setting) {
    for (std::size_t a = 0; a < max_broad; ++a) {
      const double brought = share * table.activity_of(pool)[a] / activity_unit;
      double others = 0;
      for (std::size_t s = 0; s < slot_count; ++s) {
        const std::size_t b = group_of_slot(a, s);
        const auto met = static_cast<double>(table.row(pool, a)[s]);
        others += met;
        if (b > a) {
          add(members.rows[a], members.rows[b], brought * met, setting);
        }
      }
      // Both ends are of the group: half as many meetings.
      add(members.rows[a],
          members.rows[a],
          brought * (1 - others) / 2,
          setting);
    }
  }

  void meet_each(const std::vector<Members>& pools,
                 const PoolTable& table,
                 Setting setting) {
    for (std::size_t i = 0; i < pools.size(); ++i) {
      meet(pools[i], table, i, 1.0, setting);
    }
  }

  /// Zones and those next door, from the factors that balance them.
  void meet_near() {
    const SettingRules& rules = world_.rules.settings;
    const Affinity preference = preference_of(state_);
    const double chi =
        rules.homophily[static_cast<std::size_t>(Setting::neighbourhood)];
    const PoolTable& near = state_.pools.near;
    const auto pull = [&](std::size_t zone, std::size_t b) {
      return near.kappa[zone * max_broad + b] * near.activity_of(zone)[b];
    };
    const auto pair = [&](std::size_t z, std::size_t other, double weight) {
      for (std::size_t a = 0; a < max_broad; ++a) {
        for (std::size_t b = z == other ? a : 0; b < max_broad; ++b) {
          const double affinity =
              preference[a * max_broad + b] * (a == b ? 1.0 : std::exp(-chi));
          const double half = z == other && a == b ? 0.5 : 1.0;
          add(zones_[z].rows[a],
              zones_[other].rows[b],
              half * rules.near_share * weight * affinity * pull(z, a) *
                  pull(other, b) / activity_unit,
              Setting::neighbourhood);
        }
      }
    };
    for (const ZoneId zone :
         housing_.base.authorities.zones[authority_.index()]) {
      pair(zone.index(), zone.index(), 1.0);
      for (const ZoneId next : housing_.base.neighbours.neighbours(zone)) {
        if (next > zone) {
          pair(zone.index(), next.index(), rules.adjacent_weight);
        }
      }
    }
  }

  ContactNetwork packed() {
    ContactNetwork& made = made_;
    made.offsets.assign(made.people.size() + 1, 0);
    for (const Meeting& each : meetings_) {
      ++made.offsets[each.from + 1];
      ++made.offsets[each.to + 1];
    }
    for (std::size_t i = 1; i < made.offsets.size(); ++i) {
      made.offsets[i] += made.offsets[i - 1];
    }
    made.targets.resize(made.offsets.back());
    made.settings.resize(made.offsets.back());
    std::vector<std::uint32_t> next = made.offsets;
    const auto put =
        [&](std::uint32_t from, std::uint32_t to, Setting setting) {
          made.targets[next[from]] = to;
          made.settings[next[from]++] = setting;
        };
    for (const Meeting& each : meetings_) {
      put(each.from, each.to, each.setting);
      put(each.to, each.from, each.setting);
    }
    return std::move(made_);
  }

  const housing::World& housing_;
  const World& world_;
  const housing::State& homes_;
  const State& state_;
  AuthorityId authority_;
  Draws draws_;
  double most_ = 1;
  ContactNetwork made_;
  std::vector<double> activity_;  ///< chance contacts a day, by row
  std::vector<Members> zones_;
  std::vector<Members> venues_;
  std::vector<Members> schools_;
  std::vector<Members> work_;
  Members all_;
  std::vector<Meeting> meetings_;
};

}  // namespace

GroupMatrix ContactNetwork::contacts(Setting setting) const {
  GroupMatrix sum{};
  for (std::size_t row = 0; row < size(); ++row) {
    for (std::size_t i = offsets[row]; i < offsets[row + 1]; ++i) {
      if (settings[i] != setting) continue;
      sum[groups[row] * max_broad + groups[targets[i]]] += 1;
    }
  }
  return sum;
}

ContactNetwork draw_network(const housing::World& housing,
                            const World& world,
                            const housing::State& homes,
                            const State& state,
                            AuthorityId authority,
                            std::uint64_t seed) {
  return NetworkMaker{housing, world, homes, state, authority, seed}.make();
}

}  // namespace mingle::contact
