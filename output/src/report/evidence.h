// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/output/comparison.h>
#include <mingle/output/report.h>

namespace mingle {

/// The row of a key, or null.
const ReportParameter* find_parameter(
    const std::vector<ReportParameter>& parameters,
    const std::string& key);

/// The least that would change what is said of the first measure: how wrong
/// the effect, how many replicates, which parameter by how much. Response is
/// taken to be proportional to the change of a parameter, and that is said.
std::vector<std::string> what_would_change(
    const Comparison& comparison,
    std::size_t contrast,
    const std::vector<ReportParameter>& parameters);

}  // namespace mingle
