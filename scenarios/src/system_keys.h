// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace mingle {

/// Whether only the full housing system reads a key of a scenario file.
bool only_full_system_reads(std::string_view key);

/// Whether only relocation reads it.
bool only_relocation_reads(std::string_view key);

/// Whether a key is read only where people meet.
bool is_contact_key(std::string_view key);

}  // namespace mingle
