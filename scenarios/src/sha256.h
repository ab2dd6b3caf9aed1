// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mingle {

/// sha256 of these bytes, lower-case hexadecimal.
std::string sha256(std::string_view bytes);

}  // namespace mingle
