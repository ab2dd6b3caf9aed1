// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "lanes.h"
#include "phases.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <mingle/engine/calendar.h>
#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

constexpr std::size_t households_per_block = 16'384;
constexpr int older_age = 55;
/// Classes of the table of rates: sector x (under 55, 55 and more).
constexpr std::size_t rate_classes = sector_count * 2;
/// Share of income from which housing costs begin to push.
constexpr double bearable_cost = 0.4;
/// Cost of owning, share of the price a year (interest and repayment).
constexpr double cost_of_owning = 0.055;

std::size_t rate_class(Sector sector, int age) {
  return static_cast<std::size_t>(sector) * 2 + (age >= older_age ? 1 : 0);
}

/// What the mobility of a household depends on.
struct Situation {
  std::size_t row = 0;
  ZoneId zone;
  std::size_t kind = 0;
  Sector sector = Sector::owner;
  int age = 0;
  int bedrooms_short = 0;
};

Situation situation_of(const World& world,
                       const State& state,
                       HouseholdId household) {
  Situation out;
  out.row = household.index();
  const HouseholdTable& table = state.households;
  const CellId cell = state.dwellings.cells[table.dwellings[out.row].index()];
  out.zone = world.base.zone_within(table.authorities[out.row], cell);
  out.kind = world.base.kind_of(cell);
  out.sector = sector_of(tenure_of_kind(out.kind));
  out.age = state.persons.age(table.first_member[out.row], state.tick);
  out.bedrooms_short =
      std::max(0,
               static_cast<int>(table.bedrooms_needed[out.row]) -
                   static_cast<int>(bedrooms_of_kind(out.kind)));
  return out;
}

/// Housing cost of a household, pounds a year. Outright owners pay none.
double yearly_cost(const World& world,
                   const State& state,
                   const Situation& now) {
  const Tenure tenure = tenure_of_kind(now.kind);
  if (tenure == Tenure::owned_outright) return 0.0;
  const double base =
      world.base_prices[world.base.cell(now.zone, now.kind).index()];
  if (now.sector == Sector::social) return base;
  const std::size_t priced = now.sector == Sector::owner ? 0 : 1;
  const double price =
      base * std::exp(state.log_prices[now.zone.index() * 2 + priced]);
  return now.sector == Sector::owner ? cost_of_owning * price : price;
}

/// The factors that raise or lower a hazard, before it is brought to the mean
/// of its class.
double pressure(const World& world, const State& state, const Situation& now) {
  const MobilityRules& rules = world.rules.mobility;
  const HouseholdTable& table = state.households;
  double log_factor = rules.crowding * now.bedrooms_short;
  const std::int16_t changed = table.changed[now.row];
  if (changed != never && state.tick - changed <= PersonTable::ticks_per_year) {
    log_factor += rules.life_event;
  }
  if (rules.affordability != 0.0) {
    const double income = std::max(1.0, 100.0 * table.incomes[now.row]);
    const double share = yearly_cost(world, state, now) / income;
    // Beyond twice the income a cost says that the income is misreported.
    log_factor += rules.affordability *
                  std::clamp(share - bearable_cost, 0.0, 2.0 - bearable_cost);
  }
  if (rules.out_group != 0.0) {
    const double residents =
        static_cast<double>(state.residents.zone_total(now.zone));
    const double own = state.residents.at(now.zone, table.groups[now.row]);
    log_factor += rules.out_group * (residents > 0 ? 1 - own / residents : 0);
  }
  return std::exp(log_factor);
}

std::array<double, rate_classes> table_rates(const MobilityRules& rules) {
  return {rules.owner_under_55,
          rules.owner_55_plus,
          rules.social,
          rules.social,
          rules.private_under_55,
          rules.private_55_plus};
}

/// Expected arrivals and formations into each sector, households a year: the
/// published share of recent movers holds them too.
std::array<double, sector_count> expected_inflow(const World& world,
                                                 const State& state) {
  double arrivals = 0;
  for (const double rate : world.arrivals.from_uk) arrivals += rate;
  for (const double rate : world.arrivals.from_abroad) arrivals += rate;
  const DemographyRules& people = world.rules.demography;
  double formations = 0;
  const HouseholdTable& table = state.households;
  for (std::size_t i = 0; people.active && i < table.size(); ++i) {
    if (!table.is_housed(HouseholdId{i})) continue;
    const bool couple = has_flag(table.flags[i], HouseholdFlag::couple);
    formations += couple ? people.dissolution_rate : 0.0;
    if (table.sizes[i] < 2) continue;
    int place = 0;
    const int reference = state.persons.age(table.first_member[i], state.tick);
    for_members(state, HouseholdId{i}, [&](PersonId person) {
      const int age = state.persons.age(person, state.tick);
      const bool head = place == 0 || (place == 1 && couple);
      ++place;
      if (!head && age >= 18 && age <= 29 && age <= reference - 16) {
        formations += people.leave_home_rate;
      }
    });
  }
  std::array<double, sector_count> inflow{};
  for (std::size_t s = 0; s < sector_count; ++s) {
    inflow[s] = arrivals * world.rules.migration.arrival_sector[s] +
                formations * world.rules.mobility.new_household[s];
  }
  return inflow;
}

}  // namespace

