// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <chrono>

#include <mingle/engine/assert.h>
#include <mingle/engine/calendar.h>

namespace mingle {
namespace {

std::chrono::year_month_day to_chrono(Date date) {
  return {std::chrono::year{date.year},
          std::chrono::month{static_cast<unsigned>(date.month)},
          std::chrono::day{static_cast<unsigned>(date.day)}};
}

std::optional<int> parse_digits(std::string_view text) {
  int value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) {
    return std::nullopt;
  }
  return value;
}

std::string padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

}  // namespace

std::string Date::text() const {
  return padded(year, 4) + '-' + padded(month, 2) + '-' + padded(day, 2);
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto year = parse_digits(text.substr(0, 4));
  const auto month = parse_digits(text.substr(5, 2));
  const auto day = parse_digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{*year, *month, *day};
  if (!to_chrono(date).ok()) return std::nullopt;
  return date;
}

std::int64_t days_between(Date from, Date to) {
  return (std::chrono::sys_days{to_chrono(to)} -
          std::chrono::sys_days{to_chrono(from)})
      .count();
}

Date tick_start(Date start, int tick) {
  MINGLE_EXPECT(tick >= 0 && start.day <= 28);
  const int months = start.month - 1 + tick * (12 / ticks_per_year);
  return {start.year + months / 12, months % 12 + 1, start.day};
}

}  // namespace mingle
