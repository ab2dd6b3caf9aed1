// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "tallies.h"

#include "bits.h"
#include "kernel.h"
#include "tally_sums.h"
#include "weak_ties.h"
#include "workspaces.h"

#include <limits>

namespace mingle::contact {
namespace {

using FloatRow = std::array<float, max_broad>;

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
        zones_{base.zones.size()},
        kernel_{base, world, state.pools} {
    kernel_.set_tilt(state.tilt);
    const HourRules& hours = world.rules.hours;
    hours_ = {static_cast<float>(hours.home),
              static_cast<float>(hours.place),
              static_cast<float>(hours.other),
              static_cast<float>(hours.ties)};
  }

  void add(const HouseholdView& home,
           const MemberView& member,
           Counts& counts,
           Sums& sums) const {
    const Traits& traits = state_.persons[member.row];
    const Whereabouts where = whereabouts_of(home, member);
    const std::size_t own = member.own;
    const std::size_t kind = kind_of(member.stage, traits.employment());
    ++counts.people[(kind * max_broad + own) * zones_ + home.zone];
    add_exposure(
        where, traits, sums.experienced[kind][own], counts.exposure.data());
    const std::size_t grown_up = member.stage >= Stage::adult ? 1 : 0;
    ++counts.portfolios[(grown_up * max_broad + own) * portfolio_count +
                        traits.ties()];
    for (std::size_t b = 0; b < max_broad; ++b) {
      counts.home[own * max_broad + b] += home.members[b] - (b == own ? 1 : 0);
    }
    if (const WeakTies* weak = weak_.find(member.row)) {
      for (std::size_t s = 0; s < slot_count; ++s) {
        counts.weak_ties[own * max_broad + group_of_slot(own, s)] +=
            weak->counts[s];
      }
    }
    if (member.age >= first_school_age) {
      ++counts.english[static_cast<std::size_t>(traits.english())][own];
    }
    counts.young += member.age >= youth_from && member.age <= youth_to ? 1 : 0;
    if (member.stage >= Stage::adult) {
      counts.taking_part[own] += traits.participates() ? 1 : 0;
    } else if (traits.place != no_place) {
      const auto phase =
          static_cast<std::size_t>(state_.schools.phases[traits.place]);
      ++counts.pupils_by_school[phase].at(ZoneId{std::size_t{traits.place}},
                                          own);
      ++counts.pupils_by_zone[phase].at(ZoneId{home.zone}, own);
    }
    if (member.stage != Stage::child)
      add_attitudes(where, traits, counts, sums);
  }

  const Kernel& kernel() const { return kernel_; }

 private:
  struct Hours {
    float home, place, other, ties;
  };

  void add_exposure(const Whereabouts& where,
                    const Traits& traits,
                    GroupRow& experienced,
                    std::int64_t* exposure) const {
    const FloatRow& zone = places_.zones[where.zone];
    const FloatRow& other = places_.others[where.zone];
    const FloatRow* place = &zone;
    if (traits.place != no_place) {
      place = where.stage() < Stage::adult
                  ? &places_.schools[traits.place]
                  : &places_.work[kernel_.work_pool(where, traits)];
    }
    const TieTable& ties = kernel_.ties();
    const FloatRow& friends =
        ties.total(traits.ties()) > 0 ? ties.shares(traits.ties()) : zone;
    exposure += where.zone * max_broad;
    for (std::size_t b = 0; b < max_broad; ++b) {
      const auto seen = static_cast<double>(
          hours_.home * zone[b] + hours_.place * (*place)[b] +
          hours_.other * other[b] + hours_.ties * friends[b]);
      experienced[b] += seen;
      exposure[b] += static_cast<std::int64_t>(seen * millionths);
    }
  }

  /// With the mood of the zone.
  std::array<std::int8_t, slot_count> attitude_of(const Whereabouts& where,
                                                  const Traits& traits) const {
    auto attitude = traits.attitude;
    for (std::size_t s = 0; s < slot_count && !state_.mood.empty(); ++s) {
      const float mood =
          state_.mood[where.zone * max_broad + group_of_slot(where.own, s)];
      attitude[s] = to_attitude(
          attitude[s] + static_cast<int>(std::lround(mood * attitude_steps)));
    }
    return attitude;
  }

