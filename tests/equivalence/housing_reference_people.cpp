// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// People: births, deaths, leaving home, couples; and the stock of homes.
#include "housing_reference.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace mingle::test {

using housing::Flow;
using housing::Sector;
using housing::Sex;

void HousingReference::decide_members(int h, std::vector<Event>& events) const {
  const housing::DemographyRules& rules = world_.rules.demography;
  const Household& household = households_[row(h)];
  for (std::size_t i = 0; i < household.members.size(); ++i) {
    const Person& person = household.members[i];
    const int years = age(person);
    const auto sex = static_cast<std::size_t>(person.sex);
    const std::uint64_t draw = lane_of(Purpose::person_events, person.id);
    const std::uint64_t dies =
        threshold(std::exp(rules.death_level[sex] +
                           rules.death_slope[sex] * std::min(years, 110)));
    std::uint64_t bears = 0;
    if (person.sex == Sex::female && years >= 15 && years < 50) {
      bears = threshold(rules.fertility[static_cast<std::size_t>(years - 15)] *
                        rules.fertility_factor[person.group]);
    }
    const bool head = i == 0 || (i == 1 && household.couple);
    const bool grown_up = !head && years >= 18 && years <= 29 &&
                          years <= age(household.members[0]) - 16;
    const std::uint64_t leaves =
        grown_up ? threshold(rules.leave_home_rate) : 0;
    if (draw < dies) {
      events.push_back({Event::Kind::death, h, person.id});
    } else if (draw < dies + bears) {
      events.push_back({Event::Kind::birth, h, person.id});
    } else if (draw < dies + bears + leaves) {
      events.push_back({Event::Kind::leave, h, person.id});
    }
  }
}

std::vector<HousingReference::Event> HousingReference::decide_events() const {
  const housing::DemographyRules& rules = world_.rules.demography;
  std::vector<Event> events;
  for (int h = 0; h < static_cast<int>(households_.size()); ++h) {
    if (!housed(h)) continue;
    decide_members(h, events);
    const Household& household = households_[row(h)];
    const std::uint64_t draw = lane_of(Purpose::household_events, household.id);
    const Person& first = household.members.front();
    const bool single =
        household.composition == housing::Composition::single_under_65 ||
        household.composition == housing::Composition::lone_parent;
    if (household.couple) {
      if (draw < threshold(rules.dissolution_rate)) {
        events.push_back({Event::Kind::part, h, household.members[1].id});
      }
    } else if (single && draw < threshold(rules.union_rate) &&
               age(first) >= 18 && age(first) <= 59) {
      events.push_back({Event::Kind::unite, h, first.id});
    }
  }
  return events;
}

void HousingReference::people() {
  if (tick_ % 4 == 0) {
    for (Household& household : households_) {
      if (household.home >= 0) refresh(household);
    }
  }
  const std::vector<Event> events = decide_events();
  for (const Event& event : events) {
    if (event.kind == Event::Kind::death) die(event);
  }
  for (const Event& event : events) {
    if (event.kind == Event::Kind::birth) bear(event);
  }
  for (const Event& event : events) {
    if (event.kind == Event::Kind::leave || event.kind == Event::Kind::part) {
      look_for_home(event);
    }
  }
  unite(events);
}

/// The household that a person lives in, wherever it is by now.
int HousingReference::home_of(std::uint64_t person) const {
  for (std::size_t i = 0; i < households_.size(); ++i) {
    for (const Person& member : households_[i].members) {
      if (member.id == person) return static_cast<int>(i);
    }
  }
  return -1;
}

void HousingReference::die(const Event& event) {
  const int h = home_of(event.person);
  Household& household = households_[row(h)];
  const Person gone = take_out(household, event.person);
  ++flows_.at(Flow::deaths, gone.group);
  household.changed = tick_;
  if (household.members.empty()) {
    end_household(h);
    return;
  }
  refresh(household);
  if (age(household.members.front()) >= 18) return;
  const int home = adopters(h);
  if (home < 0) return;
  Household& parents = households_[row(home)];
  for (const Person& child : household.members) {
    parents.members.push_back(child);
  }
  household.members.clear();
  refresh(parents);
  end_household(h);
}

void HousingReference::end_household(int h) {
  ++flows_.at(Flow::dissolutions, households_[row(h)].group);
  leave_home(h, 0);
  free_household(h);
}

