// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include <mingle/engine/contact/adjustments.h>
#include <mingle/engine/housing/policy.h>
#include <mingle/scenarios/levers.h>

namespace mingle::test {

/// Direction in which mechanisms move: -1 down, 1 up, 2 both.
using Signs = std::map<levers::Mechanism, int>;

/// What the model is told in a run, and what it would be without levers.
struct Told {
  const std::vector<contact::Adjustments>& adjustments;
  const std::vector<housing::Policy>& policies;
  const std::vector<std::uint16_t>& incomes;  ///< at the end
  const housing::AuthorityPolicy& usual;
  const std::vector<std::uint16_t>& incomes_before;
};

/// The mechanisms that have moved.
Signs movements(const Told& told);

/// What the row of the design moves within two years.
Signs expected_movements(const LeverDefinition& lever);

}  // namespace mingle::test
