// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mingle {

/// Tenure of a household and of the dwelling it lives in. `owned_mortgage`
/// includes shared ownership; `private_rented` includes rent free.
enum class Tenure : std::uint8_t {
  owned_outright,
  owned_mortgage,
  social_council,
  social_other,
  private_rented
};
inline constexpr std::size_t tenure_count = 5;
inline constexpr std::array<Tenure, tenure_count> all_tenures{
    Tenure::owned_outright,
    Tenure::owned_mortgage,
    Tenure::social_council,
    Tenure::social_other,
    Tenure::private_rented};

/// Name in files: owned_outright, owned_mortgage, social_council,
/// social_other, private.
std::string_view name_of(Tenure tenure);
/// Words for people, e.g. "Owned outright".
std::string_view label_of(Tenure tenure);

/// Size class of a household, and of the dwelling that suits it: 1, 2, 3, or
/// 4 and more persons (Census table TS017).
inline constexpr std::size_t size_class_count = 4;

/// @param persons  household members (>= 1)
/// @returns        size class 0..3
constexpr std::size_t size_class_of(std::size_t persons) {
  return persons < size_class_count ? persons - 1 : size_class_count - 1;
}

/// One tenure x size class: the kind of dwelling a household looks for.
inline constexpr std::size_t kind_count = tenure_count * size_class_count;

/// Kind number 0..kind_count-1, tenure-major.
constexpr std::size_t kind_of(Tenure tenure, std::size_t size_class) {
  return static_cast<std::size_t>(tenure) * size_class_count + size_class;
}

}  // namespace mingle