int HousingReference::adopters(int h) const {
  const Household& orphans = households_[row(h)];
  Draws draw = draws(Purpose::adoption, orphans.id);
  int any = -1;
  for (int i = 0; i < 2000; ++i) {
    const int other = static_cast<int>(draw.below(households_.size()));
    const Household& household = households_[row(other)];
    if (other == h || household.home < 0 ||
        household.authority != orphans.authority ||
        age(household.members.front()) < 18 ||
        household.members.size() + orphans.members.size() > 20) {
      continue;
    }
    if (household.group == orphans.group) return other;
    if (any < 0) any = other;
  }
  return any;
}

void HousingReference::bear(const Event& event) {
  Household& household = households_[row(home_of(event.person))];
  auto& members = household.members;
  if (members.size() >= 255) return;
  const auto mother =
      std::find_if(members.begin(), members.end(), [&](const Person& person) {
        return person.id == event.person;
      });
  std::size_t other = mother->group;
  if (household.couple && mother - members.begin() < 2) {
    other = members[mother == members.begin() ? 1 : 0].group;
  }
  const std::size_t group =
      world_.rules.demography.child_group[mother->group * groups() + other];
  const std::uint64_t id = derived_id(
      event.person, static_cast<std::uint64_t>(tick_), Purpose::birth_id);
  const bool boy = draws(Purpose::birth_id, id).uniform() < 0.512;
  members.push_back({id, tick_, group, boy ? Sex::male : Sex::female});
  ++flows_.at(Flow::births, group);
  household.changed = tick_;
  refresh(household);
}

void HousingReference::look_for_home(const Event& event) {
  const bool parts = event.kind == Event::Kind::part;
  Household parent = households_[row(event.household)];
  const auto leaver = std::find_if(
      parent.members.begin(), parent.members.end(), [&](const Person& person) {
        return person.id == event.person;
      });
  if (parent.members.size() < 2 || (parts && !parent.couple) || parent.busy ||
      leaver == parent.members.begin() || leaver == parent.members.end()) {
    return;
  }
  const std::uint64_t id = derived_id(
      event.person, static_cast<std::uint64_t>(tick_), Purpose::formed_id);
  const int formed = new_household(id, parent.authority);
  const ZoneId home = zone_at(parent.home);
  Household& household = households_[row(formed)];
  household.social_class = parent.social_class;
  household.arrived = parent.arrived;
  household.local_since = parent.local_since;
  household.income = parent.income / 2;
  household.group = leaver->group;
  household.kin = home;
  households_[row(event.household)].busy = true;
  Draws draw = draws(Purpose::formation, id);
  const double u = draw.uniform();
  const Shares shares = pulled(world_.rules.mobility.new_household,
                               pull_[parent.authority][aged(age(*leaver))]);
  const Sector sector = u < shares[0]               ? Sector::owner
                        : u < shares[0] + shares[1] ? Sector::social
                                                    : Sector::private_rented;
  if (sector == Sector::social) apply_for_social(households_[row(formed)]);
  Seeker seeker = seeker_of(formed, Why::form, sector);
  seeker.parent = event.household;
  seeker.leaver = event.person;
  seeker.splits = parts;
  find_means(-1, parent.authority, seeker);
  seeker.origin = home;
  if (draw.uniform() >= world_.rules.demography.leave_near_share) {
    const auto& zones = world_.base.authorities.zones[parent.authority];
    seeker.origin = zones[draw.below(zones.size())];
  }
  seekers_[parent.authority].push_back(seeker);
}

void HousingReference::unite(const std::vector<Event>& events) {
  std::vector<std::vector<Single>> all(world_.base.authorities.size());
  for (const Event& event : events) {
    if (event.kind != Event::Kind::unite || !housed(event.household)) continue;
    const Household& household = households_[row(event.household)];
    if (household.busy || household.members.front().id != event.person) {
      continue;
    }
    all[household.authority].push_back(
        {draws(Purpose::partner, household.id).bits(),
         household.id,
         event.household,
         false});
  }
  for (std::vector<Single>& singles : all) {
    std::sort(
        singles.begin(), singles.end(), [](const Single& a, const Single& b) {
          return std::tie(a.order, a.id) < std::tie(b.order, b.id);
        });
    for (std::size_t i = 0; i < singles.size(); ++i) {
      if (singles[i].taken) continue;
      singles[i].taken = true;
      const int partner = partner_of(singles, singles[i]);
      if (partner < 0) continue;
      singles[row(partner)].taken = true;
      move_together(singles[i].household, singles[row(partner)].household);
    }
  }
}

