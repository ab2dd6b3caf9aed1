// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "people_events.h"

#include "sectors.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {
namespace {

/// Households do not grow beyond this many persons by a couple or by orphans.
constexpr std::size_t largest_household = 20;

bool is_busy(const State& state, HouseholdId household) {
  return has_flag(state.households.flags[household.index()],
                  HouseholdFlag::busy);
}

/// What two households earn together of what is usual, percent.
std::uint8_t joint_earnings(const HouseholdTable& table,
                            HouseholdId a,
                            HouseholdId b) {
  const auto income = [&](HouseholdId one) {
    return static_cast<double>(table.incomes[one.index()]);
  };
  const auto usual = [&](HouseholdId one) {
    return income(one) / table.earnings[one.index()];
  };
  const double both = usual(a) + usual(b);
  if (both == 0) return table.earnings[a.index()];
  const double percent = (income(a) + income(b)) / both;
  return static_cast<std::uint8_t>(std::clamp(std::round(percent), 1.0, 255.0));
}

bool has_adult(const State& state, HouseholdId household) {
  const PersonId first = state.households.first_member[household.index()];
  return first.exists() && state.persons.age(first, state.tick) >= adult_age;
}

template <class F>
void for_events(const std::vector<std::vector<PeopleEvent>>& blocks,
                const F& use) {
  for (const auto& block : blocks) {
    for (const PeopleEvent& event : block) use(event);
  }
}

}  // namespace

void PeopleEvents::apply(const std::vector<std::vector<PeopleEvent>>& blocks,
                         State& state,
                         TickWork& work) {
  using enum PeopleEvent::Kind;
  adopted_.clear();
  for_events(blocks, [&](const PeopleEvent& event) {
    if (event.kind == death) die(state, work, event);
  });
  for_events(blocks, [&](const PeopleEvent& event) {
    if (event.kind == birth) bear(state, work, event);
  });
  for_events(blocks, [&](const PeopleEvent& event) {
    if (event.kind == leave_home || event.kind == part) {
      look_for_home(state, work, event);
    }
  });
  gather_singles(blocks, state);
  form_couples(state, work);
}

HouseholdId PeopleEvents::home_of(const PeopleEvent& event) const {
  HouseholdId home = event.household;
  for (const Adoption& each : adopted_) {
    if (each.person == event.person) home = each.household;
  }
  return home;
}

void PeopleEvents::die(State& state, TickWork& work, const PeopleEvent& event) {
  const HouseholdId household = home_of(event);
  ++work.flows.at(Flow::deaths, state.persons.groups[event.person.index()]);
  remove_person(world_, state, household, event.person, Cause::death);
  state.households.changed[household.index()] =
      static_cast<std::int16_t>(state.tick);
  if (state.households.sizes[household.index()] == 0) {
    end_household(state, work, household);
  } else if (!has_adult(state, household)) {
    adopt_orphans(state, work, household);
  } else {
    refresh_household(state, household);
  }
}

void PeopleEvents::end_household(State& state,
                                 TickWork& work,
                                 HouseholdId household) {
  ++work.flows.at(Flow::dissolutions,
                  state.households.groups[household.index()]);
  at_home(state, work, household)
      .freed.push_back(vacate(world_, state, household, Cause::death));
  remove_household(state, household);
}

/// Children without an adult join another household of the authority, of
/// their group if one is found. Where there is none they stay together.
void PeopleEvents::adopt_orphans(State& state,
                                 TickWork& work,
                                 HouseholdId household) {
  refresh_household(state, household);
  const HouseholdId adopters = find_adopters(state, household);
  if (!adopters.exists()) return;
  while (state.households.sizes[household.index()] > 0) {
    const PersonId child = state.households.first_member[household.index()];
    transfer_person(world_, state, household, adopters, child, Cause::death);
    adopted_.push_back({child, adopters});
  }
  refresh_household(state, adopters);
  end_household(state, work, household);
}

