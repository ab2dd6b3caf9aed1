// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "choice.h"

#include "policy_read.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/housing/flags.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/utility.h>

namespace mingle::housing {
namespace {

using Shares = std::array<double, GroupScheme::max_groups>;
using ClassShares = std::array<double, social_class_count>;

/// Persons a household stands for where the floor of persons is applied to
/// households.
constexpr double persons_per_household = 2.4;
constexpr double most_deprived_to_least = 10.0;

/// Shares of the columns of a table of zones in a whole authority.
/// @param counts  has row(zone)
template <class Result, class Counts>
Result shares_in(const World& world,
                 const Counts& counts,
                 AuthorityId authority) {
  Result shares{};
  double total = 0;
  for (const ZoneId zone : world.base.authorities.zones[authority.index()]) {
    const auto row = counts.row(zone);
    for (std::size_t i = 0; i < row.size(); ++i) {
      shares[i] += row[i];
      total += row[i];
    }
  }
  for (double& share : shares) share = total > 0 ? share / total : 0.0;
  return shares;
}

/// Shares of classes among the `here` households of a zone and `floor` more of
/// the authority's mix.
ClassShares smoothed_classes(std::span<const std::int32_t> counts,
                             double here,
                             double floor,
                             const ClassShares& city) {
  ClassShares classes{};
  for (std::size_t c = 0; c < social_class_count; ++c) {
    classes[c] =
        here + floor > 0 ? (counts[c] + floor * city[c]) / (here + floor) : 0.0;
  }
  return classes;
}

/// Own and adjacent residents of a zone, neighbours at their weight.
Shares smoothed(const World& world, const State& state, ZoneId zone) {
  Shares persons{};
  const auto own = state.residents.row(zone);
  for (std::size_t g = 0; g < own.size(); ++g) persons[g] = own[g];
  const double weight = world.base.rules.w_adj;
  if (weight == 0.0) return persons;
  for (const ZoneId neighbour : world.base.neighbours.neighbours(zone)) {
    const auto row = state.residents.row(neighbour);
    for (std::size_t g = 0; g < row.size(); ++g) persons[g] += weight * row[g];
  }
  return persons;
}

/// Entropy of the shares over its largest value, 0 to 1.
double diversity(const Shares& shares, std::size_t groups) {
  double entropy = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    if (shares[g] > 0) entropy -= shares[g] * std::log(shares[g]);
  }
  return groups > 1 ? entropy / std::log(static_cast<double>(groups)) : 0.0;
}

}  // namespace

void Attraction::perceive(const State& state, double effect) {
  const std::size_t zones = world_.base.zones.size();
  const std::size_t groups = world_.base.groups.size();
  movers_.resize(zones * groups * social_class_count);
  arrivals_.resize(zones * groups);
  const bool disperses = any_dispersal(world_, state);
  dispersed_.resize(disperses ? zones * groups : 0);
  means_.assign(world_.base.authorities.size() * groups * social_class_count,
                0.0);
  effect_ = effect;
  const std::size_t tilts = effect > 0 ? groups * (outlook_count - 1) : 0;
  tilts_.resize(zones * tilts);
  tilt_means_.assign(world_.base.authorities.size() * tilts, 0.0);
  parallel_for_blocks(world_.base.authorities.size(),
                      1,
                      [&](std::size_t a, std::size_t, std::size_t) {
                        perceive_authority(state, AuthorityId{a});
                      });
}

void Attraction::perceive_authority(const State& state, AuthorityId authority) {
  const auto& zones = world_.base.authorities.zones[authority.index()];
  const std::size_t groups = world_.base.groups.size();
  const double kappa = world_.base.rules.kappa;
  const Shares city = shares_in<Shares>(world_, state.residents, authority);
  const ClassShares city_classes =
      shares_in<ClassShares>(world_, state.by_class, authority);
  double households = 0;
  double* means =
      means_.data() + authority.index() * groups * social_class_count;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    Shares shares = smoothed(world_, state, zones[z]);
    double total = kappa;
    for (std::size_t g = 0; g < groups; ++g) total += shares[g];
    for (std::size_t g = 0; g < groups; ++g) {
      shares[g] = total > 0 ? (shares[g] + kappa * city[g]) / total : 0.0;
    }
    const auto counts = state.by_class.row(zones[z]);
    double here = 0;
    for (const std::int32_t count : counts) here += count;
    fill_zone(state,
              authority,
              z,
              shares,
              smoothed_classes(
                  counts, here, kappa / persons_per_household, city_classes));
    if (effect_ > 0) tilt_zone(authority, z, shares);
    households += here;
    for (std::size_t i = 0; i < groups * social_class_count; ++i) {
      const double weight =
          movers_[first_zone(authority) * groups * social_class_count +
                  i * zones.size() + z];
      if (weight > 0) means[i] += here * std::log(weight);
    }
  }
  for (std::size_t i = 0; i < groups * social_class_count; ++i) {
    means[i] = households > 0 ? means[i] / households : 0.0;
  }
  if (effect_ > 0) average_tilts(state, authority);
}

