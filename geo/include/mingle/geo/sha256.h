// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingle {

/// SHA-256 of a text, as 64 lower-case hexadecimal digits.
std::string sha256_of_text(std::string_view text);

/// SHA-256 of a file's bytes.
/// @throws DataError when the file is missing, a folder or unreadable.
std::string sha256_of_file(const std::string& path);

}  // namespace mingle
