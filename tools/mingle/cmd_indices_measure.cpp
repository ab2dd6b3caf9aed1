// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices.h"
#include "cmd_indices_chosen.h"
#include "cmd_indices_inference.h"
#include "cmd_indices_view.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/indices/local.h>

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

/// What is measured, and what is to be said about it, once each.
struct Findings {
  IndexRecords records;
  std::set<std::string> notes;
};

/// Computes one index of one view, as often as its parameters ask for.
class Measurement {
 public:
  Measurement(const View& view,
              const IndexDefinition& definition,
              const IndicesRequest& request,
              Findings& findings)
      : view_{view},
        definition_{definition},
        request_{request},
        findings_{findings} {}

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
    std::vector<IndexRecord> records =
        labelled(definition_.compute(input, parameters));
    IndexInference inference{view_, definition_, parameters, request_};
    inference.infer(records);
    if (inference.can_compare()) records = inference.compare(records);
    findings_.notes.insert(inference.notes().begin(), inference.notes().end());
    std::move(
        records.begin(), records.end(), std::back_inserter(findings_.records));
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
      if (definition_.kind == IndexKind::matrix) {
        record.parameters.emplace_back("denominator", "\"all\"");
      }
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
    findings_.records.push_back(std::move(record));
  }

  /// A record for each value.
  std::vector<IndexRecord> labelled(const std::vector<double>& values) const {
    std::vector<IndexRecord> out;
    out.reserve(values.size());
    const std::size_t zones = std::max<std::size_t>(view_.zones.size(), 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
      IndexRecord record = blank();
      label(i, std::max<std::size_t>(values.size() / zones, 1), record);
      record.value = values[i];
      if (definition_.name == "neighbourhood_typology") {
        record.parameters.emplace_back(
            "type", json_text(typology_label(static_cast<int>(values[i]))));
      }
      out.push_back(std::move(record));
    }
    return out;
  }

  /// What the i-th value is of. @param width  values a zone
  void label(std::size_t i, std::size_t width, IndexRecord& record) const {
    const auto& groups = view_.place->groups;
    switch (definition_.shape) {
      case ValueShape::scalar:
        return;
      case ValueShape::group_pair:
        record.groups = {groups[i / groups.size()], groups[i % groups.size()]};
        return;
      case ValueShape::zone_group:
        record.groups = {groups[i % width]};
        record.zone = view_.zones[i / width];
        return;
      case ValueShape::zone:
        record.zone = view_.zones[i];
        return;
      case ValueShape::parts:
        record.parameters.emplace_back("part", json_text(part_name(i)));
    }
  }

  /// Parts between levels of larger areas are called by their columns.
  std::string part_name(std::size_t i) const {
    const auto& parts = definition_.parts;
    if (!definition_.needs.parents) return std::string{parts[i]};
    const auto levels = split_text(parameters_->text("by"), '/');
    if (i < 2) return std::string{parts[i]};
    if (i > levels.size()) return std::string{parts.back()};
    return levels[levels.size() - i] + " within " +
           levels[levels.size() - i + 1];
  }

  const View& view_;
  const IndexDefinition& definition_;
  const IndicesRequest& request_;
  Findings& findings_;
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
                  Findings& findings) {
  for (const IndexDefinition* definition : definitions) {
    const auto start = std::chrono::steady_clock::now();
    for (const Parameters& parameters : parameter_sets(*definition, request)) {
      Measurement{view, *definition, request, findings}.run(parameters);
    }
    console.detail(
        fmt::format("{:9.3f} s  {}", seconds_since(start), definition->name));
  }
}

/// A named index that cannot be computed is a mistake; under `all` it is told.
void refuse_what_failed(const IndicesRequest& request,
                        const IndexRecords& records,
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

IndexRecords measure(const IndicesRequest& request,
                     const std::vector<Place>& places,
                     Console& console) {
  const auto definitions = chosen_definitions(request);
  say_unused(request, definitions, console);
  std::vector<const IndexDefinition*> paired;
  std::vector<const IndexDefinition*> others;
  for (const IndexDefinition* definition : definitions) {
    (definition->needs.pair ? paired : others).push_back(definition);
  }
  Findings findings;
  for (const Place& place : places) {
    for (const PairChoice& pair : request.pairs) {
      View view;
      choose_pair(view, place, &pair, request);
      measure_view(view, paired, request, console, findings);
    }
    View view;
    choose_pair(view, place, nullptr, request);
    if (request.pairs.empty()) {
      measure_view(view, paired, request, console, findings);
    }
    measure_view(view, others, request, console, findings);
  }
  refuse_what_failed(request, findings.records, console);
  for (const auto& note : findings.notes) console.say("note: " + note);
  return std::move(findings.records);
}

}  // namespace mingle::tool
