// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "version.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/versions.h>
#include <mingle/output/versions.h>

namespace mingle::tool {
namespace {

namespace fs = std::filesystem;
constexpr double bytes_per_gib = 1024.0 * 1024.0 * 1024.0;

/// Where a program lies on PATH; empty if it does not.
std::string on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::stringstream folders{path == nullptr ? "" : path};
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path file = fs::path{folder} / program;
    if (access(file.c_str(), X_OK) == 0) return file.string();
  }
  return "";
}

std::string found(const std::string& program, const std::string& absent) {
  const std::string path = on_path(program);
  return path.empty() ? "not found (" + absent + ")" : path;
}

std::string disk_words() {
  std::error_code error;
  const fs::space_info space = fs::space(".", error);
  if (error) return "unknown: " + error.message();
  return fmt::format("{:.1f} GiB free in the current folder",
                     static_cast<double>(space.available) / bytes_per_gib);
}

std::string memory_words() {
  const double pages = static_cast<double>(sysconf(_SC_PHYS_PAGES));
  const double size = static_cast<double>(sysconf(_SC_PAGE_SIZE));
  return fmt::format("{:.1f} GiB", pages * size / bytes_per_gib);
}

std::string shared_words() {
  const char* folder = std::getenv("MINGLE_SHARED");
  if (folder == nullptr || *folder == '\0') {
    return "MINGLE_SHARED is not set (stylised areas need no data)";
  }
  const bool there = fs::is_directory(fs::path{folder} / "data");
  return fmt::format("{}{}", folder, there ? "" : " (has no folder 'data')");
}

/// A library that cannot be loaded is a finding, not a failure.
std::string gdal_words() {
  try {
    return gdal_version();
  } catch (const Error& error) {
    return std::string{"not usable: "} + error.what();
  }
}

using Finding = std::array<std::string, 2>;

std::vector<Finding> findings() {
  return {{"mingle", mingle_version() + " (" + git_commit() + ")"},
          {"GDAL", gdal_words()},
          {"GEOS", geos_version()},
          {"HDF5", hdf5_version()},
          {"threads", fmt::format("{}", std::thread::hardware_concurrency())},
          {"memory", memory_words()},
          {"disk", disk_words()},
          {"QGIS", found("qgis", "needed only to open map.qgz")},
          {"Slurm", found("sbatch", "needed only for sweeps on a cluster")},
          {"data", shared_words()}};
}

class DoctorCommand : public Command {
 public:
  std::string name() const override { return "doctor"; }
  std::string summary() const override {
    return "Versions of libraries, threads, disk, QGIS, Slurm";
  }
  std::string example() const override { return "  mingle doctor"; }
  void declare(Options&) override {}
  void run(Console& console) override {
    std::string text;
    for (const auto& [what, value] : findings()) {
      text += console.json ? fmt::format("{}{}: {}",
                                         text.empty() ? "{" : ", ",
                                         json_text(what),
                                         json_text(value))
                           : fmt::format("{:<9}{}\n", what, value);
    }
    console.out(console.json ? text + "}\n" : text);
  }
};

}  // namespace

std::unique_ptr<Command> make_doctor_command() {
  return std::make_unique<DoctorCommand>();
}

}  // namespace mingle::tool
