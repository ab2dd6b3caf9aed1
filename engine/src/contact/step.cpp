// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "passes.h"

#include <cmath>

#include <mingle/engine/contact/incomes.h>
#include <mingle/engine/contact/step.h>

namespace mingle::contact {

/// exp(zeta x) of both sides now over that at the start: two groups that
/// have warmed to each other meet more often.
Affinity preference_of(const State& state) {
  Affinity affinity;
  affinity.fill(1.0);
  for (std::size_t a = 0; a < max_broad; ++a) {
    for (std::size_t b = 0; b < max_broad; ++b) {
      if (a == b) continue;
      const std::size_t to = a * slot_count + slot_of_group(a, b);
      const std::size_t from = b * slot_count + slot_of_group(b, a);
      const double start = state.tilt_start[to] * state.tilt_start[from];
      if (start > 0) {
        affinity[a * max_broad + b] = state.tilt[to] * state.tilt[from] / start;
      }
    }
  }
  return affinity;
}

namespace {

void solve(Tick& tick) {
  solve_pools(tick.housing,
              tick.world,
              tick.state.schools,
              preference_of(tick.state),
              tick.adjustments.venue_homophily,
              tick.state.pools);
}

/// A network on whose contacts the people of the one authority live this
/// tick; nothing if they live on those of their pools.
std::vector<Drawn> draw(const Tick& tick) {
  const SettingRules& rules = tick.world.rules.settings;
  if (rules.resolution == Resolution::pools) return {};
  return drawn_contacts(draw_network(tick.housing,
                                     tick.world,
                                     tick.homes,
                                     tick.state,
                                     AuthorityId{std::size_t{0}},
                                     tick.seed,
                                     rules.network_days),
                        tick.homes.persons.size());
}

double logistic(double logit) {
  return 1.0 / (1.0 + std::exp(-logit));
}

/// The intercept that makes the given share of adults take part.
double participation_level(Tick& tick) {
  constexpr std::size_t kinds = english_count * 2;
  using Counts = std::array<std::int64_t, kinds>;
  struct Sum {
    Counts counts{};
    Sum& operator+=(const Sum& other) {
      for (std::size_t i = 0; i < kinds; ++i) counts[i] += other.counts[i];
      return *this;
    }
  };
  const Sum sum = deterministic_reduce(
      tick.homes.households.size(),
      households_per_block,
      Sum{},
      [&](std::size_t begin, std::size_t end) {
        Sum part;
        for_persons(
            tick.world,
            tick.homes,
            begin,
            end,
            [&](const HouseholdView& /*home*/, const MemberView& member) {
              if (member.stage < Stage::adult) return;
              const Traits& traits = tick.state.persons[member.row];
              const bool degree =
                  traits.qualification() == Qualification::degree;
              ++part.counts[static_cast<std::size_t>(traits.english()) * 2 +
                            (degree ? 1 : 0)];
            });
        return part;
      });
  const ParticipationRules& rules = tick.world.rules.participation;
  double low = -20;
  double high = 20;
  for (int i = 0; i < 60; ++i) {
    const double level = (low + high) / 2;
    double taking_part = 0;
    double all = 0;
    for (std::size_t k = 0; k < kinds; ++k) {
      const auto people = static_cast<double>(sum.counts[k]);
      const double edu = k % 2 == 1 ? rules.degree : 0.0;
      const std::size_t english = k / 2;
      taking_part +=
          people * logistic(level + edu + rules.local_ties +
                            rules.english * static_cast<double>(english));
      all += people;
    }
    (taking_part < rules.level * all ? low : high) = level;
  }
  return (low + high) / 2;
}

/// Mean of Poisson(m) cut at most_ties.
double cut_mean(double m) {
  double term = 1;
  double sum = 1;
  double weighted = 0;
  for (int n = 1; n <= most_ties; ++n) {
    term *= m / n;
    sum += term;
    weighted += n * term;
  }
  return weighted / sum;
}

/// Formation per weighted contact at which people have the given mean of
/// ties. Contact is counted in bins, so that the search is quick.
double tie_formation(Tick& tick, const Lives& lives) {
  constexpr std::size_t bins = 4096;
  constexpr double per_unit = 256;
  std::vector<std::int64_t> counts(bins);
  const SharedCounts shared;
  const auto stranger =
      static_cast<float>(std::exp(-tick.world.rules.ties.homophily));
  for_everybody(tick,
                [&](const HouseholdView& home,
                    const MemberView& member,
                    const Traits& traits) {
                  if (member.age < first_school_age) return;
                  Traits alone = traits;
                  alone.set_ties(0);
                  const Meetings met = lives.kernel().meet(
                      whereabouts_of(home, member), alone, 1.0F, nullptr);
                  const float all = tie_weights(met, stranger).all;
                  const auto bin = static_cast<std::size_t>(
                      static_cast<double>(all) * per_unit);
                  shared.add(counts[std::min(bin, bins - 1)], std::int64_t{1});
                });
  double low = 0;
  double high = 1000;
  const double wanted = std::min(tick.world.rules.ties.mean, most_ties - 0.5);
  for (int i = 0; i < 60; ++i) {
    const double rate = (low + high) / 2;
    double ties = 0;
    double people = 0;
    for (std::size_t k = 0; k < bins; ++k) {
      if (counts[k] == 0) continue;
      const auto count = static_cast<double>(counts[k]);
      ties +=
          count * cut_mean(rate * (static_cast<double>(k) + 0.5) / per_unit);
      people += count;
    }
    (ties < wanted * people ? low : high) = rate;
  }
  return (low + high) / 2 * tick.world.rules.ties.dissolution;
}

}  // namespace

struct Stepper::Workspace {
  Workspace(const housing::World& homes, const World& people, std::uint64_t key)
      : housing{homes}, world{people}, seed{key}, roles{people} {}

