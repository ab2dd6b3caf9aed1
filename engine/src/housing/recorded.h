// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <mingle/engine/housing/state.h>

namespace mingle::housing {

/// Values of table_specs(), in their order; those at zone dates are empty
/// when zones are not due.
std::vector<std::vector<double>> table_values(const World& world,
                                              const State& state,
                                              bool zones_due);

}  // namespace mingle::housing
