// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "passes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace mingle::contact {
namespace {

/// Places of a school are one to three queues: all; three bands; or those of
/// its faith and the rest.
constexpr std::size_t queues_per_school = 3;

/// What is to know of an applicant.
struct Pupil {
  PersonId person;
  std::uint64_t id = 0;
  std::uint32_t zone = 0;
  std::uint8_t own = 0;
  std::uint8_t work_class = 0;  ///< stands for ability bands
  std::uint64_t household = 0;  ///< persistent id; siblings share a faith
};

Pupil pupil_of(const Tick& tick, const Applicant& applicant) {
  const std::size_t row = applicant.person.index();
  const Whereabouts& where = tick.where[row];
  return {applicant.person,
          tick.homes.persons.ids[row],
          where.zone,
          where.own,
          static_cast<std::uint8_t>(where.work_class()),
          tick.homes.households.ids[applicant.household.index()]};
}

Phase phase_of(const Whereabouts& where) {
  return where.stage() == Stage::child ? Phase::primary : Phase::secondary;
}

/// Something a pupil can apply for: a queue, and the rank there (lower is
/// better).
struct Choice {
  std::uint32_t queue = 0;
  double rank = 0;
};

struct Ranked {
  double rank = 0;
  std::uint64_t id = 0;
  std::uint32_t pupil = 0;
  auto operator<=>(const Ranked&) const = default;
};

/// Deferred acceptance with pupils who propose: the outcome is the stable one
/// that pupils like best, whatever the order (Gale and Shapley 1962). Schools
/// of one authority and phase.
class Admission {
 public:
  Admission(Tick& tick,
            std::size_t authority,
            Phase phase,
            NearSchools::Market& near)
      : tick_{tick}, near_{near} {
    const SchoolTable& schools = tick.state.schools;
    const auto per_pupil = static_cast<std::int32_t>(
        std::lround(tick.world.rules.settings.school_contacts * activity_unit));
    for (std::size_t i = 0; i < schools.size(); ++i) {
      if (schools.phases[i] != phase || schools.open[i] == 0 ||
          tick.housing.base.zones.authorities[schools.zones[i].index()]
                  .index() != authority) {
        continue;
      }
      numbers_.push_back(static_cast<std::uint16_t>(i));
      const std::int32_t* roll = tick.state.pools.schools.activity_of(i);
      const std::int32_t pupils =
          std::accumulate(roll, roll + max_broad, 0) / std::max(per_pupil, 1);
      set_seats(std::max(0, schools.capacity[i] - pupils), schools.rules[i]);
    }
    if (near_.numbers != numbers_) near_ = {numbers_, {}};
    held_.resize(seats_.size());
    for (std::size_t school = 0; school < numbers_.size(); ++school) {
      for (std::size_t own = 0; own < max_broad; ++own) {
        liking_.push_back(tick.world.rules.schools.own_share *
                          std::log(own_share(own, school) + 0.05));
      }
    }
  }

  /// @returns the forms that were filled in
  SchoolForms admit(const std::vector<Pupil>& pupils) {
    if (numbers_.empty() || pupils.empty()) return {};
    std::vector<std::vector<Choice>> choices;
    choices.reserve(pupils.size());
    for (const Pupil& pupil : pupils) choices.push_back(form(pupil));
    propose(pupils, choices);
    std::vector<std::uint16_t> placed(pupils.size(), no_school);
    for (std::size_t q = 0; q < held_.size(); ++q) {
      for (const Ranked& each : held_[q]) {
        placed[each.pupil] = numbers_[q / queues_per_school];
      }
    }
    for (std::size_t i = 0; i < pupils.size(); ++i) {
      if (placed[i] == no_school) placed[i] = left_over(pupils[i]);
      enrol(pupils[i], placed[i]);
    }
    return forms_;
  }

 private:
  void set_seats(std::int32_t seats, Admissions rule) {
    std::array<std::int32_t, queues_per_school> split{seats, 0, 0};
    if (rule == Admissions::banding) {
      split = {seats / 3 + (seats % 3 > 0 ? 1 : 0),
               seats / 3 + (seats % 3 > 1 ? 1 : 0),
               seats / 3};
    } else if (rule == Admissions::faith) {
      split = {seats / 2, seats - seats / 2, 0};
    }
    seats_.insert(seats_.end(), split.begin(), split.end());
  }