void Attraction::fill_zone(const State& state,
                           AuthorityId authority,
                           std::size_t local,
                           const Shares& shares,
                           const ClassShares& classes) {
  const mingle::World& base = world_.base;
  const ZoneId zone = base.authorities.zones[authority.index()][local];
  const std::size_t groups = base.groups.size();
  const std::size_t zones = base.authority_zones(authority);
  const ChoiceRules& choice = world_.rules.choice;
  const MigrationRules& migration = world_.rules.migration;
  const AuthorityPolicy* policy = policy_at(state, authority.index());
  const double elasticity = policy == nullptr ? migration.arrival_elasticity
                                              : policy->arrival_elasticity;
  const double cap =
      policy == nullptr ? migration.dispersal_cap : policy->dispersal_cap;
  const double decile = world_.quality[zone.index()];
  double* movers =
      movers_.data() + first_zone(authority) * groups * social_class_count;
  double* arrivals = arrivals_.data() + first_zone(authority) * groups;
  const auto tenures = state.by_tenure.row(zone);
  double homes = 0;
  for (const std::int32_t count : tenures) homes += count;
  const double rented =
      homes > 0
          ? tenures[static_cast<std::size_t>(Tenure::private_rented)] / homes
          : 0.0;
  const double setting =
      migration.arrival_diversity * diversity(shares, groups) +
      migration.arrival_deprivation * (most_deprived_to_least - decile) +
      migration.arrival_rented * rented;
  for (std::size_t g = 0; g < groups; ++g) {
    const double alpha = alpha_of(base.rules, groups, authority.index(), g);
    const double appeal =
        world_.appeal.empty() ? 0.0 : world_.appeal[zone.index() * groups + g];
    const double own = zone_utility(base.rules.utility, alpha, shares[g]) +
                       choice.quality * decile + appeal;
    for (std::size_t c = 0; c < social_class_count; ++c) {
      const double alike = zone_utility(
          choice.class_utility, choice.class_similarity, classes[c]);
      movers[(g * social_class_count + c) * zones + local] =
          std::exp(own + alike);
    }
    arrivals[g * zones + local] =
        std::exp(log_share_utility(elasticity, shares[g]) + setting + appeal);
    if (!dispersed_.empty()) {
      dispersed_[first_zone(authority) * groups + g * zones + local] =
          shares[g] < cap ? 1.0 : 0.0;
    }
  }
}

/// Weights of the other outlooks over that of class 0, which has alpha as it
/// is. A zone without weight has none in any class: alpha stays above 0.
void Attraction::tilt_zone(AuthorityId authority,
                           std::size_t local,
                           const Shares& shares) {
  const std::size_t groups = world_.base.groups.size();
  const std::size_t zones = world_.base.authority_zones(authority);
  double* tilts =
      tilts_.data() + first_zone(authority) * groups * (outlook_count - 1);
  for (std::size_t g = 0; g < groups; ++g) {
    const double alpha =
        alpha_of(world_.base.rules, groups, authority.index(), g);
    const double own =
        zone_utility(world_.base.rules.utility, alpha, shares[g]);
    for (int k = -most_outlook; k <= most_outlook; ++k) {
      if (k == 0) continue;
      const double other = zone_utility(world_.base.rules.utility,
                                        alpha * outlook_factor(effect_, k),
                                        shares[g]);
      tilts[tilt_column(g, k) * zones + local] =
          std::isinf(own) ? 1.0 : std::exp(other - own);
    }
  }
}

void Attraction::average_tilts(const State& state, AuthorityId authority) {
  const auto& zones = world_.base.authorities.zones[authority.index()];
  const std::size_t columns = world_.base.groups.size() * (outlook_count - 1);
  const double* tilts = tilts_.data() + first_zone(authority) * columns;
  double* means = tilt_means_.data() + authority.index() * columns;
  double households = 0;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    double here = 0;
    for (const std::int32_t count : state.by_class.row(zones[z])) here += count;
    households += here;
    for (std::size_t i = 0; i < columns; ++i) {
      means[i] += here * std::log(tilts[i * zones.size() + z]);
    }
  }
  for (std::size_t i = 0; i < columns; ++i) {
    means[i] = households > 0 ? means[i] / households : 0.0;
  }
}