HouseholdId PeopleEvents::find_adopters(const State& state,
                                        HouseholdId household) const {
  constexpr int attempts = 2000;
  const HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  Draws draws{address_in(state, seed_, Purpose::adoption, table.ids[row])};
  HouseholdId any;
  for (int i = 0; i < attempts; ++i) {
    const HouseholdId other{
        static_cast<std::size_t>(draws.below(table.size()))};
    const std::size_t at = other.index();
    if (other == household || !table.is_housed(other) ||
        table.authorities[at] != table.authorities[row] ||
        !has_adult(state, other) ||
        table.sizes[at] + table.sizes[row] > largest_household) {
      continue;
    }
    if (table.groups[at] == table.groups[row]) return other;
    if (!any.exists()) any = other;
  }
  return any;
}

std::size_t child_group(const World& world,
                        const State& state,
                        HouseholdId household,
                        PersonId mother) {
  const std::size_t row = household.index();
  const std::size_t own = state.persons.groups[mother.index()];
  const PersonId first = state.households.first_member[row];
  std::size_t other = own;
  if (has_flag(state.households.flags[row], HouseholdFlag::couple)) {
    const PersonId second = state.persons.next[first.index()];
    if (mother == first) other = state.persons.groups[second.index()];
    if (mother == second) other = state.persons.groups[first.index()];
  }
  return world.rules.demography
      .child_group[own * world.base.groups.size() + other];
}

void PeopleEvents::bear(State& state,
                        TickWork& work,
                        const PeopleEvent& event) {
  const HouseholdId household = home_of(event);
  const std::size_t row = household.index();
  if (state.households.sizes[row] >= 255) return;
  const std::size_t group = child_group(world_, state, household, event.person);
  const std::uint64_t id = derived_id(state.persons.ids[event.person.index()],
                                      static_cast<std::uint64_t>(state.tick),
                                      Purpose::birth_id);
  const double u = unit_interval(
      random_bits(address_in(state, seed_, Purpose::birth_id, id))[0]);
  add_person(
      world_,
      state,
      household,
      id,
      state.tick,
      group,
      u < world_.rules.demography.share_of_boys ? Sex::male : Sex::female,
      Cause::birth);
  ++work.flows.at(Flow::births, group);
  state.households.changed[row] = static_cast<std::int16_t>(state.tick);
  refresh_household(state, household);
}

/// The leaver moves only when a home is found; until then an empty row stands
/// for the household that would form.
void PeopleEvents::look_for_home(State& state,
                                 TickWork& work,
                                 const PeopleEvent& event) {
  const HouseholdId parent = event.household;
  const std::size_t row = parent.index();
  // A death may have changed who lives there, or ended the household.
  const bool together =
      event.kind != PeopleEvent::Kind::part ||
      has_flag(state.households.flags[row], HouseholdFlag::couple);
  if (state.households.sizes[row] < 2 || !together || is_busy(state, parent) ||
      state.households.first_member[row] == event.person) {
    return;
  }
  const std::uint64_t id = derived_id(state.persons.ids[event.person.index()],
                                      static_cast<std::uint64_t>(state.tick),
                                      Purpose::formed_id);
  const AuthorityId authority{std::size_t{state.households.authorities[row]}};
  const HouseholdId formed = add_household(state, id, authority);
  HouseholdTable& table = state.households;
  table.social_classes[formed.index()] = table.social_classes[row];
  table.arrived[formed.index()] = table.arrived[row];
  table.local_since[formed.index()] = table.local_since[row];
  // A household divided: one adult of it has about half the income.
  table.incomes[formed.index()] =
      static_cast<std::uint16_t>(table.incomes[row] / 2);
  table.earnings[formed.index()] = table.earnings[row];
  table.groups[formed.index()] = state.persons.groups[event.person.index()];
  set_flag(table.flags[row], HouseholdFlag::busy);

  Draws draws{address_in(state, seed_, Purpose::formation, id)};
  const AuthorityWork& homes = work.authorities[authority.index()];
  const int age = state.persons.age(event.person, state.tick);
  const Sector sector = draw_sector(
      weighed(world_.rules.mobility.new_household, homes.pull[age_of(age)]),
      draws.uniform());
  if (sector == Sector::social) apply_for_social(world_, state, formed);
  Search search = make_search(state, formed, SearchReason::form, sector);
  search.from = Origin::formed;
  find_means(world_, state, HouseholdId{}, homes.reach, search);
  search.parent = parent;
  search.leaver = event.person;
  search.splits = event.kind == PeopleEvent::Kind::part;
  search.origin = zone_of(state, parent);
  search.kin = search.origin;
  table.kin_zones[formed.index()] = search.origin;
  if (draws.uniform() >= world_.rules.demography.leave_near_share) {
    const auto& zones = world_.base.authorities.zones[authority.index()];
    search.origin = zones[draws.below(zones.size())];
  }
  at_home(state, work, parent).searches.push_back(search);
}

