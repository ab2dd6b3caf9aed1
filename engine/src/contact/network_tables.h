// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/contact/run.h>
#include <mingle/engine/contact/state.h>

namespace mingle::contact {

/// Values of network_specs(): of the network on which people lived in the last
/// tick, drawn again. At the start, of the one they would live on.
std::vector<std::vector<double>> network_values(const housing::World& housing,
                                                const World& world,
                                                const housing::State& homes,
                                                const State& state,
                                                std::uint64_t seed);

}  // namespace mingle::contact
