// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include <mingle/output/text_file.h>

namespace mingle {

/// A file that appears under its name only when it is complete: it is written
/// as `NAME.part` beside the target, which commit() renames. Without commit()
/// the part is removed with the object.
class PartFile {
 public:
  explicit PartFile(std::filesystem::path target);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::filesystem::path& target() const { return target_; }
  /// Where to write.
  const std::filesystem::path& part() const { return part_; }
  /// @throws OutputError if the part cannot be renamed.
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path part_;
  bool committed_ = false;
};

/// What to advise after the system's error `code` (an errno value) while
/// writing; never empty.
std::string_view output_hint(int code);

}  // namespace mingle
