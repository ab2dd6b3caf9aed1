// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices.h"
#include "cmd_indices_chosen.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle::tool {
namespace {

std::string json_value(const Parameters::Entry& entry) {
  switch (entry.definition->type) {
    case ParameterType::flag:
      return entry.value;
    case ParameterType::number:
    case ParameterType::whole:
      return json_number(std::strtod(entry.value.c_str(), nullptr));
    default:
      return json_text(entry.value);
  }
}

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

std::size_t group_number(const Place& place, const std::string& name) {
  const auto found = std::find(place.groups.begin(), place.groups.end(), name);
  if (found != place.groups.end()) {
    return static_cast<std::size_t>(found - place.groups.begin());
  }
  const auto near = nearest_names(name, place.groups);
  throw UsageError{"there is no group '" + name + "'",
                   near.empty()
                       ? "The groups are " + first_few(place.groups, 30)
                       : "Did you mean '" + near[0] + "'?"};
}

TwoGroups two_groups(const Place& place,
                     const PeopleTable& people,
                     const PairChoice& pair,
                     Denominator denominator) {
  const std::size_t a = group_number(place, pair.group);
  if (pair.rest()) return against_rest(people, a);
  return pair_of(people, a, group_number(place, pair.other), denominator);
}

TwoGroups some_zones(const TwoGroups& groups,
                     const std::vector<std::size_t>& zones) {
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> t;
  for (const std::size_t z : zones) {
    x.push_back(groups.x[z]);
    y.push_back(groups.y[z]);
    t.push_back(groups.t[z]);
  }
  if (groups.exhaustive) return {std::move(x), std::move(y)};
  return {std::move(x), std::move(y), std::move(t)};
}

void drop_zones_without_pair(View& view) {
  std::vector<std::size_t> kept;
  std::vector<std::string> zones;
  std::vector<double> sizes;
  for (std::size_t z = 0; z < view.groups->zones(); ++z) {
    if (view.groups->t[z] <= 0) continue;
    kept.push_back(z);
    zones.push_back(view.place->zones[z]);
    if (!view.household_sizes.empty()) {
      sizes.push_back(view.household_sizes[z]);
    }
  }
  if (kept.size() == view.groups->zones()) return;
  view.groups = some_zones(*view.groups, kept);
  if (view.place->geometry) {
    view.own_geometry = view.place->geometry->subset(kept);
  }
  view.zones = std::move(zones);
  view.household_sizes = std::move(sizes);
}

void choose_pair(View& view,
                 const Place& place,
                 const PairChoice* pair,
                 const IndicesRequest& request) {
  view.place = &place;
  view.pair = pair;
  view.zones = place.zones;
  view.household_sizes = place.household_sizes;
  if (pair == nullptr) return;
  view.groups = two_groups(place, place.people, *pair, request.denominator);
  if (place.second) {
    view.second_groups =
        two_groups(place, *place.second, *pair, request.denominator);
  }
  if (request.drop_empty) drop_zones_without_pair(view);
}

IndexInput input_for(const View& view, const Parameters& parameters) {
  const Place& place = *view.place;
  IndexInput in;
  in.people = &place.people;
  in.group_names = place.groups;
  in.pair = view.groups ? &*view.groups : nullptr;
  in.geometry = view.geometry();
  in.before = place.before ? &*place.before : nullptr;
  in.after = place.after ? &*place.after : nullptr;
  in.second_pair = view.second_groups ? &*view.second_groups : nullptr;
  in.cache = &view.cache;
  for (const auto& entry : parameters.entries()) {
    if (entry.definition->name != "by") continue;
    const auto parents = place.parents.find(entry.value);
    if (parents == place.parents.end()) continue;
    in.parents = parents->second.first;
    in.parent_count = parents->second.second;
  }
  return in;
}

/// Computes one index of one view, as often as its parameters ask for.
class Measurement {
 public:
  Measurement(const View& view,
              const IndexDefinition& definition,
              const IndicesRequest& request,
              std::vector<IndexRecord>& records)
      : view_{view},
        definition_{definition},
        request_{request},
        records_{records} {}