  double km(const Pupil& pupil, std::size_t school) const {
    const ZoneId there = tick_.state.schools.zones[numbers_[school]];
    const mingle::World& base = tick_.housing.base;
    return static_cast<double>(tick_.world.travel_from(
        base, ZoneId{std::size_t{pupil.zone}})[base.local_zone[there.index()]]);
  }

  /// Schools of the authority in order of distance, of which the first that
  /// are wanted are sorted.
  const std::vector<std::uint32_t>& nearest(const Pupil& pupil,
                                            std::size_t wanted) {
    const mingle::World& base = tick_.housing.base;
    const AuthorityId home = base.zones.authorities[pupil.zone];
    near_.zones.resize(base.authorities.zones[home.index()].size());
    NearSchools::OfZone& near = near_.zones[base.local_zone[pupil.zone]];
    wanted = std::min(wanted, numbers_.size());
    if (near.order.empty()) {
      near.order.resize(numbers_.size());
      std::iota(near.order.begin(), near.order.end(), 0U);
    }
    if (near.sorted >= wanted) return near.order;
    std::vector<std::pair<double, std::uint32_t>> away;
    for (const std::uint32_t school : near.order) {
      away.emplace_back(km(pupil, school), school);
    }
    std::partial_sort(away.begin(),
                      away.begin() + static_cast<std::ptrdiff_t>(wanted),
                      away.end());
    for (std::size_t i = 0; i < away.size(); ++i) {
      near.order[i] = away[i].second;
    }
    near.sorted = wanted;
    return near.order;
  }

  bool faithful(const Pupil& pupil) const {
    const auto words = random_bits({.seed = tick_.seed,
                                    .replicate = 0,
                                    .subject = pupil.household,
                                    .step = 0,
                                    .purpose = Purpose::school_order});
    return unit_interval(words[0]) < tick_.world.rules.schools.faith_share;
  }

  /// Share of the pupil's group at the school, or around it while it is empty.
  double own_share(std::size_t own, std::size_t school) const {
    const std::int32_t* roll =
        tick_.state.pools.schools.activity_of(numbers_[school]);
    double all = std::accumulate(roll, roll + max_broad, 0.0);
    if (all == 0) {
      const ZoneId zone = tick_.state.schools.zones[numbers_[school]];
      roll = tick_.state.pools.near.activity_of(zone.index());
      all = std::accumulate(roll, roll + max_broad, 0.0);
    }
    return all > 0 ? roll[own] / all : 0.0;
  }

  double utility(const Pupil& pupil, std::size_t school, bool of_faith) const {
    const SchoolRules& rules = tick_.world.rules.schools;
    const SchoolTable& schools = tick_.state.schools;
    const std::uint16_t number = numbers_[school];
    const auto words = random_bits(address_in(tick_.homes,
                                              tick_.state,
                                              tick_.seed,
                                              Purpose::school_taste,
                                              pupil.id,
                                              number));
    const double match = of_faith && schools.faith[number] != 0 ? 1.0 : 0.0;
    return rules.distance * km(pupil, school) +
           rules.quality * static_cast<double>(schools.quality[number]) +
           liking_[school * max_broad + pupil.own] + rules.faith * match +
           rules.noise * standard_gumbel(words[0]);
  }

  /// The queues a pupil applies to, best school first.
  std::vector<Choice> form(const Pupil& pupil) {
    const SchoolRules& rules = tick_.world.rules.schools;
    const std::size_t looked_at =
        std::min(numbers_.size(), static_cast<std::size_t>(rules.considered));
    const std::vector<std::uint32_t>& near =
        nearest(pupil, std::max<std::size_t>(looked_at, 1));
    const bool of_faith = faithful(pupil);
    std::vector<std::pair<double, std::uint32_t>> liked;
    for (std::size_t i = 0; i < looked_at; ++i) {
      liked.emplace_back(-utility(pupil, near[i], of_faith), near[i]);
    }
    std::sort(liked.begin(), liked.end());
    ++forms_.filled;
    if (!liked.empty() && liked.front().second == near.front()) {
      ++forms_.nearest_first;
    }
    if (liked.size() > static_cast<std::size_t>(rules.choices)) {
      liked.resize(static_cast<std::size_t>(rules.choices));
    }
    std::vector<Choice> choices;
    for (const auto& [cost, school] : liked) {
      add_queues(pupil, school, school == near[0], of_faith, choices);
    }
    return choices;
  }

