// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "catalogue.h"

#include <algorithm>
#include <iterator>

#include <mingle/engine/indices/registry.h>

namespace mingle {

namespace {

std::vector<IndexDefinition> make_catalogue() {
  std::vector<IndexDefinition> out;
  for (auto* part : {evenness_indices,
                     exposure_indices,
                     concentration_indices,
                     clustering_indices,
                     boundary_indices,
                     multigroup_indices,
                     surroundings_indices,
                     local_indices,
                     comparison_indices}) {
    std::vector<IndexDefinition> some = part();
    std::move(some.begin(), some.end(), std::back_inserter(out));
  }
  return out;
}

void add_once(std::vector<std::string>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    names.emplace_back(name);
  }
}

bool has_value(const Parameters& parameters,
               std::string_view name,
               std::string_view value) {
  const auto& entries = parameters.entries();
  return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return entry.definition->name == name && entry.value == value;
  });
}

}  // namespace

const std::vector<IndexDefinition>& index_catalogue() {
  static const std::vector<IndexDefinition> catalogue = make_catalogue();
  return catalogue;
}

std::vector<const IndexDefinition*> find_indices(std::string_view name) {
  const std::string wanted = british(name);
  std::vector<const IndexDefinition*> out;
  for (const IndexDefinition& definition : index_catalogue()) {
    if (definition.name == wanted) out.push_back(&definition);
  }
  return out;
}

std::vector<std::string> index_names() {
  std::vector<std::string> names;
  for (const auto& definition : index_catalogue()) {
    add_once(names, definition.name);
  }
  return names;
}

std::vector<std::string> parameter_names() {
  std::vector<std::string> names;
  for (const auto& definition : index_catalogue()) {
    for (const auto& parameter : definition.parameters) {
      add_once(names, parameter.name);
    }
  }
  return names;
}

std::string what_is_missing(const IndexDefinition& definition,
                            const IndexInput& input,
                            const Parameters& parameters) {
  const IndexNeeds& needs = definition.needs;
  if (needs.second && input.before == nullptr && !needs.pair) {
    return "needs a second table of the same zones (--compare)";
  }
  if (needs.second && needs.pair && input.second_pair == nullptr) {
    return "needs a second table and --pair (--compare)";
  }
  if (needs.pair && input.pair == nullptr) return "needs --pair";
  if (needs.parents && input.levels.empty()) {
    return "needs larger areas: --lookup FILE:KEY and --set by=COLUMN";
  }
  if (needs.geometry() && input.geometry == nullptr) {
    return "needs the zones' geometry (--zones)";
  }
  if (has_value(parameters, "distance", "network")) {
    if (!input.geometry->network) {
      return "needs the zones' geometry (--zones) for distance=network";
    }
    for (const std::string_view weights : {"rook", "queen"}) {
      if (has_value(parameters, "weights", weights)) {
        return "cannot take distance=network together with weights=" +
               std::string{weights} + ": set one of the two";
      }
    }
  }
  return {};
}

}  // namespace mingle
