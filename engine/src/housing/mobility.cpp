// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "fetch.h"
#include "hazards.h"
#include "lanes.h"
#include "policy_read.h"
#include "sectors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <mingle/engine/calendar.h>
#include <mingle/engine/housing/flags.h>
#include <mingle/engine/housing/move_rates.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>

namespace mingle::housing {
namespace {

/// At least exp(x), from a table: whoever draws more need not be looked at
/// closely.
class ExpBound {
 public:
  ExpBound() {
    constexpr double more = 1.0 + 1e-9;  // than exp() and products round
    for (std::size_t i = 0; i < above_.size(); ++i) {
      above_[i] = std::exp(static_cast<double>(i + 1) * step) * more;
    }
  }
  double of(double x) const {
    if (x <= 0.0) return above_[0];
    const double at = x / step;
    return at < static_cast<double>(above_.size())
               ? above_[static_cast<std::size_t>(at)]
               : std::numeric_limits<double>::infinity();
  }

 private:
  static constexpr double step = 1.0 / 16.0;
  std::array<double, 128> above_{};
};

/// Decisions of one block of households.
class Movers {
 public:
  struct Wish {
    HouseholdId household;
    Sector sector;
    Sector from;
  };
  struct Joining {
    HouseholdId household;
    NeedBand band;
  };
  struct Block {
    std::vector<Wish> searches;
    std::vector<Joining> register_changes;
    std::vector<HouseholdId> gave_up;
    std::vector<std::int32_t> registered;  ///< authorities x groups
  };

  Movers(const World& world,
         const State& state,
         const TickWork& work,
         std::uint64_t seed)
      : world_{world}, state_{state}, seed_{seed}, pressures_{world, state} {
    const SocialRules& social = world.rules.social;
    const std::size_t groups = world.base.groups.size();
    for (std::size_t a = 0; a < world.base.authorities.size(); ++a) {
      const AuthorityPolicy* policy = policy_at(state, a);
      for (std::size_t g = 0; g < groups; ++g) {
        const double factor = policy == nullptr ? 1 : policy->register_rate[g];
        join_need_.push_back(tick_threshold(social.join_rate_need * factor));
      }
    }
    const double patience = world.rules.mobility.patience;
    give_up_ = patience > 0 ? -std::expm1(-tick_years / patience) : 1.0;
    join_other_ = tick_threshold(social.join_rate_other);
    medical_ = tick_threshold(social.medical_rate);
    const double private_factor =
        private_trend_at(world.rules.mobility, state.tick);
    for (std::size_t i = 0; i < state.hazard_scale.size(); ++i) {
      const std::size_t sector = i % move_class_count / 2;
      const bool rented =
          sector == static_cast<std::size_t>(Sector::private_rented);
      rates_.push_back(state.hazard_scale[i] * (rented ? private_factor : 1.0));
    }
    find_thresholds();
    for (const AuthorityWork& authority : work.authorities) {
      for (const Sector from :
           {Sector::owner, Sector::social, Sector::private_rented}) {
        for (const SectorShares& pull : authority.pull) {
          shares_.push_back(weighed(mover_shares(world, from), pull));
        }
      }
    }
  }

