// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "toml_reader.h"

#include <fmt/format.h>

#define TOML_ENABLE_WINDOWS_COMPAT 0
#include <toml++/toml.h>

#include <mingle/engine/calendar.h>
#include <mingle/engine/error.h>

namespace mingle {
namespace {

TomlValue converted(const toml::node& node);

std::string date_text(const toml::date& date) {
  return Date{date.year, date.month, date.day}.text();
}

void convert_table(const toml::table& table, TomlValue& value) {
  value.kind = TomlValue::Kind::table;
  for (const auto& [key, member] : table) {
    value.members.push_back({std::string{key.str()},
                             key.source().begin.line,
                             key.source().begin.column,
                             converted(member)});
  }
}

void convert_array(const toml::array& array, TomlValue& value) {
  value.kind = TomlValue::Kind::array;
  for (const toml::node& item : array) value.items.push_back(converted(item));
}

TomlValue converted(const toml::node& node) {
  using Kind = TomlValue::Kind;
  TomlValue value;
  value.line = node.source().begin.line;
  value.column = node.source().begin.column;
  if (const auto* table = node.as_table()) {
    convert_table(*table, value);
  } else if (const auto* array = node.as_array()) {
    convert_array(*array, value);
  } else if (const auto* text = node.as_string()) {
    value.kind = Kind::text;
    value.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    value.kind = Kind::integer;
    value.integer = integer->get();
    value.number = static_cast<double>(integer->get());
  } else if (const auto* number = node.as_floating_point()) {
    value.kind = Kind::number;
    value.number = number->get();
  } else if (const auto* boolean = node.as_boolean()) {
    value.kind = Kind::boolean;
    value.boolean = boolean->get();
  } else if (const auto* date = node.as_date()) {
    value.kind = Kind::date;
    value.text = date_text(date->get());
  }
  return value;
}

}  // namespace

std::string printable(std::string_view text, std::size_t longest) {
  const bool cut = text.size() > longest;
  std::string shown{text.substr(0, longest)};
  for (char& c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f) c = '?';
  }
  return cut ? shown + "..." : shown;
}

TomlValue parse_toml(std::string_view text, const std::string& name) {
  try {
    return converted(toml::parse(text, name));
  } catch (const toml::parse_error& error) {
    throw ConfigError{
        {{name,
          error.source().begin.line,
          error.source().begin.column,
          "",
          "not valid TOML: " + printable(error.description(), 160),
          ""}}};
  }
}

TomlValue parse_toml_value(std::string_view text) {
  const auto plain = [text] {
    TomlValue value;
    value.kind = TomlValue::Kind::text;
    value.text = std::string{text};
    return value;
  };
  if (text.find('\n') != text.npos) return plain();
  try {
    TomlValue parsed = parse_toml(fmt::format("v = {}", text), "");
    if (parsed.members.size() != 1 || parsed.members[0].key != "v") {
      return plain();
    }
    return std::move(parsed.members[0].value);
  } catch (const ConfigError&) {
    return plain();
  }
}

}  // namespace mingle
