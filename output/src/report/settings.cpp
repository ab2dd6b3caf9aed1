// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "settings.h"

#include <charconv>
#include <set>
#include <sstream>

namespace mingle {
namespace {

/// The value of a line, without the comment on where it comes from.
std::string value_of(std::string text) {
  const std::size_t comment = text.rfind("  # ");
  if (comment != std::string::npos) text.resize(comment);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

bool changes_nothing(const std::string& key) {
  return key == "title" || key == ".title" || key.starts_with("output.") ||
         key == "run.replicates" || key == "run.seed";
}

std::string found_in(const std::map<std::string, std::string>& settings,
                     const std::string& key) {
  const auto at = settings.find(key);
  return at == settings.end() ? "" : at->second;
}

}  // namespace

std::map<std::string, std::string> settings_of(const std::string& config_toml) {
  std::map<std::string, std::string> settings;
  std::map<std::string, int> seen;
  std::string table;
  std::istringstream lines{config_toml};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("[[") && line.find("]]") != std::string::npos) {
      const std::string name = line.substr(2, line.find("]]") - 2);
      table = name + '[' + std::to_string(seen[name]++) + ']';
    } else if (line.starts_with('[')) {
      table = line.substr(1, line.find(']') - 1);
    } else if (const std::size_t is = line.find(" = ");
               is != std::string::npos && line[0] != '#') {
      const std::string key = line.substr(0, is);
      settings[table.empty() ? key : table + '.' + key] =
          value_of(line.substr(is + 3));
    }
  }
  return settings;
}

namespace {

/// Keys of levers by their label: "lever[0].from" as "lever.english.from".
std::map<std::string, std::string> with_labels(
    const std::map<std::string, std::string>& settings) {
  const auto label_of = [&settings](const std::string& table) {
    for (const char* key : {".label", ".id"}) {
      const auto found = settings.find(table + key);
      if (found == settings.end()) continue;
      std::string label = found->second;
      std::erase(label, '"');
      return "lever." + label;
    }
    return table;
  };
  std::map<std::string, std::string> named;
  for (const auto& [key, value] : settings) {
    const std::size_t end = key.find("].");
    if (!key.starts_with("lever[") || end == std::string::npos) {
      named[key] = value;
      continue;
    }
    named[label_of(key.substr(0, end + 1)) + key.substr(end + 1)] = value;
  }
  return named;
}

}  // namespace

std::vector<SettingChange> setting_changes(const ComparedArm& base,
                                           const ComparedArm& other) {
  const auto before = with_labels(settings_of(base.config_toml));
  const auto after = with_labels(settings_of(other.config_toml));
  std::set<std::string> keys;
  for (const auto& [key, value] : before) keys.insert(key);
  for (const auto& [key, value] : after) keys.insert(key);
  std::vector<SettingChange> changes;
  for (const std::string& key : keys) {
    SettingChange change{key, found_in(before, key), found_in(after, key)};
    if (change.base == change.other || changes_nothing(key)) continue;
    changes.push_back(std::move(change));
  }
  return changes;
}

std::optional<double> number_of(const std::string& value) {
  double number = 0;
  const char* end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  if (value.empty() || read.ec != std::errc{} || read.ptr != end) return {};
  return number;
}

}  // namespace mingle
