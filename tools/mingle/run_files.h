// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prepare.h"

#include <filesystem>
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

 private:
  const Prepared& prepared_;
  std::filesystem::path folder_;
  RunInfo info_;
  Hdf5Recorder results_;
  SummaryWriter summary_;
  MapWriter map_;
};

}  // namespace mingle::tool