  void add_queues(const Pupil& pupil,
                  std::uint32_t school,
                  bool is_nearest,
                  bool of_faith,
                  std::vector<Choice>& choices) const {
    const auto first = static_cast<std::uint32_t>(school * queues_per_school);
    const double away = km(pupil, school);
    constexpr double behind = 1e6;  // km: after everyone with a claim
    switch (tick_.state.schools.rules[numbers_[school]]) {
      case Admissions::distance:
        choices.push_back({first, away});
        break;
      case Admissions::catchment:
        choices.push_back({first, is_nearest ? away : behind + away});
        break;
      case Admissions::banding:
        choices.push_back({first + pupil.work_class, away});
        break;
      case Admissions::lottery: {
        const auto words = random_bits(address_in(tick_.homes,
                                                  tick_.state,
                                                  tick_.seed,
                                                  Purpose::school_order,
                                                  pupil.id,
                                                  numbers_[school] + 1U));
        choices.push_back({first, unit_interval(words[0])});
        break;
      }
      case Admissions::faith:
        choices.push_back({first, of_faith ? away : behind + away});
        choices.push_back({first + 1U, away});
        break;
    }
  }

  void propose(const std::vector<Pupil>& pupils,
               const std::vector<std::vector<Choice>>& choices) {
    std::vector<std::uint32_t> waiting(pupils.size());
    std::iota(waiting.begin(), waiting.end(), 0U);
    std::vector<std::uint32_t> next(pupils.size(), 0);
    while (!waiting.empty()) {
      const std::uint32_t pupil = waiting.back();
      waiting.pop_back();
      while (next[pupil] < choices[pupil].size()) {
        const Choice& choice = choices[pupil][next[pupil]++];
        const std::int32_t seats = seats_[choice.queue];
        if (seats == 0) continue;
        std::vector<Ranked>& held = held_[choice.queue];
        held.push_back({choice.rank, pupils[pupil].id, pupil});
        std::push_heap(held.begin(), held.end());
        if (held.size() <= static_cast<std::size_t>(seats)) break;
        std::pop_heap(held.begin(), held.end());
        const std::uint32_t refused = held.back().pupil;
        held.pop_back();
        if (refused != pupil) {
          waiting.push_back(refused);
          break;
        }
      }
    }
  }

  /// The nearest school with a place left, or the nearest.
  std::uint16_t left_over(const Pupil& pupil) {
    const std::vector<std::uint32_t>& near = nearest(pupil, numbers_.size());
    for (const std::uint32_t school : near) {
      for (std::size_t i = 0; i < queues_per_school; ++i) {
        const std::size_t queue = school * queues_per_school + i;
        if (held_[queue].size() < static_cast<std::size_t>(seats_[queue])) {
          held_[queue].push_back({});
          return numbers_[school];
        }
      }
    }
    return numbers_[near.front()];
  }

  void enrol(const Pupil& pupil, std::uint16_t school) {
    tick_.state.persons[pupil.person.index()].place = school;
    tick_.state.pools.schools.activity_of(school)[pupil.own] +=
        static_cast<std::int32_t>(std::lround(
            tick_.world.rules.settings.school_contacts * activity_unit));
  }

  Tick& tick_;
  NearSchools::Market& near_;
  SchoolForms forms_;
  std::vector<std::uint16_t> numbers_;  ///< of the schools
  std::vector<std::int32_t> seats_;     ///< school x queue
  std::vector<std::vector<Ranked>> held_;
  std::vector<double> liking_;  ///< school x own group: for the own share
};

}  // namespace

