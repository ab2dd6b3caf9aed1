// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "perception.h"
#include "search.h"

#include <cstdint>

#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle {

/// Attraction of zones to movers and to households from elsewhere.
struct Perceptions {
  Perception movers;
  Perception arrivals;
  std::vector<double> arrival_elasticity;  ///< the same for every group

  void update(const World& world, const State& state);
};

/// Picks the vacancy a household applies for; one per round.
class Chooser {
 public:
  Chooser(const World& world,
          const State& state,
          const Perceptions& perceptions,
          std::uint64_t seed,
          int round)
      : world_{world},
        state_{state},
        perceptions_{perceptions},
        seed_{seed},
        round_{round} {}

  /// Exact mode: zone z with probability proportional to
  /// `V_z (1 + d)^-delta s^alpha`, then any of its vacancies alike.
  VacancyIndex exact(AuthorityId authority, const Search& search) const;

  /// Sampled mode: K different vacancies with probability proportional to
  /// `(1 + d)^-delta`, of which the one with the highest `alpha ln s + e`, e
  /// standard Gumbel, keyed by the order of drawing.
  VacancyIndex sampled(AuthorityId authority, const Search& search) const;

 private:
  struct View;
  View view(AuthorityId authority, const Search& search) const;
  VacancyIndex best_of(const View& view,
                       const VacancyIndex* looked_at,
                       std::size_t count) const;

  const World& world_;
  const State& state_;
  const Perceptions& perceptions_;
  std::uint64_t seed_;
  int round_;
};

}  // namespace mingle
