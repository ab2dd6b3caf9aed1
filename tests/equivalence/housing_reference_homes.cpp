// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// How homes go to those who look for one.
#include "housing_reference.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

#include <mingle/engine/utility.h>

namespace mingle::test {

using housing::Flow;
using housing::LettingRule;
using housing::NeedBand;
using housing::Sector;
using housing::SocialClass;

void HousingReference::set_prices() {
  const housing::OwnerRules& rules = world_.rules.owner;
  std::vector<double> vacant(2 * world_.base.zones.size(), 0.0);
  for (const int home : vacant_before_) {
    const Sector sector = sector_at(home);
    if (sector == Sector::social) continue;
    ++vacant[zone_at(home).index() * 2 + (sector == Sector::owner ? 0 : 1)];
  }
  for (const auto& zones : world_.base.authorities.zones) {
    for (std::size_t s = 0; s < 2; ++s) {
      const auto tightness = [&](ZoneId zone) {
        const std::size_t i = zone.index() * 2 + s;
        return std::log((applicants_[i] + 1.0) / (vacant[i] + 1.0));
      };
      double mean = 0;
      for (const ZoneId zone : zones) mean += tightness(zone);
      mean /= static_cast<double>(zones.size());
      for (const ZoneId zone : zones) {
        double& price = log_prices_[zone.index() * 2 + s];
        const double change =
            0.25 * (rules.price_response * (tightness(zone) - mean) -
                    rules.price_return * price);
        price += std::clamp(change, -rules.price_step, rules.price_step);
      }
    }
  }
  std::fill(applicants_.begin(), applicants_.end(), 0);
}

void HousingReference::allocate(int round) {
  for (std::size_t a = 0; a < seekers_.size(); ++a) {
    // What is on offer, and the caps, are those of the start of the round.
    for (Seeker& s : seekers_[a]) {
      // Who was not let a social home rents meanwhile.
      if (round == 1 && (s.why == Why::form || s.why == Why::arrive) &&
          s.sector == Sector::social) {
        s.sector = Sector::private_rented;
      }
    }
    const Offers all = offers(a);
    find_least_needs(a);
    priced(a, Sector::owner, all, round);
    priced(a, Sector::private_rented, all, round);
    social(a, all, round);
    std::erase_if(seekers_[a],
                  [](const Seeker& seeker) { return seeker.household < 0; });
  }
  move_between();
}

/// At the end of a round, when all authorities are done.
void HousingReference::move_between() {
  for (const Migrant& migrant : migrants_) {
    Household& household = households_[row(migrant.household)];
    leave_home(migrant.household, 0);
    household.authority = migrant.to;
    household.local_since = tick_;
    household.registered = housing::never;
    household.band = NeedBand::none;
    household.kin = ZoneId{};
    household.busy = false;
    household.seeking = false;
    enter(migrant.household, migrant.home, migrant.tenure);
  }
  migrants_.clear();
}

void HousingReference::priced(std::size_t authority,
                              Sector sector,
                              const Offers& offers,
                              int round) {
  if (sector == Sector::private_rented &&
      round >= world_.rules.private_rented.viewings) {
    return;
  }
  std::map<std::pair<CellId, int>, std::vector<std::size_t>> applicants;
  auto& seekers = seekers_[authority];
  for (std::size_t i = 0; i < seekers.size(); ++i) {
    Seeker& s = seekers[i];
    if (s.household < 0 || s.sector != sector) continue;
    const std::vector<int> chosen = choose(s, authority, offers, round, 1);
    if (chosen.empty()) continue;
    const ZoneId zone = zone_at(chosen[0]);
    if (sector == Sector::owner && !world_.rules.owner.quota.empty()) {
      double own = 0;
      double all = 0;
      for (const Household& household : households_) {
        if (household.home < 0 || zone_at(household.home) != zone) continue;
        ++all;
        if (household.group == s.group) ++own;
      }
      if (all > 0 && own / all >= world_.rules.owner.quota[s.group]) continue;
    }
    applicants[{homes_[row(chosen[0])].cell, chosen[0]}].push_back(i);
    if (!s.applied) {
      s.applied = true;
      ++applicants_[zone.index() * 2 + (sector == Sector::owner ? 0 : 1)];
    }
  }
  std::vector<std::pair<std::size_t, int>> won;
  for (const auto& [key, some] : applicants) {
    const int winner =
        sector == Sector::owner
            ? seller_chooses(authority, key.second, some, round)
            : landlord_chooses(key.second, authority, some, round);
    if (winner >= 0) won.emplace_back(row(winner), key.second);
  }
  for (const auto& [i, home] : won) place(authority, i, home, round);
}

int HousingReference::seller_chooses(std::size_t authority,
                                     int home,
                                     const std::vector<std::size_t>& applicants,
                                     int round) {
  const housing::ChoiceRules& choice = world_.rules.choice;
  std::vector<std::tuple<double, std::uint64_t, std::uint64_t, int>> bids;
  for (const std::size_t i : applicants) {
    const Seeker& s = seekers_[authority][i];
    ++flows_.at(Flow::owner_bids, s.group);
    const auto utility = [&](ZoneId zone) {
      return std::log(mover_weight(s, authority, zone));
    };
    double mean = 0;
    double households = 0;
    for (const ZoneId zone : world_.base.authorities.zones[authority]) {
      const double here = homes_there_[zone.index()];
      mean += here * utility(zone);
      households += here;
    }
    mean /= households;
    const double less = bedrooms_at(home) >= s.bedrooms ? 0.0 : choice.bedrooms;
    const double means =
        banded_income(s.income) * choice.price_limit / (1.0 - choice.deposit);
    const double bid =
        std::min(std::exp(world_.rules.owner.bid_spread *
                          (utility(zone_at(home)) - mean - less)),
                 means / price_of(homes_[row(home)].cell));
    if (bid < world_.rules.owner.reserve) continue;
    const std::uint64_t id = households_[row(s.household)].id;
    // Bids that differ by rounding only are alike.
    bids.emplace_back(
        std::round(bid * 1e12),
        draws(Purpose::contest, id, static_cast<std::uint64_t>(round)).bits(),
        ~id,
        static_cast<int>(i));
  }
  const int best =
      bids.empty() ? -1
                   : std::get<3>(*std::max_element(bids.begin(), bids.end()));
  for (const std::size_t i : applicants) {
    if (static_cast<int>(i) == best) continue;
    ++flows_.at(Flow::owner_outbid, seekers_[authority][i].group);
  }
  return best;
}

int HousingReference::landlord_chooses(
    int home,
    std::size_t authority,
    const std::vector<std::size_t>& applicants,
    int round) {
  const housing::PrivateRules& rules = world_.rules.private_rented;
  const std::vector<double> persons = residents(zone_at(home));
  double all = 0;
  for (const double count : persons) all += count;
  std::vector<double> weights;
  double total = 0;
  for (const std::size_t i : applicants) {
    const std::size_t group = seekers_[authority][i].group;
    ++flows_.at(Flow::private_applications, group);
    ++flows_.at(Flow::private_rejections, group);
    const double share = all > 0 ? persons[group] / all : 0;
    weights.push_back(rules.discrimination
                          ? 1 - rules.gap[group] *
                                    (1 - rules.concentration * share)
                          : 1.0);
    total += weights.back();
  }
  if (!(total > 0)) return -1;
  double left = total * draws(Purpose::landlord,
                              homes_[row(home)].id,
                              static_cast<std::uint64_t>(round))
                            .uniform();
  for (std::size_t n = 0; n < applicants.size(); ++n) {
    if (left < weights[n]) {
      --flows_.at(Flow::private_rejections,
                  seekers_[authority][applicants[n]].group);
      return static_cast<int>(applicants[n]);
    }
    left -= weights[n];
  }
  return -1;
}

bool HousingReference::within_caps(const Seeker& s, int home) const {
  const housing::SocialRules& rules = world_.rules.social;
  const std::size_t zone = zone_at(home).index();
  const NeedBand band = households_[row(s.household)].band;
  const int let = lettings_[zone * 2];
  if (rules.sensitive_cap < 1.0 && let >= 4 &&
      (band == NeedBand::homeless || band == NeedBand::overcrowded) &&
      lettings_[zone * 2 + 1] + 1 > rules.sensitive_cap * (let + 1)) {
    return false;
  }
  if (rules.quota.empty()) return true;
  double own = 0;
  double all = 0;
  for (const Household& household : households_) {
    if (household.home < 0 || zone_at(household.home).index() != zone) continue;
    ++all;
    if (household.group == s.group) ++own;
  }
  return own < rules.quota[s.group] * std::max(1.0, all);
}

/// Higher comes first: score, lot, lower number.
std::array<std::uint64_t, 3> HousingReference::claim(const Seeker& s,
                                                     LettingRule rule) const {
  const housing::SocialRules& rules = world_.rules.social;
  const Household& household = households_[row(s.household)];
  const auto band = static_cast<std::size_t>(household.band);
  const int waited = std::max(0, tick_ - household.registered);
  std::uint64_t score =
      (5 - band) * 1'000'000'000 + static_cast<std::uint64_t>(waited);
  if (rule == LettingRule::points) {
    score = static_cast<std::uint64_t>(std::llround(
        1e6 * (rules.band_weight[band] + rules.points_per_year * waited / 4)));
  }
  return {
      score, draws(Purpose::letting, household.id, 2).bits(), ~household.id};
}

/// Who holds which home when nobody is turned down any more. All who hold
/// none propose at once, again and again.
std::map<int, std::size_t> HousingReference::match_bids(
    std::size_t authority,
    const Offers& advertised,
    int round) const {
  const auto& seekers = seekers_[authority];
  const auto adverts = static_cast<std::size_t>(world_.rules.social.adverts);
  std::vector<std::vector<int>> bids(seekers.size());
  for (std::size_t i = 0; i < seekers.size(); ++i) {
    if (!can_claim(seekers[i])) continue;
    for (const int home :
         choose(seekers[i], authority, advertised, round, adverts)) {
      if (within_caps(seekers[i], home)) bids[i].push_back(home);
    }
  }
  std::map<int, std::size_t> held;
  while (true) {
    std::set<std::size_t> holding;
    for (const auto& [home, i] : held) holding.insert(i);
    std::map<int, std::vector<std::size_t>> proposals;
    for (std::size_t i = 0; i < seekers.size(); ++i) {
      if (bids[i].empty() || holding.count(i) > 0) continue;
      proposals[bids[i].front()].push_back(i);
    }
    if (proposals.empty()) return held;
    for (auto& [home, some] : proposals) {
      if (held.count(home) > 0) some.push_back(held[home]);
      const LettingRule rule = rule_of(home);
      const std::size_t best = *std::max_element(
          some.begin(), some.end(), [&](std::size_t x, std::size_t y) {
            return claim(seekers[x], rule) < claim(seekers[y], rule);
          });
      for (const std::size_t i : some) {
        if (i != best) bids[i].erase(bids[i].begin());
      }
      held[home] = best;
    }
  }
}

/// Each home to whoever comes first of those it suits, unless refused.
void HousingReference::offer_directly(std::size_t authority,
                                      const Homes& homes,
                                      int round) {
  const auto& seekers = seekers_[authority];
  std::vector<std::size_t> queue;
  for (std::size_t i = 0; i < seekers.size(); ++i) {
    if (can_claim(seekers[i])) queue.push_back(i);
  }
  std::sort(queue.begin(), queue.end(), [&](std::size_t x, std::size_t y) {
    return claim(seekers[x], LettingRule::direct) >
           claim(seekers[y], LettingRule::direct);
  });
  std::vector<std::pair<int, std::size_t>> taken;
  for (const int home : homes) {
    Draws draw = draws(Purpose::letting, homes_[row(home)].id, 1);
    for (auto next = queue.begin(); next != queue.end(); ++next) {
      const Seeker& s = seekers[*next];
      const std::size_t size = bedrooms_at(home);
      if (s.bedrooms > size || s.bedrooms < least_need_[authority][size] ||
          !within_caps(s, home)) {
        continue;
      }
      if (draw.uniform() < world_.rules.social.refusal) {
        ++flows_.at(Flow::refusals, s.group);
        continue;
      }
      taken.emplace_back(home, *next);
      queue.erase(next);
      break;
    }
  }
  for (const auto& [home, i] : taken) {
    if (within_caps(seekers[i], home)) {
      let(authority, i, home, LettingRule::direct, round);
    }
  }
}

/// Homes that are bid for, then those offered directly.
void HousingReference::social(std::size_t authority,
                              const Offers& offers,
                              int round) {
  Offers advertised;
  std::set<int> direct;
  for (const auto& [cell, homes] : offers) {
    const std::size_t kind = world_.base.kind_of(cell);
    if (kind < 8 || kind >= 16) continue;
    for (const int home : homes) {
      if (rule_of(home) == LettingRule::direct) {
        direct.insert(home);
      } else {
        advertised[cell].push_back(home);
      }
    }
  }
  std::map<std::pair<CellId, int>, std::size_t> in_order;
  for (const auto& [home, i] : match_bids(authority, advertised, round)) {
    in_order[{homes_[row(home)].cell, home}] = i;
  }
  for (const auto& [key, i] : in_order) {
    if (within_caps(seekers_[authority][i], key.second)) {
      let(authority, i, key.second, rule_of(key.second), round);
    }
  }
  offer_directly(authority, {direct.begin(), direct.end()}, round);
}

void HousingReference::let(std::size_t authority,
                           std::size_t i,
                           int home,
                           LettingRule rule,
                           int round) {
  const Seeker s = seekers_[authority][i];
  Household& household = households_[row(s.household)];
  const std::size_t at = flows_.by_rule(rule, s.group);
  ++flows_.at(Flow::lettings, at);
  flows_.at(Flow::letting_wait, at) +=
      std::max(0, tick_ - household.registered);
  ++lets_[authority][s.group];
  waits_[authority][s.group] += std::max(0, tick_ - household.registered);
  const std::size_t zone = zone_at(home).index();
  ++lettings_[zone * 2];
  if (household.band == NeedBand::homeless ||
      household.band == NeedBand::overcrowded) {
    ++lettings_[zone * 2 + 1];
  }
  place(authority, i, home, round);
  household.registered = housing::never;
  household.band = NeedBand::none;
  household.medical = false;
}

void HousingReference::place(std::size_t authority,
                             std::size_t i,
                             int home,
                             int round) {
  Seeker& seeker = seekers_[authority][i];
  const Seeker s = seeker;
  seeker.household = -1;
  Household& household = households_[row(s.household)];
  const Home taken = homes_[row(home)];
  if (s.why == Why::form) {
    Household& parent = households_[row(s.parent)];
    household.members.push_back(take_out(parent, s.leaver));
    if (s.splits) {
      parent.income -= household.income;
      parent.changed = household.changed = tick_;
    }
    refresh(parent);
    refresh(household);
    parent.busy = false;
    ++flows_.at(Flow::formations, s.group);
  }
  Tenure tenure = tenure_at(home);
  if (s.sector == Sector::owner) {
    const bool outright = (household.home >= 0 && tenure_at(household.home) ==
                                                      Tenure::owned_outright) ||
                          age(household.members.front()) >= 65;
    tenure = outright ? Tenure::owned_outright : Tenure::owned_mortgage;
  }
  count_found(s, housing::sector_of(tenure), age(household.members.front()));
  if (s.why == Why::move) {
    const int old = household.home;
    if (!household.kin.exists()) household.kin = zone_at(old);
    leave_home(s.household, std::min(taken.chain + 1, 255));
    if (homes_[row(old)].closed) count_chain(row(taken.chain) + 1);
    household.busy = false;
    const mingle::ZoneTable& zones = world_.base.zones;
    const std::size_t from = s.origin.index();
    const std::size_t to = zone_at(home).index();
    double km = std::hypot(zones.eastings[from] - zones.eastings[to],
                           zones.northings[from] - zones.northings[to]) /
                1000.0;
    if (from == to) {
      km = 0.5 * std::sqrt(zones.areas[from] / 3.14159265358979323846) / 1000.0;
    }
    std::size_t band = 0;
    for (const double end : {1.6, 4.8, 8.0, 16.0}) band += km >= end ? 1 : 0;
    ++flows_.at(Flow::moves_by_tenure, static_cast<std::size_t>(tenure));
    ++flows_.at(Flow::moves_by_round, static_cast<std::size_t>(round));
    ++flows_.at(Flow::moves_by_distance, band);
  } else {
    count_chain(row(taken.chain) + 1);
  }
  if (s.why == Why::migrate) {
    ++flows_.at(Flow::migrations, s.group);
    migrants_.push_back({s.household, authority, home, tenure});
    return;
  }
  if (s.why == Why::arrive) ++flows_.at(Flow::arrivals, s.group);
  enter(s.household, home, tenure);
}

void HousingReference::perceived() {
  const housing::PerceivedRules& rules = world_.rules.perceived;
  for (std::size_t z = 0; z < pressure_.size(); ++z) {
    double all = 0;
    for (const double count : residents(ZoneId{z})) all += count;
    const double growth = all / std::max(1.0, capacity_[z]) - 1.0;
    pressure_[z] +=
        std::min(1.0, 0.25 / rules.service_memory) * (growth - pressure_[z]);
  }
  for (std::size_t a = 0; a < lets_.size(); ++a) {
    double let = 0;
    double waited = 0;
    double waiting = 0;
    for (std::size_t g = 0; g < groups(); ++g) {
      let += lets_[a][g];
      waited += waits_[a][g];
      waiting += registered_[a][g];
    }
    if (let == 0 || waiting == 0) continue;
    for (std::size_t g = 0; g < groups(); ++g) {
      const double favour = lets_[a][g] / let - registered_[a][g] / waiting;
      double sooner = 0;
      if (lets_[a][g] > 0 && waited > 0) {
        sooner =
            std::max(-1.0, 1.0 - (waits_[a][g] / lets_[a][g]) / (waited / let));
      }
      const double target =
          std::clamp(rules.fairness_start + rules.fairness_lettings * favour +
                         rules.fairness_waits * sooner,
                     0.0,
                     1.0);
      double& fairness = fairness_[a * groups() + g];
      fairness +=
          std::min(1.0, 0.25 / rules.fairness_memory) * (target - fairness);
    }
  }
}

}  // namespace mingle::test
