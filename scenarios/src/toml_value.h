// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mingle {

struct TomlMember;

/// A value of a TOML file and where it is. Keeps toml++ out of everything but
/// toml_reader.cpp.
struct TomlValue {
  enum class Kind : std::uint8_t {
    table,
    array,
    text,
    integer,
    number,
    boolean,
    date,
    other
  };
  Kind kind = Kind::other;
  std::string text;  ///< of text, and of dates as YYYY-MM-DD
  std::int64_t integer = 0;
  double number = 0;  ///< also of integers
  bool boolean = false;
  std::vector<TomlValue> items;
  std::vector<TomlMember> members;
  std::size_t line = 0;
  std::size_t column = 0;
};

struct TomlMember {
  std::string key;
  std::size_t line = 0;
  std::size_t column = 0;
  TomlValue value;
};

}  // namespace mingle
