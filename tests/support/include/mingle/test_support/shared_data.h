// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include <gtest/gtest.h>

namespace mingle::test {

/// The folder of this source tree.
std::filesystem::path source_folder();

/// The folder of real data and index oracles: $MINGLE_SHARED, or `shared`
/// beside the source tree; nothing where it is absent.
std::optional<std::filesystem::path> shared_folder();

/// True where the absence of that folder is a failure (CI=true).
bool shared_is_required();

}  // namespace mingle::test

/// Starts a test that reads the shared data: `folder` is its path. Without the
/// data the test says that it skipped, or fails when CI=true.
#define MINGLE_NEEDS_SHARED(folder)                                         \
  const auto folder##_or_none = ::mingle::test::shared_folder();            \
  if (!folder##_or_none && ::mingle::test::shared_is_required()) {          \
    FAIL() << "the shared data are absent, and CI=true; set MINGLE_SHARED"; \
  }                                                                         \
  if (!folder##_or_none) {                                                  \
    GTEST_SKIP() << "SKIPPED: needs the shared data; set MINGLE_SHARED";    \
  }                                                                         \
  const std::filesystem::path folder = *folder##_or_none
