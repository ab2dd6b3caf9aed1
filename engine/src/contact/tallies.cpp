// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "tallies.h"

#include "bits.h"
#include "kernel.h"
#include "weak_ties.h"

#include <limits>

namespace mingle::contact {
namespace {

using FloatRow = std::array<float, max_broad>;

void add_row(const GroupRow& from, GroupRow& to) {
  for (std::size_t b = 0; b < max_broad; ++b) to[b] += from[b];
}

void add_matrix(const GroupMatrix& from, GroupMatrix& to) {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

void add_exposure(const ExposureSums& from, ExposureSums& to) {
  to.people += from.people;
  add_row(from.residential, to.residential);
  add_row(from.experienced, to.experienced);
}

FloatRow shares_of(const double* people) {
  FloatRow shares{};
  double all = 0;
  for (std::size_t b = 0; b < max_broad; ++b) all += people[b];
  if (all == 0) return shares;
  for (std::size_t b = 0; b < max_broad; ++b) {
    shares[b] = static_cast<float>(people[b] / all);
  }
  return shares;
}

FloatRow shares_of(const std::int32_t* activity) {
  std::array<double, max_broad> people{};
  std::copy_n(activity, max_broad, people.begin());
  return shares_of(people.data());
}

/// Make-up of the places where people spend their day.
struct Places {
  std::vector<FloatRow> zones;   ///< residents
  std::vector<FloatRow> others;  ///< near and anywhere, as chance meetings
  std::vector<FloatRow> schools;
  std::vector<FloatRow> work;
};

Places places_of(const housing::World& housing,
                 const World& world,
                 const housing::State& homes,
                 const State& state) {
  const mingle::World& base = housing.base;
  const SettingRules& rules = world.rules.settings;
  const std::size_t zones = base.zones.size();
  std::vector<std::array<double, max_broad>> people(zones);
  std::vector<std::array<double, max_broad>> cities(base.authorities.size());
  for (std::size_t z = 0; z < zones; ++z) {
    const auto row = homes.residents.row(ZoneId{z});
    for (std::size_t g = 0; g < row.size(); ++g) {
      people[z][world.broad[g]] += row[g];
      cities[base.zones.authorities[z].index()][world.broad[g]] += row[g];
    }
  }
  Places places;
  for (std::size_t z = 0; z < zones; ++z) {
    places.zones.push_back(shares_of(people[z].data()));
    std::array<double, max_broad> near = people[z];
    for (const ZoneId next : base.neighbours.neighbours(ZoneId{z})) {
      for (std::size_t b = 0; b < max_broad; ++b) {
        near[b] += rules.adjacent_weight * people[next.index()][b];
      }
    }
    const FloatRow around = shares_of(near.data());
    const FloatRow city =
        shares_of(cities[base.zones.authorities[z].index()].data());
    FloatRow& other = places.others.emplace_back();
    const auto share = static_cast<float>(rules.near_share);
    for (std::size_t b = 0; b < max_broad; ++b) {
      other[b] = share * around[b] + (1 - share) * city[b];
    }
  }
  for (std::size_t i = 0; i < state.pools.schools.size(); ++i) {
    places.schools.push_back(shares_of(state.pools.schools.activity_of(i)));
  }
  for (std::size_t i = 0; i < state.pools.work.size(); ++i) {
    places.work.push_back(shares_of(state.pools.work.activity_of(i)));
  }
  return places;
}

class Tallier {
 public:
  Tallier(const mingle::World& base,
          const World& world,
          const housing::PersonTable& persons,
          const State& state,
          const Places& places)
      : world_{world},
        state_{state},
        places_{places},
        weak_{state.weak_ties, persons},
        kernel_{base, world, state.pools} {
    kernel_.set_tilt(state.tilt);
  }

  /// @returns the person's experienced exposure to each group.
  FloatRow add(const HouseholdView& home,
               const MemberView& member,
               Tallies& sums) const {
    const Traits& traits = state_.persons[member.row];
    const FloatRow seen = add_exposure_of(home, member, traits, sums);
    add_ties(home, member, traits, sums);
    if (member.age >= first_school_age) {
      sums.speakers[member.own] += 1;
      sums.english[static_cast<std::size_t>(traits.english())][member.own] += 1;
    }
    sums.young += member.age >= youth_from && member.age <= youth_to ? 1 : 0;
    if (member.stage >= Stage::adult) {
      sums.grown_up[member.own] += 1;
      sums.taking_part[member.own] += traits.participates() ? 1 : 0;
    }
    if (member.stage != Stage::child) {
      add_attitudes(home, member, traits, sums);
    }
    return seen;
  }

 private:
  FloatRow add_exposure_of(const HouseholdView& home,
                           const MemberView& member,
                           const Traits& traits,
                           Tallies& sums) const {
    const FloatRow& zone = places_.zones[home.zone];
    const FloatRow& other = places_.others[home.zone];
    const FloatRow* place = &zone;
    if (traits.place != no_place) {
      place = member.stage < Stage::adult
                  ? &places_.schools[traits.place]
                  : &places_.work[kernel_.work_pool(
                        whereabouts_of(home, member), traits)];
    }
    const TieTable& ties = kernel_.ties();
    const FloatRow& friends =
        ties.total(traits.ties()) > 0 ? ties.shares(traits.ties()) : zone;
    const HourRules& hours = world_.rules.hours;
    FloatRow seen;
    for (std::size_t b = 0; b < max_broad; ++b) {
      seen[b] = static_cast<float>(hours.home) * zone[b] +
                static_cast<float>(hours.place) * (*place)[b] +
                static_cast<float>(hours.other) * other[b] +
                static_cast<float>(hours.ties) * friends[b];
    }
    const auto add = [&](ExposureSums& to) {
      to.people += 1;
      for (std::size_t b = 0; b < max_broad; ++b) {
        to.residential[b] += static_cast<double>(zone[b]);
        to.experienced[b] += static_cast<double>(seen[b]);
      }
    };
    add(sums.by_stage[static_cast<std::size_t>(member.stage)][member.own]);
    if (member.stage == Stage::adult) {
      sums.adults[member.own] += 1;
      add(sums.by_work[static_cast<std::size_t>(traits.employment())]
                      [member.own]);
    }
    return seen;
  }

  void add_ties(const HouseholdView& home,
                const MemberView& member,
                const Traits& traits,
                Tallies& sums) const {
    const std::size_t own = member.own;
    const TieTable& ties = kernel_.ties();
    const TieCounts& counts = ties.counts(traits.ties());
    const int total = ties.total(traits.ties());
    const FloatRow& shares = ties.shares(traits.ties());
    for (std::size_t b = 0; b < max_broad; ++b) {
      const std::size_t at = own * max_broad + b;
      sums.ties[at] += counts[b];
      sums.friends[at] += world_.rules.settings.friend_contacts *
                          static_cast<double>(shares[b]);
      sums.home[at] += home.members[b] - (b == own ? 1 : 0);
    }
    if (const WeakTies* weak = weak_.find(member.row)) {
      for (std::size_t s = 0; s < slot_count; ++s) {
        sums.weak_ties[own * max_broad + group_of_slot(own, s)] +=
            weak->counts[s];
      }
    }
    if (total == 0) return;
    sums.tied[own] += 1;
    if (counts[own] < total) sums.cross_tied[own] += 1;
  }

  void add_attitudes(const HouseholdView& home,
                     const MemberView& member,
                     const Traits& traits,
                     Tallies& sums) const {
    const std::size_t own = member.own;
    auto attitude = traits.attitude;
    for (std::size_t s = 0; s < slot_count && !state_.mood.empty(); ++s) {
      const float mood =
          state_.mood[home.zone * max_broad + group_of_slot(own, s)];
      attitude[s] = to_attitude(
          attitude[s] + static_cast<int>(std::lround(mood * attitude_steps)));
    }
    const Whereabouts where = whereabouts_of(home, member);
    const Meetings met = kernel_.meet(where, traits, 1.0F, nullptr);
    const Encounters seen = kernel_.attract(where, traits, met, attitude);
    sums.holders[own] += 1;
    for (std::size_t s = 0; s < slot_count; ++s) {
      AttitudeSums& each = sums.attitudes[own * slot_count + s];
      const auto a = static_cast<double>(kernel_.tolerance(attitude[s]));
      // As the gain from it grows, and as bounded scales of surveys ask.
      const auto made = static_cast<double>(seen.contact[s]);
      const double c = made / (made + world_.rules.attitudes.half_contact);
      const double x = static_cast<double>(attitude[s]) /
                       static_cast<double>(attitude_steps);
      each.tolerance += a;
      each.tolerance_squared += a * a;
      each.intolerant += a < world_.rules.incidents.threshold ? 1 : 0;
      each.contact += c;
      each.contact_squared += c * c;
      each.product += a * c;
      each.moments[0] += x;
      each.moments[1] += x * x;
      each.moments[2] += x * x * x;
      each.moments[3] += x * x * x * x;
    }
  }

  const World& world_;
  const State& state_;
  const Places& places_;
  Acquaintances weak_;
  Kernel kernel_;
};

/// Experienced exposure is added up by zone in whole millionths, so that the
/// sum is the same in any order.
constexpr double millionths = 1e6;

}  // namespace

Tallies& Tallies::operator+=(const Tallies& other) {
  for (std::size_t a = 0; a < max_broad; ++a) {
    for (std::size_t t = 0; t < stage_count; ++t) {
      add_exposure(other.by_stage[t][a], by_stage[t][a]);
    }
    for (std::size_t w = 0; w < employment_count; ++w) {
      add_exposure(other.by_work[w][a], by_work[w][a]);
    }
  }
  add_matrix(other.home, home);
  add_matrix(other.friends, friends);
  add_matrix(other.ties, ties);
  add_matrix(other.weak_ties, weak_ties);
  young += other.young;
  add_row(other.tied, tied);
  add_row(other.cross_tied, cross_tied);
  add_row(other.holders, holders);
  add_row(other.speakers, speakers);
  for (std::size_t e = 0; e < english_count; ++e) {
    add_row(other.english[e], english[e]);
  }
  add_row(other.adults, adults);
  add_row(other.grown_up, grown_up);
  add_row(other.taking_part, taking_part);
  for (std::size_t i = 0; i < attitudes.size(); ++i) {
    AttitudeSums& to = attitudes[i];
    const AttitudeSums& from = other.attitudes[i];
    to.tolerance += from.tolerance;
    to.tolerance_squared += from.tolerance_squared;
    to.intolerant += from.intolerant;
    to.contact += from.contact;
    to.contact_squared += from.contact_squared;
    to.product += from.product;
    for (std::size_t m = 0; m < 4; ++m) to.moments[m] += from.moments[m];
  }
  return *this;
}

Tallies tally(const housing::World& housing,
              const World& world,
              const housing::State& homes,
              const State& state) {
  const Places places = places_of(housing, world, homes, state);
  const Tallier tallier{housing.base, world, homes.persons, state, places};
  const std::size_t zones = housing.base.zones.size();
  std::vector<std::int64_t> exposure(zones * max_broad);
  std::vector<std::int32_t> people(zones);
  std::array<GroupCounts, phase_count> by_school;
  std::array<GroupCounts, phase_count> by_zone;
  for (std::size_t p = 0; p < phase_count; ++p) {
    by_school[p] = GroupCounts{state.schools.size(), max_broad};
    by_zone[p] = GroupCounts{zones, max_broad};
  }
  const SharedCounts counts;
  Tallies sums = deterministic_reduce(
      homes.households.size(),
      households_per_block,
      Tallies{},
      [&](std::size_t begin, std::size_t end) {
        Tallies part;
        for_persons(
            housing,
            world,
            homes,
            begin,
            end,
            [&](const HouseholdView& home, const MemberView& member) {
              const FloatRow seen = tallier.add(home, member, part);
              counts.add(people[home.zone], 1);
              for (std::size_t b = 0; b < max_broad; ++b) {
                counts.add(exposure[home.zone * max_broad + b],
                           static_cast<std::int64_t>(
                               static_cast<double>(seen[b]) * millionths));
              }
              const Traits& traits = state.persons[member.row];
              if (member.stage >= Stage::adult || traits.place == no_place) {
                return;
              }
              const auto phase =
                  static_cast<std::size_t>(state.schools.phases[traits.place]);
              counts.add(by_school[phase].at(ZoneId{std::size_t{traits.place}},
                                             member.own),
                         1);
              counts.add(by_zone[phase].at(ZoneId{home.zone}, member.own), 1);
            });
        return part;
      });
  sums.pupils_by_school = std::move(by_school);
  sums.pupils_by_zone = std::move(by_zone);
  sums.zone_exposure.resize(zones * max_broad);
  for (std::size_t i = 0; i < exposure.size(); ++i) {
    const std::int32_t all = people[i / max_broad];
    sums.zone_exposure[i] =
        all > 0 ? static_cast<double>(exposure[i]) / millionths / all
                : std::numeric_limits<double>::quiet_NaN();
  }
  return sums;
}

}  // namespace mingle::contact
