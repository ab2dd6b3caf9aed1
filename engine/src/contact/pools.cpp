// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <mingle/engine/contact/pools.h>
#include <mingle/engine/parallel.h>

namespace mingle::contact {
namespace {

using Row = std::array<double, max_broad>;

constexpr std::size_t pools_per_block = 64;
constexpr int most_rounds = 400;
/// Largest relative error of a row sum that is left.
constexpr double precise = 1e-9;

double row_sum(const Affinity& affinity, std::size_t own, const Row& pull) {
  double sum = 0;
  for (std::size_t b = 0; b < max_broad; ++b) {
    sum += affinity[own * max_broad + b] * pull[b];
  }
  return sum;
}

/// p_ab = kappa_a affinity_ab pull_b for all b but a.
void set_probabilities(const Affinity& affinity,
                       const double* kappa,
                       const Row& pull,
                       float* probability) {
  for (std::size_t a = 0; a < max_broad; ++a) {
    for (std::size_t s = 0; s < slot_count; ++s) {
      const std::size_t b = group_of_slot(a, s);
      probability[a * slot_count + s] =
          static_cast<float>(kappa[a] * affinity[a * max_broad + b] * pull[b]);
    }
  }
}

Affinity with_homophily(const Affinity& preference, double chi) {
  Affinity affinity = preference;
  for (std::size_t a = 0; a < max_broad; ++a) {
    for (std::size_t b = 0; b < max_broad; ++b) {
      if (a != b) affinity[a * max_broad + b] *= std::exp(-chi);
    }
  }
  return affinity;
}

/// The zones as one system: people of a zone meet those of adjacent ones at
/// a weight, so that kappa of all zones hangs together.
class NearPools {
 public:
  NearPools(const NeighbourGraph& graph,
            double adjacent,
            const Affinity& affinity,
            PoolTable& table)
      : graph_{graph}, adjacent_{adjacent}, affinity_{affinity}, table_{table} {
    brought_.resize(table.activity.size());
  }

  void solve() {
    for (int round = 0; round < most_rounds; ++round) {
      bring();
      // Maxima do not depend on the order, so neither does the stop.
      std::vector<double> worst(block_count(table_.size(), pools_per_block),
                                0.0);
      parallel_for_blocks(
          table_.size(),
          pools_per_block,
          [&](std::size_t block, std::size_t begin, std::size_t end) {
            for (std::size_t z = begin; z < end; ++z) {
              worst[block] = std::max(worst[block], balance(z));
            }
          });
      const auto most = std::max_element(worst.begin(), worst.end());
      if (most == worst.end() || *most < precise) break;
    }
    bring();
    parallel_for_blocks(table_.size(),
                        pools_per_block,
                        [&](std::size_t, std::size_t begin, std::size_t end) {
                          for (std::size_t z = begin; z < end; ++z) finish(z);
                        });
  }

 private:
  void bring() {
    for (std::size_t i = 0; i < brought_.size(); ++i) {
      brought_[i] = table_.kappa[i] * table_.activity[i];
    }
  }

  Row pull(std::size_t zone) const {
    Row sum{};
    for (std::size_t b = 0; b < max_broad; ++b) {
      sum[b] = brought_[zone * max_broad + b];
    }
    for (const ZoneId other : graph_.neighbours(ZoneId{zone})) {
      for (std::size_t b = 0; b < max_broad; ++b) {
        sum[b] += adjacent_ * brought_[other.index() * max_broad + b];
      }
    }
    return sum;
  }

  /// One step towards row sums of 1. @returns the largest error before it.
  double balance(std::size_t zone) {
    const Row sum = pull(zone);
    double* kappa = table_.kappa.data() + zone * max_broad;
    double worst = 0;
    for (std::size_t a = 0; a < max_broad; ++a) {
      const double met = row_sum(affinity_, a, sum);
      if (!(met > 0)) continue;
      if (table_.activity[zone * max_broad + a] > 0) {
        worst = std::max(worst, std::abs(kappa[a] * met - 1.0));
      }
      kappa[a] = std::sqrt(kappa[a] / met);
    }
    return worst;
  }

  void finish(std::size_t zone) {
    set_probabilities(
        affinity_,
        table_.kappa.data() + zone * max_broad,
        pull(zone),
        table_.probability.data() + zone * max_broad * slot_count);
  }

  const NeighbourGraph& graph_;
  double adjacent_;
  const Affinity& affinity_;
  PoolTable& table_;
  std::vector<double> brought_;  ///< kappa x activity
};

void solve_each(const Affinity& affinity, PoolTable& table) {
  parallel_for_blocks(
      table.size(),
      pools_per_block,
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          solve_pool(table.activity_of(i),
                     affinity,
                     table.kappa.data() + i * max_broad,
                     table.probability.data() + i * max_broad * slot_count);
        }
      });
}

double total(const std::int32_t* activity) {
  double sum = 0;
  for (std::size_t b = 0; b < max_broad; ++b) sum += activity[b];
  return sum;
}

/// Share of its contact that a school spends with the one it is linked to:
/// as many hours as the smaller of the two can give.
double shared_contact(const SchoolTable& schools,
                      const PoolTable& table,
                      std::size_t school) {
  const std::uint16_t partner = schools.linked[school];
  if (partner == no_school) return 0;
  const double own = total(table.activity_of(school));
  const double other = total(table.activity_of(partner));
  return own > 0 ? static_cast<double>(schools.linked_share[school]) *
                       std::min(own, other) / own
                 : 0.0;
}

