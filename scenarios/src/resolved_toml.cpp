// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "resolved_toml.h"

#include "system_keys.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/scenarios/schema.h>

namespace mingle {
namespace {

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      result += fmt::format("\\u{:04x}", byte);
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string toml_of(const TomlValue& value) {
  using Kind = TomlValue::Kind;
  switch (value.kind) {
    case Kind::text:
      return quoted(value.text);
    case Kind::integer:
      return fmt::format("{}", value.integer);
    case Kind::number:
      return fmt::format("{}", value.number);
    case Kind::boolean:
      return value.boolean ? "true" : "false";
    case Kind::date:
      return value.text;
    case Kind::array: {
      std::vector<std::string> items;
      for (const TomlValue& item : value.items) items.push_back(toml_of(item));
      return fmt::format("[{}]", fmt::join(items, ", "));
    }
    case Kind::table: {
      std::vector<std::string> members;
      for (const TomlMember& one : value.members) {
        members.push_back(one.key + " = " + toml_of(one.value));
      }
      return fmt::format("{{ {} }}", fmt::join(members, ", "));
    }
    case Kind::other:
      break;
  }
  return "";
}

std::string origin_of(const Setting& setting) {
  if (setting.value.line == 0) return "command line";
  // Not the line: moving a key must not change the hash of the scenario.
  return std::filesystem::path{setting.file}.filename().string();
}

/// TOML allows letters, digits, '_' and '-' without quotes.
std::string key_text(const std::string& name) {
  const bool bare =
      !name.empty() && name.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                           "WXYZ0123456789_-") == std::string::npos;
  return bare ? name : quoted(name);
}

class Writer {
 public:
  explicit Writer(const Settings& settings) : settings_{settings} {}

  void add(const SchemaKey& key) {
    if (key.type == KeyType::group_numbers) return add_group_numbers(key);
    const auto at = settings_.find(key.path);
    if (at != settings_.end()) {
      write(key.section(),
            key.name(),
            toml_of(at->second.value),
            origin_of(at->second));
    } else if (!key.default_toml.empty()) {
      write(key.section(), key.name(), key.default_toml, "default");
    }
  }

  std::string text;

 private:
  void add_group_numbers(const SchemaKey& key) {
    const std::string start = key.path + '.';
    for (auto at = settings_.lower_bound(start);
         at != settings_.end() && at->first.rfind(start, 0) == 0;
         ++at) {
      write(key.path,
            at->first.substr(start.size()),
            toml_of(at->second.value),
            origin_of(at->second));
    }
  }

  void write(const std::string& section,
             const std::string& name,
             const std::string& value,
             const std::string& origin) {
    if (section != section_) {
      text += fmt::format("\n[{}]\n", section);
      section_ = section;
    }
    text += fmt::format("{} = {}  # {}\n", key_text(name), value, origin);
  }

  const Settings& settings_;
  std::string section_;
};

/// Whether the key says something about this scenario.
bool applies(const SchemaKey& key,
             const Scenario& scenario,
             const Settings& settings) {
  if (key.path == "run.threads" || key.path == "output.folder") return false;
  if (settings.count(key.path) != 0) return true;
  const bool full = scenario.housing.system == HousingSystem::full;
  if (full ? only_relocation_reads(key.path)
           : only_full_system_reads(key.path)) {
    return false;
  }
  if (key.path.rfind("area.earlier_zones.", 0) == 0) {
    return !scenario.area.earlier.empty();
  }
  if (is_contact_key(key.path) && !scenario.contact.active) {
    return key.path == "contact.active";
  }
  if (key.path == "time.years") return settings.count("time.end") == 0;
  if (key.path.rfind("area.lookup.", 0) == 0) {
    return !scenario.area.lookup.empty();
  }
  return true;
}

/// One [[lever]] for each label; keys that another file or the command line
/// changed say so.
std::string levers_toml(const Settings& settings) {
  std::string text;
  for (auto at = settings.lower_bound("lever.");
       at != settings.end() && at->first.rfind("lever.", 0) == 0;
       ++at) {
    const Setting& setting = at->second;
    text += fmt::format("\n[[lever]]  # {}\n", origin_of(setting));
    std::vector<TomlMember> members = setting.value.members;
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
      return a.key < b.key;
    });
    for (const TomlMember& member : members) {
      const auto file = setting.member_files.find(member.key);
      text +=
          fmt::format("{} = {}", key_text(member.key), toml_of(member.value));
      if (file != setting.member_files.end()) {
        text += fmt::format(
            "  # {}",
            member.line == 0
                ? "command line"
                : std::filesystem::path{file->second}.filename().string());
      }
      text += '\n';
    }
  }
  return text;
}

}  // namespace

std::string resolved_toml(const Settings& settings, const Scenario& scenario) {
  Writer writer{settings};
  std::vector<SchemaKey> keys = scenario_schema();
  // A TOML table may be opened once: keep the keys of a table together.
  std::stable_sort(
      keys.begin(), keys.end(), [](const SchemaKey& a, const SchemaKey& b) {
        const auto table = [](const SchemaKey& key) {
          return key.type == KeyType::group_numbers ? key.path : key.section();
        };
        return table(a) < table(b);
      });
  for (const SchemaKey& key : keys) {
    if (applies(key, scenario, settings)) writer.add(key);
  }
  return writer.text + levers_toml(settings);
}

}  // namespace mingle
