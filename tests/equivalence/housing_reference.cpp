// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// The frame of a tick, and what all phases ask.
#include "housing_reference.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle::test {

using housing::Flow;
using housing::HouseholdFlag;
using housing::NeedBand;
using housing::Sector;
using housing::Sex;

HousingReference::HousingReference(
    const housing::World& world,
    std::uint64_t seed,
    const housing::State& start,
    const std::function<double(std::uint64_t)>& openness)
    : world_{world},
      seed_{seed},
      openness_{openness},
      replicate_{static_cast<std::uint64_t>(start.replicate)},
      tick_{start.tick},
      flows_{world.base.groups.size(), world.base.rules.rounds} {
  const housing::HouseholdTable& table = start.households;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto has = [&](HouseholdFlag flag) {
      return housing::has_flag(table.flags[i], flag);
    };
    Household household{.id = table.ids[i],
                        .authority = table.authorities[i],
                        .group = table.groups[i],
                        .bedrooms = table.bedrooms_needed[i],
                        .composition = table.compositions[i],
                        .social_class = table.social_classes[i],
                        .band = table.bands[i],
                        .income = table.incomes[i],
                        .arrived = table.arrived[i],
                        .moved_in = table.moved_in[i],
                        .registered = table.registered[i],
                        .changed = table.changed[i],
                        .local_since = table.local_since[i],
                        .kin = table.kin_zones[i],
                        .dispersed = has(HouseholdFlag::dispersed),
                        .medical = has(HouseholdFlag::medical),
                        .displaced = has(HouseholdFlag::displaced),
                        .couple = has(HouseholdFlag::couple),
                        .busy = has(HouseholdFlag::busy),
                        .seeking = has(HouseholdFlag::seeking)};
    if (table.dwellings[i].exists()) {
      household.home = static_cast<int>(table.dwellings[i].index());
    }
    housing::for_members(start, HouseholdId{i}, [&](PersonId person) {
      const std::size_t p = person.index();
      household.members.push_back({start.persons.ids[p],
                                   start.persons.born[p],
                                   start.persons.groups[p],
                                   start.persons.sexes[p]});
    });
    households_.push_back(household);
  }
  for (const HouseholdId free : table.free) {
    free_.push_back(static_cast<int>(free.index()));
  }
  for (std::size_t i = 0; i < start.dwellings.size(); ++i) {
    const std::uint8_t flags = start.dwellings.flags[i];
    const HouseholdId occupant = start.dwellings.occupants[i];
    homes_.push_back(
        {start.dwellings.id(DwellingId{i}),
         start.dwellings.cells[i],
         occupant.exists() ? static_cast<int>(occupant.index()) : -1,
         start.dwellings.chain[i],
         housing::has_flag(flags, housing::DwellingFlag::closed),
         housing::has_flag(flags, housing::DwellingFlag::to_demolish),
         housing::has_flag(flags, housing::DwellingFlag::new_build)});
  }
  begin();
}

/// What a state at the start of a run has not yet.
void HousingReference::begin() {
  const std::size_t zones = world_.base.zones.size();
  log_prices_.assign(2 * zones, 0.0);
  fairness_.assign(world_.base.authorities.size() * groups(),
                   world_.rules.perceived.fairness_start);
  pressure_.assign(zones, 0.0);
  applicants_.assign(2 * zones, 0);
  lettings_.assign(2 * zones, 0);
  for (std::size_t z = 0; z < zones; ++z) {
    double all = 0;
    for (const double persons : residents(ZoneId{z})) all += persons;
    capacity_.push_back(all);
  }
}