/// Pupils of linked schools meet in mixed teams, in proportion to who there
/// is.
void mix_linked(const SchoolTable& schools, PoolTable& table) {
  const std::vector<float> alone = table.probability;
  for (std::size_t school = 0; school < schools.size(); ++school) {
    const double share = shared_contact(schools, table, school);
    if (share == 0) continue;
    const std::int32_t* there = table.activity_of(schools.linked[school]);
    const double all = total(there);
    for (std::size_t a = 0; a < max_broad; ++a) {
      for (std::size_t s = 0; s < slot_count; ++s) {
        const std::size_t at = (school * max_broad + a) * slot_count + s;
        const double met = there[group_of_slot(a, s)] / all;
        table.probability[at] = static_cast<float>(
            (1 - share) * static_cast<double>(alone[at]) + share * met);
      }
    }
  }
}

void mix_neighbourhood(const mingle::World& base,
                       double near_share,
                       Pools& pools) {
  pools.neighbourhood.probability.resize(pools.near.probability.size());
  constexpr std::size_t width = max_broad * slot_count;
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    const float* near = pools.near.probability.data() + z * width;
    const float* wide = pools.wide.probability.data() +
                        base.zones.authorities[z].index() * width;
    float* both = pools.neighbourhood.probability.data() + z * width;
    const auto share = static_cast<float>(near_share);
    for (std::size_t i = 0; i < width; ++i) {
      both[i] = share * near[i] + (1 - share) * wide[i];
    }
  }
}

void solve_wide(const mingle::World& base,
                const Affinity& affinity,
                Pools& pools) {
  std::fill(pools.wide.activity.begin(), pools.wide.activity.end(), 0);
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    std::int32_t* to =
        pools.wide.activity_of(base.zones.authorities[z].index());
    for (std::size_t b = 0; b < max_broad; ++b) {
      to[b] += pools.near.activity_of(z)[b];
    }
  }
  solve_each(affinity, pools.wide);
}

void add_contacts(const PoolTable& table, double share, GroupMatrix& sum) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t a = 0; a < max_broad; ++a) {
      const double brought = share * table.activity_of(i)[a] / activity_unit;
      double others = 0;
      for (std::size_t s = 0; s < slot_count; ++s) {
        const auto met = static_cast<double>(table.row(i, a)[s]);
        sum[a * max_broad + group_of_slot(a, s)] += brought * met;
        others += met;
      }
      sum[a * max_broad + a] += brought * (1 - others);
    }
  }
}

}  // namespace

void PoolTable::resize(std::size_t pools) {
  activity.resize(pools * max_broad);
  kappa.resize(pools * max_broad, 1.0);
  probability.resize(pools * max_broad * slot_count);
}

std::size_t work_class(housing::SocialClass social_class) {
  switch (social_class) {
    case housing::SocialClass::managerial:
      return 0;
    case housing::SocialClass::intermediate:
      return 1;
    default:
      return 2;
  }
}

void solve_pool(const std::int32_t* activity,
                const Affinity& affinity,
                double* kappa,
                float* probability) {
  const double all = total(activity);
  if (all == 0) {
    std::fill_n(probability, max_broad * slot_count, 0.0F);
    return;
  }
  Row pull{};
  for (int round = 0; round < most_rounds; ++round) {
    for (std::size_t b = 0; b < max_broad; ++b) {
      pull[b] = kappa[b] * activity[b] / all;
    }
    double worst = 0;
    Row next{};
    for (std::size_t a = 0; a < max_broad; ++a) {
      const double met = row_sum(affinity, a, pull);
      if (activity[a] > 0) {
        worst = std::max(worst, std::abs(kappa[a] * met - 1.0));
      }
      next[a] = std::sqrt(kappa[a] / met);
    }
    if (worst < precise) break;
    std::copy(next.begin(), next.end(), kappa);
  }
  set_probabilities(affinity, kappa, pull, probability);
}

void solve_pools(const housing::World& housing,
                 const World& world,
                 const SchoolTable& schools,
                 const Affinity& preference,
                 std::span<const float> venue_homophily,
                 Pools& pools) {
  const SettingRules& rules = world.rules.settings;
  const auto affinity = [&](Setting setting, double extra = 0) {
    return with_homophily(
        preference, rules.homophily[static_cast<std::size_t>(setting)] + extra);
  };
  pools.preference = preference;
  const Affinity outdoors = affinity(Setting::neighbourhood);
  NearPools{
      housing.base.neighbours, rules.adjacent_weight, outdoors, pools.near}
      .solve();
  solve_wide(housing.base, outdoors, pools);
  mix_neighbourhood(housing.base, rules.near_share, pools);
  solve_each(affinity(Setting::school), pools.schools);
  mix_linked(schools, pools.schools);
  solve_each(affinity(Setting::work), pools.work);
  if (venue_homophily.empty()) {
    solve_each(affinity(Setting::venue), pools.venues);
    return;
  }
  for (std::size_t z = 0; z < pools.venues.size(); ++z) {
    solve_pool(
        pools.venues.activity_of(z),
        affinity(Setting::venue, static_cast<double>(venue_homophily[z])),
        pools.venues.kappa.data() + z * max_broad,
        pools.venues.probability.data() + z * max_broad * slot_count);
  }
}

GroupMatrix contacts_in(const World& world,
                        const Pools& pools,
                        Setting setting) {
  GroupMatrix sum{};
  const double near = world.rules.settings.near_share;
  switch (setting) {
    case Setting::neighbourhood:
      add_contacts(pools.near, near, sum);
      add_contacts(pools.wide, 1 - near, sum);
      break;
    case Setting::school:
      add_contacts(pools.schools, 1, sum);
      break;
    case Setting::work:
      add_contacts(pools.work, 1, sum);
      break;
    case Setting::venue:
      add_contacts(pools.venues, 1, sum);
      break;
    case Setting::home:
    case Setting::friends:
      break;
  }
  return sum;
}

}  // namespace mingle::contact
