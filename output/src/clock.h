// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingle {

/// Now, UTC, "2026-01-31T12:34:56Z"; the time of SOURCE_DATE_EPOCH where that
/// is set, so that a study can be rebuilt byte for byte.
std::string creation_time();

}  // namespace mingle
