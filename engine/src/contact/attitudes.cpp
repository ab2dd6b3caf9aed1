// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "bits.h"
#include "passes.h"

#include <cmath>

namespace mingle::contact {

/// The push of the surroundings as they are becomes what later ones are
/// measured by; the attitude is put where it would be found at any time.
void Lives::start_attitudes(Lanes warm,
                            Lanes g,
                            const Encounters& seen,
                            const std::array<std::uint64_t, 4>& words,
                            Traits& traits) const {
  const AttitudeRules& rules = world_.rules.attitudes;
  const Lanes push =
      warm - static_cast<float>(rules.negative) * seen.bad * seen.tolerance;
  for (std::size_t s = 0; s < slot_count; ++s) {
    traits.set_baseline(
        s, round_at_random(push[s] * baseline_steps, part8(words[2], s)));
    if (traits.attitude[s] != traits.anchor[s]) continue;  // has a past
    const float variance =
        settled_variance(rules, seen.tolerance[s], g[s], seen.bad[s]);
    const float x = static_cast<float>(traits.attitude[s]) / attitude_steps +
                    std::sqrt(12.0F * variance) * (part16(words[0], s) - 0.5F);
    traits.attitude[s] = to_attitude(
        round_at_random(x * attitude_steps, part8(words[2], 4 + s)));
  }
}

}  // namespace mingle::contact
