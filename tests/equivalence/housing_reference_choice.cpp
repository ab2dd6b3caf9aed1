// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
// What households see of homes and zones, and which homes they like.
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

namespace {

using Table = std::vector<std::vector<double>>;

/// Shares of the columns of some zones taken together.
std::vector<double> mix_of(const std::vector<ZoneId>& zones,
                           const Table& counts) {
  std::vector<double> mix(counts.front().size(), 0.0);
  double all = 0;
  for (const ZoneId zone : zones) {
    for (std::size_t i = 0; i < mix.size(); ++i) {
      mix[i] += counts[zone.index()][i];
      all += counts[zone.index()][i];
    }
  }
  for (double& share : mix) share = all > 0 ? share / all : 0.0;
  return mix;
}

/// Shares of counts to which `floor` of the mix is added.
std::vector<double> with_floor(std::vector<double> counts,
                               const std::vector<double>& mix,
                               double floor) {
  double all = floor;
  for (const double count : counts) all += count;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = all > 0 ? (counts[i] + floor * mix[i]) / all : 0.0;
  }
  return counts;
}

}  // namespace

/// Income in the middle of its band of sixteen.
double banded_income(int hundreds) {
  constexpr double lowest = 8'000.0;
  constexpr double highest = 160'000.0;
  const double width = std::log(highest / lowest) / 16.0;
  const double income = std::max(1.0, 100.0 * hundreds);
  const double band = std::floor(
      std::min(15.0, std::max(0.0, std::log(income / lowest) / width)));
  return lowest * std::exp(width * (band + 0.5));
}

/// Shares as the tick begins.
void HousingReference::freeze() {
  const mingle::World& base = world_.base;
  shares_.assign(base.zones.size(), {});
  class_shares_.assign(base.zones.size(), {});
  Table persons;
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    persons.push_back(residents(ZoneId{z}));
  }
  Table classes(base.zones.size(), std::vector<double>(5, 0.0));
  homes_there_.assign(base.zones.size(), 0.0);
  rented_.assign(base.zones.size(), 0.0);
  for (const Household& household : households_) {
    if (household.home < 0) continue;
    const std::size_t z = zone_at(household.home).index();
    ++classes[z][static_cast<std::size_t>(household.social_class)];
    ++homes_there_[z];
    if (sector_at(household.home) == Sector::private_rented) ++rented_[z];
  }
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    if (homes_there_[z] > 0) rented_[z] /= homes_there_[z];
  }
  for (const std::vector<ZoneId>& zones : base.authorities.zones) {
    const auto mix = mix_of(zones, persons);
    const auto class_mix = mix_of(zones, classes);
    for (const ZoneId zone : zones) {
      const std::size_t z = zone.index();
      std::vector<double> seen = persons[z];
      for (const ZoneId next : base.neighbours.neighbours(zone)) {
        for (std::size_t g = 0; g < groups(); ++g) {
          seen[g] += base.rules.w_adj * persons[next.index()][g];
        }
      }
      shares_[z] = with_floor(seen, mix, base.rules.kappa);
      class_shares_[z] =
          with_floor(classes[z], class_mix, base.rules.kappa / 2.4);
    }
  }
}

HousingReference::Offers HousingReference::offers(std::size_t authority) const {
  Offers found;
  for (std::size_t i = 0; i < homes_.size(); ++i) {
    const Home& home = homes_[i];
    if (home.occupant >= 0 || home.closed ||
        world_.base.authority_of(home.cell).index() != authority) {
      continue;
    }
    found[home.cell].push_back(static_cast<int>(i));
  }
  return found;
}

LettingRule HousingReference::rule_of(int home) const {
  const auto& shares = world_.rules.social.rule_share;
  const double u = draws(Purpose::letting, homes_[row(home)].id).uniform();
  if (u < shares[0]) return LettingRule::direct;
  return u < shares[0] + shares[1] ? LettingRule::choice_based
                                   : LettingRule::points;
}

/// exp of the utility of price and room; 0 for what is out of the question.
double HousingReference::liking(const Seeker& s, CellId cell) const {
  const housing::ChoiceRules& rules = world_.rules.choice;
  const std::size_t kind = world_.base.kind_of(cell);
  const std::size_t bedrooms = kind % 4;
  const double room = bedrooms >= s.bedrooms ? std::exp(rules.bedrooms) : 1.0;
  if (s.sector == Sector::social) {
    const auto& least = least_need_[world_.base.authority_of(cell).index()];
    return s.bedrooms <= bedrooms && s.bedrooms >= least[bedrooms] ? room : 0.0;
  }
  if (bedrooms + 1 < s.bedrooms) return 0.0;
  const double budget =
      s.sector == Sector::owner
          ? banded_income(s.income) * rules.price_limit / (1.0 - rules.deposit)
          : banded_income(s.income) * rules.rent_limit;
  const double left = 1.0 - price_of(cell) / budget;
  return left > 0 ? room * std::pow(left, rules.price) : 0.0;
}

