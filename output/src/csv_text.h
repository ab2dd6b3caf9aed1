// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingle {

/// Shortest text that reads back as the same number; empty if undefined.
std::string number_text(double value);

/// A field as RFC 4180 wants it.
std::string csv_field(const std::string& text);

}  // namespace mingle
