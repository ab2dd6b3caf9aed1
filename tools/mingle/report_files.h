// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/output/comparison.h>
#include <mingle/output/report.h>

namespace mingle::tool {

/// The shipped parameters as the report's appendix needs them.
std::vector<ReportParameter> report_parameters();

/// Runs to report on: each folder is that of a run, or of a comparison, whose
/// arms are taken in their order.
/// @throws DataError if a folder holds neither
std::vector<ComparedRun> runs_in(const std::vector<std::string>& folders);

}  // namespace mingle::tool
