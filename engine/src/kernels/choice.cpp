// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "choice.h"

#include "zone_sampler.h"

#include <algorithm>
#include <array>
#include <limits>

#include <mingle/engine/random.h>

namespace mingle {
namespace {

/// Largest K that parameters.csv allows.
constexpr std::size_t max_sampled = 1000;
/// Draws per dwelling wanted before a sparse stock is searched no further.
constexpr std::size_t patience = 20;

constexpr std::uint64_t block_of(int round) {
  return static_cast<std::uint64_t>(round) << 32;
}

}  // namespace

/// What one searching household sees of an authority.
struct Chooser::View {
  std::uint64_t id = 0;
  std::size_t zones = 0;
  const Vacancies* vacancies = nullptr;
  const std::uint32_t* first = nullptr;  ///< vacancies of its kind, by zone
  const double* vacant = nullptr;        ///< how many, by zone
  const double* attraction = nullptr;
  const double* decay = nullptr;  ///< null for those from elsewhere
};

void Perceptions::update(const World& world, const State& state) {
  const auto scale = world.rules.choice == ChoiceMode::exact
                         ? Perception::Scale::weight
                         : Perception::Scale::utility;
  movers.update(world, state, world.rules.alpha, world.rules.utility, scale);
  arrival_elasticity.assign(world.groups.size(),
                            world.rules.arrival_elasticity);
  arrivals.update(world, state, arrival_elasticity, UtilityRules{}, scale);
}

Chooser::View Chooser::view(AuthorityId authority, const Search& search) const {
  View view;
  view.id = search.id;
  view.zones = world_.authority_zones(authority);
  view.vacancies = &state_.vacancies[authority.index()];
  const std::size_t cells = search.kind * view.zones;
  view.first = view.vacancies->first.data() + cells;
  view.vacant = view.vacancies->counts.data() + cells;
  const bool local = search.origin.exists();
  const Perception& perception =
      local ? perceptions_.movers : perceptions_.arrivals;
  view.attraction = perception.of(world_, authority, search.group);
  view.decay = local ? world_.decay_from(search.origin) : nullptr;
  return view;
}

VacancyIndex Chooser::exact(AuthorityId authority, const Search& search) const {
  const View seen = view(authority, search);
  const auto words =
      random_bits({.seed = seed_,
                   .replicate = static_cast<std::uint64_t>(state_.replicate),
                   .subject = seen.id,
                   .step = static_cast<std::uint64_t>(state_.tick),
                   .purpose = Purpose::destination,
                   .block = block_of(round_)});
  const ZoneSampler sampler{seen.zones,
                            {.vacant = seen.vacant,
                             .decay = seen.decay,
                             .attraction = seen.attraction}};
  if (!(sampler.total() > 0.0)) return no_vacancy;
  const std::size_t zone = sampler.pick(unit_interval(words[0]));
  const std::uint32_t count = seen.first[zone + 1] - seen.first[zone];
  return seen.first[zone] + static_cast<VacancyIndex>(below(words[1], count));
}

VacancyIndex Chooser::best_of(const View& seen,
                              const VacancyIndex* looked_at,
                              std::size_t count) const {
  Draws tastes{{.seed = seed_,
                .replicate = static_cast<std::uint64_t>(state_.replicate),
                .subject = seen.id,
                .step = static_cast<std::uint64_t>(state_.tick),
                .purpose = Purpose::taste,
                .block = block_of(round_)}};
  VacancyIndex best = no_vacancy;
  double best_utility = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < count; ++k) {
    const double taste = standard_gumbel(tastes.bits());
    const DwellingId dwelling = seen.vacancies->dwellings[looked_at[k]];
    const ZoneId zone =
        world_.zone_of(world_.dwellings.cells[dwelling.index()]);
    const double utility =
        seen.attraction[world_.local_zone[zone.index()]] + taste;
    if (utility > best_utility) {
      best_utility = utility;
      best = looked_at[k];
    }
  }
  return best;
}

VacancyIndex Chooser::sampled(AuthorityId authority,
                              const Search& search) const {
  const View seen = view(authority, search);
  const std::uint32_t begin = seen.first[0];
  const std::uint32_t available = seen.first[seen.zones] - begin;
  const std::size_t wanted = std::min<std::size_t>(
      static_cast<std::size_t>(world_.rules.sampled_dwellings), max_sampled);
  // Only the first `count` are ever read; clearing 4 kB a search is not free.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
  std::array<VacancyIndex, max_sampled> looked_at;
  std::size_t count = 0;
  if (available <= wanted) {
    for (; count < available; ++count) {
      looked_at[count] = begin + static_cast<VacancyIndex>(count);
    }
    return best_of(seen, looked_at.data(), count);
  }
  Draws draws{{.seed = seed_,
               .replicate = static_cast<std::uint64_t>(state_.replicate),
               .subject = seen.id,
               .step = static_cast<std::uint64_t>(state_.tick),
               .purpose = Purpose::consideration,
               .block = block_of(round_)}};
  const ZoneSampler sampler{
      seen.zones,
      {.vacant = seen.vacant, .decay = seen.decay, .attraction = nullptr}};
  for (std::size_t i = 0; i < patience * wanted && count < wanted; ++i) {
    const std::size_t zone = sampler.pick(draws.uniform());
    const VacancyIndex vacancy =
        seen.first[zone] + static_cast<VacancyIndex>(draws.below(
                               seen.first[zone + 1] - seen.first[zone]));
    const auto end = looked_at.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(looked_at.begin(), end, vacancy) == end) {
      looked_at[count++] = vacancy;
    }
  }
  return best_of(seen, looked_at.data(), count);
}

}  // namespace mingle
