// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>

#include <mingle/engine/assert.h>
#include <mingle/engine/error.h>

namespace mingle {
namespace {

std::string sentence(const std::string& problem, const std::string& hint) {
  return hint.empty() ? problem : problem + ". " + hint;
}

std::string with_place(const std::string& place, const std::string& problem) {
  return place.empty() ? problem : place + ": " + problem;
}

std::string all_texts(const std::vector<ConfigProblem>& problems) {
  std::string text;
  for (const ConfigProblem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += problem.text();
  }
  return text;
}

}  // namespace

Error::Error(std::string problem, std::string hint)
    : std::runtime_error{sentence(problem, hint)},
      problem_{std::move(problem)},
      hint_{std::move(hint)} {}

std::string ConfigProblem::text() const {
  std::string place = file;
  if (line > 0) {
    place += ':' + std::to_string(line) + ':' + std::to_string(column);
  }
  return with_place(place, sentence(problem, hint));
}

ConfigError::ConfigError(std::vector<ConfigProblem> problems)
    : Error{all_texts(problems)}, problems_{std::move(problems)} {}

std::string DataPlace::text() const {
  std::string text = file;
  if (line > 0) text += ':' + std::to_string(line);
  const auto add = [&text](const char* word, const std::string& value) {
    if (value.empty()) return;
    if (!text.empty())
      text += text.find(": ") == std::string::npos ? ": " : ", ";
    text += std::string{word} + " '" + value + "'";
  };
  add("layer", layer);
  add("zone", feature);
  add("column", field);
  return text;
}

DataError::DataError(DataPlace place,
                     const std::string& problem,
                     std::string hint)
    : Error{with_place(place.text(), problem), std::move(hint)},
      place_{std::move(place)} {}

OutputError::OutputError(std::string path,
                         const std::string& problem,
                         std::string hint)
    : Error{with_place(path, problem), std::move(hint)},
      path_{std::move(path)} {}

std::string first_few(const std::vector<std::string>& items,
                      std::size_t shown) {
  std::string text;
  const std::size_t count = items.size() <= shown + 1 ? items.size() : shown;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ", ";
    text += items[i];
  }
  if (count < items.size()) {
    text += " and " + std::to_string(items.size() - count) + " more";
  }
  return text;
}

void contract_failed(const char* kind,
                     const char* condition,
                     const char* file,
                     int line) {
  std::fprintf(stderr, "%s:%d: %s failed: %s\n", file, line, kind, condition);
  std::abort();
}

}  // namespace mingle
