// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/tenure.h>

namespace mingle {
namespace {

constexpr std::array<std::string_view, tenure_count> names{"owned_outright",
                                                           "owned_mortgage",
                                                           "social_council",
                                                           "social_other",
                                                           "private"};

constexpr std::array<std::string_view, tenure_count> labels{
    "Owned outright",
    "Owned with a mortgage or shared ownership",
    "Social rented from the council",
    "Social rented from another landlord",
    "Private rented or rent free"};

}  // namespace

std::string_view name_of(Tenure tenure) {
  return names[static_cast<std::size_t>(tenure)];
}

std::string_view label_of(Tenure tenure) {
  return labels[static_cast<std::size_t>(tenure)];
}

}  // namespace mingle
