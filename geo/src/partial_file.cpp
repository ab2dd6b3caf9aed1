// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "partial_file.h"

#include <filesystem>
#include <system_error>

#include <mingle/engine/error.h>

namespace mingle {

namespace fs = std::filesystem;

PartialFile::PartialFile(const std::string& target) : target_{target} {
  const fs::path path{target};
  const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw OutputError{
        target,
        "cannot be written: there is no folder '" + folder.string() + "'",
        "Create it first"};
  }
  if (fs::is_directory(path, ignored)) {
    throw OutputError{target, "is a folder", "Name a file"};
  }
  path_ = folder / (path.stem().string() + ".part" + path.extension().string());
  fs::remove(path_, ignored);
}

PartialFile::~PartialFile() {
  std::error_code ignored;
  fs::remove(path_, ignored);
  fs::remove(path_ + "-journal", ignored);
}

void PartialFile::commit() {
  std::error_code error;
  fs::rename(path_, target_, error);
  if (error) {
    throw OutputError{target_,
                      "cannot be renamed into place: " + error.message()};
  }
}

}  // namespace mingle
