// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <string_view>

#include <mingle/test_support/shared_data.h>

namespace mingle::test {

std::filesystem::path source_folder() {
  return MINGLE_SOURCE_DIR;
}

std::optional<std::filesystem::path> shared_folder() {
  const char* named = std::getenv("MINGLE_SHARED");
  const std::filesystem::path folder = named != nullptr && *named != '\0'
                                           ? std::filesystem::path{named}
                                           : source_folder() / ".." / "shared";
  if (!std::filesystem::is_directory(folder / "data")) return std::nullopt;
  return std::filesystem::canonical(folder);
}

bool shared_is_required() {
  const char* ci = std::getenv("CI");
  return ci != nullptr && std::string_view{ci} == "true";
}

}  // namespace mingle::test
