// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle {

/// How attractive each zone is to each group, frozen for a tick: the utility of
/// its perceived own-group share, by default `alpha_g ln s_gz`, or its
/// exponential.
class Perception {
 public:
  enum class Scale : std::uint8_t { utility, weight };

  /// @param elasticity  alpha of each group
  void update(const World& world,
              const State& state,
              const std::vector<double>& elasticity,
              const UtilityRules& form,
              Scale scale);

  /// Zones of the authority, in order, as seen by the group. -infinity
  /// (utility) or 0 (weight) where the perceived share is zero.
  const double* of(const World& world,
                   AuthorityId authority,
                   std::size_t group) const {
    const std::size_t first_zone =
        world.first_cell[authority.index()] / kind_count;
    return values_.data() + first_zone * world.groups.size() +
           group * world.authority_zones(authority);
  }

 private:
  void update_authority(const World& world,
                        const State& state,
                        AuthorityId authority,
                        const std::vector<double>& elasticity,
                        const UtilityRules& form,
                        Scale scale);

  std::vector<double> values_;
};

}  // namespace mingle
