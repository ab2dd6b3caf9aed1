// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "expand_path.h"

#include <cstdlib>

#include <fmt/format.h>

namespace mingle {

Environment process_environment() {
  return [](std::string_view name) -> std::optional<std::string> {
    const char* value = std::getenv(std::string{name}.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  };
}

ExpandedPath expand_path(std::string_view text,
                         const Environment& environment) {
  ExpandedPath result;
  while (true) {
    const std::size_t open = text.find("${");
    result.path += text.substr(0, open);
    if (open == text.npos) return result;
    const std::size_t close = text.find('}', open);
    if (close == text.npos) {
      result.problem = "has '${' without '}'";
      return result;
    }
    const std::string_view inside = text.substr(open + 2, close - open - 2);
    const std::size_t dash = inside.find(":-");
    const std::string name{inside.substr(0, dash)};
    const std::optional<std::string> value = environment(name);
    if (value && !value->empty()) {
      result.path += *value;
    } else if (dash != inside.npos) {
      result.path += inside.substr(dash + 2);
    } else {
      result.problem = fmt::format(
          "needs the environment variable '{}', which is not set", name);
      result.hint = fmt::format(
          "Set it (export {0}=/path), or write ${{{0}:-default}}", name);
      return result;
    }
    text.remove_prefix(close + 1);
  }
}

}  // namespace mingle
