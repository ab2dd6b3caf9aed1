// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare_arms.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace mingle::tool {

/// What is done with each arm while its study is in memory.
struct ArmVisitor {
  std::function<void(const Arm&)> made;       ///< before its first replicate
  std::function<void(const Arm&)> set_aside;  ///< after its last one
  /// Told which arms need no run of their own, or not from the start.
  std::function<void(const std::string&)> shared;
};

/// Makes the study of each arm and simulates those of its replicates that are
/// not set aside yet; sets them aside in `parts`, a file each, which a later
/// call finds. Neighbouring arms that differ in levers alone share what is
/// made, and are stepped together until levers act.
/// Nothing that was made is left in memory. @throws Interrupted
void simulate_arms(std::vector<Arm>& arms,
                   int replicates,
                   const std::filesystem::path& parts,
                   ComparisonProgress& progress,
                   Console& console,
                   const ArmVisitor& visitor);

/// Writes what `mingle run` of the arm writes, from what is set aside.
void write_arm(const Arm& arm,
               const std::filesystem::path& parts,
               const std::filesystem::path& folder);

/// Writes run.h5 alone, of the first replicates.
void write_results_of(const Arm& arm,
                      int replicates,
                      const std::filesystem::path& parts,
                      const std::filesystem::path& folder);

}  // namespace mingle::tool