  void add_attitudes(const Whereabouts& where,
                     const Traits& traits,
                     Counts& counts,
                     Sums& sums) const {
    const auto attitude = attitude_of(where, traits);
    const Meetings met = kernel_.meet(where, traits, 1.0F, nullptr);
    const Encounters seen = kernel_.attract(where, traits, met, attitude);
    const std::size_t first = where.own * slot_count;
    const double half = world_.rules.attitudes.half_contact;
    for (std::size_t s = 0; s < slot_count; ++s) {
      const std::size_t pair = first + s;
      ++counts
            .attitudes[pair * attitude_count +
                       static_cast<std::size_t>(attitude[s] - lowest_attitude)];
      // As the gain from it grows, and as bounded scales of surveys ask.
      const auto made = static_cast<double>(seen.contact[s]);
      const double c = made / (made + half);
      sums.contact[pair] += c;
      sums.contact_squared[pair] += c * c;
      sums.product[pair] += static_cast<double>(seen.tolerance[s]) * c;
    }
  }

  const World& world_;
  const State& state_;
  const Places& places_;
  Acquaintances weak_;
  std::size_t zones_;
  Kernel kernel_;
  Hours hours_{};
};

/// Residential exposure of those of one kind and group, from where they live.
ExposureSums exposure_of(const Places& places,
                         const std::int32_t* people,
                         const GroupRow& experienced) {
  ExposureSums sums;
  sums.experienced = experienced;
  for (std::size_t z = 0; z < places.zones.size(); ++z) {
    const auto here = static_cast<double>(people[z]);
    sums.people += here;
    for (std::size_t b = 0; b < max_broad; ++b) {
      sums.residential[b] += here * static_cast<double>(places.zones[z][b]);
    }
  }
  return sums;
}

void add_exposure(const ExposureSums& from, ExposureSums& to) {
  to.people += from.people;
  for (std::size_t b = 0; b < max_broad; ++b) {
    to.residential[b] += from.residential[b];
    to.experienced[b] += from.experienced[b];
  }
}

void set_people(const Places& places,
                const Counts& counts,
                const Sums& sums,
                Tallies& out) {
  const std::size_t zones = places.zones.size();
  for (std::size_t a = 0; a < max_broad; ++a) {
    const auto of = [&](std::size_t kind) {
      return exposure_of(places,
                         counts.people.data() + (kind * max_broad + a) * zones,
                         sums.experienced[kind][a]);
    };
    for (const Stage stage : {Stage::child, Stage::pupil, Stage::older}) {
      out.by_stage[static_cast<std::size_t>(stage)][a] =
          of(kind_of(stage, Employment::inactive));
    }
    ExposureSums& adults =
        out.by_stage[static_cast<std::size_t>(Stage::adult)][a];
    for (std::size_t w = 0; w < employment_count; ++w) {
      out.by_work[w][a] = of(first_adult_kind + w);
      add_exposure(out.by_work[w][a], adults);
    }
    out.adults[a] = adults.people;
    out.grown_up[a] =
        adults.people +
        out.by_stage[static_cast<std::size_t>(Stage::older)][a].people;
  }
}

void set_ties(const World& world, const Counts& counts, Tallies& out) {
  const TieTable& ties = TieTable::shared();
  const double contacts = world.rules.settings.friend_contacts;
  for (std::size_t own = 0; own < max_broad; ++own) {
    for (std::size_t code = 0; code < portfolio_count; ++code) {
      const auto of = [&](std::size_t grown_up) {
        return static_cast<double>(
            counts.portfolios[(grown_up * max_broad + own) * portfolio_count +
                              code]);
      };
      const double adults = of(1);
      const double people = of(0) + adults;
      const auto portfolio = static_cast<TieCode>(code);
      const int total = ties.total(portfolio);
      if (people == 0 || total == 0) continue;
      const TieCounts& each = ties.counts(portfolio);
      for (std::size_t b = 0; b < max_broad; ++b) {
        const std::size_t at = own * max_broad + b;
        out.ties[at] += people * each[b];
        out.friends[at] +=
            people * contacts * static_cast<double>(ties.shares(portfolio)[b]);
      }
      out.tied[own] += people;
      out.tied_adults += adults;
      if (each[own] == total) continue;
      out.cross_tied[own] += people;
      out.cross_tied_adults += adults;
    }
  }
}

void set_attitudes(const World& world,
                   const Kernel& kernel,
                   const Counts& counts,
                   const Sums& sums,
                   Tallies& out) {
  for (std::size_t pair = 0; pair < max_broad * slot_count; ++pair) {
    AttitudeSums& each = out.attitudes[pair];
    each.contact = sums.contact[pair];
    each.contact_squared = sums.contact_squared[pair];
    each.product = sums.product[pair];
    double holders = 0;
    for (std::size_t i = 0; i < attitude_count; ++i) {
      const auto people =
          static_cast<double>(counts.attitudes[pair * attitude_count + i]);
      const int steps = static_cast<int>(i) + lowest_attitude;
      const auto a = static_cast<double>(kernel.tolerance(steps));
      const double x = steps / static_cast<double>(attitude_steps);
      holders += people;
      each.tolerance += people * a;
      each.tolerance_squared += people * a * a;
      if (a < world.rules.incidents.threshold) each.intolerant += people;
      double power = people;
      for (double& moment : each.moments) moment += power *= x;
    }
    out.holders[pair / slot_count] = holders;
  }
}

void set_counts(const Counts& counts, Tallies& out) {
  for (std::size_t a = 0; a < max_broad; ++a) {
    for (std::size_t e = 0; e < english_count; ++e) {
      out.english[e][a] = static_cast<double>(counts.english[e][a]);
      out.speakers[a] += out.english[e][a];
    }
    out.taking_part[a] = static_cast<double>(counts.taking_part[a]);
  }
  for (std::size_t i = 0; i < max_broad * max_broad; ++i) {
    out.home[i] = static_cast<double>(counts.home[i]);
    out.weak_ties[i] = static_cast<double>(counts.weak_ties[i]);
  }
  out.young = static_cast<double>(counts.young);
}

void set_zone_exposure(const Counts& counts, Tallies& out) {
  const std::size_t zones = counts.exposure.size() / max_broad;
  out.zone_exposure.resize(counts.exposure.size());
  for (std::size_t z = 0; z < zones; ++z) {
    std::int64_t all = 0;
    for (std::size_t k = 0; k < kind_count * max_broad; ++k) {
      all += counts.people[k * zones + z];
    }
    for (std::size_t i = z * max_broad; i < (z + 1) * max_broad; ++i) {
      out.zone_exposure[i] = all > 0 ? static_cast<double>(counts.exposure[i]) /
                                           millionths / static_cast<double>(all)
                                     : std::numeric_limits<double>::quiet_NaN();
    }
  }
}

}  // namespace

