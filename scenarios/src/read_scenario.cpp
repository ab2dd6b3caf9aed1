// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "expand_path.h"
#include "resolved_toml.h"
#include "scenario_from_settings.h"
#include "settings.h"
#include "toml_reader.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/sha256.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/scenarios/schema.h>

namespace mingle {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 16 << 20;
constexpr std::size_t deepest_chain = 32;

[[noreturn]] void refuse_file(const fs::path& file,
                              std::string problem,
                              std::string hint) {
  throw ConfigError{
      {{file.string(), 0, 0, "", std::move(problem), std::move(hint)}}};
}

/// Bytes of a file, never more than largest_file + 1 of them in memory.
std::string read_text(const fs::path& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (!fs::exists(status)) {
    refuse_file(file, "there is no such file", "Check the path");
  }
  if (fs::is_directory(status)) {
    refuse_file(file,
                "this is a folder, not a scenario file",
                "Name a .toml file in it");
  }
  std::ifstream stream{file, std::ios::binary};
  if (!stream) refuse_file(file, "cannot be opened for reading", "");
  std::string text(largest_file + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > largest_file) {
    refuse_file(file,
                "is larger than 16 MB, which no scenario is",
                "Is it a data file? Scenarios are short TOML files");
  }
  if (text.find('\0') != text.npos) {
    refuse_file(
        file, "is a binary file", "Scenarios are short TOML text files");
  }
  return text;
}

/// Reads a scenario and, before it, what it extends.
class ChainReader {
 public:
  Settings read(const fs::path& file) {
    const fs::path real = fs::weakly_canonical(file);
    if (std::find(open_.begin(), open_.end(), real) != open_.end()) {
      refuse_file(file,
                  "extends itself, directly or through another file",
                  "Remove one 'extends'");
    }
    if (open_.size() >= deepest_chain) {
      refuse_file(file, "is the 33rd of a chain of 'extends'", "");
    }
    open_.push_back(real);
    files.push_back(file);
    const std::string name = file.string();
    const fs::path folder = file.parent_path();
    Settings own = collect_settings(
        parse_toml(read_text(file), name), {name, folder}, problems);
    Settings base = read_base(own);
    open_.pop_back();
    override_settings(base, own);
    return base;
  }

  std::vector<fs::path> files;
  std::vector<ConfigProblem> problems;

 private:
  Settings read_base(Settings& own) {
    const auto extends = own.find("extends");
    if (extends == own.end()) return {};
    const Setting setting = std::move(extends->second);
    own.erase(extends);
    const ExpandedPath path =
        expand_path(setting.value.text, process_environment());
    if (!path.problem.empty()) {
      problems.push_back(problem_at(
          setting, "extends", "'extends' " + path.problem, path.hint));
      return {};
    }
    const fs::path file = (setting.folder / path.path).lexically_normal();
    if (!fs::exists(file)) {
      problems.push_back(
          problem_at(setting,
                     "extends",
                     fmt::format("'extends' names {}, which does not exist",
                                 file.string())));
      return {};
    }
    try {
      return read(file);
    } catch (const ConfigError& error) {
      problems.insert(
          problems.end(), error.problems().begin(), error.problems().end());
      return {};
    }
  }

  std::vector<fs::path> open_;
};

/// A document with one key, as if `key = value` stood in a file.
TomlValue document_of(std::string key, TomlValue value) {
  if (const SchemaKey* known = find_key(key)) key = known->path;
  while (true) {
    const std::size_t dot = key.rfind('.');
    TomlValue table;
    table.kind = TomlValue::Kind::table;
    table.members.push_back({key.substr(dot + 1), 0, 0, std::move(value)});
    if (dot == key.npos) return table;
    value = std::move(table);
    key.resize(dot);
  }
}

bool takes_text(const std::string& key) {
  const SchemaKey* known = find_key(key);
  return known != nullptr &&
         (known->type == KeyType::text || known->type == KeyType::choice ||
          known->type == KeyType::path);
}

TomlValue command_value(const CommandSetting& setting) {
  const bool quoted = !setting.value.empty() &&
                      (setting.value[0] == '"' || setting.value[0] == '\'');
  if (!takes_text(setting.key) || quoted) {
    return parse_toml_value(setting.value);
  }
  TomlValue text;
  text.kind = TomlValue::Kind::text;
  text.text = setting.value;
  return text;
}

Settings command_settings(std::span<const CommandSetting> given,
                          std::vector<ConfigProblem>& problems) {
  Settings all;
  for (const CommandSetting& setting : given) {
    if (setting.key == "extends") {
      problems.push_back({setting.option,
                          0,
                          0,
                          "extends",
                          "'extends' works in a file only",
                          ""});
      continue;
    }
    override_settings(
        all,
        collect_settings(document_of(setting.key, command_value(setting)),
                         {setting.option, {}},
                         problems));
  }
  return all;
}

void throw_if_any(std::vector<ConfigProblem>& problems,
                  const std::vector<fs::path>& files) {
  if (problems.empty()) return;
  const auto rank = [&files](const ConfigProblem& problem) {
    const auto at = std::find(files.begin(), files.end(), problem.file);
    return at - files.begin();
  };
  std::stable_sort(
      problems.begin(),
      problems.end(),
      [&rank](const ConfigProblem& a, const ConfigProblem& b) {
        if (rank(a) != rank(b)) return rank(a) < rank(b);
        return std::pair{a.line, a.column} < std::pair{b.line, b.column};
      });
  throw ConfigError{std::move(problems)};
}

/// A scenario without a title has its file's name; the record says so.
void name_title(Settings& settings,
                const std::string& title,
                const fs::path& file) {
  Setting setting;
  setting.value.kind = TomlValue::Kind::text;
  setting.value.text = title;
  setting.value.line = 1;
  setting.file = file.string();
  settings.try_emplace("title", std::move(setting));
}

}  // namespace

CommandSetting parse_set_option(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == text.npos || equals == 0) {
    throw UsageError{
        fmt::format("--set '{}' is not of the form key=value", printable(text)),
        "For example --set housing.alpha=0.9"};
  }
  return {"--set " + printable(text),
          text.substr(0, equals),
          text.substr(equals + 1)};
}

ResolvedScenario read_scenario(const fs::path& file,
                               std::span<const CommandSetting> given) {
  ChainReader chain;
  Settings settings = chain.read(file);
  override_settings(settings, command_settings(given, chain.problems));
  ResolvedScenario result;
  result.scenario =
      scenario_from_settings(settings, file.string(), chain.problems);
  throw_if_any(chain.problems, chain.files);
  result.files = std::move(chain.files);
  name_title(settings, result.scenario.title, file);
  result.config_toml = resolved_toml(settings, result.scenario);
  result.config_sha256 = sha256_of_text(result.config_toml);
  return result;
}

}  // namespace mingle
