// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/toml_fields.h"

#include "toml_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/scenarios/suggest.h>

namespace mingle {

using Kind = TomlValue::Kind;

TomlFields::TomlFields(const TomlValue& table,
                       std::string file,
                       std::string where,
                       std::vector<ConfigProblem>& problems,
                       const std::map<std::string, std::string>& member_files)
    : table_{table},
      file_{std::move(file)},
      where_{std::move(where)},
      problems_{problems},
      member_files_{member_files},
      line_{table.line} {}

const TomlMember* TomlFields::find(std::string_view name) {
  asked_.emplace_back(name);
  for (const TomlMember& member : table_.members) {
    if (member.key == name) return &member;
  }
  return nullptr;
}

void TomlFields::add(const TomlMember* at,
                     std::string problem,
                     std::string hint) {
  const auto other =
      at == nullptr ? member_files_.end() : member_files_.find(at->key);
  problems_.push_back({other == member_files_.end() ? file_ : other->second,
                       at == nullptr ? table_.line : at->line,
                       at == nullptr ? table_.column : at->column,
                       "",
                       fmt::format("{}: {}", where_, problem),
                       std::move(hint)});
}

void TomlFields::wrong_kind(const TomlMember& member,
                            std::string_view expected) {
  add(&member,
      fmt::format("'{}' is {} but must be {}",
                  printable(member.key),
                  described(member.value),
                  expected));
}

std::string TomlFields::text(std::string_view name, bool needed) {
  const TomlMember* member = find(name);
  if (member == nullptr) {
    if (needed) add(nullptr, fmt::format("'{}' is missing", name));
    return "";
  }
  if (member->value.kind != Kind::text) {
    wrong_kind(*member, "a text");
    return "";
  }
  if (needed && member->value.text.empty()) {
    add(member, fmt::format("'{}' is empty", name));
  }
  return member->value.text;
}

std::optional<double> TomlFields::number(std::string_view name,
                                         double low,
                                         double high) {
  const TomlMember* member = find(name);
  if (member == nullptr) return std::nullopt;
  const TomlValue& value = member->value;
  if (value.kind != Kind::integer && value.kind != Kind::number) {
    wrong_kind(*member, fmt::format("a number from {} to {}", low, high));
    return std::nullopt;
  }
  if (!(value.number >= low && value.number <= high)) {
    add(member,
        fmt::format(
            "'{}' is {} but must be {} to {}", name, value.number, low, high));
    return std::nullopt;
  }
  return value.number;
}

std::optional<int> TomlFields::whole(std::string_view name, int low, int high) {
  const auto value = number(name, low, high);
  if (!value) return std::nullopt;
  const TomlMember* member = find(name);
  if (member->value.kind != Kind::integer) {
    add(member, fmt::format("'{}' must be a whole number", name));
    return std::nullopt;
  }
  return static_cast<int>(*value);
}

bool TomlFields::truth(std::string_view name) {
  const TomlMember* member = find(name);
  if (member == nullptr) return false;
  if (member->value.kind != Kind::boolean) wrong_kind(*member, "true or false");
  return member->value.boolean;
}

std::vector<std::string> TomlFields::texts(std::string_view name) {
  const TomlMember* member = find(name);
  if (member == nullptr) return {};
  std::vector<std::string> texts;
  for (const TomlValue& item : member->value.items) {
    if (item.kind == Kind::text) texts.push_back(item.text);
  }
  if (member->value.kind != Kind::array ||
      texts.size() != member->value.items.size()) {
    wrong_kind(*member, "a list of texts");
    return {};
  }
  return texts;
}

std::size_t TomlFields::one_of(std::string_view name,
                               std::vector<std::string> names) {
  const TomlMember* member = find(name);
  if (member == nullptr) return 0;
  const auto found = std::find(names.begin(), names.end(), member->value.text);
  if (member->value.kind == Kind::text && found != names.end()) {
    return static_cast<std::size_t>(found - names.begin());
  }
  wrong_kind(*member, fmt::format("one of {}", fmt::join(names, ", ")));
  return 0;
}

void TomlFields::refuse_others() {
  for (const TomlMember& member : table_.members) {
    if (std::find(asked_.begin(), asked_.end(), member.key) != asked_.end()) {
      continue;
    }
    std::sort(asked_.begin(), asked_.end());
    asked_.erase(std::unique(asked_.begin(), asked_.end()), asked_.end());
    add(&member,
        fmt::format("unknown key '{}'", printable(member.key)),
        suggestion(member.key, asked_, "keys here"));
  }
}

std::string described(const TomlValue& value) {
  switch (value.kind) {
    case Kind::table:
      return "a table";
    case Kind::array:
      return "a list";
    case Kind::text:
      return fmt::format("the text \"{}\"", printable(value.text));
    case Kind::integer:
      return fmt::format("the number {}", value.integer);
    case Kind::number:
      return fmt::format("the number {}", value.number);
    case Kind::boolean:
      return value.boolean ? "true" : "false";
    case Kind::date:
      return "the date " + value.text;
    case Kind::other:
      break;
  }
  return "a time or date with time";
}

}  // namespace mingle
