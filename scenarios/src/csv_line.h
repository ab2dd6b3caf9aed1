// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// Fields of one line of our own CSV files: commas, double quotes, no line
/// break inside a field. Users' tables go through geo/read_count_table.h.
std::vector<std::string> split_csv_line(std::string_view line);

}  // namespace mingle
