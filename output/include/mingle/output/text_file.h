// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace mingle {

/// Writes `text` into `target`, which appears under its name only when it is
/// complete.
/// @throws OutputError that says why it cannot be written, and what helps
void write_text_file(const std::filesystem::path& target,
                     std::string_view text);

}  // namespace mingle
