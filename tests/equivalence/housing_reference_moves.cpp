// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// Who comes, leaves and looks for another home.
#include "housing_reference.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace mingle::test {

using housing::Flow;
using housing::NeedBand;
using housing::Sector;
using housing::Sex;

namespace {

std::size_t age_class(int age) {
  return age < 35 ? 0 : (age < 50 ? 1 : (age < 65 ? 2 : 3));
}

constexpr std::array<double, 4> mobile{1.0, 0.5, 0.2, 0.1};

Sector pick_sector(const std::array<double, 3>& shares, double u) {
  if (u < shares[0]) return Sector::owner;
  return u < shares[0] + shares[1] ? Sector::social : Sector::private_rented;
}

}  // namespace

double HousingReference::event_rate(const Household& household) const {
  const housing::DemographyRules& rules = world_.rules.demography;
  if (!rules.active) return 0.0;
  double rate = 0;
  for (const Person& person : household.members) {
    const auto sex = static_cast<std::size_t>(person.sex);
    const int years = age(person);
    if (household.members.size() > 1) {
      rate += std::exp(rules.death_level[sex] + rules.death_slope[sex] * years);
    }
    if (person.sex == Sex::female && years >= 15 && years < 50) {
      rate += rules.fertility[static_cast<std::size_t>(years - 15)] *
              rules.fertility_factor[person.group];
    }
  }
  const bool single =
      household.composition == housing::Composition::single_under_65 ||
      household.composition == housing::Composition::lone_parent;
  if (household.couple) return rate + rules.dissolution_rate;
  const bool young = age(household.members.front()) < 60;
  return single && young ? rate + rules.union_rate / 2 : rate;
}

double HousingReference::pressure(const Household& household) const {
  const housing::MobilityRules& rules = world_.rules.mobility;
  const int short_of =
      std::max(0,
               static_cast<int>(household.bedrooms) -
                   static_cast<int>(bedrooms_at(household.home)));
  double factor = std::exp(rules.crowding * short_of);
  if (household.changed != housing::never && tick_ - household.changed < 4) {
    factor *= std::exp(rules.life_event);
  }
  const Tenure tenure = tenure_at(household.home);
  const double price = price_of(homes_[row(household.home)].cell);
  double cost = price;
  if (tenure == Tenure::owned_outright) cost = 0;
  if (tenure == Tenure::owned_mortgage) cost = 0.055 * price;
  const double burden = cost / std::max(1.0, 100.0 * household.income);
  factor *= std::exp(rules.affordability *
                     std::min(std::max(burden - 0.4, 0.0), 1.6));
  if (rules.out_group != 0.0) {
    const auto persons = residents(zone_at(household.home));
    double all = 0;
    for (const double count : persons) all += count;
    if (all > 0) {
      factor *=
          std::exp(rules.out_group * (1.0 - persons[household.group] / all));
    }
  }
  return factor;
}

double HousingReference::exits(const Household& household) const {
  const double pressure = pressure_[zone_at(household.home).index()];
  return std::exp(world_.rules.perceived.service_exits *
                  std::max(0.0, pressure));
}

double HousingReference::hazard(const Household& household) const {
  const housing::MobilityRules& rules = world_.rules.mobility;
  const auto sector = static_cast<std::size_t>(sector_at(household.home));
  const std::size_t old = age(household.members.front()) >= 55 ? 1 : 0;
  double rate = hazard_scale_[6 * household.authority + 2 * sector + old] *
                pressure(household) * exits(household);
  if (sector == 2) {
    const double elapsed = std::min(1.0, tick_ / 4.0 / rules.trend_years);
    rate *= rules.private_trend + (1.0 - rules.private_trend) * elapsed;
  }
  const housing::MigrationRules& migration = world_.rules.migration;
  if (household.dispersed &&
      tick_ - household.arrived <= 4 * migration.dispersal_years) {
    rate *= migration.dispersal_onward;
  }
  return rate;
}

HousingReference::Seeker HousingReference::seeker_of(int h,
                                                     Why why,
                                                     Sector sector) const {
  const Household& household = households_[row(h)];
  return {.household = h,
          .kin = household.kin,
          .why = why,
          .sector = sector,
          .group = household.group,
          .bedrooms = household.bedrooms,
          .social_class = household.social_class,
          .income = household.income};
}

