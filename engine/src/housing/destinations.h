// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phases.h"

#include <vector>

#include <mingle/engine/housing/world.h>

namespace mingle::housing {

/// Where those who leave an authority go in a tick: as World::destinations(),
/// and more to where homes stand empty.
class Destinations {
 public:
  /// @param world  must outlive them
  explicit Destinations(const World& world) : world_{world} {}

  /// Once a tick. @param work  with the pull of vacancies of each authority
  void update(const TickWork& work);

  /// None: outside the study. @param u  uniform in (0, 1)
  AuthorityId pick(std::size_t from, std::size_t group, double u) const;

 private:
  const World& world_;
  /// (Groups or one) x origin x destination, cumulative; empty where no
  /// authority pulls, so that the world's hold.
  std::vector<double> pulled_;
};

}  // namespace mingle::housing
