// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace mingle {

/// Whether an existing folder of results may be replaced.
enum class Overwrite : std::uint8_t { no, yes };

/// What becomes of results that are not complete.
enum class Unfinished : std::uint8_t {
  discard,  ///< removed, and what an earlier run left behind too
  keep      ///< left in path(), where the next run finds them
};

/// The folder name where none is given: the scenario file's name without its
/// extension, and the seed: `bradford-1`.
std::filesystem::path default_output_folder(
    const std::filesystem::path& scenario,
    std::uint64_t seed);

/// A folder of results that appears only when it is complete.
///
/// Files are written into path(), a hidden folder beside the target
/// (`.NAME.part`); commit() renames it. Without commit() it is removed with
/// the object (or kept, if so asked), and what was at the target is untouched.
class OutputFolder {
 public:
  /// @throws UsageError if the target exists and may not be overwritten, or is
  ///         no folder of results; OutputError if nothing can be made there.
  OutputFolder(const std::filesystem::path& target,
               Overwrite overwrite,
               Unfinished unfinished = Unfinished::discard);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// Where to write.
  const std::filesystem::path& path() const { return part_; }
  /// Where the results will be.
  const std::filesystem::path& target() const { return target_; }
  /// Puts the results in their place. @throws OutputError
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path part_;
  Unfinished unfinished_;
  bool committed_ = false;
};

}  // namespace mingle
