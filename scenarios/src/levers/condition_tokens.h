// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// A word, number or sign of a condition.
struct ConditionToken {
  enum class Kind : std::uint8_t { word, number, sign, wrong, end };
  Kind kind = Kind::end;
  std::string text;
  double number = 0;
  std::size_t column = 0;  ///< from 1
};

/// The tokens of a condition, the last one `end`. Text in quotes is a word.
std::vector<ConditionToken> condition_tokens(std::string_view text);

}  // namespace mingle
