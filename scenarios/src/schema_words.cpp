// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/scenarios/schema.h>

namespace mingle {

std::string range_words(const SchemaKey& one) {
  const std::string unit =
      one.unit.empty() ? "" : fmt::format(" ({})", one.unit);
  return fmt::format("{} to {}{}", one.minimum, one.maximum, unit);
}

std::string expected_words(const SchemaKey& one) {
  using enum KeyType;
  const auto range = [&one] { return range_words(one); };
  switch (one.type) {
    case text:
      return "text";
    case choice:
      return fmt::format("one of {}", fmt::join(one.choices, ", "));
    case path:
      return "a path as text";
    case text_list:
      return "a list of texts";
    case date:
      return "a date as YYYY-MM-DD";
    case truth:
      return "true or false";
    case integer:
      return "a whole number, " + range();
    case number:
      return "a number, " + range();
    case parameter:
      return "a number or { value, prior, min, max }, " + range();
    case group_numbers:
      return "a table of group = number, " + range();
  }
  return "";
}

}  // namespace mingle
