// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/lever_entries.h"
#include "levers/toml_fields.h"
#include "toml_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace mingle {
namespace {

using Kind = TomlValue::Kind;
constexpr std::string_view prefix = "lever.";

void add(const DocumentSource& source,
         const TomlValue& at,
         std::vector<ConfigProblem>& problems,
         std::string problem,
         std::string hint) {
  problems.push_back({source.name,
                      at.line,
                      at.column,
                      "lever",
                      std::move(problem),
                      std::move(hint)});
}

/// The label of an entry; its id where it has none.
std::string label_of(const TomlValue& entry) {
  std::string label;
  for (const TomlMember& member : entry.members) {
    if (member.value.kind != Kind::text) continue;
    if (member.key == "label") return member.value.text;
    if (member.key == "id") label = member.value.text;
  }
  return label;
}

bool is_off(const TomlValue& entry) {
  return std::any_of(
      entry.members.begin(), entry.members.end(), [](const auto& member) {
        return member.key == "off" && member.value.boolean;
      });
}

void take_entries(const TomlMember& member,
                  const DocumentSource& source,
                  Settings& settings,
                  std::vector<ConfigProblem>& problems) {
  for (const TomlValue& entry : member.value.items) {
    if (entry.kind != Kind::table) {
      add(source,
          entry,
          problems,
          "'lever' has an item that is no table",
          "Write [[lever]] and its keys below");
      continue;
    }
    const std::string label = label_of(entry);
    if (label.empty()) {
      add(source,
          entry,
          problems,
          "a [[lever]] has no 'id'",
          "`mingle levers` lists them");
      continue;
    }
    const std::string key = lever_setting(label);
    if (const auto other = settings.find(key); other != settings.end()) {
      add(source,
          entry,
          problems,
          fmt::format("two levers are labelled '{}'; the other is in line {}",
                      printable(label),
                      other->second.value.line),
          "Give one of them a label of its own");
      continue;
    }
    Setting setting{entry, source.name, source.folder};
    settings.emplace(key, std::move(setting));
  }
}

/// Members of `over` in place of those of `base` with the same key; nested
/// tables likewise. @param files  out: where changed members come from
void merge(TomlValue& base, const TomlValue& over) {
  for (const TomlMember& member : over.members) {
    const auto old = std::find_if(
        base.members.begin(), base.members.end(), [&member](const auto& one) {
          return one.key == member.key;
        });
    if (old == base.members.end()) {
      base.members.push_back(member);
    } else if (old->value.kind == Kind::table &&
               member.value.kind == Kind::table) {
      merge(old->value, member.value);
    } else {
      *old = member;
    }
  }
}

}  // namespace

std::string lever_setting(const std::string& label) {
  return std::string{prefix} + label;
}

void collect_levers(const TomlMember& member,
                    const DocumentSource& source,
                    Settings& settings,
                    std::vector<ConfigProblem>& problems) {
  if (member.value.kind == Kind::array) {
    return take_entries(member, source, settings, problems);
  }
  if (member.value.kind != Kind::table) {
    return add(source,
               member.value,
               problems,
               fmt::format("'lever' is {} but must be a list of tables",
                           described(member.value)),
               "Write [[lever]] and its keys below");
  }
  for (const TomlMember& change : member.value.members) {
    if (change.value.kind != Kind::table) {
      add(source,
          change.value,
          problems,
          fmt::format("'lever.{}' is {} but must be a table",
                      printable(change.key),
                      described(change.value)),
          "[lever.LABEL] changes a lever of the extended file; [[lever]] adds "
          "one");
      continue;
    }
    Setting setting{change.value, source.name, source.folder};
    setting.value.line = change.line;
    setting.value.column = change.column;
    setting.changes = true;
    settings.emplace(lever_setting(change.key), std::move(setting));
  }
}

void override_levers(Settings& base, const Settings& over) {
  for (auto at = over.lower_bound(std::string{prefix});
       at != over.end() && at->first.rfind(prefix, 0) == 0;
       ++at) {
    const auto& [key, setting] = *at;
    const auto old = base.find(key);
    if (!setting.changes && is_off(setting.value) && old != base.end()) {
      base.erase(old);
    } else if (setting.changes && old != base.end()) {
      for (const TomlMember& member : setting.value.members) {
        old->second.member_files[member.key] = setting.file;
      }
      merge(old->second.value, setting.value);
      if (is_off(old->second.value)) base.erase(old);
    } else {
      base.insert_or_assign(key, setting);
    }
  }
}

}  // namespace mingle
