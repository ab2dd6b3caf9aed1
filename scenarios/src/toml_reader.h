// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "toml_value.h"

#include <string>
#include <string_view>

namespace mingle {

/// @param name  of the file, for messages
/// @throws ConfigError with one problem if `text` is not TOML.
TomlValue parse_toml(std::string_view text, const std::string& name);

/// `text` as a TOML value ("2", "true", "'a'", "[1, 2]"); as a plain text if
/// it is none.
TomlValue parse_toml_value(std::string_view text);

/// Control characters as '?', cut after `longest` bytes: for quoting what a
/// user wrote.
std::string printable(std::string_view text, std::size_t longest = 60);

}  // namespace mingle
