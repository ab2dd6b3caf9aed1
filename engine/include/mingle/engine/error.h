// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace mingle {

/// Any failure a user can cause or must hear about: what is wrong and what to
/// do. what() is "problem. hint", both as sentences without a final full stop
/// in the parts.
class Error : public std::runtime_error {
 public:
  explicit Error(std::string problem, std::string hint = "");
  const std::string& problem() const { return problem_; }
  const std::string& hint() const { return hint_; }

 private:
  std::string problem_;
  std::string hint_;
};

/// The command line is wrong (unknown option, output folder exists). Exit 2.
class UsageError : public Error {
 public:
  using Error::Error;
};

/// One mistake in a scenario file. `line` and `column` count from 1; 0 means
/// the mistake has no place in the file (a missing key, a --set option).
struct ConfigProblem {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
  std::string key;
  std::string problem;
  std::string hint;

  /// `file:line:column: problem. hint`
  std::string text() const;
};

/// All mistakes of a scenario, in file order. Exit 3.
class ConfigError : public Error {
 public:
  explicit ConfigError(std::vector<ConfigProblem> problems);
  const std::vector<ConfigProblem>& problems() const { return problems_; }

 private:
  std::vector<ConfigProblem> problems_;
};

/// Where in the input data something is wrong. Empty parts are left out;
/// `line` counts from 1 with the header as line 1.
struct DataPlace {
  std::string file;
  std::string layer;
  std::string feature;
  std::string field;
  std::size_t line = 0;

  /// `file:line: layer 'x', zone 'y', column 'z'`
  std::string text() const;
};

/// Input data cannot be used. Exit 4.
class DataError : public Error {
 public:
  DataError(DataPlace place, const std::string& problem, std::string hint = "");
  const DataPlace& place() const { return place_; }

 private:
  DataPlace place_;
};

/// A result could not be written (disk full, no permission). Exit 1.
class OutputError : public Error {
 public:
  OutputError(std::string path,
              const std::string& problem,
              std::string hint = "");
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The first few of a list and how many more: "a, b, c and 12 more". Used by
/// every message that names offenders.
std::string first_few(const std::vector<std::string>& items,
                      std::size_t shown = 5);

}  // namespace mingle
