// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/frame.h>
#include <mingle/engine/housing/rules.h>

namespace mingle::housing {

/// What is counted over a tick; each is a dataset under /flows.
enum class Flow : std::uint8_t {
  moves_by_tenure,  ///< within an authority, by tenure moved into
  moves_by_round,
  moves_by_distance,   ///< distance bands, see distance_bands
  migrations,          ///< between authorities of the study, by group
  arrivals,            ///< households from outside, by group
  departures,          ///< households to outside, by group
  turned_away,         ///< households that found no home to arrive in, by group
  unplaced_by_sector,  ///< households that searched in vain
  formations,          ///< households formed by leaving home or splitting up
  dissolutions,        ///< households that ended by death or union, by group
  births,              ///< persons, by group
  deaths,              ///< persons, by group
  unions,              ///< couples formed, by group of the reference person
  mixed_unions,        ///< of them between groups
  lettings,            ///< social homes let, by rule and group
  letting_wait,        ///< ticks waited by those let a home, by rule and group
  refusals,            ///< direct offers refused, by group
  private_applications,  ///< by group
  private_rejections,    ///< by group
  owner_bids,            ///< by group
  owner_outbid,          ///< by group
  chain_length,          ///< vacancy chains that ended, by moves in them
  conversions,           ///< dwellings that changed tenure, by tenure they got
  built,                 ///< dwellings, by tenure
  demolished,            ///< dwellings, by tenure
  sought,                ///< searches begun, by origin and sector sought first
  found,                 ///< searches met, by origin and sector of the home
  moved_in,  ///< households that moved into a home, by class of mover
  unmet      ///< searches that ended without a home, by origin and reason
};
inline constexpr std::size_t flow_count = 29;

/// Where a household that looks for a home comes from: the sector it lives in,
/// or another home, authority or country.
enum class Origin : std::uint8_t {
  owner,
  social,
  private_rented,
  formed,    ///< a leaver or a partner who parts
  arrived,   ///< from outside the study
  migrated,  ///< from another authority of the study
};
inline constexpr std::size_t origin_count = 6;
std::string_view name_of(Origin origin);

/// Why a search ended without a home.
enum class Unmet : std::uint8_t {
  out_of_reach,  ///< nothing on offer that is large enough and can be paid
  outbid,        ///< others got the homes it applied for
  waiting        ///< for a social home
};
inline constexpr std::size_t unmet_count = 3;
std::string_view name_of(Unmet reason);

/// Classes of the table of move rates: sector x (reference person under 55, 55
/// and more).
inline constexpr std::size_t move_class_count = 2 * sector_count;
inline constexpr int older_age = 55;
inline constexpr std::size_t age_count = 2;
/// Under 55 or not.
constexpr std::size_t age_of(int age) {
  return age >= older_age ? 1 : 0;
}
constexpr std::size_t move_class(Sector sector, int age) {
  return static_cast<std::size_t>(sector) * age_count + age_of(age);
}

/// Upper ends of the bands of move distances, km; the last band is open.
/// 1.6 and 4.8 km are the English Housing Survey's 1 and 3 miles.
inline constexpr std::array<double, 4> distance_band_ends{1.6, 4.8, 8.0, 16.0};
inline constexpr std::size_t distance_band_count = 5;
/// Chain lengths 1, 2, ..., 10 or more.
inline constexpr std::size_t chain_length_count = 10;

/// Counts of one tick. Adding is order-free, so that authorities may count
/// apart and be added up.
class Flows {
 public:
  Flows() = default;
  Flows(std::size_t groups, int rounds);

  std::int64_t& at(Flow flow, std::size_t index) {
    return values_[static_cast<std::size_t>(flow)][index];
  }
  const std::vector<std::int64_t>& of(Flow flow) const {
    return values_[static_cast<std::size_t>(flow)];
  }
  /// Row-major index of flows by letting rule and group.
  std::size_t by_rule(LettingRule rule, std::size_t group) const {
    return static_cast<std::size_t>(rule) * groups_ + group;
  }
  /// Row-major index of flows by origin and sector.
  static std::size_t by_origin(Origin origin, Sector sector) {
    return static_cast<std::size_t>(origin) * sector_count +
           static_cast<std::size_t>(sector);
  }
  void add(const Flows& other);
  void clear();
  const std::vector<std::vector<std::int64_t>>& values() const {
    return values_;
  }
  bool operator==(const Flows&) const = default;

 private:
  std::size_t groups_ = 0;
  std::vector<std::vector<std::int64_t>> values_;
};

/// Names and dimensions of the flows, in the order of enum Flow.
std::vector<FlowSpec> flow_specs();

}  // namespace mingle::housing
