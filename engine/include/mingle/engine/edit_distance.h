// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace mingle {

/// Single-letter changes (insert, remove, replace, swap of neighbours) that
/// turn `a` into `b`: the optimal string alignment distance, in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace mingle
