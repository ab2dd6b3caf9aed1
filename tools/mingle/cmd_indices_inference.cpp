// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices_inference.h"

#include <algorithm>
#include <cmath>

namespace mingle::tool {
namespace {

bool drawn_at_random(const IndexDefinition& definition) {
  return std::any_of(
      definition.parameters.begin(),
      definition.parameters.end(),
      [](const ParameterDefinition& one) { return one.name == "iterations"; });
}

}  // namespace

IndexInference::IndexInference(const View& view,
                               const IndexDefinition& definition,
                               const Parameters& parameters,
                               const IndicesRequest& request)
    : view_{view},
      definition_{definition},
      parameters_{parameters},
      request_{request},
      input_{input_for(view, parameters)} {}

/// The columns that random tables are drawn from: the pair (and everyone
/// else, who stay where they are), or all groups.
PeopleTable IndexInference::table_to_draw(
    const std::optional<TwoGroups>& groups,
    const PeopleTable& people) const {
  if (!definition_.needs.pair) return people;
  std::vector<double> values;
  for (std::size_t z = 0; z < groups->zones(); ++z) {
    const double both = groups->x[z] + groups->y[z];
    values.insert(
        values.end(),
        {groups->x[z], groups->y[z], std::max(groups->t[z] - both, 0.0)});
  }
  return {3, std::move(values)};
}

/// The index as a function of such a table.
Statistics IndexInference::statistics(const IndexInput& input) const {
  const bool paired = definition_.needs.pair;
  const bool exhaustive = !paired || input.pair->exhaustive;
  return [this, input, paired, exhaustive](const PeopleTable& table) {
    IndexInput own = input;
    own.cache = nullptr;
    own.people = &table;
    if (!paired) return definition_.compute(own, parameters_);
    const TwoGroups groups = exhaustive
                                 ? TwoGroups{table.column(0), table.column(1)}
                                 : pair_of(table, 0, 1, Denominator::all);
    own.pair = &groups;
    return definition_.compute(own, parameters_);
  };
}

BootstrapSettings IndexInference::bootstrap_settings() const {
  BootstrapSettings settings;
  settings.unit = request_.unit;
  settings.replicates = request_.bootstraps;
  settings.level = request_.level;
  settings.seed = request_.seed;
  settings.household_sizes = view_.household_sizes;
  return settings;
}

/// Whether a zone must keep its place: on the map, in its larger area, or in
/// the list of values.
bool IndexInference::tied_to_zones() const {
  return definition_.needs.geometry() || definition_.needs.parents ||
         definition_.kind == IndexKind::local;
}

void IndexInference::note(const std::string& what) {
  notes_.insert(std::string{definition_.name} + ": " + what);
}

bool IndexInference::possible(std::size_t values) {
  constexpr std::size_t most_numbers = 50'000'000;  // 400 MB
  const std::size_t replicates =
      std::max(request_.permutations, request_.bootstraps);
  if (drawn_at_random(definition_)) {
    note("no inference, it is defined by random tables itself");
  } else if (definition_.kind == IndexKind::comparison) {
    note("no inference for parts of a difference between two tables");
  } else if (definition_.name == "neighbourhood_typology") {
    note("no inference for types");
  } else if (values * replicates > most_numbers) {
    note("no inference for so many values (" + std::to_string(values) + ")");
  } else {
    return true;
  }
  return false;
}

void IndexInference::infer(std::vector<IndexRecord>& records) {
  const bool asked = request_.permutations > 0 || request_.bootstraps > 0 ||
                     request_.jackknife;
  if (!asked || !possible(records.size())) return;
  const PeopleTable table = table_to_draw(view_.groups, view_.place->people);
  if (request_.permutations > 0) add_permutations(table, records);
  if (request_.bootstraps > 0) add_bootstrap(table, records);
  if (request_.jackknife) add_jackknife(table, records);
}

void IndexInference::add_permutations(const PeopleTable& table,
                                      std::vector<IndexRecord>& records) {
  if (request_.null_model == NullModel::zones && !tied_to_zones()) {
    note("no permutation test, the places of zones do not enter it");
    return;
  }
  PermutationSettings settings;
  settings.null_model = request_.null_model;
  settings.alternative = request_.alternative;
  settings.replicates = request_.permutations;
  settings.seed = request_.seed;
  settings.mobile_groups = definition_.needs.pair ? 2 : 0;
  settings.household_sizes = view_.household_sizes;
  const auto results = permutation_tests(table, statistics(input_), settings);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const PermutationResult& result = results[i];
    auto& out = records[i].inference;
    out.emplace_back("p_value", result.p_value);
    out.emplace_back("null_mean", result.null_mean);
    out.emplace_back("null_sd", result.null_sd);
    out.emplace_back("null_low", result.null_low);
    out.emplace_back("null_high", result.null_high);
    if (definition_.shape != ValueShape::scalar) continue;
    // How far the index is from chance towards its largest value, 1.
    out.emplace_back(
        "above_chance",
        (result.observed - result.null_mean) / (1 - result.null_mean));
  }
}

