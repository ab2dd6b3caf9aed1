// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include <mingle/engine/calendar.h>
#include <mingle/engine/random.h>
#include <mingle/engine/reference.h>

namespace mingle {
namespace {

struct Seeker {
  HouseholdId household;
  AuthorityId authority;
  bool local;  ///< searches from its present home
  bool migrant;
};

/// One tick, one household and one dwelling at a time.
class Reference {
 public:
  Reference(const World& world, std::uint64_t seed, State& state)
      : world_{world},
        seed_{seed},
        state_{state},
        table_{state.households},
        residents_{state.residents},
        flows_{world.groups.size(), world.rules.rounds} {}

  TickFlows step() {
    decide();
    balance();
    for (int round = 0; round < world_.rules.rounds; ++round) search(round);
    finish();
    ++state_.tick;
    recount(world_, state_);
    return flows_;
  }

 private:
  Draws draws(std::uint64_t subject, Purpose purpose, int round = 0) const {
    return Draws{{seed_,
                  static_cast<std::uint64_t>(state_.replicate),
                  subject,
                  static_cast<std::uint64_t>(state_.tick),
                  purpose,
                  static_cast<std::uint64_t>(round) << 32}};
  }
  std::uint64_t id(HouseholdId h) const { return table_.ids[h.index()]; }
  std::size_t group(HouseholdId h) const { return table_.groups[h.index()]; }
  /// Authority, group, kind.
  using Type = std::tuple<std::size_t, std::size_t, std::size_t>;
  Type type_in(std::size_t authority, HouseholdId h) const {
    return {authority, group(h), table_.kinds[h.index()]};
  }
  std::size_t tenure(HouseholdId h) const {
    return table_.kinds[h.index()] / size_class_count;
  }
  std::size_t home(HouseholdId h) const {
    return table_.authorities[h.index()];
  }
  CellId cell_of(DwellingId d) const {
    return world_.dwellings.cells[d.index()];
  }

  bool moves(HouseholdId h) const {
    const double rate = world_.rules.move_rates[tenure(h)];
    const double p = 1.0 - std::exp(-rate * tick_years);
    const auto words =
        random_bits({seed_,
                     static_cast<std::uint64_t>(state_.replicate),
                     id(h) / lanes_per_block,
                     static_cast<std::uint64_t>(state_.tick),
                     Purpose::turnover,
                     0});
    return static_cast<double>(lane(id(h), words)) <
           std::round(p * 4294967296.0);
  }

  void decide() {
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const HouseholdId h{i};
      if (!table_.is_housed(h) || !moves(h)) continue;
      Draws draw = draws(id(h), Purpose::departure);
      if (draw.uniform() < world_.flows.stay_shares[home(h)]) {
        seekers_.push_back({h, AuthorityId{home(h)}, true, false});
        continue;
      }
      leave(h);
      const double u = draw.uniform();
      const AuthorityId to = destination(home(h), u);
      if (to.exists()) {
        migrants_[type_in(to.index(), h)].push_back(h);
      } else {
        ++flows_.departures_by_group[group(h)];
        outside_.insert(h);
      }
    }
    outside_.insert(state_.outside.begin(), state_.outside.end());
  }

  AuthorityId destination(std::size_t from, double u) const {
    if (world_.flows.cumulative.empty()) return AuthorityId{};
    const std::size_t n = world_.authorities.size();
    for (std::size_t to = 0; to < n; ++to) {
      if (u < world_.flows.cumulative[from * n + to]) return AuthorityId{to};
    }
    return AuthorityId{};
  }

  void leave(HouseholdId h) { table_.dwellings[h.index()] = DwellingId{}; }

  std::vector<HouseholdId> ordered(std::vector<HouseholdId> some,
                                   Purpose purpose) const {
    std::sort(some.begin(), some.end(), [&](HouseholdId l, HouseholdId r) {
      const std::uint64_t left = draws(id(l), purpose).bits();
      const std::uint64_t right = draws(id(r), purpose).bits();
      return left != right ? left < right : id(l) < id(r);
    });
    return some;
  }

  void balance() {
    std::map<Type, int> missing;
    for (std::size_t a = 0; a < world_.authorities.size(); ++a) {
      for (std::size_t g = 0; g < world_.groups.size(); ++g) {
        for (std::size_t k = 0; k < kind_count; ++k) {
          missing[{a, g, k}] = settle({a, g, k});
        }
      }
    }
    let_in(missing);
  }

  /// Fits migrants and residents of one type to the total.
  /// @returns how many households are missing
  int settle(const Type& type) {
    std::vector<HouseholdId> residents;
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const HouseholdId h{i};
      if (table_.is_housed(h) && type_in(home(h), h) == type) {
        residents.push_back(h);
      }
    }
    const auto [a, g, k] = type;
    auto incoming = ordered(migrants_[type], Purpose::arrival_order);
    const int target =
        world_.targets.at(state_.tick + 1)[world_.type_of(a, g, k)];
    int excess = static_cast<int>(residents.size() + incoming.size()) - target;
    while (excess > 0 && !incoming.empty()) {
      outside_.insert(incoming.back());
      ++flows_.departures_by_group[g];
      incoming.pop_back();
      --excess;
    }
    for (const HouseholdId h : incoming) {
      table_.authorities[h.index()] = static_cast<std::uint16_t>(a);
      seekers_.push_back({h, AuthorityId{a}, false, true});
    }
    if (excess > 0) {
      const auto order = ordered(residents, Purpose::forced_departure);
      for (const HouseholdId h : order) {
        if (excess-- == 0) break;
        expel(h);
      }
      return 0;
    }
    return -excess;
  }

