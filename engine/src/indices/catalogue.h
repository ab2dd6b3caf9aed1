// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include <mingle/engine/indices/registry.h>

namespace mingle {

/// The parts of the catalogue, in the order of the method page.
std::vector<IndexDefinition> evenness_indices();
std::vector<IndexDefinition> exposure_indices();
std::vector<IndexDefinition> concentration_indices();
std::vector<IndexDefinition> clustering_indices();
std::vector<IndexDefinition> boundary_indices();
std::vector<IndexDefinition> multigroup_indices();
std::vector<IndexDefinition> surroundings_indices();
std::vector<IndexDefinition> local_indices();
std::vector<IndexDefinition> comparison_indices();

inline constexpr IndexNeeds needs_pair{.pair = true};
inline constexpr IndexNeeds needs_nothing{};

inline constexpr std::string_view absent_group = "a group is absent";
inline constexpr std::string_view one_group =
    "fewer than two groups are present";
inline constexpr std::string_view massey_denton =
    "Massey and Denton 1988, Social Forces 67(2), 281-315";
inline constexpr std::string_view reardon_firebaugh =
    "Reardon and Firebaugh 2002, Sociological Methodology 32, 33-67";

/// What the method page says of an index.
struct IndexWords {
  std::string_view title;
  std::string_view formula;
  std::string_view range;
  std::string_view undefined;
  std::string_view source;
  std::string_view cost;
  std::string_view programs = "";
};

/// An index of two groups with one value.
inline IndexDefinition pair_index(
    std::string_view name,
    IndexFunction function,
    const IndexWords& words,
    std::vector<ParameterDefinition> parameters = {},
    IndexNeeds needs = needs_pair) {
  return {name,
          IndexKind::pair,
          ValueShape::scalar,
          needs,
          std::move(parameters),
          {},
          function,
          words.title,
          words.formula,
          words.range,
          words.undefined,
          words.source,
          words.cost,
          words.programs};
}

}  // namespace mingle
