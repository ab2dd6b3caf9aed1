// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include <mingle/engine/observer.h>
#include <mingle/output/run_info.h>

namespace mingle {

/// Version of the layout of run.h5, `major.minor`: a reader accepts files of
/// its own major version. See docs/formats/run-h5.md.
inline constexpr std::string_view run_format_version = "1.0";

/// Writes every frame of a run into one HDF5 file that netCDF-4 programs
/// open. The file appears under its name at end(); until then it is
/// `NAME.part`, which a recorder that never reached end() removes.
/// All functions throw OutputError (disk full, no permission).
class Hdf5Recorder : public Observer {
 public:
  Hdf5Recorder(std::filesystem::path file, RunInfo info);
  ~Hdf5Recorder() override;

  void begin(const RunShape& shape) override;
  void record(const Frame& frame) override;
  void end() override;

 private:
  class Target;
  std::filesystem::path file_;
  RunInfo info_;
  std::unique_ptr<Target> target_;
};

}  // namespace mingle