double HousingReference::leaving_weight(const Household& household) const {
  const auto sector = static_cast<std::size_t>(sector_at(household.home));
  return mobile[age_class(age(household.members.front()))] *
         world_.rules.migration.leave_weight[sector];
}

void HousingReference::index_templates() {
  templates_.assign(world_.base.authorities.size() * groups(), {});
  for (std::size_t i = 0; i < households_.size(); ++i) {
    const Household& household = households_[i];
    if (household.home < 0) continue;
    templates_[household.authority * groups() + household.group].push_back(
        static_cast<int>(i));
  }
}

void HousingReference::scale_leaving() {
  const std::size_t types = world_.base.authorities.size() * groups();
  std::vector<double> weights(types, 0.0);
  std::vector<double> counts(types, 0.0);
  for (const Household& household : households_) {
    if (household.home < 0) continue;
    const std::size_t type = household.authority * groups() + household.group;
    weights[type] += leaving_weight(household);
    counts[type] += 1;
  }
  leaving_scale_.assign(types, 1.0);
  for (std::size_t t = 0; t < types; ++t) {
    if (weights[t] > 0) leaving_scale_[t] = counts[t] / weights[t];
  }
}

void HousingReference::migration() {
  if (tick_ % 4 == 0 || templates_.empty()) {
    index_templates();
    scale_leaving();
  }
  std::vector<int> leavers;
  for (int h = 0; h < static_cast<int>(households_.size()); ++h) {
    const Household& household = households_[row(h)];
    if (household.home < 0 || household.busy) continue;
    const double rate =
        world_.leave_rates[household.authority * groups() + household.group] *
        leaving_scale_[household.authority * groups() + household.group] *
        leaving_weight(household) * exits(household);
    if (lane_of(Purpose::migration, household.id) < threshold(rate)) {
      leavers.push_back(h);
    }
  }
  for (const int h : leavers) leave_authority(h);
  if (world_.targets.given()) {
    hold_to_targets();
  } else {
    arrive();
  }
}

const double* HousingReference::destinations(std::size_t from,
                                             std::size_t group) const {
  const std::size_t n = world_.base.authorities.size();
  if (world_.base.flows.cumulative.empty()) return nullptr;
  if (world_.group_destinations.empty()) {
    return &world_.base.flows.cumulative[from * n];
  }
  return &world_.group_destinations[(group * n + from) * n];
}

void HousingReference::leave_authority(int h) {
  Household& household = households_[row(h)];
  Draws draw = draws(Purpose::migration, household.id, 1);
  const double u = draw.uniform();
  const double v = draw.uniform();
  const std::size_t n = world_.base.authorities.size();
  const double* cumulative = destinations(household.authority, household.group);
  std::size_t to = n;
  if (cumulative != nullptr) {
    double all = 0;
    std::vector<double> passed;
    for (std::size_t a = 0; a < n; ++a) {
      const double before = a == 0 ? 0.0 : cumulative[a - 1];
      all += (cumulative[a] - before) * vacancy_pull_[a];
      passed.push_back(all);
    }
    const bool pulls = std::any_of(vacancy_pull_.begin(),
                                   vacancy_pull_.end(),
                                   [](double pull) { return pull > 1; });
    all += 1 - cumulative[n - 1];
    for (std::size_t a = 0; a < n && to == n; ++a) {
      if (u < (pulls ? passed[a] / all : cumulative[a])) to = a;
    }
  }
  if (to == n) {
    leave_home(h, 0);
    ++flows_.at(Flow::departures, household.group);
    free_household(h);
    return;
  }
  // It stays until it has found a home there.
  const Sector sector =
      pick_sector(pulled(migrant_shares(sector_at(household.home)),
                         pull_[to][aged(age(household.members.front()))]),
                  v);
  Seeker seeker = seeker_of(h, Why::migrate, sector);
  seeker.from = housing::Origin::migrated;
  seeker.kin = ZoneId{};
  find_means(household.home, to, seeker);
  household.busy = true;
  seekers_[to].push_back(seeker);
}

int HousingReference::pick_template(std::size_t type, Draws& draw) const {
  const std::size_t group = type % groups();
  int last = -1;
  for (std::size_t a = 0; a <= world_.base.authorities.size(); ++a) {
    const auto& pool = templates_[a == 0 ? type : (a - 1) * groups() + group];
    for (int i = 0; i < 60 && !pool.empty(); ++i) {
      const int h = pool[draw.below(pool.size())];
      const double u = draw.uniform();
      const Household& household = households_[row(h)];
      if (household.home < 0 || household.group != group) continue;
      last = h;
      if (u < mobile[age_class(age(household.members.front()))]) return h;
    }
    if (last >= 0) return last;
  }
  return last;
}