const double* Attraction::tilts(AuthorityId authority,
                                std::size_t group,
                                int outlook) const {
  const std::size_t columns = world_.base.groups.size() * (outlook_count - 1);
  return tilts_.data() + first_zone(authority) * columns +
         tilt_column(group, outlook) * world_.base.authority_zones(authority);
}

double Attraction::log_tilt_over_mean(AuthorityId authority,
                                      std::size_t group,
                                      int outlook,
                                      std::size_t local_zone) const {
  const std::size_t columns = world_.base.groups.size() * (outlook_count - 1);
  return std::log(tilts(authority, group, outlook)[local_zone]) -
         tilt_means_[authority.index() * columns + tilt_column(group, outlook)];
}

const double* Attraction::movers(AuthorityId authority,
                                 std::size_t group,
                                 SocialClass social_class) const {
  const std::size_t column =
      group * social_class_count + static_cast<std::size_t>(social_class);
  return movers_.data() +
         first_zone(authority) * world_.base.groups.size() *
             social_class_count +
         column * world_.base.authority_zones(authority);
}

const double* Attraction::arrivals(AuthorityId authority,
                                   std::size_t group) const {
  return arrivals_.data() + first_zone(authority) * world_.base.groups.size() +
         group * world_.base.authority_zones(authority);
}

const double* Attraction::dispersed(AuthorityId authority,
                                    std::size_t group) const {
  return dispersed_.data() + first_zone(authority) * world_.base.groups.size() +
         group * world_.base.authority_zones(authority);
}

double Attraction::mean_utility(AuthorityId authority,
                                std::size_t group,
                                SocialClass social_class) const {
  return means_[(authority.index() * world_.base.groups.size() + group) *
                    social_class_count +
                static_cast<std::size_t>(social_class)];
}

const double* Chooser::attraction_of(AuthorityId authority,
                                     const Search& search) const {
  const bool from_elsewhere = search.reason == SearchReason::arrive ||
                              search.reason == SearchReason::migrate;
  if (!from_elsewhere) {
    return attraction_.movers(authority, search.group, search.social_class);
  }
  const bool dispersed =
      search.reason == SearchReason::arrive &&
      has_flag(state_.households.flags[search.household.index()],
               HouseholdFlag::dispersed);
  return dispersed ? attraction_.dispersed(authority, search.group)
                   : attraction_.arrivals(authority, search.group);
}

/// What one search sees of an authority.
struct Chooser::View {
  const Market& market;
  const Search& search;
  ZoneSampler::Columns columns;
  std::size_t zones = 0;
  std::size_t kin = 0;  ///< place of the zone of kin, if it pulls
  double pull = 0;      ///< exp(b_tie) - 1, or 0 without kin here
  double pulled = 0;    ///< what kin add to the sum of weights

  double attraction(std::size_t zone) const {
    return columns.tilt != nullptr
               ? columns.attraction[zone] * columns.tilt[zone]
               : columns.attraction[zone];
  }
};

/// Factors on the attraction that are this household's alone; null for who
/// sees what all of its group and class see.
const double* Chooser::tilt_of(AuthorityId authority,
                               const Search& search) const {
  // Those from elsewhere go by other weights, without an outlook.
  const bool tilted =
      search.outlook != 0 && search.reason != SearchReason::migrate;
  return tilted ? attraction_.tilts(authority, search.group, search.outlook)
                : nullptr;
}

std::size_t Chooser::choose(const Market& market,
                            AuthorityId authority,
                            const Search& search,
                            std::span<std::uint32_t> out) const {
  const double* supply = market.supply(search);
  if (supply == nullptr) return 0;
  View view{.market = market, .search = search};
  view.columns = {.vacant = supply,
                  .decay = search.origin.exists()
                               ? world_.base.decay_from(search.origin)
                               : nullptr,
                  .attraction = attraction_of(authority, search),
                  .tilt = tilt_of(authority, search)};
  view.zones = world_.base.authority_zones(authority);
  std::vector<double> own;
  if (search.patience < 1.0F) {
    for (std::size_t z = 0; z < view.zones; ++z) {
      own.push_back(std::pow(view.attraction(z), search.patience));
    }
    view.columns.attraction = own.data();
    view.columns.tilt = nullptr;
  }
  if (world_.rules.choice.tie != 0.0 && search.kin.exists() &&
      world_.base.zones.authorities[search.kin.index()] == authority) {
    view.kin = world_.base.local_zone[search.kin.index()];
    view.pull = std::expm1(world_.rules.choice.tie);
  }
  return world_.base.rules.choice == ChoiceMode::exact ? exact(view, out)
                                                       : sampled(view, out);
}

