// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/zone_sampler.h"
#include "phases.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace mingle::housing {

/// Homes on offer in one authority to one kind of search, by cell.
struct Offer {
  std::vector<DwellingId> dwellings;  ///< ordered by cell, then dwelling
  std::vector<std::uint32_t> first;   ///< of each cell, and the end
};

inline constexpr std::size_t income_bands = 16;

/// Place in an Offer, or none.
inline constexpr std::uint32_t no_home = 0xffffffff;

/// Zones as groups and classes see them, frozen for a tick.
class Attraction {
 public:
  explicit Attraction(const World& world) : world_{world} {}
  /// @param effect  of Outlook::effect(); 0: all outlooks see the same
  void perceive(const State& state, double effect = 0.0);

  /// Weight of each zone of an authority for movers; exp of the utility.
  const double* movers(AuthorityId authority,
                       std::size_t group,
                       SocialClass social_class) const;
  /// ... for households from elsewhere; for those under dispersal.
  const double* arrivals(AuthorityId authority, std::size_t group) const;
  const double* dispersed(AuthorityId authority, std::size_t group) const;
  /// Mean utility of movers over the authority's households.
  double mean_utility(AuthorityId authority,
                      std::size_t group,
                      SocialClass social_class) const;
  /// Factors on the weights of movers in an outlook class other than 0.
  const double* tilts(AuthorityId authority,
                      std::size_t group,
                      int outlook) const;
  /// Log of such a factor less its mean over the authority's households.
  double log_tilt_over_mean(AuthorityId authority,
                            std::size_t group,
                            int outlook,
                            std::size_t local_zone) const;

 private:
  void tilt_zone(AuthorityId authority,
                 std::size_t local,
                 const std::array<double, GroupScheme::max_groups>& shares);
  void average_tilts(const State& state, AuthorityId authority);
  std::size_t tilt_column(std::size_t group, int outlook) const {
    const int k =
        outlook < 0 ? outlook + most_outlook : outlook + most_outlook - 1;
    return static_cast<std::size_t>(k) * world_.base.groups.size() + group;
  }
  void perceive_authority(const State& state, AuthorityId authority);
  void fill_zone(const State& state,
                 AuthorityId authority,
                 std::size_t local,
                 const std::array<double, GroupScheme::max_groups>& shares,
                 const std::array<double, social_class_count>& class_shares);
  std::size_t first_zone(AuthorityId authority) const {
    return world_.base.first_cell[authority.index()] / kind_count;
  }

  const World& world_;
  std::vector<double> movers_;
  std::vector<double> arrivals_;
  std::vector<double> dispersed_;
  std::vector<double> means_;
  double effect_ = 0;
  std::vector<double> tilts_;  ///< zone x (outlook but 0) x group
  std::vector<double> tilt_means_;
};

/// The homes on offer in an authority in a round, weighed by what households
/// of each income can afford.
class Market {
 public:
  /// @param social  social homes let by choice
  /// @param least   see least_need()
  void open(const World& world,
            const State& state,
            AuthorityId authority,
            const Offer& social,
            const std::array<std::size_t, bedroom_class_count>& least);

  const Offer& offer(Sector sector) const {
    return sector == Sector::social ? *social_ : all_;
  }
  /// Weight of each zone's homes for a search; null if nothing is on offer.
  /// Exact choice: homes times what they are liked for price and room; sampled
  /// choice: homes within reach.
  const double* supply(const Search& search) const;
  struct Pick {
    std::uint32_t home = no_home;
    bool room = false;  ///< bedrooms enough
    double liking = 0;  ///< exp of the utility of price and room
  };
  /// One home of a zone, by the weights of its cells.
  Pick pick(const Search& search,
            std::size_t local_zone,
            double u,
            std::uint64_t bits) const;
  /// Price (owner) or rent a year (private) of homes of a kind in a zone.
  double price(std::size_t kind, std::size_t local_zone) const {
    return prices_[kind * zones_ + local_zone];
  }

 private:
  /// Homes on offer of one kind in one zone.
  struct Shelf {
    std::uint32_t first = 0;  ///< place in the offer
    std::uint32_t homes = 0;
    std::size_t bedrooms = 0;  ///< class
    double price = 0;
  };
  std::span<const Shelf> shelves(Sector sector, std::size_t local_zone) const {
    const auto& own = shelves_[static_cast<std::size_t>(sector)];
    const auto& first = first_shelf_[static_cast<std::size_t>(sector)];
    return std::span{own}.subspan(first[local_zone],
                                  first[local_zone + 1] - first[local_zone]);
  }
  double left_over(Sector sector, std::size_t band, double price) const;
  double liking(Sector sector,
                std::size_t need,
                std::size_t bedrooms,
                double left) const;
  void fill_shelves(Sector sector);
  void add_supply(Sector sector);

  std::size_t zones_ = 0;
  bool sampled_ = false;
  double price_ = 1.0;  ///< beta_p
  double room_ = 1.0;   ///< exp(beta_b)
  std::array<std::array<double, income_bands>, sector_count> budgets_{};
  Offer all_;
  const Offer* social_ = nullptr;
  std::array<std::size_t, bedroom_class_count> least_need_{};
  std::vector<double> prices_;
  /// By sector: what is on offer, zone by zone, and where zones begin.
  std::array<std::vector<Shelf>, sector_count> shelves_;
  std::array<std::vector<std::uint32_t>, sector_count> first_shelf_;
  /// [sector][need][band][zone]; social homes have one band.
  std::array<std::vector<double>, sector_count> supply_;
};

/// Income band of a search, 0..15; income in hundreds of pounds a year.
std::size_t income_band(std::uint16_t income);
/// What a household of an income band can pay: price of a home bought, or
/// rent a year, pounds.
double affordable(const ChoiceRules& rules, Sector sector, std::size_t band);

/// Picks homes for searches; exact or sampled as the rules say.
///
/// Exact: zones by `homes (1 + d)^-delta exp(U)`, then a home of the zone.
/// Sampled: K draws by `homes (1 + d)^-delta`, each with a Gumbel term of its
/// own, so that many draws lead to the exact choice. The homes of the zone of
/// kin count `exp(b_tie)` times.
class Chooser {
 public:
  Chooser(const World& world,
          const State& state,
          const Attraction& attraction,
          std::uint64_t seed,
          int round)
      : world_{world},
        state_{state},
        attraction_{attraction},
        seed_{seed},
        round_{round} {}

  /// Places in the offer of the different homes it likes best, best first.
  /// @returns  how many were found, at most the size of `out`
  std::size_t choose(const Market& market,
                     AuthorityId authority,
                     const Search& search,
                     std::span<std::uint32_t> out) const;

 private:
  struct View;
  const double* attraction_of(AuthorityId authority,
                              const Search& search) const;
  const double* tilt_of(AuthorityId authority, const Search& search) const;
  std::size_t pick_zone(const View& view,
                        const ZoneSampler& sampler,
                        double u) const;
  std::uint32_t exact_once(const View& view,
                           const ZoneSampler& sampler,
                           std::uint64_t attempt) const;
  std::size_t exact(const View& view, std::span<std::uint32_t> out) const;
  std::size_t sampled(const View& view, std::span<std::uint32_t> out) const;

  const World& world_;
  const State& state_;
  const Attraction& attraction_;
  std::uint64_t seed_;
  int round_;
};

}  // namespace mingle::housing