double HousingReference::mover_weight(const Seeker& s,
                                      std::size_t authority,
                                      ZoneId zone) const {
  const std::size_t group = s.group;
  const mingle::Rules& rules = world_.base.rules;
  const housing::ChoiceRules& choice = world_.rules.choice;
  const bool areas = rules.alpha.size() > groups();
  const double alpha =
      s.alpha_factor *
      rules.alpha[areas ? authority * groups() + group : group];
  const std::size_t z = zone.index();
  double utility =
      zone_utility(rules.utility, alpha, shares_[z][group]) +
      choice.quality * world_.quality[z] +
      zone_utility(choice.class_utility,
                   choice.class_similarity,
                   class_shares_[z][static_cast<std::size_t>(s.social_class)]);
  if (!world_.appeal.empty()) utility += world_.appeal[z * groups() + group];
  return std::exp(utility);
}

/// exp of the utility of a zone.
double HousingReference::attraction(const Seeker& s,
                                    std::size_t authority,
                                    ZoneId zone) const {
  if (s.why == Why::move || s.why == Why::form) {
    return std::pow(mover_weight(s, authority, zone), s.patience);
  }
  const housing::MigrationRules& rules = world_.rules.migration;
  const std::vector<double>& shares = shares_[zone.index()];
  if (s.why == Why::arrive && households_[row(s.household)].dispersed) {
    return shares[s.group] < rules.dispersal_cap ? 1.0 : 0.0;
  }
  double entropy = 0;
  for (const double share : shares) {
    if (share > 0) entropy -= share * std::log(share);
  }
  if (groups() > 1) entropy /= std::log(static_cast<double>(groups()));
  const double appeal = world_.appeal.empty()
                            ? 0.0
                            : world_.appeal[zone.index() * groups() + s.group];
  return std::pow(shares[s.group], rules.arrival_elasticity) *
         std::exp(appeal + rules.arrival_diversity * entropy +
                  rules.arrival_deprivation *
                      (10.0 - world_.quality[zone.index()]) +
                  rules.arrival_rented * rented_[zone.index()]);
}

/// What a household sees of each zone of an authority.
HousingReference::View HousingReference::view_of(const Seeker& s,
                                                 std::size_t authority,
                                                 const Offers& offers) const {
  const bool exact = world_.base.rules.choice == ChoiceMode::exact;
  View view;
  for (const ZoneId zone : world_.base.authorities.zones[authority]) {
    Place place;
    place.zone = zone;
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      const CellId cell = world_.base.cell(zone, kind);
      const auto there = offers.find(cell);
      const std::size_t sector = kind < 8 ? 0 : (kind < 16 ? 1 : 2);
      if (there == offers.end() ||
          sector != static_cast<std::size_t>(s.sector)) {
        continue;
      }
      const double liked = liking(s, cell);
      if (liked == 0) continue;
      const double weight =
          static_cast<double>(there->second.size()) * (exact ? liked : 1.0);
      place.cells.emplace_back(cell, weight);
      place.all += weight;
    }
    place.weight = place.all;
    if (s.origin.exists()) {
      place.weight *= world_.base.decay_from(
          s.origin)[world_.base.local_zone[zone.index()]];
    }
    if (exact) place.weight *= attraction(s, authority, zone);
    view.total += place.weight;
    if (world_.rules.choice.tie != 0.0 && s.kin == zone) {
      view.kin = place.weight * (std::exp(world_.rules.choice.tie) - 1.0);
      view.kin_place = view.places.size();
    }
    view.places.push_back(place);
  }
  return view;
}

/// Cell of a zone drawn by weight, then a home of the cell.
HousingReference::Look HousingReference::look(const View& view,
                                              const Offers& offers,
                                              Draws& draw) const {
  double left = draw.uniform() * (view.total + view.kin);
  std::size_t at = view.kin_place;
  for (std::size_t p = 0; p < view.places.size(); ++p) {
    const double weight = view.places[p].weight;
    if (weight > 0 && left < weight) {
      at = p;
      break;
    }
    left -= weight;
  }
  const Place& place = view.places[at];
  double rest = draw.uniform() * place.all;
  std::size_t c = 0;
  while (c + 1 < place.cells.size() && rest >= place.cells[c].second) {
    rest -= place.cells[c++].second;
  }
  const CellId cell = place.cells[c].first;
  const std::vector<int>& homes = offers.at(cell);
  return {homes[below(draw.bits(), homes.size())], place.zone, cell};
}

