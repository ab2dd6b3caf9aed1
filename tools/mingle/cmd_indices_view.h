// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cmd_indices.h"

#include <optional>
#include <string>
#include <vector>

namespace mingle::tool {

/// A place with one pair of groups chosen, or none.
struct View {
  const Place* place = nullptr;
  const PairChoice* pair = nullptr;
  std::optional<TwoGroups> groups;
  std::optional<TwoGroups> second_groups;
  /// Where zones without the pair were dropped.
  std::optional<IndexGeometry> own_geometry;
  std::vector<std::string> zones;
  std::vector<double> household_sizes;
  mutable IndexCache cache;

  const IndexGeometry* geometry() const {
    if (own_geometry) return &*own_geometry;
    return place->geometry ? &*place->geometry : nullptr;
  }
};

/// @param pair  null = none
/// @throws UsageError where the place has no such group.
void choose_pair(View& view,
                 const Place& place,
                 const PairChoice* pair,
                 const IndicesRequest& request);

/// What an index of the view is computed from.
IndexInput input_for(const View& view, const Parameters& parameters);

}  // namespace mingle::tool