  void decide(std::size_t begin, std::size_t end, Block& out) const {
    out.searches.clear();
    out.register_changes.clear();
    out.gave_up.clear();
    out.registered.assign(
        world_.base.authorities.size() * world_.base.groups.size(), 0);
    LaneCache moves{address_in(state_, seed_, Purpose::mobility)};
    LaneCache joins{address_in(state_, seed_, Purpose::move_sector)};
    const HouseholdTable& table = state_.households;
    for (std::size_t i = begin; i < end; ++i) {
      if (i + fetch_ahead < end) {
        fetch_reference(state_, i + fetch_ahead);
      }
      const HouseholdId household{i};
      if (!table.is_housed(household) ||
          has_flag(table.flags[i], HouseholdFlag::busy)) {
        continue;
      }
      const Situation now = situation_of(state_, household);
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
  /// Chance of moving of those whom nothing but their zone drives.
  void find_thresholds() {
    const std::size_t zones = world_.base.zones.size();
    thresholds_.resize(zones * move_class_count);
    for (std::size_t z = 0; z < zones; ++z) {
      const double* rates =
          rates_.data() +
          world_.base.zones.authorities[z].index() * move_class_count;
      const double factor = std::exp(pressures_.log_factor_of(ZoneId{z}));
      for (std::size_t c = 0; c < move_class_count; ++c) {
        thresholds_[z * move_class_count + c] =
            tick_threshold(rates[c] * factor);
      }
    }
  }

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
      const bool rehoused = table.moved_in[now.row] > table.registered[now.row];
      if (table.bands[now.row] == NeedBand::homeless && !rehoused) {
        return NeedBand::homeless;
      }
      if (now.bedrooms_short > 0) return NeedBand::overcrowded;
      if (medical) return NeedBand::medical;
      // Whose need has passed stays on the register as a private tenant only;
      // social tenants without need are those who asked for a transfer.
      const bool asked = now.sector == Sector::social &&
                         table.bands[now.row] == NeedBand::other;
      return asked || now.sector == Sector::private_rented ? NeedBand::other
                                                           : NeedBand::none;
    }
    const std::size_t type =
        std::size_t{table.authorities[now.row]} * world_.base.groups.size() +
        table.groups[now.row];
    if (now.bedrooms_short > 0 && draw < join_need_[type]) {
      return NeedBand::overcrowded;
    }
    if (draw >= (std::uint64_t{1} << 32) - medical_) return NeedBand::medical;
    const bool renter = now.sector == Sector::private_rented;
    if (renter && now.bedrooms_short == 0 && draw < join_other_) {
      return NeedBand::other;
    }
    return NeedBand::none;
  }

  /// Whether a draw makes a household decide to move; the chance is mostly
  /// that of its class, and is worked out for those only who draw little.
  bool decides(const Situation& now, std::uint64_t draw) const {
    const HouseholdTable& table = state_.households;
    const std::size_t move = move_class(now.sector, now.age);
    const std::size_t c = table.authorities[now.row] * move_class_count + move;
    const double log_factor = pressures_.log_factor(now);
    const MigrationRules& migration = world_.rules.migration;
    const bool dispersed =
        has_flag(table.flags[now.row], HouseholdFlag::dispersed);
    const bool onward = dispersed && state_.tick - table.arrived[now.row] <=
                                         migration.dispersal_years *
                                             PersonTable::ticks_per_year;
    if (log_factor == 0.0 && !onward) {
      return draw < thresholds_[now.zone.index() * move_class_count + move];
    }
    const double of_all = log_factor + pressures_.log_factor_of(now.zone);
    const double more = onward ? migration.dispersal_onward : 1.0;
    // 1 - exp(-h) is at most h.
    const double most = rates_[c] * bound_.of(of_all) * more * tick_years;
    if (static_cast<double>(draw) > most * 0x1p32 + 1.0) return false;
    return draw < tick_threshold(rates_[c] * std::exp(of_all) * more);
  }

  bool still_seeking(std::size_t row) const {
    constexpr std::uint64_t patience_block = 2;
    const HouseholdTable& table = state_.households;
    return has_flag(table.flags[row], HouseholdFlag::seeking) &&
           unit_interval(random_bits(address_in(state_,
                                                seed_,
                                                Purpose::move_sector,
                                                table.ids[row],
                                                patience_block))[0]) >=
               give_up_;
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
    if (decides(now, draw) || still_seeking(now.row) ||
        has_flag(state_.households.flags[now.row], HouseholdFlag::displaced)) {
      const double u = unit_interval(words(1)[0]);
      const Sector wanted = draw_sector(
          shares_[state_.households.authorities[now.row] * move_class_count +
                  move_class(now.sector, now.age)],
          u);
      // A tenant of a social home who is not on the register asks for a
      // transfer; others do not decide on one (mover_shares()).
      if (wanted == Sector::social && !listed) {
        out.register_changes.push_back({household, NeedBand::other});
      }
      out.searches.push_back({household, wanted, now.sector});
      return;
    }
    const double bid_rate = world_.rules.social.bid_rate;
    if (listed && (bid_rate >= 1.0 || unit_interval(words(1)[1]) < bid_rate)) {
      out.searches.push_back({household, Sector::social, now.sector});
    } else if (has_flag(state_.households.flags[now.row],
                        HouseholdFlag::seeking)) {
      out.gave_up.push_back(household);
    }
  }