  void run(const Parameters& parameters) {
    parameters_ = &parameters;
    const IndexInput input = input_for(view_, parameters);
    const std::string missing = what_is_missing(definition_, input, parameters);
    if (!missing.empty()) {
      fail(missing);
      return;
    }
    if (request_.all && takes_minutes()) {
      fail("takes minutes for so many zones: ask for it by name");
      return;
    }
    const std::vector<double> values = definition_.compute(input, parameters);
    switch (definition_.shape) {
      case ValueShape::scalar:
        add_scalar(input, values[0]);
        return;
      case ValueShape::group_pair:
        add_matrix(values);
        return;
      case ValueShape::zone:
      case ValueShape::zone_group:
        add_zones(values);
        return;
      case ValueShape::parts:
        add_parts(values);
    }
  }

 private:
  /// Quadratic indices are left out of `all` where there are many zones.
  bool takes_minutes() const {
    constexpr std::size_t many = 10'000;
    return definition_.name == "distortion_coefficient" &&
           view_.zones.size() > many;
  }

  IndexRecord blank() const {
    IndexRecord record;
    const bool rest = view_.pair && view_.pair->rest();
    const bool paired = definition_.needs.pair;
    record.place = view_.place->name;
    record.index = definition_.name;
    record.kind = word_for(definition_.kind, paired && rest);
    if (paired && view_.pair) {
      record.groups = {view_.pair->group, rest ? "rest" : view_.pair->other};
      const bool all = request_.denominator == Denominator::all || rest;
      record.parameters.emplace_back("denominator",
                                     all ? "\"all\"" : "\"pair\"");
    } else {
      record.all_groups = &view_.place->groups;
    }
    if (request_.drop_empty) {
      record.parameters.emplace_back("empty_zones", "\"drop\"");
    }
    for (const auto& entry : parameters_->entries()) {
      record.parameters.emplace_back(entry.definition->name, json_value(entry));
    }
    return record;
  }

  void fail(const std::string& why) {
    IndexRecord record = blank();
    record.value = std::nan("");
    record.problem = why;
    records_.push_back(std::move(record));
  }

  void add_matrix(const std::vector<double>& values) {
    const auto& groups = view_.place->groups;
    for (std::size_t i = 0; i < values.size(); ++i) {
      IndexRecord record = blank();
      record.groups = {groups[i / groups.size()], groups[i % groups.size()]};
      record.value = values[i];
      records_.push_back(std::move(record));
    }
  }

  void add_zones(const std::vector<double>& values) {
    const std::size_t width = values.size() / view_.zones.size();
    const bool by_group = definition_.shape == ValueShape::zone_group;
    for (std::size_t i = 0; i < values.size(); ++i) {
      IndexRecord record = blank();
      if (by_group) record.groups = {view_.place->groups[i % width]};
      record.zone = view_.zones[i / width];
      record.value = values[i];
      records_.push_back(std::move(record));
    }
  }

  void add_parts(const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      IndexRecord record = blank();
      record.parameters.emplace_back(
          "part", json_text(std::string{definition_.parts[i]}));
      record.value = values[i];
      records_.push_back(std::move(record));
    }
  }

  void add_scalar(const IndexInput& input, double value) {
    IndexRecord record = blank();
    record.value = value;
    const bool infer = request_.permutations > 0 || request_.bootstraps > 0 ||
                       request_.jackknife;
    if (infer) add_inference(input, record);
    const bool compared = view_.place->second.has_value();
    const bool spatial = definition_.needs.geometry();
    if (!compared || (spatial && !view_.place->second_geometry)) {
      records_.push_back(std::move(record));
      return;
    }
    add_comparison(input, std::move(record));
  }

