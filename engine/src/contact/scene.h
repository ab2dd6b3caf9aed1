// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "passes.h"
#include "weak_ties.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace mingle::contact {

/// What is met at school gates by the adults of primary pupils (SCHOOL_GATE).
class SchoolGate {
 public:
  /// @param tick  with pupils placed and pools solved
  explicit SchoolGate(const Tick& tick);
  bool any() const { return !met_.empty(); }
  /// Null for who does not wait at one.
  const ExtraContact* find(std::size_t row) const;

 private:
  struct Adult {
    std::size_t row = 0;
    ExtraContact met;
  };
  std::vector<Adult> met_;  ///< by row
};

/// What persons of a zone and group have in common, in one line of the cache:
/// after some years those of a run of rows live all over their authority.
struct alignas(64) Lives::Here {
  Lanes near;    ///< whom they meet near home
  Lanes venue;   ///< whom they meet in venues
  Lanes threat;  ///< SD a year
  Lanes peers;   ///< mean attitudes of the group in the zone, SD
};

/// What the second pass needs of the tick as plain numbers.
struct Lives::Scene {
  /// @param threat_of_zones  zone x max_broad
  /// @param zone_means  zone x own x slot
  Scene(const Tick& tick,
        const std::vector<float>& threat_of_zones,
        const std::vector<float>& zone_means);

  float years;
  float noise;  ///< width of the uniform noise of a tick, SD
  float contact, young_contact, negative, influence, back, half, event;
  float anchor_young, anchor_adult;
  std::array<float, 3> peers{};

  std::vector<Here> here;          ///< zone x own
  std::vector<std::int16_t> mood;  ///< zone x own x slot, steps; empty: none
  std::vector<float> fair;         ///< push of fairness, zone x own, SD a year
  float tie_rate = 0;
  /// Probability that a tie ends by the number there are: of those who are
  /// settled, of those new to the authority.
  std::array<std::array<float, most_ties + 1>, 2> lost{};
  float stranger = 0;  ///< exp(-chi_F)
  SchoolGate gate;
  Acquaintances weak;
  float weak_contacts = 0;  ///< a day with each weak tie
  bool extra = false;       ///< somebody may have contact beyond the everyday
};

}  // namespace mingle::contact