void PeopleEvents::gather_singles(
    const std::vector<std::vector<PeopleEvent>>& blocks,
    const State& state) {
  singles_.resize(world_.base.authorities.size());
  for (auto& each : singles_) each.clear();
  for_events(blocks, [&](const PeopleEvent& event) {
    const HouseholdId household = event.household;
    const std::size_t row = household.index();
    // The person may have died, or the household be searching by now.
    if (event.kind != PeopleEvent::Kind::unite ||
        !state.households.is_housed(household) || is_busy(state, household) ||
        state.households.first_member[row] != event.person) {
      return;
    }
    const std::uint64_t id = state.households.ids[row];
    singles_[state.households.authorities[row]].push_back(
        {random_bits(address_in(state, seed_, Purpose::partner, id))[0],
         household,
         state.persons.age(event.person, state.tick),
         state.persons.groups[event.person.index()],
         state.persons.sexes[event.person.index()],
         false});
  });
  for (auto& each : singles_) {
    std::sort(each.begin(), each.end(), [&](const Single& a, const Single& b) {
      if (a.order != b.order) return a.order < b.order;
      return state.households.ids[a.household.index()] <
             state.households.ids[b.household.index()];
    });
  }
}

/// Singles of an authority by sex, group and age, each in drawn order, so that
/// looking for a partner does not pass all of them by.
class PeopleEvents::Waiting {
 public:
  /// @param gap  widest difference of age of a couple, years
  Waiting(std::vector<Single>& singles, std::size_t groups, int gap)
      : singles_{singles},
        groups_{groups},
        gap_{gap},
        queues_(2 * groups * static_cast<std::size_t>(ages)) {
    for (std::uint32_t i = 0; i < singles.size(); ++i) {
      Queue& queue = at(singles[i].sex, singles[i].group, singles[i].age);
      queue.places.push_back(i);
      ++queue.left;
    }
  }

  void take(Single& single) {
    single.taken = true;
    --at(single.sex, single.group, single.age).left;
  }

  /// Singles of a group who would suit.
  int count(const Single& seeker, std::size_t group) {
    int all = 0;
    for_ages(seeker, group, [&](const Queue& queue) { all += queue.left; });
    return all;
  }

  /// The first of them in order; null if there is none.
  Single* first(const Single& seeker, std::size_t group) {
    std::uint32_t best = nobody;
    for_ages(seeker, group, [&](Queue& queue) {
      if (queue.left == 0) return;
      while (singles_[queue.places[queue.head]].taken) ++queue.head;
      best = std::min(best, queue.places[queue.head]);
    });
    return best == nobody ? nullptr : &singles_[best];
  }

 private:
  static constexpr int ages = 120;
  static constexpr std::uint32_t nobody = 0xffffffff;
  struct Queue {
    std::vector<std::uint32_t> places;
    std::size_t head = 0;
    int left = 0;
  };

