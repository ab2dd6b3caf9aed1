// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "passes.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace mingle::contact {

/// What the second pass needs of the tick as plain numbers.
struct Lives::Scene {
  Scene(const AttitudeRules& rules, double tick_years)
      : years{static_cast<float>(tick_years)},
        noise{
            static_cast<float>(rules.diffusion * std::sqrt(12.0 * tick_years))},
        contact{static_cast<float>(rules.contact)},
        young_contact{static_cast<float>(rules.contact * rules.young_contact)},
        negative{static_cast<float>(rules.negative)},
        influence{static_cast<float>(rules.influence)},
        back{static_cast<float>(rules.return_rate)},
        half{static_cast<float>(rules.half_contact)},
        event{static_cast<float>(rules.event_size)},
        anchor_young{static_cast<float>(rules.anchor_young)},
        anchor_adult{static_cast<float>(rules.anchor_adult)} {
    for (std::size_t i = 0; i < peers.size(); ++i) {
      peers[i] = static_cast<float>(rules.peers[i]);
    }
  }

  float years;
  float noise;  ///< width of the uniform noise of a tick, SD
  float contact, young_contact, negative, influence, back, half, event;
  float anchor_young, anchor_adult;
  std::array<float, 3> peers{};

  const float* threat = nullptr;
  std::vector<std::int16_t> mood;  ///< zone x max_broad, steps
  float end_tie = 0;
  float end_new_tie = 0;
  float tie_rate = 0;
  float stranger = 0;               ///< exp(-chi_F)
  std::int16_t settled_before = 0;  ///< local since: not new any more
};

}  // namespace mingle::contact
