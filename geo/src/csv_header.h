// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "csv_records.h"

#include <string>
#include <string_view>
#include <vector>

namespace mingle {

/// The column names of a CSV file; also checks that no name comes twice and
/// that every record has as many fields.
/// @throws DataError
std::vector<std::string> read_header(const std::string& file,
                                     const CsvRecords& records);

/// Position of a column.
/// @throws DataError with the nearest names.
std::size_t require_column(const std::string& file,
                           const std::vector<std::string>& columns,
                           std::string_view name);

}  // namespace mingle