void IndexInference::add_bootstrap(const PeopleTable& table,
                                   std::vector<IndexRecord>& records) {
  if (request_.unit == ResampledUnit::zones && tied_to_zones()) {
    note(
        "no interval, zones drawn twice have no second place "
        "(bootstrap_units=people draws people)");
    return;
  }
  const double tail = 0.5 * (1 - request_.level);
  if (static_cast<double>(request_.bootstraps) * tail < 1) {
    notes_.insert("--bootstrap " + std::to_string(request_.bootstraps) +
                  " draws too few samples for the ends of the interval; 1000 "
                  "is usual");
  }
  const auto results =
      bootstraps(table, statistics(input_), bootstrap_settings());
  for (std::size_t i = 0; i < records.size(); ++i) {
    const BootstrapResult& result = results[i];
    records[i].interval = {result.low, result.high};
    auto& out = records[i].inference;
    out.emplace_back("bias", result.bias);
    out.emplace_back("corrected", result.corrected);
    out.emplace_back("standard_error", result.standard_error);
  }
}

void IndexInference::add_jackknife(const PeopleTable& table,
                                   std::vector<IndexRecord>& records) {
  if (definition_.kind == IndexKind::local) {
    note("no jackknife, a zone cannot be left out of its own value");
    return;
  }
  const auto results =
      jackknives(table,
                 statistics(input_),
                 tied_to_zones() ? LeftOut::people : LeftOut::zone);
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto& out = records[i].inference;
    out.emplace_back("jackknife_bias", results[i].bias);
    out.emplace_back("jackknife_corrected", results[i].corrected);
    out.emplace_back("jackknife_standard_error", results[i].standard_error);
  }
}

bool IndexInference::can_compare() {
  const Place& place = *view_.place;
  // Without a second table, or where the index itself takes both.
  if (!place.second || definition_.needs.second) return false;
  if (definition_.shape != ValueShape::scalar &&
      definition_.shape != ValueShape::group_pair) {
    note(
        "of the first table only: --compare takes indices with one value a "
        "place or a pair of groups");
    return false;
  }
  if (definition_.needs.geometry() && !place.second_geometry) {
    note("of the first table only: the second has zones the map does not");
    return false;
  }
  return true;
}

std::vector<IndexRecord> IndexInference::compare(
    std::vector<IndexRecord> first) {
  const Place& place = *view_.place;
  const PeopleTable one = table_to_draw(view_.groups, place.people);
  const PeopleTable two = table_to_draw(view_.second_groups, *place.second);
  IndexInput there = input_;
  there.people = &*place.second;
  there.pair = input_.second_pair;
  if (place.second_geometry) there.geometry = &*place.second_geometry;
  BootstrapSettings here = bootstrap_settings();
  if (tied_to_zones() || drawn_at_random(definition_)) {
    if (request_.permutations > 0) {
      note(
          "no p-value of the difference: zones cannot change places between "
          "two maps");
    }
    if (here.unit == ResampledUnit::zones) here.replicates = 0;
  }
  if (drawn_at_random(definition_)) here.replicates = 0;
  BootstrapSettings other = here;
  other.household_sizes = place.second_household_sizes;
  const std::size_t permutations =
      tied_to_zones() || drawn_at_random(definition_) ? 0
                                                      : request_.permutations;
  const auto results = compare_places({&one, statistics(input_), here},
                                      {&two, statistics(there), other},
                                      permutations);
  std::vector<IndexRecord> out;
  for (std::size_t i = 0; i < first.size(); ++i) {
    IndexRecord second = first[i];
    second.interval.reset();
    second.inference.clear();
    IndexRecord difference = second;
    first[i].parameters.emplace_back("table", "\"first\"");
    second.parameters.emplace_back("table", "\"second\"");
    difference.parameters.emplace_back("table", "\"difference\"");
    second.value = results[i].second;
    difference.value = results[i].difference;
    if (here.replicates > 0) {
      difference.interval = {results[i].low, results[i].high};
    }
    if (permutations > 0) {
      difference.inference.emplace_back("p_value", results[i].p_value);
    }
    out.push_back(std::move(first[i]));
    out.push_back(std::move(second));
    out.push_back(std::move(difference));
  }
  return out;
}

}  // namespace mingle::tool
