// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/groups.h>
#include <mingle/engine/housing/rules.h>
#include <mingle/scenarios/scenario.h>

namespace mingle {

/// The rules of the housing system that a scenario asks for.
housing::Rules housing_rules(const Scenario& scenario,
                             const GroupScheme& groups);

/// Group of a child by groups of mother and other parent, groups x groups:
/// the mother's where the two are of one broad group; else the mixed group
/// they make, the mother's where the scheme has none.
std::vector<std::uint8_t> child_groups(const GroupScheme& groups);

}  // namespace mingle
