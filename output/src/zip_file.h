// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace mingle {

/// Writes a zip archive of one file, `name` with `text`, beside `target` and
/// renames it. The entry's time is fixed: same text, same bytes.
/// @throws OutputError
void write_zip(const std::filesystem::path& target,
               const std::string& name,
               const std::string& text);

}  // namespace mingle
