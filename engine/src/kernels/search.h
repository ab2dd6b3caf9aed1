// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

#include <mingle/engine/id.h>

namespace mingle {

/// Why a household is looking for a home.
enum class SearchReason : std::uint8_t { move, migrate, arrive };

/// A household looking for a home in one authority this tick.
struct Search {
  HouseholdId household;
  ZoneId origin;  ///< where it lives; none if it comes from elsewhere
  SearchReason reason = SearchReason::move;
};

/// Place in Vacancies::dwellings, or none.
using VacancyIndex = std::uint32_t;
inline constexpr VacancyIndex no_vacancy =
    std::numeric_limits<VacancyIndex>::max();

}  // namespace mingle
