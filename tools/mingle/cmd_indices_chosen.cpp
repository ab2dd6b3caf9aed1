// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices_chosen.h"

#include <algorithm>

#include <mingle/engine/error.h>

namespace mingle::tool {
namespace {

const std::vector<std::string>& headline_indices() {
  static const std::vector<std::string> names{"dissimilarity",
                                              "gini",
                                              "information_theory",
                                              "isolation",
                                              "exposure",
                                              "correlation_ratio",
                                              "normalised_exposure",
                                              "entropy"};
  return names;
}

bool of_kind(const IndexDefinition& definition, const std::string& kind) {
  return kind.empty() || word_for(definition.kind, false) == kind;
}

/// What `--index NAME` means: with pairs the two-group form where there is
/// one, without the multigroup one, else the matrix.
std::vector<const IndexDefinition*> meant_by(const std::string& name,
                                             const IndicesRequest& request) {
  std::vector<const IndexDefinition*> pairs;
  std::vector<const IndexDefinition*> others;
  for (const IndexDefinition* definition : find_indices(name)) {
    if (!of_kind(*definition, request.kind)) continue;
    (definition->needs.pair ? pairs : others).push_back(definition);
  }
  const bool want_pairs = !request.pairs.empty() || others.empty();
  std::vector<const IndexDefinition*> out =
      want_pairs && !pairs.empty() ? pairs : others;
  if (request.kind.empty() && out.size() > 1) return {out.front()};
  return out;
}

}  // namespace

std::string_view word_for(IndexKind kind, bool rest) {
  switch (kind) {
    case IndexKind::pair:
      return rest ? "rest" : "pair";
    case IndexKind::multigroup:
      return "multigroup";
    case IndexKind::matrix:
      return "matrix";
    case IndexKind::local:
      return "local";
    case IndexKind::comparison:
      break;
  }
  return "comparison";
}

std::vector<const IndexDefinition*> chosen_definitions(
    const IndicesRequest& request) {
  std::vector<const IndexDefinition*> out;
  if (request.all) {
    for (const IndexDefinition& definition : index_catalogue()) {
      if (of_kind(definition, request.kind)) out.push_back(&definition);
    }
    return out;
  }
  const bool named = !request.names.empty();
  for (const auto& name : named ? request.names : headline_indices()) {
    for (const IndexDefinition* definition : meant_by(name, request)) {
      const bool fits = definition->needs.pair == !request.pairs.empty();
      if (named || fits) out.push_back(definition);
    }
  }
  if (out.empty()) {
    throw UsageError{"no index is of the kind '" + request.kind + "'",
                     "Leave out --kind, or see `mingle indices --list`"};
  }
  return out;
}

std::vector<Parameters> parameter_sets(const IndexDefinition& definition,
                                       const IndicesRequest& request) {
  std::vector<std::vector<GivenParameter>> sets(1);
  for (const auto& [name, values] : request.set) {
    const bool own =
        std::any_of(definition.parameters.begin(),
                    definition.parameters.end(),
                    [&, &wanted = name](const ParameterDefinition& one) {
                      return one.name == wanted;
                    });
    if (!own) continue;
    std::vector<std::vector<GivenParameter>> more;
    for (const auto& set : sets) {
      for (const std::string& value : values) {
        more.push_back(set);
        more.back().push_back({name, value});
      }
    }
    sets = std::move(more);
  }
  std::vector<Parameters> out;
  out.reserve(sets.size());
  for (const auto& set : sets) out.emplace_back(definition.parameters, set);
  return out;
}

}  // namespace mingle::tool
