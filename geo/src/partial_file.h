// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingle {

/// A file written beside its target and renamed when whole; removed if not.
class PartialFile {
 public:
  /// @throws OutputError when the folder is missing or the target is a folder.
  explicit PartialFile(const std::string& target);
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  /// Where to write; keeps the extension, by which GDAL goes.
  const std::string& path() const { return path_; }
  /// @throws OutputError
  void commit();

 private:
  std::string target_;
  std::string path_;
};

}  // namespace mingle