int HousingReference::partner_of(const std::vector<Single>& singles,
                                 const Single& seeker) const {
  const Person& one = households_[row(seeker.household)].members.front();
  std::vector<int> fitting;
  std::vector<double> weights(groups(), 0.0);
  double total = 0;
  for (std::size_t i = 0; i < singles.size(); ++i) {
    if (singles[i].taken) continue;
    const Person& other =
        households_[row(singles[i].household)].members.front();
    if (other.sex == one.sex || std::abs(age(other) - age(one)) > 10) continue;
    fitting.push_back(static_cast<int>(i));
    const double weight =
        other.group == one.group
            ? 1.0
            : std::exp(-world_.rules.demography.union_homogamy);
    weights[other.group] += weight;
    total += weight;
  }
  if (fitting.empty()) return -1;
  double left = total * draws(Purpose::partner, seeker.id, 1).uniform();
  std::size_t group = 0;
  while (group + 1 < groups() && left >= weights[group]) {
    left -= weights[group++];
  }
  for (const int i : fitting) {
    const int h = singles[row(i)].household;
    if (households_[row(h)].members.front().group == group) return i;
  }
  return fitting.front();
}

void HousingReference::move_together(int a, int b) {
  const Household& one = households_[row(a)];
  const Household& two = households_[row(b)];
  if (one.members.size() + two.members.size() > 20) return;
  const std::size_t room_a = bedrooms_at(one.home);
  const std::size_t room_b = bedrooms_at(two.home);
  const bool a_hosts = room_a != room_b ? room_a > room_b : one.id < two.id;
  const int host = a_hosts ? a : b;
  const int guest = a_hosts ? b : a;
  Household& home = households_[row(host)];
  const Household coming = households_[row(guest)];
  ++flows_.at(Flow::unions, home.group);
  if (home.members[0].group != coming.members[0].group) {
    ++flows_.at(Flow::mixed_unions, home.group);
  }
  ++flows_.at(Flow::dissolutions, coming.group);
  leave_home(guest, 0);
  home.members.insert(home.members.begin() + 1, coming.members.front());
  home.members.insert(
      home.members.end(), coming.members.begin() + 1, coming.members.end());
  home.couple = true;
  home.income = std::min(home.income + coming.income, 65535);
  home.changed = tick_;
  refresh(home);
  free_household(guest);
}

/// By authority: share of homes for sale that are vacant over that of homes to
/// let.
std::vector<double> HousingReference::vacancy_ratios() const {
  std::vector<double> ratios;
  for (std::size_t a = 0; a < world_.base.authorities.size(); ++a) {
    std::array<double, 3> vacant{};
    std::array<double, 3> lived_in{};
    for (int home = 0; home < static_cast<int>(homes_.size()); ++home) {
      const Home& here = homes_[row(home)];
      if (world_.base.authority_of(here.cell).index() != a) continue;
      const auto sector = static_cast<std::size_t>(sector_at(home));
      lived_in[sector] += here.occupant >= 0 ? 1 : 0;
    }
    for (const int home : vacant_before_) {
      if (world_.base.authority_of(homes_[row(home)].cell).index() != a) {
        continue;
      }
      vacant[static_cast<std::size_t>(sector_at(home))] += 1;
    }
    const auto share = [&](std::size_t sector) {
      return (vacant[sector] + 1) / (lived_in[sector] + vacant[sector] + 1);
    };
    ratios.push_back(share(0) / share(2));
  }
  return ratios;
}

/// Share of the vacant homes for sale, and of those to let, that a declared
/// trend takes to the other sector in a year; by authority.
std::vector<std::array<double, 2>> HousingReference::planned_conversions()
    const {
  const double trend = world_.rules.mobility.tenure_trend[2] / 100.0;
  std::vector<std::array<double, 2>> plan;
  for (std::size_t a = 0; a < world_.base.authorities.size(); ++a) {
    double households = 0;
    std::array<double, 2> vacant{1, 1};
    for (const Home& home : homes_) {
      const bool here = world_.base.authority_of(home.cell).index() == a;
      if (here && home.occupant >= 0) ++households;
    }
    for (const int home : vacant_before_) {
      if (world_.base.authority_of(homes_[row(home)].cell).index() != a ||
          sector_at(home) == Sector::social) {
        continue;
      }
      ++vacant[sector_at(home) == Sector::owner ? 0 : 1];
    }
    plan.push_back({std::max(0.0, trend) * households / vacant[0],
                    std::max(0.0, -trend) * households / vacant[1]});
  }
  return plan;
}

