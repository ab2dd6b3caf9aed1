// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "part_file.h"

#include <system_error>

#include <mingle/engine/error.h>
#include <mingle/output/output_folder.h>

namespace mingle {
namespace {

namespace fs = std::filesystem;

/// The hidden sibling `.NAME.SUFFIX`.
fs::path sibling(const fs::path& target, const char* suffix) {
  std::string name{'.'};
  name.append(target.filename().string()).append(suffix);
  return target.parent_path() / name;
}

[[noreturn]] void refuse(const fs::path& target,
                         const char* doing,
                         const std::error_code& error) {
  throw OutputError{target.string(),
                    std::string{doing} + ": " + error.message(),
                    std::string{output_hint(error.value())}};
}

/// --overwrite replaces results; it must not delete anything else.
bool holds_results(const fs::path& folder) {
  return fs::exists(folder / "run.h5") || fs::exists(folder / "hindcast.h5") ||
         fs::exists(folder / "alpha.csv") ||
         fs::exists(folder / "ro-crate-metadata.json") || fs::is_empty(folder);
}

void check_target(const fs::path& target, Overwrite overwrite) {
  if (!fs::exists(target)) return;
  const std::string name = target.string();
  if (!fs::is_directory(target)) {
    throw UsageError{"'" + name + "' exists and is not a folder",
                     "choose another folder with --out"};
  }
  if (overwrite == Overwrite::no) {
    throw UsageError{"the folder '" + name + "' exists",
                     "choose another with --out, or replace it with "
                     "--overwrite"};
  }
  if (!holds_results(target)) {
    throw UsageError{"the folder '" + name + "' holds no results of mingle",
                     "--overwrite replaces only folders that mingle wrote; "
                     "choose another with --out"};
  }
}

}  // namespace

fs::path default_output_folder(const fs::path& scenario, std::uint64_t seed) {
  return scenario.stem().string() + "-" + std::to_string(seed);
}

OutputFolder::OutputFolder(const fs::path& target,
                           Overwrite overwrite,
                           Unfinished unfinished)
    : target_{fs::absolute(target).lexically_normal()},
      unfinished_{unfinished} {
  if (!target_.has_filename()) target_ = target_.parent_path();
  check_target(target_, overwrite);
  part_ = sibling(target_, ".part");
  std::error_code error;
  if (unfinished == Unfinished::discard) fs::remove_all(part_, error);
  fs::create_directories(part_, error);
  if (error) refuse(target_, "cannot make this folder", error);
}

OutputFolder::~OutputFolder() {
  if (committed_) return;
  std::error_code ignored;
  if (unfinished_ == Unfinished::keep && !fs::is_empty(part_, ignored)) return;
  fs::remove_all(part_, ignored);
}

void OutputFolder::commit() {
  const fs::path old = sibling(target_, ".old");
  std::error_code error;
  fs::remove_all(old, error);
  if (fs::exists(target_)) {
    fs::rename(target_, old, error);
    if (error) refuse(target_, "cannot replace this folder", error);
  }
  fs::rename(part_, target_, error);
  if (error) {
    std::error_code ignored;
    fs::rename(old, target_, ignored);
    refuse(target_, "cannot give the results this name", error);
  }
  committed_ = true;
  fs::remove_all(old, error);
}

}  // namespace mingle