void place_pupils(Tick& tick,
                  std::vector<std::vector<Applicant>>& applicants,
                  NearSchools& near) {
  const mingle::World& base = tick.housing.base;
  const std::size_t authorities = base.authorities.size();
  const auto market_of = [&](const Applicant& each) {
    const Whereabouts& where = tick.where[each.person.index()];
    return base.zones.authorities[where.zone].index() * phase_count +
           static_cast<std::size_t>(phase_of(where));
  };
  std::vector<std::vector<Applicant>> by_market(authorities * phase_count);
  std::vector<std::size_t> sizes(by_market.size());
  for (const auto& block : applicants) {
    for (const Applicant& each : block) ++sizes[market_of(each)];
  }
  for (std::size_t i = 0; i < sizes.size(); ++i) by_market[i].reserve(sizes[i]);
  for (auto& block : applicants) {
    for (const Applicant& each : std::exchange(block, {})) {
      by_market[market_of(each)].push_back(each);
    }
  }
  std::vector<SchoolForms> forms(by_market.size());
  near.markets.resize(authorities * phase_count);
  parallel_for_blocks(
      by_market.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
        if (by_market[i].empty()) return;
        std::vector<Pupil> pupils;
        pupils.reserve(by_market[i].size());
        for (const Applicant& each : std::exchange(by_market[i], {})) {
          pupils.push_back(pupil_of(tick, each));
        }
        forms[i] = Admission{tick,
                             i / phase_count,
                             static_cast<Phase>(i % phase_count),
                             near.markets[i]}
                       .admit(pupils);
      });
  for (std::size_t i = 0; i < forms.size(); ++i) {
    SchoolForms& all = tick.state.forms[i % phase_count];
    all.filled += forms[i].filled;
    all.nearest_first += forms[i].nearest_first;
  }
}

namespace {

/// Nobody was at a new school in the last tick.
void make_room(State& state, std::uint16_t made) {
  const auto insert = [made](auto& column, std::size_t width) {
    column.insert(
        column.begin() + static_cast<std::ptrdiff_t>(made * width), width, 0);
  };
  constexpr std::size_t pairs = slot_count / 2;
  insert(state.place_people, max_broad);
  insert(state.place_attitudes, max_broad * pairs);
}

}  // namespace

void edit_schools(const housing::State& homes,
                  State& state,
                  const std::vector<SchoolEdit>& edits) {
  std::vector<std::uint16_t> moves(state.schools.size());
  std::iota(moves.begin(), moves.end(), std::uint16_t{0});
  bool moved = false;
  SchoolTable& schools = state.schools;
  for (const SchoolEdit& edit : edits) {
    switch (edit.kind) {
      case SchoolEdit::Kind::open: {
        const std::uint16_t made =
            schools.add(edit.zone, edit.phase, edit.capacity);
        schools.rules[made] = schools.own_rules[made] = edit.rule;
        schools.faith[made] = edit.faith;
        make_room(state, made);
        break;
      }
      case SchoolEdit::Kind::close:
        schools.open[edit.school] = 0;
        moves[edit.school] = no_school;
        moved = true;
        break;
      case SchoolEdit::Kind::set_rule:
        for (std::size_t i = 0; i < schools.size(); ++i) {
          if (i == edit.school ||
              (edit.school == no_school && schools.phases[i] == edit.phase)) {
            schools.rules[i] = edit.rule;
          }
        }
        break;
      case SchoolEdit::Kind::own_rule:
        schools.rules[edit.school] = schools.own_rules[edit.school];
        break;
      case SchoolEdit::Kind::set_places:
        schools.capacity[edit.school] = edit.capacity;
        break;
      case SchoolEdit::Kind::merge:
        schools.capacity[edit.school] += schools.capacity[edit.other];
        schools.open[edit.other] = 0;
        moves[edit.other] = edit.school;
        moved = true;
        break;
      case SchoolEdit::Kind::link:
        schools.linked[edit.school] = edit.other;
        schools.linked[edit.other] = edit.school;
        schools.linked_share[edit.school] = edit.share;
        schools.linked_share[edit.other] = edit.share;
        break;
    }
  }
  if (!moved) return;
  for (std::size_t row = 0; row < state.persons.size(); ++row) {
    Traits& traits = state.persons[row];
    const int age = homes.persons.age(PersonId{row}, homes.tick);
    if (age >= first_school_age && age < housing::adult_age &&
        traits.place < moves.size()) {
      traits.place = moves[traits.place];
    }
  }
}

}  // namespace mingle::contact
