// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prepare.h"
#include "progress.h"

#include <mutex>
#include <string>
#include <vector>

namespace mingle::tool {

/// A scenario of a comparison.
struct Arm {
  std::string name;  ///< of its folder: the file's name without extension
  Prepared prepared;
};

/// "baseline", "lettings"; files of the same name are numbered.
std::vector<std::string> arm_names(const std::vector<std::string>& files);

/// @throws ConfigError naming the file if area, period, seed, the dates that
///         are recorded or the kind of model differ from the first's.
void check_comparable(const std::vector<Arm>& arms);

/// How far all the replicates of all the arms are; several threads report.
class ComparisonProgress {
 public:
  ComparisonProgress(Console& console, int arms, int replicates, int ticks);
  /// A quarter of some replicate is done.
  void tick();
  /// A whole replicate was there already.
  void skip();

 private:
  void show();

  std::mutex mutex_;
  ProgressReport report_;
  int replicates_;
  int ticks_;
  std::int64_t done_ = 0;  ///< ticks
};

}  // namespace mingle::tool