  void expel(HouseholdId h) {
    leave(h);
    std::erase_if(seekers_, [h](const Seeker& s) { return s.household == h; });
    ++flows_.departures_by_group[group(h)];
  }

  void let_in(std::map<Type, int>& missing) {
    std::map<Type, std::vector<HouseholdId>> pools;
    for (const HouseholdId h : outside_) {
      pools[type_in(home(h), h)].push_back(h);
    }
    std::vector<HouseholdId> left_over;
    std::vector<Seeker> arrivals;
    for (const auto& [type, pool] : pools) {
      for (const HouseholdId h : ordered(pool, Purpose::arrival_order)) {
        if (missing[type] > 0) {
          --missing[type];
          const auto authority = std::get<0>(type);
          arrivals.push_back({h, AuthorityId{authority}, false, false});
        } else {
          left_over.push_back(h);
        }
      }
    }
    for (const HouseholdId h : left_over) {
      for (std::size_t a = 0; a < world_.authorities.size(); ++a) {
        if (missing[type_in(a, h)] <= 0) continue;
        --missing[type_in(a, h)];
        arrivals.push_back({h, AuthorityId{a}, false, false});
        break;
      }
    }
    for (const Seeker& s : arrivals) {
      const std::size_t row = s.household.index();
      outside_.erase(s.household);
      table_.ids[row] = derived_id(table_.ids[row],
                                   static_cast<std::uint64_t>(state_.tick),
                                   Purpose::new_household_id);
      table_.authorities[row] = static_cast<std::uint16_t>(s.authority.index());
      seekers_.push_back(s);
    }
  }

  /// Share of its own group a household of `g` perceives in a zone.
  double share(ZoneId zone, std::size_t g) const {
    double own = residents_.at(zone, g);
    double all = static_cast<double>(residents_.zone_total(zone));
    if (world_.rules.w_adj != 0.0) {
      for (const ZoneId next : world_.neighbours.neighbours(zone)) {
        own += world_.rules.w_adj * residents_.at(next, g);
        all += world_.rules.w_adj *
               static_cast<double>(residents_.zone_total(next));
      }
    }
    double authority_own = 0;
    double authority_all = 0;
    const AuthorityId a = world_.zones.authorities[zone.index()];
    for (const ZoneId z : world_.authorities.zones[a.index()]) {
      authority_own += residents_.at(z, g);
      authority_all += static_cast<double>(residents_.zone_total(z));
    }
    const double p = authority_all > 0 ? authority_own / authority_all : 0;
    const double floor = world_.rules.kappa;
    return all + floor > 0 ? (own + floor * p) / (all + floor) : 0;
  }

  double utility(ZoneId zone, const Seeker& s) const {
    const double own = share(zone, group(s.household));
    if (s.local) {
      const auto& alpha = world_.rules.alpha;
      const std::size_t groups = world_.groups.size();
      const std::size_t g = group(s.household);
      const bool areas = alpha.size() > groups;
      return zone_utility(world_.rules.utility,
                          alpha[areas ? s.authority.index() * groups + g : g],
                          own);
    }
    const double elasticity = world_.rules.arrival_elasticity;
    return elasticity == 0 ? 0 : elasticity * std::log(own);
  }

  double decay(ZoneId zone, const Seeker& s) const {
    if (!s.local) return 1;
    const ZoneId from =
        world_.zone_of(cell_of(table_.dwellings[s.household.index()]));
    return world_.decay_from(from)[world_.local_zone[zone.index()]];
  }

  /// Vacant dwellings of the kind and authority, by zone in order.
  std::map<ZoneId, std::vector<DwellingId>> vacancies(const Seeker& s) const {
    std::map<ZoneId, std::vector<DwellingId>> found;
    const auto& zones = world_.authorities.zones[s.authority.index()];
    for (const ZoneId zone : zones) {
      const CellId cell = world_.cell(zone, table_.kinds[s.household.index()]);
      const auto it = vacant_.find(cell);
      if (it != vacant_.end()) found[zone] = it->second;
    }
    return found;
  }

  DwellingId choose_exact(const Seeker& s, int round) const {
    const auto offers = vacancies(s);
    std::map<ZoneId, double> weights;
    double total = 0;
    for (const auto& [zone, dwellings] : offers) {
      weights[zone] = static_cast<double>(dwellings.size()) * decay(zone, s) *
                      std::exp(utility(zone, s));
      total += weights[zone];
    }
    if (!(total > 0)) return DwellingId{};
    Draws draw = draws(id(s.household), Purpose::destination, round);
    double left = draw.uniform() * total;
    for (const auto& [zone, weight] : weights) {
      if (left < weight) {
        return offers.at(zone)[draw.below(offers.at(zone).size())];
      }
      left -= weight;
    }
    return DwellingId{};
  }