void Mobility::calibrate(State& state) const {
  struct Sums {
    std::array<double, rate_classes> pressure{};
    std::array<double, rate_classes> households{};
    Sums& operator+=(const Sums& other) {
      for (std::size_t c = 0; c < rate_classes; ++c) {
        pressure[c] += other.pressure[c];
        households[c] += other.households[c];
      }
      return *this;
    }
  };
  const Sums sums = deterministic_reduce(
      state.households.size(),
      households_per_block,
      Sums{},
      [&](std::size_t begin, std::size_t end) {
        Sums part;
        for (std::size_t i = begin; i < end; ++i) {
          const HouseholdId household{i};
          if (!state.households.is_housed(household)) continue;
          const Situation now = situation_of(world_, state, household);
          const std::size_t c = rate_class(now.sector, now.age);
          part.pressure[c] += pressure(world_, state, now);
          part.households[c] += 1;
        }
        return part;
      });
  const auto rates = table_rates(world_.rules.mobility);
  const auto inflow = expected_inflow(world_, state);
  state.hazard_scale.assign(rate_classes, 0.0);
  for (std::size_t c = 0; c < rate_classes; ++c) {
    const std::size_t sector = c / 2;
    const double in_sector =
        sums.households[2 * sector] + sums.households[2 * sector + 1];
    if (sums.households[c] == 0) continue;
    // Newcomers are spread over the two ages as the households are.
    const double movers = rates[c] - inflow[sector] / in_sector;
    state.hazard_scale[c] =
        std::max(0.0, movers) * sums.households[c] / sums.pressure[c];
  }
}

namespace {

/// Decisions of one block of households.
class Movers {
 public:
  struct Wish {
    HouseholdId household;
    Sector sector;
  };
  struct Joining {
    HouseholdId household;
    NeedBand band;
  };
  struct Block {
    std::vector<Wish> searches;
    std::vector<Joining> register_changes;
    std::vector<std::int32_t> registered;  ///< authorities x groups
  };

  Movers(const World& world, const State& state, std::uint64_t seed)
      : world_{world}, state_{state}, seed_{seed} {
    const SocialRules& social = world.rules.social;
    join_need_ = tick_threshold(social.join_rate_need);
    join_other_ = tick_threshold(social.join_rate_other);
    medical_ = tick_threshold(social.medical_rate);
    const MobilityRules& rules = world.rules.mobility;
    const double elapsed =
        std::min(1.0, state.tick * tick_years / rules.trend_years);
    private_factor_ =
        rules.private_trend + (1.0 - rules.private_trend) * elapsed;
  }

  void decide(std::size_t begin, std::size_t end, Block& out) const {
    out.searches.clear();
    out.register_changes.clear();
    out.registered.assign(
        world_.base.authorities.size() * world_.base.groups.size(), 0);
    LaneCache moves{address_in(state_, seed_, Purpose::mobility)};
    LaneCache joins{address_in(state_, seed_, Purpose::move_sector)};
    const HouseholdTable& table = state_.households;
    for (std::size_t i = begin; i < end; ++i) {
      const HouseholdId household{i};
      if (!table.is_housed(household) ||
          has_flag(table.flags[i], HouseholdFlag::busy)) {
        continue;
      }
      const Situation now = situation_of(world_, state_, household);
      const NeedBand band = band_of(now, joins.draw(table.ids[i]));
      const bool listed = band != NeedBand::none;
      if (listed != (table.registered[i] != never) || band != table.bands[i]) {
        out.register_changes.push_back({household, band});
      }
      if (listed) {
        ++out.registered[std::size_t{table.authorities[i]} *
                             world_.base.groups.size() +
                         table.groups[i]];
      }
      consider(now, household, band, moves.draw(table.ids[i]), out);
    }
  }

 private:
  /// Need band after this tick's changes; none: not on the register.
  NeedBand band_of(const Situation& now, std::uint64_t draw) const {
    const HouseholdTable& table = state_.households;
    const SocialRules& rules = world_.rules.social;
    if (has_flag(table.flags[now.row], HouseholdFlag::displaced)) {
      return NeedBand::homeless;
    }
    const bool listed = table.registered[now.row] != never;
    const bool eligible =
        100.0 * table.incomes[now.row] <= rules.income_limit &&
        now.sector != Sector::owner;
    if (!eligible && !listed) return NeedBand::none;
    const bool medical = has_flag(table.flags[now.row], HouseholdFlag::medical);
    if (listed) {
      if (table.bands[now.row] == NeedBand::homeless) return NeedBand::homeless;
      if (now.bedrooms_short > 0) return NeedBand::overcrowded;
      if (medical) return NeedBand::medical;
      // Social tenants whose need has passed leave the register.
      return now.sector == Sector::social ? NeedBand::none : NeedBand::other;
    }
    if (now.bedrooms_short > 0 && draw < join_need_) {
      return NeedBand::overcrowded;
    }
    if (draw >= (std::uint64_t{1} << 32) - medical_) return NeedBand::medical;
    const bool renter = now.sector == Sector::private_rented;
    if (renter && now.bedrooms_short == 0 && draw < join_other_) {
      return NeedBand::other;
    }
    return NeedBand::none;
  }

