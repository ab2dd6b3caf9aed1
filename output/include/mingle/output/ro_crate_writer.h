// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <mingle/output/run_info.h>

namespace mingle {

/// A file of the output folder as the crate describes it.
struct CrateFile {
  std::string name;  ///< relative to the folder: "run.h5"
  std::string description;
  std::string media_type;  ///< "application/x-hdf5"
};

/// Writes `folder`/ro-crate-metadata.json: the provenance of a run as an
/// RO-Crate 1.1 with the Process Run Crate 0.5 profile: who made which files
/// from which inputs by which program, seed and scenario. Throws OutputError.
void write_ro_crate(const std::filesystem::path& folder,
                    const RunInfo& info,
                    const std::vector<CrateFile>& files);

}  // namespace mingle