housing::Flows HousingReference::step() {
  flows_.clear();
  seekers_.assign(world_.base.authorities.size(), {});
  registered_.assign(world_.base.authorities.size(),
                     std::vector<int>(groups(), 0));
  lets_.assign(seekers_.size(), std::vector<double>(groups(), 0.0));
  waits_ = lets_;
  vacant_before_.clear();
  for (std::size_t i = 0; i < homes_.size(); ++i) {
    if (homes_[i].occupant < 0 && !homes_[i].closed) {
      vacant_before_.push_back(static_cast<int>(i));
    }
  }
  if (hazard_scale_.empty()) {
    look_at_homes();
    calibrate();
  }
  freeze();
  if (tick_ > 0) set_prices();
  look_at_homes();
  if (world_.rules.demography.active) people();
  stock();
  migration();
  mobility();
  find_outlooks();
  for (const auto& seekers : seekers_) {
    for (const Seeker& seeker : seekers) {
      ++flows_.at(Flow::sought,
                  housing::Flows::by_origin(seeker.from, seeker.sector));
    }
  }
  for (int round = 0; round < world_.base.rules.rounds; ++round) {
    allocate(round);
  }
  settle();
  perceived();
  ++tick_;
  return flows_;
}

/// What the attitudes of those who search make of alpha.
void HousingReference::find_outlooks() {
  if (!openness_) return;
  for (std::vector<Seeker>& seekers : seekers_) {
    for (Seeker& s : seekers) {
      if (s.why == Why::arrive) continue;
      const std::uint64_t person =
          s.why == Why::form ? s.leaver
                             : households_[row(s.household)].members.front().id;
      s.alpha_factor = 1.0 - openness_(person);
    }
  }
}

Draws HousingReference::draws(Purpose purpose,
                              std::uint64_t subject,
                              std::uint64_t block) const {
  return Draws{{seed_,
                replicate_,
                subject,
                static_cast<std::uint64_t>(tick_),
                purpose,
                block}};
}

std::uint32_t HousingReference::lane_of(Purpose purpose,
                                        std::uint64_t id) const {
  return lane(id,
              random_bits({seed_,
                           replicate_,
                           id / lanes_per_block,
                           static_cast<std::uint64_t>(tick_),
                           purpose,
                           0}));
}

std::uint64_t HousingReference::threshold(double annual_rate) {
  const double chance = -std::expm1(-annual_rate / 4.0);
  return static_cast<std::uint64_t>(std::llround(chance * 4294967296.0));
}

Tenure HousingReference::tenure_at(int home) const {
  const CellId cell = homes_[row(home)].cell;
  return static_cast<Tenure>(world_.base.kind_of(cell) / 4);
}

std::size_t HousingReference::bedrooms_at(int home) const {
  return world_.base.kind_of(homes_[row(home)].cell) % 4;
}

ZoneId HousingReference::zone_at(int home) const {
  return world_.base.zone_of(homes_[row(home)].cell);
}

Sector HousingReference::sector_at(int home) const {
  const auto tenure = static_cast<int>(tenure_at(home));
  return tenure < 2 ? Sector::owner
                    : (tenure < 4 ? Sector::social : Sector::private_rented);
}

std::vector<double> HousingReference::residents(ZoneId zone) const {
  std::vector<double> persons;
  for (std::size_t g = 0; g < groups(); ++g) {
    persons.push_back(world_.base.communal.at(zone, g));
  }
  for (const Household& household : households_) {
    if (household.home < 0 || zone_at(household.home) != zone) continue;
    for (const Person& person : household.members) ++persons[person.group];
  }
  return persons;
}

double HousingReference::price_of(CellId cell) const {
  const std::size_t kind = world_.base.kind_of(cell);
  double price = world_.base_prices[cell.index()];
  const std::size_t zone = world_.base.zone_of(cell).index();
  if (kind < 8) price *= std::exp(log_prices_[zone * 2]);
  if (kind >= 16) price *= std::exp(log_prices_[zone * 2 + 1]);
  return price;
}

int HousingReference::new_household(std::uint64_t id, std::size_t authority) {
  if (free_.empty()) {
    free_.push_back(static_cast<int>(households_.size()));
    households_.emplace_back();
  }
  const int h = free_.back();
  free_.pop_back();
  Household fresh;
  fresh.id = id;
  fresh.authority = authority;
  fresh.moved_in = tick_;
  fresh.local_since = tick_;
  households_[row(h)] = fresh;
  return h;
}

void HousingReference::free_household(int h) {
  households_[row(h)] = Household{};
  free_.push_back(h);
}

