// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingle {

/// A day of the proleptic Gregorian calendar.
struct Date {
  int year = 2021;
  int month = 1;
  int day = 1;

  auto operator<=>(const Date&) const = default;

  /// "2021-01-01"
  std::string text() const;
};

/// @returns the date written as YYYY-MM-DD, or nothing if it is none.
std::optional<Date> parse_date(std::string_view text);

/// Days from `from` to `to` (negative if `to` is earlier).
std::int64_t days_between(Date from, Date to);

/// The start of tick `tick` when the run starts at `start`: ticks are
/// quarters, so this is `start` plus 3 x tick months (day kept; `start` must
/// be no later than the 28th of its month).
Date tick_start(Date start, int tick);

inline constexpr int ticks_per_year = 4;
/// Length of a tick in years.
inline constexpr double tick_years = 0.25;

}  // namespace mingle
