// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/scenarios/parameters.h>

namespace mingle {

/// What a key of a scenario file takes.
enum class KeyType : std::uint8_t {
  text,
  choice,     ///< one of SchemaKey::choices
  path,       ///< text; ${VARIABLE} and ${VARIABLE:-default} expand
  text_list,  ///< [ "a", "b" ]
  date,
  truth,  ///< true or false
  integer,
  number,
  parameter,     ///< number, or { value, prior, min, max }
  group_numbers  ///< table of group name = number
};

/// One key of a scenario file.
struct SchemaKey {
  std::string path;  ///< "housing.alpha"; "title" at the top
  KeyType type = KeyType::text;
  std::string help;
  std::string default_toml;  ///< empty: none
  double minimum = 0;        ///< of numbers
  double maximum = 0;
  std::string unit;
  std::vector<std::string> choices;
  std::vector<std::string> old_names;  ///< paths it had in earlier versions
  /// Row of the parameter table, or null.
  const Parameter* parameter = nullptr;

  /// "housing" of "housing.alpha"; "" of "title".
  std::string section() const;
  /// "alpha" of "housing.alpha".
  std::string name() const;
};

/// Every key, in the order of the documentation; the parameters among them.
const std::vector<SchemaKey>& scenario_schema();

/// By path, or by parameter id; null if there is none.
const SchemaKey* find_key(std::string_view path_or_id);

/// "0 to 3 (exponent)" of a key that takes numbers.
std::string range_words(const SchemaKey& key);

/// "text", "number 0 to 3 (exponent)", "one of exact, sampled", ...
std::string expected_words(const SchemaKey& key);

/// JSON Schema (draft 7) of a scenario file.
std::string scenario_json_schema();

/// The reference of all keys in Markdown (docs/config.md).
std::string config_reference();

/// What `mingle explain` prints about a key or parameter id.
/// @throws UsageError with the nearest names if there is none.
std::string explain_key(std::string_view path_or_id);

/// The same for machines: a JSON object.
std::string explain_key_json(std::string_view path_or_id);

}  // namespace mingle
