// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "lettings.h"

#include <algorithm>

#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {
namespace {

constexpr std::uint32_t nobody = 0xffffffff;
/// Rules by which homes are bid for.
constexpr std::array<LettingRule, 2> bid_rules{LettingRule::choice_based,
                                               LettingRule::points};

std::size_t bedrooms_of(const LettingRound& round, DwellingId home) {
  return bedrooms_of_kind(
      round.world->base.kind_of(round.state->dwellings.cells[home.index()]));
}

/// Who holds each home on offer as bids come in.
class Bidding {
 public:
  Bidding(const LettingRound& round,
          const Offer& offer,
          const LeastNeed& least,
          std::size_t adverts,
          const BidFunction& bid)
      : round_{round},
        offer_{offer},
        adverts_{adverts},
        bid_{bid},
        holders_(offer.dwellings.size(), Claim{nobody, 0, 0, 0}),
        bids_(round.searches.size() * adverts, no_home),
        next_(round.searches.size(), 0),
        lotteries_(round.searches.size(), 0) {
    for (std::uint32_t h = 0; h < offer.dwellings.size(); ++h) {
      const DwellingId home = offer.dwellings[h];
      rules_.push_back(rule_of(*round.world, *round.state, round.seed, home));
      const std::size_t size = bedrooms_of(round, home);
      for (std::size_t need = least[size]; need <= size; ++need) {
        suited_[need].push_back(h);
      }
    }
  }

  void run() {
    for (std::size_t need = 0; need < bedroom_class_count; ++need) {
      if (!suited_[need].empty()) ask(need);
    }
  }

  std::vector<Letting> lettings() const {
    std::vector<Letting> out;
    for (std::size_t h = 0; h < holders_.size(); ++h) {
      if (holders_[h].search == nobody) continue;
      out.push_back({holders_[h].search, offer_.dwellings[h], rules_[h]});
    }
    return out;
  }

 private:
  /// What it takes to get one of the homes that suit a need, by rule.
  struct Bar {
    bool any = false;   ///< home of the rule
    bool free = false;  ///< one that nobody holds
    Claim weakest;      ///< of those who hold one
  };

  Claim by_rule(std::uint32_t i, LettingRule rule) const {
    const Search& search = round_.searches[i];
    return {i,
            score_of(*round_.world, *round_.state, search.household, rule),
            lotteries_[i],
            search.id};
  }

  std::array<Bar, bid_rules.size()> bars(std::size_t need) const {
    std::array<Bar, bid_rules.size()> out;
    for (const std::uint32_t h : suited_[need]) {
      Bar& bar = out[rules_[h] == bid_rules[0] ? 0 : 1];
      const Claim& holder = holders_[h];
      if (holder.search == nobody) {
        bar.free = true;
      } else if (!bar.any || bar.weakest.search == nobody ||
                 comes_before(bar.weakest, holder)) {
        bar.weakest = holder;
      }
      bar.any = true;
    }
    return out;
  }

  /// Asks those of a need for their bids, best claims first, as long as any
  /// could win.
  void ask(std::size_t need) {
    const auto later = [](const Claim& a, const Claim& b) {
      return comes_before(b, a);
    };
    std::vector<Claim> claims = claims_of(round_, need, need, bid_rules[0]);
    for (const Claim& each : claims) lotteries_[each.search] = each.lottery;
    std::make_heap(claims.begin(), claims.end(), later);
    std::array<Bar, bid_rules.size()> bar = bars(need);
    while (!claims.empty()) {
      std::pop_heap(claims.begin(), claims.end(), later);
      const Claim claim = claims.back();
      claims.pop_back();
      const auto wins = [&](std::size_t rule, const Claim& with) {
        return bar[rule].any &&
               (bar[rule].free || comes_before(with, bar[rule].weakest));
      };
      const bool by_need = wins(0, claim);
      const bool by_points =
          bar[1].any && wins(1, by_rule(claim.search, bid_rules[1]));
      // Whoever comes later has a weaker claim by need; not so by points.
      if (!by_need && !bar[1].any) break;
      if (!by_need && !by_points) continue;
      bid_(claim.search, {&bids_[claim.search * adverts_], adverts_});
      if (place(claim.search)) bar = bars(need);
    }
  }

  /// Whoever is outbid goes on to its next choice, at once.
  /// @returns  whether a holder has changed
  bool place(std::uint32_t first) {
    bool changed = false;
    std::uint32_t i = first;
    while (i != nobody && next_[i] < adverts_) {
      const std::uint32_t home = bids_[i * adverts_ + next_[i]++];
      if (home == no_home) break;
      if (!within_caps(*round_.world,
                       *round_.state,
                       round_.searches[i],
                       offer_.dwellings[home])) {
        continue;
      }
      const Claim claim = by_rule(i, rules_[home]);
      Claim& holder = holders_[home];
      if (holder.search != nobody && !comes_before(claim, holder)) continue;
      i = holder.search;
      holder = claim;
      changed = true;
    }
    return changed;
  }

  const LettingRound& round_;
  const Offer& offer_;
  std::size_t adverts_;
  const BidFunction& bid_;
  std::vector<LettingRule> rules_;  ///< by home
  std::vector<Claim> holders_;      ///< by home
  std::array<std::vector<std::uint32_t>, bedroom_class_count> suited_;
  std::vector<std::uint32_t> bids_;       ///< by search
  std::vector<std::uint8_t> next_;        ///< bid to come, by search
  std::vector<std::uint64_t> lotteries_;  ///< by search
};

}  // namespace

std::vector<Letting> let_by_bids(const LettingRound& round,
                                 const Offer& offer,
                                 const LeastNeed& least,
                                 std::size_t adverts,
                                 const BidFunction& bid) {
  if (offer.dwellings.empty()) return {};
  Bidding bidding{round, offer, least, adverts, bid};
  bidding.run();
  return bidding.lettings();
}

}  // namespace mingle::housing
