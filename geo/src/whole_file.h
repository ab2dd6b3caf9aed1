// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingle {

/// Fails where `path` is not a file that can be opened for reading.
/// @throws DataError when it is missing, a folder or unreadable.
void require_readable_file(const std::string& path);

/// The bytes of a file, read in one go.
/// @throws DataError as require_readable_file().
std::string read_whole_file(const std::string& path);

}  // namespace mingle
