// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "passes.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/contact/network.h>

namespace mingle::contact {
namespace {

/// Members of a pool by broad group, as rows of the network.
struct Members {
  std::array<std::vector<std::uint32_t>, max_broad> rows;
};

struct Meeting {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Setting setting = Setting::neighbourhood;
};

/// The world that a network is drawn in.
struct Scene {
  const housing::World& housing;
  const World& world;
  const housing::State& homes;
  const State& state;
  std::uint64_t seed;
};

/// A pool whose meetings are drawn by themselves.
enum class PoolKind : std::uint8_t { near, wide, school, work, venue };
struct Job {
  PoolKind kind = PoolKind::near;
  std::size_t pool = 0;
};

/// Pools of one kind and the people in them.
struct PoolsOfKind {
  const PoolTable* table = nullptr;
  std::vector<Members> members;
  Setting setting = Setting::neighbourhood;
  double share = 1;  ///< of the contacts that members bring
};

/// Draws who meets whom in one pool.
class Matcher {
 public:
  /// @param activity  chance contacts a day, by row; `most` the largest
  Matcher(const DrawAddress& address,
          double days,
          const std::vector<double>& activity,
          double most)
      : draws_{address}, days_{days}, activity_{activity}, most_{most} {}

  void add(const std::vector<std::uint32_t>& from,
           const std::vector<std::uint32_t>& to,
           double a_day,
           Setting setting) {
    if (from.empty() || to.empty()) return;
    const bool same = &from == &to;
    if (same && from.size() == 1) return;
    const bool by_age = setting == Setting::neighbourhood;
    const auto count =
        static_cast<std::int64_t>(days_ * a_day + draws_.uniform());
    for (std::int64_t i = 0; i < count; ++i) {
      const std::uint32_t one = pick(from, by_age);
      std::uint32_t other = pick(to, by_age);
      while (other == one) other = pick(to, by_age);
      meetings.push_back({one, other, setting});
    }
  }

  std::vector<Meeting> meetings;

 private:
  /// Someone of the list, in proportion to the contacts each has.
  std::uint32_t pick(const std::vector<std::uint32_t>& rows, bool by_age) {
    while (true) {
      const std::uint32_t row = rows[draws_.below(rows.size())];
      if (!by_age || draws_.uniform() * most_ < activity_[row]) return row;
    }
  }

  Draws draws_;
  double days_;
  const std::vector<double>& activity_;
  double most_;
};

class NetworkMaker {
 public:
  NetworkMaker(const Scene& scene, AuthorityId authority, int days)
      : on_{scene}, authority_{authority} {
    made_.days = days;
    const SettingRules& rules = on_.world.rules.settings;
    most_ = *std::max_element(rules.random_contacts.begin(),
                              rules.random_contacts.end());
    const Pools& pools = on_.state.pools;
    const std::size_t zones = on_.housing.base.zones.size();
    of(PoolKind::near) = {&pools.near, std::vector<Members>(zones)};
    of(PoolKind::wide) = {
        &pools.wide,
        std::vector<Members>(on_.housing.base.authorities.size()),
        Setting::neighbourhood,
        1 - rules.near_share};
    of(PoolKind::school) = {&pools.schools,
                            std::vector<Members>(on_.state.schools.size()),
                            Setting::school};
    of(PoolKind::work) = {
        &pools.work, std::vector<Members>(pools.work.size()), Setting::work};
    of(PoolKind::venue) = {
        &pools.venues, std::vector<Members>(zones), Setting::venue};
  }

  ContactNetwork make() {
    gather();
    const std::vector<Job> jobs = list_jobs();
    std::vector<std::vector<Meeting>> met(jobs.size());
    parallel_for_blocks(
        jobs.size(), 1, [&](std::size_t j, std::size_t, std::size_t) {
          Matcher matcher{address_of(jobs[j]),
                          static_cast<double>(made_.days),
                          activity_,
                          most_};
          if (jobs[j].kind == PoolKind::near) {
            meet_near(ZoneId{jobs[j].pool}, matcher);
          } else {
            meet(of(jobs[j].kind), jobs[j].pool, matcher);
          }
          met[j] = std::move(matcher.meetings);
        });
    return packed(met);
  }

 private:
  PoolsOfKind& of(PoolKind kind) {
    return kinds_[static_cast<std::size_t>(kind)];
  }

  DrawAddress address_of(const Job& job) const {
    return {.seed = on_.seed,
            .replicate = static_cast<std::uint64_t>(on_.homes.replicate),
            .subject = static_cast<std::uint64_t>(job.kind) << 32U | job.pool,
            .step = static_cast<std::uint64_t>(on_.state.steps),
            .purpose = Purpose::contact_network};
  }

  void gather() {
    const SettingRules& rules = on_.world.rules.settings;
    const std::size_t zones = on_.housing.base.zones.size();
    const auto join = [&](PoolKind kind, std::size_t pool, std::size_t own) {
      of(kind).members[pool].rows[own].push_back(
          static_cast<std::uint32_t>(made_.people.size()));
    };
    for_persons(
        on_.world,
        on_.homes,
        0,
        on_.homes.households.size(),
        [&](const HouseholdView& home, const MemberView& member) {
          if (home.authority != authority_.index()) return;
          join(PoolKind::near, home.zone, member.own);
          join(PoolKind::wide, home.authority, member.own);
          const Traits& traits = on_.state.persons[member.row];
          if (traits.participates()) {
            join(PoolKind::venue, home.zone, member.own);
          }
          if (traits.place != no_place && member.stage < Stage::adult) {
            join(PoolKind::school, traits.place, member.own);
          } else if (traits.place != no_place) {
            const std::size_t place = traits.place == outside_place
                                          ? zones + home.authority
                                          : std::size_t{traits.place};
            join(PoolKind::work,
                 on_.state.pools.work_pool(place, home.work_class),
                 member.own);
          }
          made_.people.push_back(member.id);
          made_.groups.push_back(static_cast<std::uint8_t>(member.own));
          activity_.push_back(
              rules.random_contacts[static_cast<std::size_t>(member.stage)]);
        });
  }