double HousingReference::abroad_share(std::size_t type) const {
  const double abroad = world_.arrivals.from_abroad[type];
  const double uk = world_.arrivals.from_uk[type];
  return abroad + uk > 0 ? abroad / (abroad + uk) : 0.0;
}

int HousingReference::admit(std::size_t type,
                            std::uint64_t number,
                            bool from_abroad) {
  const housing::MigrationRules& rules = world_.rules.migration;
  const auto tick = static_cast<std::uint64_t>(tick_);
  const std::uint64_t id = derived_id(
      derived_id(type, tick, Purpose::arrival_id), number, Purpose::arrival_id);
  Draws draw = draws(Purpose::template_household, id);
  const int model = pick_template(type, draw);
  if (model < 0) return -1;
  const int h = new_household(id, type / groups());
  const Household& like = households_[row(model)];
  Household& household = households_[row(h)];
  household.social_class = like.social_class;
  household.income = like.income;
  household.arrived = from_abroad ? tick_ : like.arrived;
  household.couple = like.couple;
  for (std::size_t i = 0; i < like.members.size(); ++i) {
    Person person = like.members[i];
    person.id = derived_id(id, i, Purpose::arrival_id);
    household.members.push_back(person);
  }
  refresh(household);
  household.dispersed = from_abroad && draw.uniform() < rules.dispersal_share;
  const Sector sector = pick_sector(
      pulled(from_abroad ? rules.arrival_sector : rules.arrival_sector_uk,
             pull_[type / groups()][aged(age(household.members.front()))]),
      draw.uniform());
  if (sector == Sector::social) apply_for_social(household);
  Seeker seeker = seeker_of(h, Why::arrive, sector);
  seeker.from = housing::Origin::arrived;
  find_means(like.home, type / groups(), seeker);
  if (draw.uniform() < rules.arrival_with_kin) {
    const auto& pool = templates_[type];
    for (int i = 0; i < 10 && !pool.empty(); ++i) {
      const Household& kin = households_[row(pool[draw.below(pool.size())])];
      if (kin.home < 0 || kin.authority != type / groups() ||
          kin.group != type % groups()) {
        continue;
      }
      seeker.origin = zone_at(kin.home);
      break;
    }
  }
  seekers_[type / groups()].push_back(seeker);
  return h;
}

void HousingReference::arrive() {
  for (std::size_t type = 0; type < templates_.size(); ++type) {
    const double expected =
        (world_.arrivals.from_uk[type] + world_.arrivals.from_abroad[type]) *
        vacancy_pull_[type / groups()] / 4;
    const auto count = static_cast<std::uint64_t>(
        expected + draws(Purpose::settling, type).uniform());
    for (std::uint64_t n = 0; n < count; ++n) {
      const bool abroad =
          draws(Purpose::settling, type, n + 1).uniform() < abroad_share(type);
      if (admit(type, n, abroad) < 0) break;
    }
  }
}

void HousingReference::hold_to_targets() {
  std::vector<int> gaps(world_.targets.at(tick_ + 1).begin(),
                        world_.targets.at(tick_ + 1).end());
  const auto count = [&](const Household& household, int change) {
    for (const Person& person : household.members) {
      gaps[household.authority * groups() + person.group] += change;
    }
  };
  for (const Household& household : households_) {
    if (household.home >= 0) count(household, -1);
  }
  for (std::size_t to = 0; to < seekers_.size(); ++to) {
    for (const Seeker& seeker : seekers_[to]) {
      if (seeker.why != Why::migrate) continue;
      const Household& household = households_[row(seeker.household)];
      for (const Person& person : household.members) {
        ++gaps[household.authority * groups() + person.group];
        --gaps[to * groups() + person.group];
      }
    }
  }
  std::vector<std::tuple<std::uint64_t, std::uint64_t, int>> order;
  for (int h = 0; h < static_cast<int>(households_.size()); ++h) {
    const Household& household = households_[row(h)];
    if (household.home < 0 || household.busy) continue;
    if (gaps[household.authority * groups() + household.group] >= 0) continue;
    order.emplace_back(
        draws(Purpose::migration, household.id, 2).bits(), household.id, h);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [rank, id, h] : order) {
    const Household household = households_[row(h)];
    if (gaps[household.authority * groups() + household.group] +
            static_cast<int>(household.members.size()) >
        0) {
      continue;
    }
    count(household, +1);
    ++flows_.at(Flow::departures, household.group);
    leave_home(h, 0);
    free_household(h);
  }
  for (std::size_t type = 0; type < gaps.size(); ++type) {
    for (std::uint64_t n = 0; gaps[type] > 0; ++n) {
      const bool abroad =
          draws(Purpose::settling, type, n + 1).uniform() < abroad_share(type);
      const int h = admit(type, n, abroad);
      if (h < 0) break;
      count(households_[row(h)], -1);
    }
  }
}

