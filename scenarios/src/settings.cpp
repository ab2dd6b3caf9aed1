// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "settings.h"

#include "levers/lever_entries.h"
#include "levers/toml_fields.h"
#include "prior.h"
#include "toml_reader.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <mingle/engine/calendar.h>
#include <mingle/scenarios/schema.h>
#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

using Kind = TomlValue::Kind;

std::string joined(const std::string& section, const std::string& name) {
  return section.empty() ? name : section + '.' + name;
}

bool is_section(const std::string& path) {
  if (path == "parameters") return true;
  const std::string start = path + '.';
  const auto& keys = scenario_schema();
  return std::any_of(keys.begin(), keys.end(), [&start](const SchemaKey& key) {
    return key.path.compare(0, start.size(), start) == 0;
  });
}

/// Names of keys and sections directly inside a section.
std::vector<std::string> names_in(const std::string& section) {
  std::vector<std::string> names;
  const std::string start = section.empty() ? "" : section + '.';
  for (const SchemaKey& key : scenario_schema()) {
    if (section == "parameters") {
      if (key.parameter != nullptr) names.push_back(key.parameter->id);
      continue;
    }
    if (key.path.compare(0, start.size(), start) != 0) continue;
    std::string name = key.path.substr(start.size());
    name = name.substr(0, name.find('.'));
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  if (section.empty()) names.emplace_back("parameters");
  if (section.empty()) names.emplace_back("lever");
  return names;
}

class Collector {
 public:
  Collector(const DocumentSource& source, std::vector<ConfigProblem>& problems)
      : source_{source}, problems_{problems} {}

  void take_section(const TomlValue& table, const std::string& section) {
    for (const TomlMember& member : table.members) take(member, section);
  }

  Settings settings;

 private:
  void take(const TomlMember& member, const std::string& section) {
    if (section.empty() && member.key == "lever") {
      return collect_levers(member, source_, settings, problems_);
    }
    const std::string path = joined(section, member.key);
    const SchemaKey* key = find_key(path);
    if (key != nullptr && (key->path == path || section == "parameters")) {
      take_value(*key, member);
    } else if (is_section(path)) {
      take_subsection(member, path);
    } else {
      refuse_unknown(member, section);
    }
  }

  void take_subsection(const TomlMember& member, const std::string& path) {
    if (member.value.kind == Kind::table)
      return take_section(member.value, path);
    add(member,
        path,
        fmt::format(
            "'{}' is {} but must be a table", path, described(member.value)),
        fmt::format("Write [{}] and its keys below", path));
  }

  void take_value(const SchemaKey& key, const TomlMember& member) {
    if (settings.count(key.path) != 0) {
      return add(member,
                 key.path,
                 fmt::format("'{}' is given twice, here and as '{}'",
                             key.path,
                             key.parameter->id),
                 "Keep one of the two");
    }
    if (key.type == KeyType::group_numbers &&
        member.value.kind == Kind::table) {
      return take_group_numbers(key, member.value);
    }
    if (!type_fits(key, member.value)) {
      return add(member,
                 key.path,
                 fmt::format("'{}' is {} but must be {}",
                             key.path,
                             described(member.value),
                             expected_words(key)));
    }
    check_range(key, member);
    store(key.path, member);
  }

  void take_group_numbers(const SchemaKey& key, const TomlValue& table) {
    for (const TomlMember& member : table.members) {
      const std::string path = joined(key.path, member.key);
      const bool number = member.value.kind == Kind::integer ||
                          member.value.kind == Kind::number;
      if (!number) {
        add(member,
            path,
            fmt::format("'{}' is {} but must be a number",
                        path,
                        described(member.value)));
        continue;
      }
      check_number(key, path, member, member.value.number);
      store(path, member);
    }
  }

  static bool type_fits(const SchemaKey& key, const TomlValue& value) {
    const bool is_number =
        value.kind == Kind::integer || value.kind == Kind::number;
    switch (key.type) {
      case KeyType::text:
      case KeyType::choice:
      case KeyType::path:
        return value.kind == Kind::text;
      case KeyType::text_list:
        return value.kind == Kind::array &&
               std::all_of(value.items.begin(),
                           value.items.end(),
                           [](const TomlValue& item) {
                             return item.kind == Kind::text;
                           });
      case KeyType::date:
        return value.kind == Kind::date ||
               (value.kind == Kind::text && parse_date(value.text));
      case KeyType::truth:
        return value.kind == Kind::boolean;
      case KeyType::integer:
        return value.kind == Kind::integer;
      case KeyType::number:
        return is_number;
      case KeyType::parameter:
        return is_number || value.kind == Kind::table;
      case KeyType::group_numbers:
        return false;
    }
    return false;
  }

  void check_range(const SchemaKey& key, const TomlMember& member) {
    const TomlValue& value = member.value;
    if (key.type == KeyType::choice) return check_choice(key, member);
    if (key.type == KeyType::parameter && value.kind == Kind::table) {
      return check_prior(key, member);
    }
    const bool numeric = key.type == KeyType::integer ||
                         key.type == KeyType::number ||
                         key.type == KeyType::parameter;
    if (numeric) check_number(key, key.path, member, value.number);
  }

  void check_choice(const SchemaKey& key, const TomlMember& member) {
    const auto& choices = key.choices;
    if (std::find(choices.begin(), choices.end(), member.value.text) !=
        choices.end()) {
      return;
    }
    add(member,
        key.path,
        fmt::format("'{}' is \"{}\" but must be {}",
                    key.path,
                    printable(member.value.text),
                    expected_words(key)));
  }

  void check_number(const SchemaKey& key,
                    const std::string& path,
                    const TomlMember& member,
                    double value) {
    if (!(value >= key.minimum && value <= key.maximum)) {
      add(member,
          path,
          fmt::format(
              "'{}' is {} but must be {}", path, value, range_words(key)));
    } else if (key.parameter != nullptr && key.parameter->whole &&
               value != std::floor(value)) {
      add(member,
          path,
          fmt::format("'{}' is {} but must be a whole number ({})",
                      path,
                      value,
                      key.unit));
    }
  }

  void check_prior(const SchemaKey& key, const TomlMember& member) {
    for (const std::string& problem : prior_table_problems(member.value)) {
      add(member,
          key.path,
          fmt::format("'{}' {}", key.path, problem),
          "A value with its prior looks like { value = 0.85, prior = "
          "\"normal(0.85, 0.15)\", min = 0.4, max = 1.1 }");
    }
    if (const auto value = prior_table_value(member.value)) {
      check_number(key, key.path, member, *value);
    }
  }

  void refuse_unknown(const TomlMember& member, const std::string& section) {
    const std::string path = joined(section, member.key);
    if (path == "area.pack") {
      return add(member,
                 path,
                 "'area.pack' (a study pack) is not available yet",
                 "Name the files in [area.zones] and [area.tables]");
    }
    for (const SchemaKey& key : scenario_schema()) {
      if (std::find(key.old_names.begin(), key.old_names.end(), path) !=
          key.old_names.end()) {
        return add(member,
                   path,
                   fmt::format("'{}' has a new name", path),
                   fmt::format("Write '{}'", key.path));
      }
    }
    add(member,
        path,
        unknown_words(member.key, section),
        unknown_hint(member.key, section));
  }

  static std::string unknown_words(const std::string& name,
                                   const std::string& section) {
    const std::string shown = printable(name);
    if (section.empty()) return fmt::format("unknown key '{}'", shown);
    return fmt::format("unknown key '{}' in [{}]", shown, section);
  }

  static std::string unknown_hint(const std::string& name,
                                  const std::string& section) {
    const std::vector<std::string> here = names_in(section);
    if (nearest_names(name, here).empty()) {
      // Right name, wrong table.
      for (const SchemaKey& key : scenario_schema()) {
        const bool same =
            key.name() == name || (key.parameter && key.parameter->id == name);
        if (same) return fmt::format("Did you mean '{}'?", key.path);
      }
    }
    return suggestion(name, here, "keys here");
  }

  void store(const std::string& path, const TomlMember& member) {
    Setting setting{member.value, source_.name, source_.folder};
    setting.value.line = member.line;
    setting.value.column = member.column;
    settings.insert_or_assign(path, std::move(setting));
  }

  void add(const TomlMember& member,
           const std::string& key,
           std::string problem,
           std::string hint = "") {
    problems_.push_back({source_.name,
                         member.line,
                         member.column,
                         key,
                         std::move(problem),
                         std::move(hint)});
  }

  const DocumentSource& source_;
  std::vector<ConfigProblem>& problems_;
};

bool has_prefix(const Settings& settings, std::string_view prefix) {
  const auto at = settings.lower_bound(std::string{prefix});
  return at != settings.end() &&
         at->first.compare(0, prefix.size(), prefix) == 0;
}

void drop_prefix(Settings& settings, std::string_view prefix) {
  for (auto at = settings.begin(); at != settings.end();) {
    const bool drop = at->first.compare(0, prefix.size(), prefix) == 0;
    at = drop ? settings.erase(at) : std::next(at);
  }
}

}  // namespace

Settings collect_settings(const TomlValue& document,
                          const DocumentSource& source,
                          std::vector<ConfigProblem>& problems) {
  Collector collector{source, problems};
  collector.take_section(document, "");
  return std::move(collector.settings);
}

void override_settings(Settings& base, const Settings& over) {
  const bool years = over.count("time.years") != 0;
  const bool end = over.count("time.end") != 0;
  if (years && !end) base.erase("time.end");
  if (end && !years) base.erase("time.years");
  const bool files =
      has_prefix(over, "area.zones.") || has_prefix(over, "area.tables.");
  if (over.count("area.stylised") != 0 && !files) drop_prefix(base, "area.");
  if (files && over.count("area.stylised") == 0) base.erase("area.stylised");
  override_levers(base, over);
  for (const auto& [key, setting] : over) {
    if (key.rfind("lever.", 0) != 0) base.insert_or_assign(key, setting);
  }
}

ConfigProblem problem_at(const Setting& setting,
                         const std::string& key,
                         std::string problem,
                         std::string hint) {
  return {setting.file,
          setting.value.line,
          setting.value.column,
          key,
          std::move(problem),
          std::move(hint)};
}

}  // namespace mingle
