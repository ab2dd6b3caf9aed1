// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/id.h>

namespace mingle::contact {

enum class Phase : std::uint8_t { primary, secondary };
inline constexpr std::size_t phase_count = 2;
std::string_view name_of(Phase phase);

/// Whom a school that is wanted by too many takes first.
enum class Admissions : std::uint8_t {
  distance,   ///< who lives nearest
  catchment,  ///< zones nearest to this school, then distance
  banding,    ///< an equal share of places for each third by class
  lottery,
  faith  ///< half the places to its faith, then distance
};
inline constexpr std::size_t admissions_count = 5;
std::string_view name_of(Admissions rule);

inline constexpr std::uint16_t no_school = 0xffff;

/// Schools as columns. A school that closes keeps its row.
struct SchoolTable {
  std::vector<ZoneId> zones;
  std::vector<Phase> phases;
  std::vector<std::int32_t> capacity;  ///< pupils
  std::vector<Admissions> rules;
  std::vector<Admissions> own_rules;  ///< where no lever sets another
  std::vector<std::uint8_t> faith;    ///< 0: none, else a number of a faith
  std::vector<float> quality;         ///< decile, 1 to 10
  std::vector<std::uint8_t> open;
  /// School whose pupils these also meet; no_school: none.
  std::vector<std::uint16_t> linked;
  std::vector<float> linked_share;  ///< of contact at school, 0 to 0.5

  std::size_t size() const { return zones.size(); }
  std::uint16_t add(ZoneId zone, Phase phase, std::int32_t pupils);
};

/// A change of the schools.
struct SchoolEdit {
  enum class Kind : std::uint8_t {
    open,        ///< a new one in `zone`, of `phase`, `capacity`, `rule`
    close,       ///< pupils are placed anew
    set_rule,    ///< of `school`, or of all of `phase` if it is no_school
    own_rule,    ///< of `school`: back to the one it had
    set_places,  ///< `capacity`
    merge,       ///< `school` takes in the pupils and places of `other`
    link         ///< `school` and `other` spend `share` of contact together
  };
  Kind kind = Kind::set_rule;
  std::uint16_t school = no_school;
  std::uint16_t other = no_school;
  ZoneId zone;
  Phase phase = Phase::secondary;
  std::int32_t capacity = 0;
  Admissions rule = Admissions::distance;
  std::uint8_t faith = 0;
  float share = 0;
};

/// Size of the schools that are made where no real ones are given.
struct SchoolSizes {
  double primary = 300;      ///< pupils
  double secondary = 1000;   ///< pupils
  double surplus = 0.08;     ///< places more than pupils, share
  double faith_share = 0.3;  ///< schools with a faith, about
};

/// Makes schools along a curve that fills the plane: one wherever the pupils
/// passed since the last one would fill it, in the zone reached halfway; two
/// phases, each authority by itself. Quality is the zone's decile of
/// deprivation. Not real schools: runs that use them say so.
SchoolTable generate_schools(const housing::World& housing,
                             const housing::State& homes,
                             const SchoolSizes& sizes);

}  // namespace mingle::contact