NeedBand HousingReference::band_of(const Household& household) const {
  const housing::SocialRules& rules = world_.rules.social;
  const Sector sector = sector_at(household.home);
  const bool crowded = household.bedrooms > bedrooms_at(household.home);
  if (household.displaced) return NeedBand::homeless;
  if (household.registered != housing::never) {
    if (household.band == NeedBand::homeless &&
        household.moved_in <= household.registered) {
      return NeedBand::homeless;
    }
    if (crowded) return NeedBand::overcrowded;
    if (household.medical) return NeedBand::medical;
    const bool asked =
        sector == Sector::social && household.band == NeedBand::other;
    return asked || sector == Sector::private_rented ? NeedBand::other
                                                     : NeedBand::none;
  }
  if (sector == Sector::owner ||
      100.0 * household.income > rules.income_limit) {
    return NeedBand::none;
  }
  const std::uint64_t draw = lane_of(Purpose::move_sector, household.id);
  if (crowded && draw < threshold(rules.join_rate_need)) {
    return NeedBand::overcrowded;
  }
  if (draw + threshold(rules.medical_rate) >= std::uint64_t{1} << 32) {
    return NeedBand::medical;
  }
  if (sector == Sector::private_rented && !crowded &&
      draw < threshold(rules.join_rate_other)) {
    return NeedBand::other;
  }
  return NeedBand::none;
}

void HousingReference::mobility() {
  const std::vector<Household> before = households_;
  for (int h = 0; h < static_cast<int>(households_.size()); ++h) {
    const Household& was = before[row(h)];
    if (was.home < 0 || was.busy) continue;
    Household& household = households_[row(h)];
    const NeedBand band = band_of(was);
    const bool listed = band != NeedBand::none;
    household.band = band;
    if (band == NeedBand::medical) household.medical = true;
    if (!listed) household.registered = housing::never;
    if (listed && was.registered == housing::never) {
      household.registered = tick_;
    }
    if (listed) ++registered_[household.authority][household.group];

    Sector sector = Sector::social;
    Draws draw = draws(Purpose::move_sector, household.id, 1);
    const double u = draw.uniform();
    const double bids = draw.uniform();
    const double patience = world_.rules.mobility.patience;
    const double gives_up =
        patience > 0 ? 1.0 - std::exp(-0.25 / patience) : 1.0;
    household.seeking = false;
    if (lane_of(Purpose::mobility, household.id) < threshold(hazard(was)) ||
        (was.seeking &&
         draws(Purpose::move_sector, household.id, 2).uniform() >= gives_up) ||
        was.displaced) {
      const Sector now = sector_at(was.home);
      sector = pick_sector(
          pulled(mover_shares(now),
                 pull_[was.authority][aged(age(was.members.front()))]),
          u);
      if (sector == Sector::social && !listed) {
        household.band = NeedBand::other;
        household.registered = tick_;
      }
    } else if (!listed || (world_.rules.social.bid_rate < 1.0 &&
                           bids >= world_.rules.social.bid_rate)) {
      continue;
    }
    household.busy = true;
    Seeker seeker = seeker_of(h, Why::move, sector);
    seeker.from = static_cast<housing::Origin>(sector_at(household.home));
    seeker.origin = zone_at(household.home);
    find_means(household.home, household.authority, seeker);
    if (sector == Sector::social && band == NeedBand::homeless) {
      const int waited = std::max(0, tick_ - household.registered);
      seeker.patience =
          static_cast<float>(std::exp(-world_.rules.choice.urgency * waited));
    }
    seekers_[household.authority].push_back(seeker);
  }
}

}  // namespace mingle::test