  const housing::World& housing;
  const World& world;
  std::uint64_t seed;
  Roles roles;
  NearSchools near_schools;
  std::vector<Whereabouts> where;  ///< by row; of the tick
};

Stepper::Stepper(const housing::World& housing,
                 const World& world,
                 std::uint64_t seed)
    : work_{std::make_unique<Workspace>(housing, world, seed)} {}

Stepper::~Stepper() = default;

void Stepper::begin(housing::State& housing, State& state) {
  Workspace& own = *work_;
  housing.persons.logs_added = true;
  housing.persons.added.clear();
  state.persons.resize(housing.persons.size());
  state.steps = 0;
  state.tick = housing.tick;
  state.tilt.fill(1.0);
  state.tilt_start.fill(1.0);
  const Adjustments none;
  const Treated nobody{{}, housing.persons};
  Tick tick{own.housing,
            own.world,
            housing,
            state,
            none,
            nobody,
            own.seed,
            false,
            own.where};
  state.participation = participation_level(tick);
  for_everybody(
      tick,
      [&](const HouseholdView& home, const MemberView& member, Traits& traits) {
        traits.place = no_place;
        traits.set_ties(member.age < first_school_age ? 0 : blank_ties);
        traits.attitude = {};
        traits.anchor = {};
        own.roles.settle(tick, home, member, traits);
      });
  own.roles.count_all(tick);
  place_pupils(tick, own.roles.applicants(), own.near_schools);
  solve(tick);
  for_everybody(
      tick,
      [&](const HouseholdView& home, const MemberView& member, Traits& traits) {
        if (member.stage != Stage::child) {
          draw_attitudes(tick, home, member, traits);
        }
      });
  const auto zero =
      std::vector<float>(own.housing.base.zones.size() * max_broad, 0.0F);
  // Twice: what attitudes start from depends on how they lie about.
  Lives before{tick};
  before.gather(tick);
  before.store(tick);
  state.tilt_start = state.tilt;
  Lives lives{tick};
  state.tie_rate = tie_formation(tick, lives);
  lives.run(tick, zero);
  lives.store(tick);
  state.tilt_start = state.tilt;
  update_trend(tick);
  draw_incidents(tick);
  begin_incomes(own.world, housing, state);
}

void Stepper::pay(housing::State& housing, State& state) {
  follow_incomes(work_->world, work_->seed, housing, state);
}

void Stepper::step(const housing::State& housing,
                   State& state,
                   const Adjustments& adjustments) {
  Workspace& own = *work_;
  state.persons.resize(housing.persons.size());
  const bool moved_on = housing.tick != state.tick;
  if (moved_on) {
    for (const PersonId person : housing.persons.added) {
      state.persons[person.index()].blank();
    }
  }
  ++state.steps;
  if (!adjustments.schools.empty()) {
    edit_schools(housing, state, adjustments.schools);
  }
  const Treated treated{adjustments.persons, housing.persons};
  Tick tick{own.housing,
            own.world,
            housing,
            state,
            adjustments,
            treated,
            own.seed,
            moved_on,
            own.where};
  state.tick = housing.tick;
  add_impulses(tick);
  own.roles.run(tick);
  place_pupils(tick, own.roles.applicants(), own.near_schools);
  solve(tick);
  const std::vector<Drawn> drawn = draw(tick);
  if (!drawn.empty()) tick.drawn = &drawn;
  const std::vector<float> threat = update_trend(tick);
  Lives lives{tick};
  lives.run(tick, threat);
  fade(tick, lives.sums());
  lives.store(tick);
  draw_incidents(tick);
  state.incident_totals.expected += state.incidents.expected;
  state.incident_totals.happened += state.incidents.happened;
  state.incident_totals.recorded += state.incidents.recorded;
  // Half a gigabyte for England, which others need meanwhile.
  own.where = std::vector<Whereabouts>{};
}

}  // namespace mingle::contact