  std::vector<Job> list_jobs() {
    std::vector<Job> jobs{{PoolKind::wide, authority_.index()}};
    for (const ZoneId zone :
         on_.housing.base.authorities.zones[authority_.index()]) {
      jobs.push_back({PoolKind::near, zone.index()});
      jobs.push_back({PoolKind::venue, zone.index()});
    }
    for (const PoolKind kind : {PoolKind::school, PoolKind::work}) {
      for (std::size_t i = 0; i < of(kind).members.size(); ++i) {
        jobs.push_back({kind, i});
      }
    }
    return jobs;
  }

  /// One pool by itself.
  static void meet(const PoolsOfKind& kind, std::size_t pool, Matcher& out) {
    const Members& members = kind.members[pool];
    for (std::size_t a = 0; a < max_broad; ++a) {
      const double brought =
          kind.share * kind.table->activity_of(pool)[a] / activity_unit;
      double others = 0;
      for (std::size_t s = 0; s < slot_count; ++s) {
        const std::size_t b = group_of_slot(a, s);
        const auto met = static_cast<double>(kind.table->row(pool, a)[s]);
        others += met;
        if (b > a) {
          out.add(
              members.rows[a], members.rows[b], brought * met, kind.setting);
        }
      }
      // Both ends are of the group: half as many meetings.
      out.add(members.rows[a],
              members.rows[a],
              brought * (1 - others) / 2,
              kind.setting);
    }
  }

  /// A zone, and with those next door that come after it.
  void meet_near(ZoneId zone, Matcher& out) {
    meet_pair(zone.index(), zone.index(), 1.0, out);
    for (const ZoneId next : on_.housing.base.neighbours.neighbours(zone)) {
      if (next > zone) {
        meet_pair(zone.index(),
                  next.index(),
                  on_.world.rules.settings.adjacent_weight,
                  out);
      }
    }
  }

  /// From the factors that balance the pools near home.
  void meet_pair(std::size_t z,
                 std::size_t other,
                 double weight,
                 Matcher& out) {
    const SettingRules& rules = on_.world.rules.settings;
    const PoolTable& near = on_.state.pools.near;
    const std::vector<Members>& zones = of(PoolKind::near).members;
    const double apart = std::exp(
        -rules.homophily[static_cast<std::size_t>(Setting::neighbourhood)]);
    const auto pull = [&](std::size_t at, std::size_t b) {
      return near.kappa[at * max_broad + b] * near.activity_of(at)[b];
    };
    for (std::size_t a = 0; a < max_broad; ++a) {
      for (std::size_t b = z == other ? a : 0; b < max_broad; ++b) {
        const double affinity = on_.state.pools.preference[a * max_broad + b] *
                                (a == b ? 1.0 : apart);
        const double half = z == other && a == b ? 0.5 : 1.0;
        out.add(zones[z].rows[a],
                zones[other].rows[b],
                half * rules.near_share * weight * affinity * pull(z, a) *
                    pull(other, b) / activity_unit,
                Setting::neighbourhood);
      }
    }
  }

  ContactNetwork packed(const std::vector<std::vector<Meeting>>& met) {
    ContactNetwork& made = made_;
    made.offsets.assign(made.people.size() + 1, 0);
    for (const auto& meetings : met) {
      for (const Meeting& each : meetings) {
        ++made.offsets[each.from + 1];
        ++made.offsets[each.to + 1];
      }
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
    for (const auto& meetings : met) {
      for (const Meeting& each : meetings) {
        put(each.from, each.to, each.setting);
        put(each.to, each.from, each.setting);
      }
    }
    return std::move(made_);
  }

  Scene on_;
  AuthorityId authority_;
  double most_ = 1;
  ContactNetwork made_;
  std::vector<double> activity_;  ///< chance contacts a day, by row
  std::array<PoolsOfKind, 5> kinds_;
};

}  // namespace

GroupMatrix ContactNetwork::contacts(Setting setting) const {
  GroupMatrix sum{};
  for (std::size_t row = 0; row < size(); ++row) {
    for (std::size_t i = offsets[row]; i < offsets[row + 1]; ++i) {
      if (settings[i] != setting) continue;
      sum[groups[row] * max_broad + groups[targets[i]]] += 1.0 / days;
    }
  }
  return sum;
}

ContactNetwork draw_network(const housing::World& housing,
                            const World& world,
                            const housing::State& homes,
                            const State& state,
                            AuthorityId authority,
                            std::uint64_t seed,
                            int days) {
  return NetworkMaker{{housing, world, homes, state, seed}, authority, days}
      .make();
}

std::uint64_t network_bytes(const Rules& rules, std::size_t people) {
  const SettingRules& settings = rules.settings;
  // Nobody is at school and at work; all might take part.
  const double a_day =
      *std::max_element(settings.random_contacts.begin(),
                        settings.random_contacts.end()) +
      std::max(settings.school_contacts, settings.work_contacts) +
      settings.venue_contacts;
  const double ends =
      a_day * settings.network_days * static_cast<double>(people);
  // Meetings as drawn, then the rows; what each person has of them.
  const double bytes =
      ends * (sizeof(Meeting) / 2.0 + sizeof(std::uint32_t) + sizeof(Setting)) +
      static_cast<double>(people) * 96.0;
  return static_cast<std::uint64_t>(bytes);
}

}  // namespace mingle::contact