/// The zone of kin has `pull` times its own weight on top.
std::size_t Chooser::pick_zone(const View& view,
                               const ZoneSampler& sampler,
                               double u) const {
  if (view.pulled <= 0.0) return sampler.pick(u);
  const double all = sampler.total() + view.pulled;
  const double share = sampler.total() / all;
  return u < share ? sampler.pick(u / share) : view.kin;
}

namespace {

bool is_among(std::span<const std::uint32_t> some, std::uint32_t home) {
  return std::find(some.begin(), some.end(), home) != some.end();
}

}  // namespace

std::uint32_t Chooser::exact_once(const View& view,
                                  const ZoneSampler& sampler,
                                  std::uint64_t attempt) const {
  const std::uint64_t block =
      (static_cast<std::uint64_t>(round_) << 32) + attempt;
  const auto words = random_bits(
      address_in(state_, seed_, Purpose::choice, view.search.id, block));
  const std::size_t zone = pick_zone(view, sampler, unit_interval(words[0]));
  return view.market.pick(view.search, zone, unit_interval(words[1]), words[2])
      .home;
}

/// Draws until enough different homes are found: the order of the draws is
/// the order of utilities with Gumbel terms (Plackett and Luce).
std::size_t Chooser::exact(const View& seen,
                           std::span<std::uint32_t> out) const {
  constexpr std::size_t patience = 4;
  View view = seen;
  const ZoneSampler sampler{view.zones, view.columns};
  if (view.pull != 0.0) {
    view.pulled = view.pull * view.columns.weight(view.kin);
  }
  if (!(sampler.total() > 0.0)) return 0;
  std::size_t count = 0;
  const std::size_t attempts = out.size() == 1 ? 1 : patience * out.size();
  for (std::size_t i = 0; i < attempts && count < out.size(); ++i) {
    const std::uint32_t home = exact_once(view, sampler, i);
    if (home != no_home && !is_among(out.first(count), home)) {
      out[count++] = home;
    }
  }
  return count;
}

namespace {

/// The homes of highest value among many, best first.
class Best {
 public:
  explicit Best(std::span<std::uint32_t> out)
      : out_{out}, values_(out.size()) {}

  std::size_t count() const { return count_; }

  void offer(std::uint32_t home, double value) {
    const auto known = std::find(out_.begin(), end(), home);
    auto place = static_cast<std::size_t>(known - out_.begin());
    if (place < count_ && value <= values_[place]) return;
    if (place == count_) {
      if (count_ == out_.size() && value <= values_.back()) return;
      if (count_ == out_.size()) {
        --place;
      } else {
        ++count_;
      }
    }
    // Sink to its place behind the better ones.
    for (; place > 0 && values_[place - 1] < value; --place) {
      out_[place] = out_[place - 1];
      values_[place] = values_[place - 1];
    }
    out_[place] = home;
    values_[place] = value;
  }

 private:
  std::span<std::uint32_t>::iterator end() const {
    return out_.begin() + static_cast<std::ptrdiff_t>(count_);
  }

  std::span<std::uint32_t> out_;
  std::vector<double> values_;
  std::size_t count_ = 0;
};

}  // namespace

std::size_t Chooser::sampled(const View& seen,
                             std::span<std::uint32_t> out) const {
  View view = seen;
  const ZoneSampler::Columns looks{.vacant = view.columns.vacant,
                                   .decay = view.columns.decay,
                                   .attraction = nullptr};
  const ZoneSampler sampler{view.zones, looks};
  if (view.pull != 0.0) view.pulled = view.pull * looks.weight(view.kin);
  if (!(sampler.total() > 0.0)) return 0;
  Draws draws{address_in(state_,
                         seed_,
                         Purpose::choice,
                         view.search.id,
                         static_cast<std::uint64_t>(round_) << 32)};
  Best best{out};
  for (int k = 0; k < world_.base.rules.sampled_dwellings; ++k) {
    const std::size_t zone = pick_zone(view, sampler, draws.uniform());
    const double u = draws.uniform();
    const Market::Pick pick =
        view.market.pick(view.search, zone, u, draws.bits());
    const double taste = standard_gumbel(draws.bits());
    if (pick.home == no_home) continue;
    best.offer(pick.home,
               std::log(view.attraction(zone) * pick.liking) + taste);
  }
  return best.count();
}

}  // namespace mingle::housing