Tallies tally(const housing::World& housing,
              const World& world,
              const housing::State& homes,
              const State& state) {
  const Places places = places_of(housing, world, homes, state);
  const Tallier tallier{housing.base, world, homes.persons, state, places};
  const auto none = [&] {
    return Counts{housing.base.zones.size(), state.schools.size()};
  };
  Workspaces<Counts> spaces{none};
  const Sums sums = deterministic_reduce(
      homes.households.size(),
      households_per_block,
      Sums{},
      [&](std::size_t begin, std::size_t end) {
        const Workspaces<Counts>::Lease counts{spaces};
        Sums part;
        for_persons(world,
                    homes,
                    begin,
                    end,
                    [&](const HouseholdView& home, const MemberView& member) {
                      tallier.add(home, member, *counts, part);
                    });
        return part;
      });
  Counts counts = none();
  spaces.for_each([&](const Counts& part) { counts += part; });
  Tallies out;
  set_people(places, counts, sums, out);
  set_ties(world, counts, out);
  set_attitudes(world, tallier.kernel(), counts, sums, out);
  set_counts(counts, out);
  set_zone_exposure(counts, out);
  out.pupils_by_school = std::move(counts.pupils_by_school);
  out.pupils_by_zone = std::move(counts.pupils_by_zone);
  return out;
}

}  // namespace mingle::contact
