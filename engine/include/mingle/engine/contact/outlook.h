// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <mingle/engine/contact/state.h>
#include <mingle/engine/contact/world.h>
#include <mingle/engine/housing/outlook.h>

namespace mingle::contact {

/// Tolerance of reference persons as the choice of a home feels it.
///
/// A person's tolerance is its mean over the other broad groups, weighted by
/// how many of each live in the study; moods are left out. A class is the
/// distance from the mean of the own group's reference persons in standard
/// deviations, rounded to a whole number and cut at housing::most_outlook.
class Outlooks : public housing::Outlook {
 public:
  /// @param world  must outlive it
  explicit Outlooks(const World& world);
  /// Takes attitudes as they are; before each housing step. `state` must not
  /// change until the step is done.
  void look(const housing::State& homes, const State& state);

  double effect() const override;
  int of(const housing::State& homes, PersonId reference) const override;

  /// Of reference persons, by broad group; 0 where there are none.
  double mean(std::size_t own) const { return mean_[own]; }
  double deviation(std::size_t own) const { return deviation_[own]; }

 private:
  std::int64_t tolerance(const Traits& traits, std::size_t own) const;

  const World& world_;
  const State* state_ = nullptr;
  std::array<double, 256> tolerance_{};  ///< by attitude in steps
  std::array<double, max_broad * slot_count> weights_{};
  std::array<double, max_broad> mean_{};
  std::array<double, max_broad> deviation_{};
};

}  // namespace mingle::contact
