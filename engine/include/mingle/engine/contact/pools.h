// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/contact/schools.h>
#include <mingle/engine/contact/world.h>

namespace mingle::contact {

/// How much likelier a meeting of two broad groups is than chance, before it
/// is balanced; symmetric, own x other.
using Affinity = std::array<double, max_broad * max_broad>;

/// Contact rates of groups (own x other, row-major).
using GroupMatrix = std::array<double, max_broad * max_broad>;

/// Pools of people who can meet, all of one setting. A person of group a
/// meets one of group b with probability
/// `p_ab = S_b kappa_a kappa_b affinity_ab`, S the shares of contact of the
/// pool, kappa solved so that each row sums to 1. As S_a p_ab = S_b p_ba, a
/// meets b as often as b meets a.
struct PoolTable {
  /// Contact that the members of each broad group bring, hundredths of a
  /// contact a day; pool x max_broad.
  std::vector<std::int32_t> activity;
  std::vector<double> kappa;       ///< pool x max_broad
  std::vector<float> probability;  ///< pool x own x slot

  std::size_t size() const { return activity.size() / max_broad; }
  void resize(std::size_t pools);
  const float* row(std::size_t pool, std::size_t own) const {
    return probability.data() + (pool * max_broad + own) * slot_count;
  }
  std::int32_t* activity_of(std::size_t pool) {
    return activity.data() + pool * max_broad;
  }
  const std::int32_t* activity_of(std::size_t pool) const {
    return activity.data() + pool * max_broad;
  }
};

/// A setting's contacts a day in hundredths, the unit of activity.
inline constexpr double activity_unit = 100.0;

/// Classes that share a workplace: NS-SeC 1-2, 3-4, the rest.
inline constexpr std::size_t work_class_count = 3;
std::size_t work_class(housing::SocialClass social_class);

/// The pools of a tick.
struct Pools {
  /// How much likelier groups are to meet than at the start, as solved.
  Affinity preference{};
  PoolTable near;           ///< by zone: own and adjacent zones
  PoolTable wide;           ///< by authority
  PoolTable neighbourhood;  ///< by zone: both, mixed; only probabilities
  PoolTable schools;
  PoolTable work;    ///< (zone, then outside by authority) x work class
  PoolTable venues;  ///< by zone

  std::size_t work_pool(std::size_t place, std::size_t work_class) const {
    return place * work_class_count + work_class;
  }
};

/// Solves kappa of one pool from `kappa` as a first guess.
/// @param activity  of each broad group
/// @param probability  out: own x slot
void solve_pool(const std::int32_t* activity,
                const Affinity& affinity,
                double* kappa,
                float* probability);

/// Solves all pools, in parallel, from their activities. `near` is balanced
/// across zones: people also meet those of adjacent zones.
/// @param venue_homophily  by zone, added to chi; may be empty
void solve_pools(const housing::World& housing,
                 const World& world,
                 const SchoolTable& schools,
                 const Affinity& preference,
                 std::span<const float> venue_homophily,
                 Pools& pools);

/// Contacts a day between broad groups in a setting, all members together:
/// own x other, symmetric. Zero for home and friends, which have no pools.
GroupMatrix contacts_in(const World& world,
                        const Pools& pools,
                        Setting setting);

}  // namespace mingle::contact