  double hazard(const Situation& now) const {
    const HouseholdTable& table = state_.households;
    double rate = state_.hazard_scale[rate_class(now.sector, now.age)] *
                  pressure(world_, state_, now);
    if (now.sector == Sector::private_rented) rate *= private_factor_;
    const MigrationRules& migration = world_.rules.migration;
    const bool dispersed =
        has_flag(table.flags[now.row], HouseholdFlag::dispersed);
    if (dispersed &&
        state_.tick - table.arrived[now.row] <=
            migration.dispersal_years * PersonTable::ticks_per_year) {
      rate *= migration.dispersal_onward;
    }
    return rate;
  }

  void consider(const Situation& now,
                HouseholdId household,
                NeedBand band,
                std::uint64_t draw,
                Block& out) const {
    const bool listed = band != NeedBand::none;
    const auto words = [&](std::uint64_t block) {
      return random_bits(address_in(state_,
                                    seed_,
                                    Purpose::move_sector,
                                    state_.households.ids[now.row],
                                    block));
    };
    if (draw < tick_threshold(hazard(now)) ||
        has_flag(state_.households.flags[now.row], HouseholdFlag::displaced)) {
      const double u = unit_interval(words(1)[0]);
      const auto& row = world_.rules.mobility
                            .transition[static_cast<std::size_t>(now.sector)];
      const Sector wanted = u < row[0]            ? Sector::owner
                            : u < row[0] + row[1] ? Sector::social
                                                  : Sector::private_rented;
      // Who is not on the register cannot be let a social home.
      const Sector instead =
          now.sector == Sector::social ? Sector::private_rented : now.sector;
      out.searches.push_back(
          {household, wanted == Sector::social && !listed ? instead : wanted});
      return;
    }
    if (!listed) return;
    const double bid_rate = world_.rules.social.bid_rate;
    if (bid_rate >= 1.0 || unit_interval(words(1)[1]) < bid_rate) {
      out.searches.push_back({household, Sector::social});
    }
  }

  const World& world_;
  const State& state_;
  std::uint64_t seed_;
  std::uint64_t join_need_ = 0;
  std::uint64_t join_other_ = 0;
  std::uint64_t medical_ = 0;
  double private_factor_ = 1.0;
};

}  // namespace

namespace {

/// Who sells a home can buy one as dear: it counts as the income that a loan
/// for it would need.
void count_equity(const World& world, const State& state, Search& search) {
  const Situation now = situation_of(world, state, search.household);
  if (now.sector != Sector::owner) return;
  const double price =
      world.base_prices[world.base.cell(now.zone, now.kind).index()] *
      std::exp(state.log_prices[now.zone.index() * 2]);
  const ChoiceRules& rules = world.rules.choice;
  const double income =
      1.1 * price * (1.0 - rules.deposit) / rules.price_limit / 100.0;
  search.income = std::max(
      search.income, static_cast<std::uint16_t>(std::min(income, 65535.0)));
}

}  // namespace

Search make_search(const State& state,
                   HouseholdId household,
                   SearchReason reason,
                   Sector sector) {
  const HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  Search search;
  search.id = table.ids[row];
  search.household = household;
  search.reason = reason;
  search.sector = sector;
  search.group = table.groups[row];
  search.bedrooms = table.bedrooms_needed[row];
  search.social_class = table.social_classes[row];
  search.income = table.incomes[row];
  return search;
}

void Mobility::run(State& state, TickWork& work) {
  const Movers movers{world_, state, seed_};
  std::vector<Movers::Block> blocks(
      block_count(state.households.size(), households_per_block));
  parallel_for_blocks(
      state.households.size(),
      households_per_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        movers.decide(begin, end, blocks[block]);
      });
  const std::size_t groups = world_.base.groups.size();
  for (AuthorityWork& authority : work.authorities) {
    authority.registered.assign(groups, 0);
  }
  HouseholdTable& table = state.households;
  for (const Movers::Block& block : blocks) {
    for (std::size_t i = 0; i < block.registered.size(); ++i) {
      work.authorities[i / groups].registered[i % groups] +=
          block.registered[i];
    }
    for (const auto& [household, band] : block.register_changes) {
      const std::size_t row = household.index();
      if (band == NeedBand::medical) {
        set_flag(table.flags[row], HouseholdFlag::medical);
      }
      if (band == NeedBand::none) {
        table.registered[row] = never;
      } else if (table.registered[row] == never) {
        table.registered[row] = static_cast<std::int16_t>(state.tick);
      }
      table.bands[row] = band;
    }
    for (const auto& [household, sector] : block.searches) {
      set_flag(table.flags[household.index()], HouseholdFlag::busy);
      Search search = make_search(state, household, SearchReason::move, sector);
      search.origin = zone_of(world_, state, household);
      if (sector == Sector::owner) count_equity(world_, state, search);
      work.authorities[table.authorities[household.index()]].searches.push_back(
          search);
    }
  }
}

}  // namespace mingle::housing
