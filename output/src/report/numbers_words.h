// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Numbers of a comparison as the tables of the page show them.
#pragma once

#include "html.h"

#include <string>
#include <vector>

#include <mingle/output/comparison.h>

namespace mingle {

using Rows = std::vector<std::vector<std::string>>;

/// Opens a section with its heading.
void open_section(Html& page, const char* id, const char* title);

/// The table of that name, or null.
const ComparedTable* find_table(const Comparison& comparison,
                                const std::string& name);

/// Mean at the last date with its interval, and the paired difference.
MeanInterval level_of(const Comparison& comparison,
                      const ComparedTable& table,
                      std::size_t arm,
                      std::size_t cell);
MeanInterval change_of(const Comparison& comparison,
                       const ComparedTable& table,
                       std::size_t contrast,
                       std::size_t cell);

/// "12,538 (12,234 to 12,842)"; one decimal below 100; "no interval".
std::string count_interval(const MeanInterval& value);
/// The same of numbers by replicate with a sign before each: "£1,003 in every
/// replicate"; "not known" where one is NaN.
std::string amount_interval(const std::vector<double>& values,
                            const char* before);

/// Scenario titles as the head of columns of differences.
void add_titles(const Comparison& comparison, std::vector<std::string>& row);

/// "E, evidence", "W, weak evidence", "A, an assumption"; "" for none.
std::string grade_words(const std::string& grade);

/// "1_most_deprived" as "1 (most deprived)", "under_16" as "under 16".
std::string label_words(const std::string& label);

}  // namespace mingle
