// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <mingle/output/comparison.h>

namespace mingle {

/// Where the parts of the change of the first measure are kept.
struct CausesOfChange {
  const ComparedTable* table = nullptr;
  std::vector<std::string> labels;  ///< in words
  std::vector<std::size_t> cells;
};
/// Nothing where the first measure is no dissimilarity of a pair, or its
/// causes were not recorded.
std::optional<CausesOfChange> causes_of_change(const Comparison& comparison);

/// Rows of a chart of differences: {rows: [{label, results: [...]}], ...}.
/// Null where there is nothing to draw.
nlohmann::json causes_data(const Comparison& comparison);
/// Residents of the two largest groups by fifth.
nlohmann::json deprivation_data(const Comparison& comparison);

}  // namespace mingle
