// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "toml_value.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/error.h>

namespace mingle {

/// Reads the members of one table, each by its name and kind, and collects
/// what is wrong with them.
class TomlFields {
 public:
  /// @param where  "lever 'big_lunch'", for messages; ends up in each problem
  /// @param member_files  of members that come from another file
  TomlFields(const TomlValue& table,
             std::string file,
             std::string where,
             std::vector<ConfigProblem>& problems,
             const std::map<std::string, std::string>& member_files = {});

  const TomlMember* find(std::string_view name);
  std::string text(std::string_view name, bool needed = false);
  std::optional<double> number(std::string_view name, double low, double high);
  std::optional<int> whole(std::string_view name, int low, int high);
  bool truth(std::string_view name);
  std::vector<std::string> texts(std::string_view name);
  /// Place of a text among `names`; the first if it is absent.
  std::size_t one_of(std::string_view name, std::vector<std::string> names);
  /// Complains of members that nobody asked for, with the nearest name.
  void refuse_others();

  void add(const TomlMember* at, std::string problem, std::string hint = "");
  std::size_t line() const { return line_; }

 private:
  void wrong_kind(const TomlMember& member, std::string_view expected);

  const TomlValue& table_;
  std::string file_;
  std::string where_;
  std::vector<ConfigProblem>& problems_;
  std::map<std::string, std::string> member_files_;
  std::vector<std::string> asked_;
  std::size_t line_ = 0;
};

/// "the text \"a\"", "the number 3", "a list": a value in words.
std::string described(const TomlValue& value);

}  // namespace mingle
