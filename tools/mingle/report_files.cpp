// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "report_files.h"

#include <filesystem>

#include <mingle/engine/error.h>
#include <mingle/output/read_results.h>
#include <mingle/scenarios/parameters.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;

std::string name_of(fs::path folder) {
  folder = fs::absolute(folder).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  return folder.filename().string();
}

}  // namespace

std::vector<ReportParameter> report_parameters() {
  std::vector<ReportParameter> rows;
  for (const Parameter& row : shipped_parameters().rows()) {
    if (row.key.rfind("twin.", 0) == 0) continue;  // no run reads them
    rows.push_back({row.key,
                    row.meaning,
                    row.unit,
                    row.grade,
                    row.source,
                    row.minimum,
                    row.maximum});
  }
  return rows;
}

std::vector<ComparedRun> runs_in(const std::vector<std::string>& folders) {
  std::vector<ComparedRun> runs;
  for (const std::string& name : folders) {
    const fs::path folder{name};
    if (fs::exists(folder / "run.h5")) {
      runs.push_back({name_of(folder), folder});
      continue;
    }
    const fs::path file = folder / "comparison.h5";
    if (!fs::exists(file)) {
      DataPlace place;
      place.file = name;
      throw DataError{
          place,
          "holds neither run.h5 nor comparison.h5",
          "Give the folder that mingle run or mingle compare wrote"};
    }
    for (const std::string& arm : ResultFile{file}.read_strings("/arm")) {
      runs.push_back({arm, folder / "arms" / arm});
    }
  }
  return runs;
}

}  // namespace mingle::tool