  DwellingId choose_sampled(const Seeker& s, int round) const {
    const auto offers = vacancies(s);
    std::vector<std::pair<ZoneId, DwellingId>> looked_at;
    std::size_t available = 0;
    double total = 0;
    for (const auto& [zone, dwellings] : offers) {
      available += dwellings.size();
      total += static_cast<double>(dwellings.size()) * decay(zone, s);
    }
    const auto wanted =
        static_cast<std::size_t>(world_.rules.sampled_dwellings);
    if (available <= wanted) {
      for (const auto& [zone, dwellings] : offers) {
        for (const DwellingId d : dwellings) looked_at.emplace_back(zone, d);
      }
    } else {
      Draws draw = draws(id(s.household), Purpose::consideration, round);
      for (std::size_t i = 0; i < 20 * wanted && looked_at.size() < wanted;
           ++i) {
        double left = draw.uniform() * total;
        for (const auto& [zone, dwellings] : offers) {
          const double weight =
              static_cast<double>(dwellings.size()) * decay(zone, s);
          if (left >= weight) {
            left -= weight;
            continue;
          }
          const std::pair pick{zone, dwellings[draw.below(dwellings.size())]};
          if (std::find(looked_at.begin(), looked_at.end(), pick) ==
              looked_at.end()) {
            looked_at.push_back(pick);
          }
          break;
        }
      }
    }
    Draws taste = draws(id(s.household), Purpose::taste, round);
    DwellingId best;
    double best_utility = -std::numeric_limits<double>::infinity();
    for (const auto& [zone, dwelling] : looked_at) {
      const double u = utility(zone, s) + standard_gumbel(taste.bits());
      if (u > best_utility) {
        best_utility = u;
        best = dwelling;
      }
    }
    return best;
  }

  void find_vacant() {
    std::set<DwellingId> occupied{table_.dwellings.begin(),
                                  table_.dwellings.end()};
    vacant_.clear();
    for (std::size_t i = 0; i < world_.dwellings.size(); ++i) {
      const DwellingId d{i};
      if (world_.dwellings.exists_at(d, state_.tick) && !occupied.count(d)) {
        vacant_[cell_of(d)].push_back(d);
      }
    }
  }

  void search(int round) {
    find_vacant();
    std::map<DwellingId, std::vector<std::size_t>> applicants;
    for (std::size_t i = 0; i < seekers_.size(); ++i) {
      const DwellingId d = world_.rules.choice == ChoiceMode::exact
                               ? choose_exact(seekers_[i], round)
                               : choose_sampled(seekers_[i], round);
      if (d.exists()) applicants[d].push_back(i);
    }
    std::set<std::size_t> housed;
    for (auto& [dwelling, list] : applicants) {
      std::sort(list.begin(), list.end(), [&](std::size_t l, std::size_t r) {
        const std::uint64_t left = id(seekers_[l].household);
        const std::uint64_t right = id(seekers_[r].household);
        const auto a = priority(left, round);
        const auto b = priority(right, round);
        return a != b ? a > b : left < right;
      });
      const std::size_t winner = list.front();
      place(seekers_[winner], dwelling, round);
      housed.insert(winner);
    }
    std::vector<Seeker> rest;
    for (std::size_t i = 0; i < seekers_.size(); ++i) {
      if (!housed.count(i)) rest.push_back(seekers_[i]);
    }
    seekers_ = rest;
  }

  std::uint64_t priority(std::uint64_t household, int round) const {
    return random_bits({seed_,
                        static_cast<std::uint64_t>(state_.replicate),
                        household,
                        static_cast<std::uint64_t>(state_.tick),
                        Purpose::priority,
                        static_cast<std::uint64_t>(round)})[0];
  }

  void place(const Seeker& s, DwellingId dwelling, int round) {
    table_.dwellings[s.household.index()] = dwelling;
    if (s.local) {
      ++flows_.moves_by_tenure[tenure(s.household)];
      ++flows_.moves_by_round[static_cast<std::size_t>(round)];
    } else if (s.migrant) {
      ++flows_.migrations_by_group[group(s.household)];
    } else {
      ++flows_.arrivals_by_group[group(s.household)];
    }
  }

  void finish() {
    for (const Seeker& s : seekers_) {
      ++flows_.unplaced_by_tenure[tenure(s.household)];
      if (s.migrant) ++flows_.departures_by_group[group(s.household)];
    }
  }

  const World& world_;
  std::uint64_t seed_;
  State& state_;
  HouseholdTable& table_;
  const GroupCounts residents_;  ///< as the tick began
  TickFlows flows_;
  std::vector<Seeker> seekers_;
  std::map<Type, std::vector<HouseholdId>> migrants_;
  std::set<HouseholdId> outside_;
  std::map<CellId, std::vector<DwellingId>> vacant_;
};

}  // namespace

TickFlows reference_step(const World& world, std::uint64_t seed, State& state) {
  return Reference{world, seed, state}.step();
}

}  // namespace mingle
