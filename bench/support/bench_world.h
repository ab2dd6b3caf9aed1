// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include <mingle/engine/state.h>
#include <mingle/engine/world.h>

namespace mingle::bench {

/// Ten years of quarters.
inline constexpr int bench_ticks = 40;

/// A stylised authority with all its households, default parameters, stock
/// and totals held.
/// @param times  as large as the real authority
std::pair<World, State> stylised_world(const std::string& name,
                                       double times = 1.0);

/// All local authorities of England with their migration flows, from the real
/// tables.
std::pair<World, State> england(const std::filesystem::path& shared);

/// Exact choice (0) or this many dwellings looked at.
void choose(World& world, int sampled_dwellings);

}  // namespace mingle::bench
