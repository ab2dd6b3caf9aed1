// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "run_files.h"

#include <fstream>

#include <mingle/engine/error.h>
#include <mingle/output/ro_crate_writer.h>

namespace mingle::tool {
namespace {

constexpr const char* fit_file = "population_fit.csv";

void write_fit(const std::string& rows, const std::filesystem::path& file) {
  std::ofstream stream{file, std::ios::binary};
  stream << rows;
  stream.close();
  if (!stream) {
    throw OutputError{file.string(), "cannot be written", "Is the disk full?"};
  }
}

std::vector<CrateFile> crate_files() {
  return {{"run.h5", "all results", "application/x-hdf5"},
          {"summary.csv", "headline indices", "text/csv"},
          {fit_file, "fit of the households to the tables", "text/csv"},
          {"map.gpkg", "zones by year", "application/geopackage+sqlite3"},
          {"map.qgz", "QGIS project of map.gpkg", "application/x-qgis"}};
}

}  // namespace

RunFiles::RunFiles(const Prepared& prepared, std::filesystem::path folder)
    : prepared_{prepared},
      folder_{std::move(folder)},
      info_{run_info(prepared)},
      results_{folder_ / "run.h5", info_},
      summary_{folder_ / "summary.csv", info_.banner},
      map_{folder_, info_, prepared.study.zones} {
  if (prepared.housing) {
    moves_.emplace(prepared.housing->world.rules.mobility);
  }
}

std::vector<Observer*> RunFiles::observers() {
  std::vector<Observer*> all{&results_, &summary_, &map_};
  if (moves_) all.push_back(&*moves_);
  return all;
}

void RunFiles::finish() {
  write_fit(fit_csv(prepared_) + (moves_ ? moves_->csv() : ""),
            folder_ / fit_file);
  write_ro_crate(folder_, info_, crate_files());
}

}  // namespace mingle::tool