/// Group, composition and bedrooms as the members make them.
void HousingReference::refresh(Household& household) {
  if (household.members.empty()) return;
  const Person& first = household.members.front();
  household.group = first.group;
  int children = 0;
  int grown_up = 0;
  int others = 0;
  int rooms = 1;
  std::array<int, 2> young{};
  std::array<int, 2> small{};
  for (std::size_t i = 1; i < household.members.size(); ++i) {
    const Person& person = household.members[i];
    if (i == 1 && household.couple) continue;
    const int years = age(person);
    if (years < 18)
      ++children;
    else if (years <= age(first) - 16)
      ++grown_up;
    else
      ++others;
    const auto sex = static_cast<std::size_t>(person.sex);
    if (years >= 21)
      ++rooms;
    else
      ++(years >= 10 ? young : small)[sex];
  }
  for (std::size_t sex = 0; sex < 2; ++sex) {
    rooms += (young[sex] + 1) / 2;
    if (young[sex] % 2 == 1 && small[sex] > 0) --small[sex];
  }
  rooms += (small[0] + small[1] + 1) / 2;
  household.bedrooms = static_cast<std::size_t>(std::min(rooms, 4) - 1);
  using enum housing::Composition;
  if (household.members.size() == 1) {
    household.composition = age(first) < 65 ? single_under_65 : single_65_plus;
  } else if (others > 0) {
    household.composition = sharers;
  } else if (!household.couple) {
    household.composition = lone_parent;
  } else {
    household.composition = children + grown_up > 0 ? couple_children : couple;
  }
}

/// The first adult comes first.
void HousingReference::set_reference(Household& household) {
  auto& members = household.members;
  const auto adult = std::find_if(
      members.begin(), members.end(), [this](const Person& person) {
        return age(person) >= 18;
      });
  if (adult != members.end()) std::rotate(members.begin(), adult, adult + 1);
}

HousingReference::Person HousingReference::take_out(Household& household,
                                                    std::uint64_t person) {
  auto& members = household.members;
  const auto at =
      std::find_if(members.begin(), members.end(), [person](const Person& one) {
        return one.id == person;
      });
  const Person gone = *at;
  const auto place = at - members.begin();
  members.erase(at);
  if (place < 2) household.couple = false;
  if (place == 0) set_reference(household);
  return gone;
}

void HousingReference::leave_home(int h, int chain) {
  Household& household = households_[row(h)];
  Home& home = homes_[row(household.home)];
  home.occupant = -1;
  home.chain = chain;
  home.closed = home.closed || home.to_demolish;
  household.home = -1;
}

void HousingReference::enter(int h, int home, Tenure tenure) {
  Household& household = households_[row(h)];
  Home& taken = homes_[row(home)];
  taken.cell = world_.base.cell(
      zone_at(home), static_cast<std::size_t>(tenure) * 4 + bedrooms_at(home));
  taken.occupant = h;
  taken.fresh = false;
  household.home = home;
  household.moved_in = tick_;
  household.displaced = false;
}

void HousingReference::apply_for_social(Household& household) const {
  if (100.0 * household.income > world_.rules.social.income_limit) return;
  household.registered = tick_;
  household.band = NeedBand::other;
}

/// Who pays for a home can pay for one as dear.
void HousingReference::count_means(int home, Seeker& seeker) const {
  const housing::ChoiceRules& choice = world_.rules.choice;
  const Sector now = sector_at(home);
  const CellId cell = homes_[row(home)].cell;
  double income = 0;
  if (seeker.sector == Sector::owner && now == Sector::owner) {
    income = 1.1 * price_of(cell) / 100.0 *
             ((1.0 - choice.deposit) / choice.price_limit);
  }
  if (seeker.sector == Sector::private_rented && now != Sector::social) {
    const CellId rented =
        world_.base.cell(world_.base.zone_of(cell), 16 + bedrooms_at(home));
    income = 1.1 * price_of(rented) / 100.0 * (1.0 / choice.rent_limit);
  }
  seeker.income =
      std::max(seeker.income, static_cast<int>(std::min(income, 65535.0)));
}

