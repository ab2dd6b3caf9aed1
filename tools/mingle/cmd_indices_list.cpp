// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices.h"
#include "cmd_indices_chosen.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mingle::tool {
namespace {

std::string text_of(std::string_view text) {
  return std::string{text};
}

std::vector<std::string> needs_of(const IndexDefinition& definition) {
  const IndexNeeds& needs = definition.needs;
  std::vector<std::string> out;
  if (needs.pair) out.emplace_back("--pair");
  if (needs.geometry()) out.emplace_back("--zones");
  if (needs.parents) out.emplace_back("--lookup");
  if (needs.second) out.emplace_back("--compare");
  return out;
}

std::string allowed_values(const ParameterDefinition& parameter) {
  switch (parameter.type) {
    case ParameterType::choice:
      return text_of(parameter.choices);
    case ParameterType::flag:
      return "true|false";
    case ParameterType::number:
      return "NUMBER";
    case ParameterType::whole:
      return "WHOLE";
    case ParameterType::text:
      break;
  }
  return "TEXT";
}

std::string csv_cell(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string parameters_line(const IndexDefinition& definition) {
  std::vector<std::string> parts;
  for (const auto& parameter : definition.parameters) {
    parts.push_back(fmt::format("{}={}", parameter.name, parameter.initial));
  }
  return fmt::format("{}", fmt::join(parts, ";"));
}

std::string catalogue_csv() {
  std::string out =
      "name,kind,needs,parameters,title,formula,range,undefined,source\n";
  for (const auto& d : index_catalogue()) {
    out += fmt::format("{},{},{},{},{},{},{},{},{}\n",
                       d.name,
                       word_for(d.kind, false),
                       fmt::join(needs_of(d), " "),
                       csv_cell(parameters_line(d)),
                       csv_cell(d.title),
                       csv_cell(d.formula),
                       csv_cell(d.range),
                       csv_cell(d.undefined),
                       csv_cell(d.source));
  }
  return out;
}

std::string json_parameter(const ParameterDefinition& parameter) {
  return fmt::format(
      "{{\"name\": {}, \"default\": {}, \"values\": {}, \"meaning\": {}}}",
      json_text(parameter.name),
      json_text(parameter.initial),
      json_text(allowed_values(parameter)),
      json_text(parameter.meaning));
}

std::string json_definition(const IndexDefinition& d) {
  std::vector<std::string> parameters;
  for (const auto& parameter : d.parameters) {
    parameters.push_back(json_parameter(parameter));
  }
  std::vector<std::string> needs;
  for (const auto& need : needs_of(d)) needs.push_back(json_text(need));
  return fmt::format(
      "{{\"name\": {}, \"kind\": {}, \"title\": {}, \"needs\": [{}],\n"
      "  \"parameters\": [{}],\n  \"formula\": {},\n  \"range\": {}, "
      "\"undefined\": {},\n  \"source\": {},\n  \"cost\": {}, "
      "\"programs\": {}}}",
      json_text(d.name),
      json_text(word_for(d.kind, false)),
      json_text(d.title),
      fmt::join(needs, ", "),
      fmt::join(parameters, ", "),
      json_text(d.formula),
      json_text(d.range),
      json_text(d.undefined),
      json_text(d.source),
      json_text(d.cost),
      json_text(d.programs));
}

std::string catalogue_json() {
  std::vector<std::string> items;
  for (const auto& d : index_catalogue()) items.push_back(json_definition(d));
  return fmt::format("[\n {}\n]\n", fmt::join(items, ",\n "));
}

std::string catalogue_text() {
  std::string out;
  for (const auto& d : index_catalogue()) {
    out += fmt::format("{} ({}{}{})\n  {}\n  formula: {}\n  range: {}\n",
                       d.name,
                       word_for(d.kind, false),
                       needs_of(d).empty() ? "" : ", needs ",
                       fmt::join(needs_of(d), " and "),
                       d.title,
                       d.formula,
                       d.range);
    for (const auto& parameter : d.parameters) {
      out += fmt::format("  --set {}={}  ({}) {}\n",
                         parameter.name,
                         parameter.initial,
                         allowed_values(parameter),
                         parameter.meaning);
    }
    out += fmt::format("  source: {}\n\n", d.source);
  }
  return out;
}

}  // namespace

std::string print_catalogue(const std::string& format) {
  if (format == "json") return catalogue_json();
  if (format == "csv") return catalogue_csv();
  return catalogue_text();
}

}  // namespace mingle::tool
