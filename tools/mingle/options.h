// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace mingle::tool {

/// What a command takes. A thin layer over CLI11, which is slow to compile:
/// only options.cpp and cli.cpp include it. The variables must outlive the
/// parse.
class Options {
 public:
  explicit Options(CLI::App& app) : app_{&app} {}

  /// An argument without dashes; required unless `optional`.
  void argument(const std::string& name,
                std::string& value,
                const std::string& help);
  void optional_argument(const std::string& name,
                         std::string& value,
                         const std::string& help);
  /// One or more arguments.
  void arguments(const std::string& name,
                 std::vector<std::string>& values,
                 const std::string& help);
  /// "--out" with a value; `type` is what help calls it: "DIR".
  void value(const std::string& flag,
             std::optional<std::string>& value,
             const std::string& type,
             const std::string& help);
  void integer(const std::string& flag,
               std::optional<std::int64_t>& value,
               const std::string& type,
               const std::string& help);
  /// May be given many times.
  void values(const std::string& flag,
              std::vector<std::string>& values,
              const std::string& type,
              const std::string& help);
  /// "--area A B C": all that follow up to the next option.
  void many(const std::string& flag,
            std::vector<std::string>& values,
            const std::string& type,
            const std::string& help);
  void flag(const std::string& name, bool& value, const std::string& help);

 private:
  CLI::App* app_;
};

}  // namespace mingle::tool
