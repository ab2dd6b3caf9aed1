// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "explained.h"

#include <nlohmann/json.hpp>

#include <mingle/scenarios/lever_entry.h>
#include <mingle/scenarios/schema.h>

namespace mingle {
namespace {

using Json = nlohmann::ordered_json;

Json typed(const SchemaKey& key) {
  Json range{
      {"type", "number"}, {"minimum", key.minimum}, {"maximum", key.maximum}};
  switch (key.type) {
    case KeyType::text:
    case KeyType::path:
      return {{"type", "string"}};
    case KeyType::choice:
      return {{"enum", key.choices}};
    case KeyType::text_list:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case KeyType::date:
      return {{"type", "string"}, {"format", "date"}};
    case KeyType::truth:
      return {{"type", "boolean"}};
    case KeyType::integer: {
      Json whole = range;
      whole["type"] = "integer";
      return whole;
    }
    case KeyType::number:
      return range;
    case KeyType::group_numbers:
      return {{"type", "object"}, {"additionalProperties", range}};
    case KeyType::parameter:
      break;
  }
  Json value = range;
  if (key.parameter->whole) value["type"] = "integer";
  const Json any_number{{"type", "number"}};
  const Json with_prior{{"type", "object"},
                        {"properties",
                         {{"value", value},
                          {"prior", {{"type", "string"}}},
                          {"min", any_number},
                          {"max", any_number}}},
                        {"required", {"value"}},
                        {"additionalProperties", false}};
  return {{"oneOf", {value, with_prior}}};
}

Json default_of(const SchemaKey& key) {
  const std::string& text = key.default_toml;
  const bool number =
      key.type == KeyType::integer || key.type == KeyType::number ||
      key.type == KeyType::truth || key.type == KeyType::parameter;
  if (number) return Json::parse(text);
  if (text.front() == '"') return text.substr(1, text.size() - 2);
  return text;
}

Json described(const SchemaKey& key) {
  Json schema = typed(key);
  schema["description"] = key.help;
  if (!key.default_toml.empty()) schema["default"] = default_of(key);
  return schema;
}

/// The schema of the table at a dotted path, made on the way if need be.
Json& table_at(Json& root, const std::string& section) {
  Json* table = &root;
  std::size_t start = 0;
  while (start < section.size()) {
    std::size_t dot = section.find('.', start);
    if (dot == std::string::npos) dot = section.size();
    Json& next = (*table)["properties"][section.substr(start, dot - start)];
    if (next.is_null()) {
      next = {{"type", "object"},
              {"properties", Json::object()},
              {"additionalProperties", false}};
    }
    table = &next;
    start = dot + 1;
  }
  return *table;
}

/// The [[lever]] entries; [lever.LABEL] changes entries of another file.
Json lever_schema() {
  Json properties = Json::object();
  for (const LeverKey& key : lever_keys()) {
    properties[key.name] = {{"type", key.json_type}, {"description", key.help}};
  }
  Json entry{{"type", "object"},
             {"properties", properties},
             {"additionalProperties", false}};
  Json changes{{"type", "object"}, {"additionalProperties", entry}};
  return {{"description", "levers pulled; see docs/levers.md"},
          {"oneOf", {{{"type", "array"}, {"items", entry}}, changes}}};
}

}  // namespace

std::string scenario_json_schema() {
  Json root{{"$schema", "http://json-schema.org/draft-07/schema#"},
            {"title", "mingle scenario"},
            {"description", "A scenario file of mingle, TOML read as JSON"},
            {"type", "object"},
            {"properties", Json::object()},
            {"additionalProperties", false}};
  Json parameters{{"type", "object"},
                  {"description", "parameters by id, in place of their keys"},
                  {"properties", Json::object()},
                  {"additionalProperties", false}};
  for (const SchemaKey& key : scenario_schema()) {
    const Json schema = described(key);
    table_at(root, key.section())["properties"][key.name()] = schema;
    if (key.parameter != nullptr) {
      parameters["properties"][key.parameter->id] = schema;
    }
  }
  root["properties"]["parameters"] = parameters;
  root["properties"]["lever"] = lever_schema();
  return root.dump(2);
}

std::string explain_key_json(std::string_view path_or_id) {
  const SchemaKey& key = key_to_explain(path_or_id);
  Json result{{"key", key.path},
              {"meaning", key.help},
              {"expected", expected_words(key)}};
  result["default"] = key.default_toml.empty() ? Json{} : default_of(key);
  if (!key.unit.empty()) {
    result["minimum"] = key.minimum;
    result["maximum"] = key.maximum;
    result["unit"] = key.unit;
  }
  if (key.parameter != nullptr) {
    result["parameter"] = key.parameter->id;
    result["prior"] = key.parameter->prior;
    result["source"] = key.parameter->source;
    result["grade"] = key.parameter->grade;
  }
  return result.dump(2);
}

}  // namespace mingle
