// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/indices/clustering.h>
#include <mingle/engine/indices/decomposition.h>
#include <mingle/engine/indices/environment.h>
#include <mingle/engine/indices/geometry.h>
#include <mingle/engine/indices/parameters.h>
#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// What an index is about, which decides what must be chosen to compute it.
enum class IndexKind {
  pair,        ///< two groups, or one against the rest
  multigroup,  ///< all chosen groups
  matrix,      ///< every group with every group
  local,       ///< a value for each zone
  comparison,  ///< two tables
};

/// What its values are indexed by.
enum class ValueShape { scalar, group_pair, zone, zone_group, parts };

/// What an index needs beside counts.
struct IndexNeeds {
  bool pair = false;  ///< two groups, or a group and the rest
  bool areas = false;
  bool points = false;
  bool perimeters = false;
  bool contacts = false;
  bool network = false;  ///< only with distance=network
  bool parents = false;  ///< larger areas (nested geography)
  bool second = false;   ///< a second table
  bool geometry() const { return areas || points || perimeters || contacts; }
};

/// Passes over pairs of zones that several indices share; keyed by the
/// parameters. One for each table and pair of groups.
class IndexCache {
 public:
  std::map<std::string, ProximitySums> proximity;
  std::map<std::string, SpatialSegregation> surroundings;
};

/// Everything an index may be computed from. What is null is not at hand.
struct IndexInput {
  const PeopleTable* people = nullptr;
  std::span<const std::string> group_names;
  const TwoGroups* pair = nullptr;
  const IndexGeometry* geometry = nullptr;
  std::span<const AreaLevel> levels;    ///< larger areas, smallest first
  const PeopleTable* before = nullptr;  ///< the same zones at two dates
  const PeopleTable* after = nullptr;
  const TwoGroups* second_pair = nullptr;  ///< the same groups elsewhere
  IndexCache* cache = nullptr;
};

using IndexFunction = std::vector<double> (*)(const IndexInput&,
                                              const Parameters&);

/// One index of the catalogue: what it is called, what it means, what it
/// takes, and the function.
struct IndexDefinition {
  std::string_view name;
  IndexKind kind;
  ValueShape shape;
  IndexNeeds needs;
  std::vector<ParameterDefinition> parameters;
  /// Names of the values, for parts; with levels of larger areas, of those
  /// with one level.
  std::vector<std::string_view> parts;
  IndexFunction compute;
  std::string_view title;
  std::string_view formula;
  std::string_view range;
  std::string_view undefined;  ///< cases without a value
  std::string_view source;
  std::string_view cost;
  std::string_view programs;  ///< which programs differ, and why
};

/// The whole catalogue, in the order of the method page.
const std::vector<IndexDefinition>& index_catalogue();

/// The definitions of that name (an index may be of several kinds), or none.
std::vector<const IndexDefinition*> find_indices(std::string_view name);

/// Every name once, in catalogue order.
std::vector<std::string> index_names();

/// Every parameter name once.
std::vector<std::string> parameter_names();

/// Why the index cannot be computed from the input; empty if it can.
std::string what_is_missing(const IndexDefinition& definition,
                            const IndexInput& input,
                            const Parameters& parameters);

}  // namespace mingle