/// What becomes of those who found no home.
void HousingReference::settle() {
  for (const auto& authority : seekers_) {
    for (const Seeker& seeker : authority) {
      ++flows_.at(Flow::unplaced_by_sector,
                  static_cast<std::size_t>(seeker.sector));
      const std::size_t why = seeker.sector == Sector::social ? 2
                              : seeker.applied                ? 1
                                                              : 0;
      ++flows_.at(Flow::unmet, 3 * static_cast<std::size_t>(seeker.from) + why);
      if (seeker.why == Why::move || seeker.why == Why::migrate) {
        households_[row(seeker.household)].busy = false;
        if (seeker.why == Why::move && seeker.sector != Sector::social) {
          households_[row(seeker.household)].seeking = true;
        }
        continue;
      }
      if (seeker.why == Why::form) households_[row(seeker.parent)].busy = false;
      if (seeker.why == Why::arrive) {
        ++flows_.at(Flow::turned_away, seeker.group);
      }
      free_household(seeker.household);
    }
  }
}

void HousingReference::count_chain(std::size_t moves) {
  if (moves > 0) {
    ++flows_.at(Flow::chain_length, std::min<std::size_t>(moves, 10) - 1);
  }
}

std::vector<std::string> HousingReference::differences(
    const housing::State& state) const {
  std::vector<std::string> found;
  const auto compare = [&](bool same, const std::string& what) {
    if (!same) found.push_back(what);
  };
  const HousingReference other{world_, seed_, state};
  compare(other.households_.size() == households_.size(), "rows");
  for (std::size_t i = 0; i < households_.size() && found.size() < 5; ++i) {
    compare(
        i < other.households_.size() && other.households_[i] == households_[i],
        "household in row " + std::to_string(i));
  }
  compare(other.homes_ == homes_, "homes");
  compare(other.free_ == free_, "free rows");
  const auto close = [](const auto& a, const auto& b) {
    bool all = a.size() == b.size();
    for (std::size_t i = 0; all && i < a.size(); ++i) {
      all = std::abs(a[i] - b[i]) < 1e-9 * std::max(1.0, std::abs(a[i]));
    }
    return all;
  };
  compare(close(state.log_prices, log_prices_), "prices");
  compare(close(state.fairness, fairness_), "fairness");
  compare(close(state.service_pressure, pressure_), "pressure on services");
  compare(close(state.hazard_scale, hazard_scale_), "hazards");
  compare(close(state.sector_pull, sector_pull_), "pull of sectors");
  compare(close(state.vacant_at_start, vacant_at_start_), "vacant at start");
  compare(state.lettings == lettings_, "lettings");
  compare(state.applicants == applicants_, "applicants");
  return found;
}

void HousingReference::count_found(const Seeker& s, Sector sector, int age) {
  ++flows_.at(housing::Flow::found, housing::Flows::by_origin(s.from, sector));
  ++flows_.at(housing::Flow::moved_in,
              2 * static_cast<std::size_t>(sector) + (age >= 55 ? 1 : 0));
}

/// Fewest bedrooms needed for which homes of each size are let in a round.
void HousingReference::find_least_needs(std::size_t authority) {
  least_need_.resize(seekers_.size());
  for (std::size_t size = 0; size < 4; ++size) {
    std::size_t& least = least_need_[authority][size];
    least = size;
    const auto wanted = [&](std::size_t bedrooms) {
      return std::any_of(seekers_[authority].begin(),
                         seekers_[authority].end(),
                         [&](const Seeker& s) {
                           return can_claim(s) && s.bedrooms == bedrooms;
                         });
    };
    for (int spare = 0; spare < world_.rules.social.spare_bedrooms; ++spare) {
      if (least == 0 || wanted(least)) break;
      --least;
    }
  }
}

bool HousingReference::can_claim(const Seeker& s) const {
  if (s.household < 0 || s.sector != Sector::social) return false;
  const Household& household = households_[row(s.household)];
  if (household.registered == housing::never) return false;
  return household.band == NeedBand::homeless ||
         tick_ - household.local_since >=
             4 * world_.rules.social.local_connection_years;
}

}  // namespace mingle::test
