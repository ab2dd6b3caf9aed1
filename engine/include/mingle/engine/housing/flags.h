// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mingle::housing {

/// Bits of a column of flags, named by an enum.
template <class Flag>
constexpr bool has_flag(std::uint8_t flags, Flag flag) {
  return (flags & static_cast<unsigned>(flag)) != 0;
}

template <class Flag>
constexpr void set_flag(std::uint8_t& flags, Flag flag) {
  flags = static_cast<std::uint8_t>(flags | static_cast<unsigned>(flag));
}

template <class Flag>
constexpr void clear_flag(std::uint8_t& flags, Flag flag) {
  flags = static_cast<std::uint8_t>(flags & ~static_cast<unsigned>(flag));
}

}  // namespace mingle::housing
