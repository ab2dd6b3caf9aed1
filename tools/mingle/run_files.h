// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "move_summary.h"
#include "prepare.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <mingle/output/hdf5_recorder.h>
#include <mingle/output/map_writer.h>
#include <mingle/output/summary_writer.h>

namespace mingle::tool {

/// The files that every run writes into its folder.
class RunFiles {
 public:
  RunFiles(const Prepared& prepared, std::filesystem::path folder);

  /// In the order in which they take frames.
  std::vector<Observer*> observers();
  /// Writes what is not made of frames: fit and provenance.
  /// @throws OutputError
  void finish();
  /// How often households moved against the survey, in words; empty without
  /// the full housing system.
  std::string move_words() const { return moves_ ? moves_->words() : ""; }

 private:
  const Prepared& prepared_;
  std::filesystem::path folder_;
  RunInfo info_;
  Hdf5Recorder results_;
  SummaryWriter summary_;
  MapWriter map_;
  std::optional<MoveSummary> moves_;
};

}  // namespace mingle::tool
