// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "zone_people.h"

#include <cstdint>
#include <span>
#include <vector>

namespace mingle {

/// Class of bedrooms (0..3 for 1 .. 4 and more) of the home of each household
/// of a zone: tenure and size by bedrooms, fitted to `published`.
/// @param published  households by bedrooms; empty: none, the starting
///                   weights hold
std::vector<std::uint8_t> give_bedrooms(const ZoneHouseholds& households,
                                        std::span<const std::int32_t> published,
                                        Draws& draws);

}  // namespace mingle