  /// The columns that random tables are drawn from: the pair (and everyone
  /// else, who stay where they are), or all groups.
  PeopleTable table_to_draw(const std::optional<TwoGroups>& groups,
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
  Statistic statistic(const IndexInput& input) const {
    const bool paired = definition_.needs.pair;
    const bool exhaustive = !paired || input.pair->exhaustive;
    return [this, input, paired, exhaustive](const PeopleTable& table) {
      IndexInput own = input;
      own.cache = nullptr;
      own.people = &table;
      if (!paired) return definition_.compute(own, *parameters_)[0];
      const TwoGroups groups = exhaustive
                                   ? TwoGroups{table.column(0), table.column(1)}
                                   : pair_of(table, 0, 1, Denominator::all);
      own.pair = &groups;
      return definition_.compute(own, *parameters_)[0];
    };
  }

  bool drawn_at_random() const {
    return std::any_of(definition_.parameters.begin(),
                       definition_.parameters.end(),
                       [](const ParameterDefinition& one) {
                         return one.name == "iterations";
                       });
  }

  BootstrapSettings bootstrap_settings() const {
    BootstrapSettings settings;
    settings.unit = request_.unit;
    settings.replicates = request_.bootstraps;
    settings.level = request_.level;
    settings.seed = request_.seed;
    settings.household_sizes = view_.household_sizes;
    return settings;
  }

  void add_inference(const IndexInput& input, IndexRecord& record) const {
    if (drawn_at_random()) return;
    const PeopleTable table = table_to_draw(view_.groups, view_.place->people);
    const Statistic index = statistic(input);
    if (request_.permutations > 0) add_permutations(table, index, record);
    // Zones drawn twice have no geometry to go with them.
    const bool spatial = definition_.needs.geometry();
    if (request_.bootstraps > 0 &&
        (!spatial || request_.unit == ResampledUnit::people)) {
      const auto result = bootstrap(table, index, bootstrap_settings());
      record.interval = {result.low, result.high};
      record.inference.emplace_back("bias", result.bias);
      record.inference.emplace_back("corrected", result.corrected);
      record.inference.emplace_back("standard_error", result.standard_error);
    }
    if (request_.jackknife) {
      const auto result =
          jackknife(table, index, spatial ? LeftOut::people : LeftOut::zone);
      record.inference.emplace_back("jackknife_bias", result.bias);
      record.inference.emplace_back("jackknife_corrected", result.corrected);
      record.inference.emplace_back("jackknife_standard_error",
                                    result.standard_error);
    }
  }

  void add_permutations(const PeopleTable& table,
                        const Statistic& index,
                        IndexRecord& record) const {
    PermutationSettings settings;
    settings.null_model = request_.null_model;
    settings.alternative = request_.alternative;
    settings.replicates = request_.permutations;
    settings.seed = request_.seed;
    settings.mobile_groups = definition_.needs.pair ? 2 : 0;
    settings.household_sizes = bootstrap_settings().household_sizes;
    const auto result = permutation_test(table, index, settings);
    record.inference.emplace_back("p_value", result.p_value);
    record.inference.emplace_back("null_mean", result.null_mean);
    record.inference.emplace_back("null_sd", result.null_sd);
    record.inference.emplace_back("null_low", result.null_low);
    record.inference.emplace_back("null_high", result.null_high);
    // How far the index is from chance towards its largest value, 1.
    record.inference.emplace_back(
        "above_chance",
        (result.observed - result.null_mean) / (1 - result.null_mean));
  }

  /// The value in the second table and the difference, second less first.
  void add_comparison(const IndexInput& input, IndexRecord first) {
    const Place& place = *view_.place;
    const PeopleTable one = table_to_draw(view_.groups, place.people);
    const PeopleTable two = table_to_draw(view_.second_groups, *place.second);
    IndexInput there = input;
    there.people = &*place.second;
    there.pair = input.second_pair;
    if (place.second_geometry) there.geometry = &*place.second_geometry;
    BootstrapSettings other = bootstrap_settings();
    other.household_sizes = place.second_household_sizes;
    const bool spatial = definition_.needs.geometry();
    const std::size_t permutations = spatial ? 0 : request_.permutations;
    const auto result =
        compare_places({&one, statistic(input), bootstrap_settings()},
                       {&two, statistic(there), other},
                       permutations);
    IndexRecord second = blank();
    IndexRecord difference = blank();
    first.parameters.emplace_back("table", "\"first\"");
    second.parameters.emplace_back("table", "\"second\"");
    difference.parameters.emplace_back("table", "\"difference\"");
    second.value = result.second;
    difference.value = result.difference;
    if (request_.bootstraps > 0) {
      difference.interval = {result.low, result.high};
    }
    if (permutations > 0) {
      difference.inference.emplace_back("p_value", result.p_value);
    }
    records_.push_back(std::move(first));
    records_.push_back(std::move(second));
    records_.push_back(std::move(difference));
  }

  const View& view_;
  const IndexDefinition& definition_;
  const IndicesRequest& request_;
  std::vector<IndexRecord>& records_;
  const Parameters* parameters_ = nullptr;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

void measure_view(const View& view,
                  const std::vector<const IndexDefinition*>& definitions,
                  const IndicesRequest& request,
                  Console& console,
                  std::vector<IndexRecord>& records) {
  for (const IndexDefinition* definition : definitions) {
    const auto start = std::chrono::steady_clock::now();
    for (const Parameters& parameters : parameter_sets(*definition, request)) {
      Measurement{view, *definition, request, records}.run(parameters);
    }
    console.detail(
        fmt::format("{:9.3f} s  {}", seconds_since(start), definition->name));
  }
}

/// A named index that cannot be computed is a mistake; under `all` it is told.
void refuse_what_failed(const IndicesRequest& request,
                        const std::vector<IndexRecord>& records,
                        Console& console) {
  std::vector<std::string> told;
  for (const IndexRecord& record : records) {
    if (record.problem.empty()) continue;
    if (!request.all) {
      throw UsageError{"index '" + record.index + "' " + record.problem,
                       "See `mingle indices --help`"};
    }
    const std::string line =
        record.index + " (" + record.kind + ") " + record.problem;
    if (std::find(told.begin(), told.end(), line) != told.end()) continue;
    told.push_back(line);
    console.say("not computed: " + line);
  }
}

void say_unused(const IndicesRequest& request,
                const std::vector<const IndexDefinition*>& definitions,
                Console& console) {
  const std::vector<std::string> known = parameter_names();
  for (const auto& entry : request.set) {
    const std::string& name = entry.first;
    if (name == "seed") continue;
    if (std::find(known.begin(), known.end(), name) == known.end()) continue;
    const bool used = std::any_of(
        definitions.begin(), definitions.end(), [&](const auto* definition) {
          return std::any_of(definition->parameters.begin(),
                             definition->parameters.end(),
                             [&](const auto& one) { return one.name == name; });
        });
    if (!used) console.say("note: no index chosen takes '" + name + "'");
  }
}

}  // namespace

std::vector<IndexRecord> measure(const IndicesRequest& request,
                                 const std::vector<Place>& places,
                                 Console& console) {
  const auto definitions = chosen_definitions(request);
  say_unused(request, definitions, console);
  std::vector<const IndexDefinition*> paired;
  std::vector<const IndexDefinition*> others;
  for (const IndexDefinition* definition : definitions) {
    (definition->needs.pair ? paired : others).push_back(definition);
  }
  std::vector<IndexRecord> records;
  for (const Place& place : places) {
    for (const PairChoice& pair : request.pairs) {
      View view;
      choose_pair(view, place, &pair, request);
      measure_view(view, paired, request, console, records);
    }
    View view;
    choose_pair(view, place, nullptr, request);
    if (request.pairs.empty()) {
      measure_view(view, paired, request, console, records);
    }
    measure_view(view, others, request, console, records);
  }
  refuse_what_failed(request, records, console);
  return records;
}

}  // namespace mingle::tool