/// The homes liked best, best first.
std::vector<int> HousingReference::choose(const Seeker& s,
                                          std::size_t authority,
                                          const Offers& offers,
                                          int round,
                                          std::size_t wanted) const {
  const View view = view_of(s, authority, offers);
  if (!(view.total > 0)) return {};
  const std::uint64_t id = households_[row(s.household)].id;
  const std::uint64_t first = static_cast<std::uint64_t>(round) << 32;
  std::vector<int> chosen;
  if (world_.base.rules.choice == ChoiceMode::exact) {
    const std::size_t attempts = wanted == 1 ? 1 : 4 * wanted;
    for (std::size_t i = 0; i < attempts && chosen.size() < wanted; ++i) {
      Draws draw = draws(Purpose::choice, id, first + i);
      const int home = look(view, offers, draw).home;
      if (std::find(chosen.begin(), chosen.end(), home) == chosen.end()) {
        chosen.push_back(home);
      }
    }
    return chosen;
  }
  std::map<int, double> values;
  Draws draw = draws(Purpose::choice, id, first);
  for (int k = 0; k < world_.base.rules.sampled_dwellings; ++k) {
    const Look seen = look(view, offers, draw);
    const double value = std::log(attraction(s, authority, seen.zone)) +
                         std::log(liking(s, seen.cell)) +
                         standard_gumbel(draw.bits());
    const auto known = values.try_emplace(seen.home, value).first;
    known->second = std::max(known->second, value);
  }
  while (chosen.size() < wanted && !values.empty()) {
    const auto best = std::max_element(
        values.begin(), values.end(), [](const auto& a, const auto& b) {
          return a.second < b.second;
        });
    chosen.push_back(best->first);
    values.erase(best);
  }
  return chosen;
}

/// Vacant share of each sector of an authority as the tick begins.
HousingReference::Shares HousingReference::vacant_shares(
    std::size_t authority) const {
  Shares vacant{};
  Shares all{1, 1, 1};
  for (int home = 0; home < static_cast<int>(homes_.size()); ++home) {
    const Home& here = homes_[row(home)];
    if (world_.base.authority_of(here.cell).index() != authority) continue;
    if (here.occupant < 0 && here.closed) continue;
    const auto sector = static_cast<std::size_t>(sector_at(home));
    ++all[sector];
    if (here.occupant < 0) ++vacant[sector];
  }
  for (std::size_t s = 0; s < 3; ++s) vacant[s] = (vacant[s] + 1) / all[s];
  return vacant;
}

void HousingReference::look_at_homes() {
  on_offer_.assign(world_.base.authorities.size(), {});
  for (const int home : vacant_before_) {
    const CellId cell = homes_[row(home)].cell;
    on_offer_[world_.base.authority_of(cell).index()].push_back(
        {sector_at(home), bedrooms_at(home), price_of(cell)});
  }
  pull_.clear();
  vacancy_pull_.clear();
  for (std::size_t a = 0; a < on_offer_.size() && !sector_pull_.empty(); ++a) {
    const Shares now = vacant_shares(a);
    const double to_buy = now[0] / vacant_at_start_[3 * a];
    const double to_rent = now[2] / vacant_at_start_[3 * a + 2];
    const double root =
        std::pow(to_buy / to_rent, world_.rules.mobility.tenure_response / 2);
    std::array<Shares, 2> pull{};
    for (std::size_t old = 0; old < 2; ++old) {
      for (std::size_t s = 0; s < 3; ++s) {
        pull[old][s] = sector_pull_[6 * a + 2 * s + old];
      }
      pull[old][0] *= root;
      pull[old][2] /= root;
    }
    pull_.push_back(pull);
    // As many more come as homes stand empty, never fewer.
    const double more =
        now[0] / vacant_at_start_[3 * a] * now[2] / vacant_at_start_[3 * a + 2];
    const double power = world_.rules.migration.vacancy_response;
    const bool pulls = more > 1 && power > 0 && !world_.targets.given();
    vacancy_pull_.push_back(pulls ? std::pow(more, power / 2) : 1.0);
  }
}

bool HousingReference::in_reach(std::size_t authority,
                                Sector sector,
                                const Seeker& seeker) const {
  const housing::ChoiceRules& choice = world_.rules.choice;
  const double income = banded_income(seeker.income);
  const double budget = sector == Sector::owner ? income * choice.price_limit /
                                                      (1.0 - choice.deposit)
                                                : income * choice.rent_limit;
  double enough = 0;
  double within = 0;
  for (const Priced& home : on_offer_[authority]) {
    if (home.sector != sector || home.bedrooms + 1 < seeker.bedrooms) continue;
    ++enough;
    if (home.price < budget) ++within;
  }
  return enough > 0 &&
         within >= std::ceil(enough / world_.rules.mobility.homes_for_one);
}

void HousingReference::find_means(int home,
                                  std::size_t authority,
                                  Seeker& seeker) const {
  Seeker other = seeker;
  if (home >= 0) count_means(home, seeker);
  if (seeker.sector == Sector::social ||
      in_reach(authority, seeker.sector, seeker)) {
    return;
  }
  other.sector =
      seeker.sector == Sector::owner ? Sector::private_rented : Sector::owner;
  if (home >= 0) count_means(home, other);
  if (other.sector == Sector::private_rented ||
      in_reach(authority, other.sector, other)) {
    seeker = other;
  }
}

}  // namespace mingle::test