void HousingReference::stock() {
  for (const housing::SupplyChange& change : world_.supply) {
    if (change.tick != tick_ || change.dwellings <= 0) continue;
    const std::size_t tenure = world_.base.kind_of(change.cell) / 4;
    for (int i = 0; i < change.dwellings; ++i) {
      const std::uint64_t here = derived_id(change.cell.value(),
                                            static_cast<std::uint64_t>(tick_),
                                            Purpose::dwelling_id);
      homes_.push_back(
          {.id = derived_id(
               here, static_cast<std::uint64_t>(i), Purpose::dwelling_id),
           .cell = change.cell,
           .fresh = true});
      ++flows_.at(Flow::built, tenure);
    }
  }
  for (const housing::SupplyChange& change : world_.supply) {
    if (change.tick != tick_ || change.dwellings >= 0) continue;
    std::vector<std::tuple<bool, std::uint64_t, std::size_t>> candidates;
    for (std::size_t i = 0; i < homes_.size(); ++i) {
      const Home& home = homes_[i];
      if (home.cell != change.cell || home.closed || home.to_demolish) continue;
      candidates.emplace_back(
          home.occupant >= 0, draws(Purpose::conversion, home.id, 1).bits(), i);
    }
    std::sort(candidates.begin(), candidates.end());
    for (std::size_t n = 0; n < candidates.size(); ++n) {
      if (n >= static_cast<std::size_t>(-change.dwellings)) break;
      Home& home = homes_[std::get<2>(candidates[n])];
      ++flows_.at(Flow::demolished, world_.base.kind_of(change.cell) / 4);
      if (home.occupant >= 0) {
        home.to_demolish = true;
        households_[row(home.occupant)].displaced = true;
      } else {
        home.closed = true;
        count_chain(static_cast<std::size_t>(home.chain));
      }
    }
  }
  convert_homes();
}

/// Sale to letting and back, ends of mortgages, the right to buy.
void HousingReference::convert_homes() {
  const housing::StockRules& rules = world_.rules.stock;
  const auto convert = [&](int home, Tenure tenure) {
    homes_[row(home)].cell =
        world_.base.cell(zone_at(home), kind_of(tenure, bedrooms_at(home)));
    ++flows_.at(Flow::conversions, static_cast<std::size_t>(tenure));
  };
  const auto draw = [&](int home, std::uint64_t block) {
    return draws(Purpose::conversion, homes_[row(home)].id, block).bits() >> 32;
  };
  const std::vector<double> ratios = vacancy_ratios();
  const std::vector<std::array<double, 2>> plan = planned_conversions();
  const auto planned = [&](int home) {
    return plan[world_.base.authority_of(homes_[row(home)].cell).index()]
               [sector_at(home) == Sector::owner ? 0 : 1];
  };
  for (const int home : vacant_before_) {
    if (homes_[row(home)].closed || sector_at(home) == Sector::social) continue;
    const bool owned = sector_at(home) == Sector::owner;
    const double ratio =
        ratios[world_.base.authority_of(homes_[row(home)].cell).index()];
    const double response =
        std::min(50.0, std::pow(owned ? ratio : 1.0 / ratio, rules.response));
    if (draw(home, 0) < threshold(response * (owned ? rules.owner_to_private
                                                    : rules.private_to_owner) +
                                  planned(home))) {
      convert(home, owned ? Tenure::private_rented : Tenure::owned_mortgage);
    }
  }
  for (int home = 0; home < static_cast<int>(homes_.size()); ++home) {
    const Home& here = homes_[row(home)];
    if (here.occupant >= 0 && !here.to_demolish &&
        tenure_at(home) == Tenure::owned_mortgage &&
        age(households_[row(here.occupant)].members.front()) >= 55 &&
        draw(home, 3) < threshold(rules.mortgage_paid)) {
      convert(home, Tenure::owned_outright);
    }
  }
  for (int home = 0; home < static_cast<int>(homes_.size()); ++home) {
    const Home& here = homes_[row(home)];
    if (here.occupant >= 0 && !here.to_demolish &&
        tenure_at(home) == Tenure::social_council &&
        draw(home, 2) < threshold(rules.right_to_buy)) {
      convert(home, Tenure::owned_mortgage);
    }
  }
}

}  // namespace mingle::test
