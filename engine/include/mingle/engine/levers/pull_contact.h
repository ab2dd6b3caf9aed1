// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/contact/adjustments.h>
#include <mingle/engine/contact/state.h>
#include <mingle/engine/contact/world.h>
#include <mingle/engine/levers/plan.h>
#include <mingle/engine/levers/pull.h>

namespace mingle::levers {

/// Roles as the contact model keeps them.
class ContactRoles : public PersonRoles {
 public:
  /// @param state  must outlive it
  explicit ContactRoles(const contact::State& state) : state_{state} {}
  double english(PersonId person) const override;
  double employment(PersonId person) const override;

 private:
  const contact::State& state_;
};

/// What levers act on, and the run they act in.
struct ContactScene {
  const housing::World* housing = nullptr;
  const housing::State* homes = nullptr;
  const contact::World* world = nullptr;
  const contact::State* state = nullptr;
  std::uint64_t seed = 0;
};

/// Places in youth programmes that the levers of the last begin() gave.
std::int64_t youth_places(const Plan& plan,
                          const std::vector<LeverAction>& actions,
                          const housing::State& homes);

/// What the levers of the last begin() do to contact in this tick. Zero
/// siblings and placebos give nothing at all.
contact::Adjustments contact_adjustments(
    const Plan& plan,
    const std::vector<LeverAction>& actions,
    const ContactScene& scene);

}  // namespace mingle::levers
