// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "households.h"
#include "housing/reduce_housed.h"

#include <cmath>

#include <mingle/engine/contact/outlook.h>

namespace mingle::contact {
namespace {

/// Tolerance is added up in whole parts, the same in any order.
constexpr double parts = 65536;

struct Sums {
  std::array<std::int64_t, max_broad> people{};
  std::array<std::int64_t, max_broad> tolerance{};
  std::array<std::int64_t, max_broad> squares{};

  Sums& operator+=(const Sums& other) {
    for (std::size_t b = 0; b < max_broad; ++b) {
      people[b] += other.people[b];
      tolerance[b] += other.tolerance[b];
      squares[b] += other.squares[b];
    }
    return *this;
  }
};

/// Weights of the other groups for each group: their share of all others.
std::array<double, max_broad * slot_count> presence(
    const World& world,
    const housing::State& homes) {
  const std::size_t groups = world.broad.size();
  std::array<double, max_broad> people{};
  double all = 0;
  for (std::size_t i = 0; i < homes.by_authority.size(); ++i) {
    people[world.broad[i % groups]] += homes.by_authority[i];
    all += homes.by_authority[i];
  }
  std::array<double, max_broad * slot_count> weights{};
  for (std::size_t own = 0; own < max_broad; ++own) {
    const double others = all - people[own];
    for (std::size_t s = 0; s < slot_count && others > 0; ++s) {
      weights[own * slot_count + s] = people[group_of_slot(own, s)] / others;
    }
  }
  return weights;
}

}  // namespace

Outlooks::Outlooks(const World& world) : world_{world} {
  const AttitudeRules& rules = world.rules.attitudes;
  for (std::size_t i = 0; i < tolerance_.size(); ++i) {
    const double x =
        (static_cast<double>(i) - 128.0) / static_cast<double>(attitude_steps);
    tolerance_[i] = 1.0 / (1.0 + std::exp(-rules.slope * x - rules.level));
  }
}

double Outlooks::effect() const {
  return world_.rules.attitudes.choice;
}

std::int64_t Outlooks::tolerance(const Traits& traits, std::size_t own) const {
  double sum = 0;
  for (std::size_t s = 0; s < slot_count; ++s) {
    sum += weights_[own * slot_count + s] *
           tolerance_[static_cast<std::size_t>(traits.attitude[s] + 128)];
  }
  return std::llround(sum * parts);
}

void Outlooks::look(const housing::State& homes, const State& state) {
  state_ = &state;
  weights_ = presence(world_, homes);
  const Sums sums = housing::reduce_housed<Sums>(
      homes.households,
      households_per_block,
      [&](HouseholdId household, Sums& part) {
        const std::size_t row =
            homes.households.first_member[household.index()].index();
        const Traits& traits = state.persons[row];
        if (traits.is_blank()) return;
        const std::size_t own = world_.broad[homes.persons.groups[row]];
        const std::int64_t a = tolerance(traits, own);
        ++part.people[own];
        part.tolerance[own] += a;
        part.squares[own] += a * a;
      });
  for (std::size_t b = 0; b < max_broad; ++b) {
    const auto people = static_cast<double>(sums.people[b]);
    mean_[b] = deviation_[b] = 0;
    if (people == 0) continue;
    const double mean = static_cast<double>(sums.tolerance[b]) / people;
    const double square = static_cast<double>(sums.squares[b]) / people;
    mean_[b] = mean / parts;
    deviation_[b] = std::sqrt(std::max(0.0, square - mean * mean)) / parts;
  }
}

int Outlooks::of(const housing::State& homes, PersonId reference) const {
  const std::size_t row = reference.index();
  if (state_ == nullptr || row >= state_->persons.size()) return 0;
  const Traits& traits = state_->persons[row];
  const std::size_t own = world_.broad[homes.persons.groups[row]];
  // Less than a part: all feel the same.
  if (traits.is_blank() || deviation_[own] * parts < 1.0) return 0;
  const double a = static_cast<double>(tolerance(traits, own)) / parts;
  const auto z = std::lround((a - mean_[own]) / deviation_[own]);
  return static_cast<int>(
      std::clamp<long>(z, -housing::most_outlook, housing::most_outlook));
}

}  // namespace mingle::contact
