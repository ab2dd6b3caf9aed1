// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include <mingle/engine/contact/adjustments.h>
#include <mingle/engine/contact/state.h>
#include <mingle/engine/contact/world.h>

namespace mingle::contact {

/// Advances persons tick by tick, after housing::Stepper::step() of the same
/// tick, in parallel. The outcome is the same for any number of threads, and
/// equals ReferenceStepper's.
///
/// Order of a tick: new rows, roles (ages, work, English, participation),
/// pupils without a school are placed (entry in the third quarter), pools,
/// then person by person contact, ties and attitudes; incidents last.
class Stepper {
 public:
  /// @param housing  must outlive the stepper, as must `world`
  Stepper(const housing::World& housing,
          const World& world,
          std::uint64_t seed);
  ~Stepper();
  Stepper(const Stepper&) = delete;
  Stepper& operator=(const Stepper&) = delete;

  /// First state: schools, and English, work and qualification of each row
  /// are given; places of school and work, participation, ties, attitudes and
  /// what they start from are drawn here. Starts the log of added rows of
  /// housing::PersonTable.
  void begin(housing::State& housing, State& state);

  /// One tick, of the rows as they are after the housing step.
  void step(const housing::State& housing,
            State& state,
            const Adjustments& adjustments = {});

  /// After a step: incomes of households follow the work and English of their
  /// members, see incomes.h.
  void pay(housing::State& housing, State& state);

 private:
  struct Workspace;
  std::unique_ptr<Workspace> work_;
};

}  // namespace mingle::contact