  const World& world_;
  const State& state_;
  std::uint64_t seed_;
  std::vector<std::uint64_t> join_need_;  ///< by authority and group
  std::uint64_t join_other_ = 0;
  std::uint64_t medical_ = 0;
  double give_up_ = 1.0;  ///< chance in a tick
  Pressures pressures_;
  ExpBound bound_;
  std::vector<double> rates_;              ///< authorities x classes
  std::vector<std::uint64_t> thresholds_;  ///< zones x classes
  std::vector<SectorShares> shares_;       ///< authorities x classes
};

}  // namespace

namespace {

/// Factor on the utility of zones of who waits in the most urgent band.
float patience_of(const World& world,
                  const State& state,
                  HouseholdId household) {
  const HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  if (table.bands[row] != NeedBand::homeless) return 1.0F;
  const int waited = std::max(0, state.tick - table.registered[row]);
  return static_cast<float>(
      std::exp(-world.rules.choice.urgency * static_cast<double>(waited)));
}

}  // namespace

void apply_for_social(const World& world, State& state, HouseholdId household) {
  HouseholdTable& table = state.households;
  const std::size_t row = household.index();
  if (100.0 * table.incomes[row] > world.rules.social.income_limit) return;
  table.registered[row] = static_cast<std::int16_t>(state.tick);
  table.bands[row] = NeedBand::other;
}

void count_means(const World& world,
                 const State& state,
                 HouseholdId like,
                 Search& search) {
  const Situation now = situation_of(state, like);
  if (search.sector == Sector::social || now.sector == Sector::social ||
      (search.sector == Sector::owner && now.sector != Sector::owner)) {
    return;
  }
  const bool buys = search.sector == Sector::owner;
  const std::size_t kind =
      mingle::kind_of(buys ? Tenure::owned_mortgage : Tenure::private_rented,
                      bedrooms_of_kind(now.kind));
  const double cost =
      world.base_prices[world.base.cell(now.zone, kind).index()] *
      std::exp(state.log_prices[now.zone.index() * 2 + (buys ? 0 : 1)]);
  const ChoiceRules& rules = world.rules.choice;
  const double income = 1.1 * cost / 100.0 *
                        (buys ? (1.0 - rules.deposit) / rules.price_limit
                              : 1.0 / rules.rent_limit);
  search.income = std::max(
      search.income, static_cast<std::uint16_t>(std::min(income, 65535.0)));
}

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
  search.kin = table.kin_zones[row];
  return search;
}

void Mobility::run(State& state, TickWork& work) {
  const Movers movers{world_, state, work, seed_};
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
    for (const HouseholdId household : block.gave_up) {
      clear_flag(table.flags[household.index()], HouseholdFlag::seeking);
    }
    for (const auto& [household, sector, from] : block.searches) {
      set_flag(table.flags[household.index()], HouseholdFlag::busy);
      clear_flag(table.flags[household.index()], HouseholdFlag::seeking);
      Search search = make_search(state, household, SearchReason::move, sector);
      search.origin = zone_of(state, household);
      search.from = static_cast<Origin>(from);
      find_means(world_,
                 state,
                 household,
                 work.authorities[table.authorities[household.index()]].reach,
                 search);
      if (sector == Sector::social) {
        search.patience = patience_of(world_, state, household);
      }
      work.authorities[table.authorities[household.index()]].searches.push_back(
          search);
    }
  }
}

}  // namespace mingle::housing