  Queue& at(Sex sex, std::size_t group, int age) {
    const std::size_t row = static_cast<std::size_t>(sex) * groups_ + group;
    return queues_[row * static_cast<std::size_t>(ages) +
                   static_cast<std::size_t>(age)];
  }
  template <class F>
  void for_ages(const Single& seeker, std::size_t group, const F& use) {
    const Sex sex = seeker.sex == Sex::female ? Sex::male : Sex::female;
    const int last = std::min(seeker.age + gap_, ages - 1);
    for (int age = std::max(seeker.age - gap_, 0); age <= last; ++age) {
      use(at(sex, group, age));
    }
  }

  std::vector<Single>& singles_;
  std::size_t groups_;
  int gap_;
  std::vector<Queue> queues_;
};

void PeopleEvents::form_couples(State& state, TickWork& work) {
  for (auto& singles : singles_) {
    if (singles.empty()) continue;
    Waiting waiting{singles,
                    world_.base.groups.size(),
                    world_.rules.demography.union_age_gap};
    for (Single& seeker : singles) {
      if (seeker.taken) continue;
      waiting.take(seeker);
      Single* partner = find_partner(state, waiting, seeker);
      if (partner == nullptr) continue;
      waiting.take(*partner);
      move_together(state, work, seeker, *partner);
    }
  }
}

/// The group of the partner is drawn first: those at hand of each group, other
/// groups weighed by exp(-homogamy); then the first fitting one in order.
PeopleEvents::Single* PeopleEvents::find_partner(const State& state,
                                                 Waiting& waiting,
                                                 const Single& seeker) const {
  const double other = std::exp(-world_.rules.demography.union_homogamy);
  const std::size_t groups = world_.base.groups.size();
  std::array<double, GroupScheme::max_groups> weights{};
  double total = 0;
  std::size_t last = 0;  // group that fits, if rounding carries past the end
  for (std::size_t g = 0; g < groups; ++g) {
    weights[g] = waiting.count(seeker, g) * (g == seeker.group ? 1.0 : other);
    total += weights[g];
    if (weights[g] > 0) last = g;
  }
  if (total == 0) return nullptr;
  const std::uint64_t id = state.households.ids[seeker.household.index()];
  double left = total * unit_interval(random_bits(address_in(
                            state, seed_, Purpose::partner, id, 1))[0]);
  std::size_t group = 0;
  while (group < last && left >= weights[group]) left -= weights[group++];
  return waiting.first(seeker, group);
}

/// They live in the home with more bedrooms, ties by the lower persistent id.
void PeopleEvents::move_together(State& state,
                                 TickWork& work,
                                 Single& a,
                                 Single& b) {
  const HouseholdTable& table = state.households;
  const auto size = [&](const Single& one) {
    return std::size_t{table.sizes[one.household.index()]};
  };
  if (size(a) + size(b) > largest_household) return;
  const auto rank = [&](const Single& one) {
    const std::size_t bedrooms =
        bedrooms_of_kind(kind_of(state, one.household));
    return std::pair{bedrooms, ~table.ids[one.household.index()]};
  };
  const bool a_hosts = rank(a) > rank(b);
  const HouseholdId host = (a_hosts ? a : b).household;
  const HouseholdId guest = (a_hosts ? b : a).household;
  const std::size_t group = table.groups[host.index()];
  ++work.flows.at(Flow::unions, group);
  if (a.group != b.group) ++work.flows.at(Flow::mixed_unions, group);
  ++work.flows.at(Flow::dissolutions, table.groups[guest.index()]);
  at_home(state, work, guest)
      .freed.push_back(vacate(world_, state, guest, Cause::couple));
  const unsigned income = table.incomes[host.index()];
  const unsigned joint = income + table.incomes[guest.index()];
  const std::uint8_t earned = joint_earnings(table, host, guest);
  merge_households(world_, state, guest, host, Cause::couple);
  state.households.incomes[host.index()] =
      static_cast<std::uint16_t>(std::min(joint, 65535U));
  state.households.earnings[host.index()] = earned;
  state.households.changed[host.index()] =
      static_cast<std::int16_t>(state.tick);
  refresh_household(state, host);
  remove_household(state, guest);
}

}  // namespace mingle::housing
