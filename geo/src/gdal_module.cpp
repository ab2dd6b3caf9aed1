// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "gdal_module.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <vector>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

constexpr const char* module_name = "mingle_gdal.so";

/// Where the module may lie, the likeliest first. Its bare name makes the
/// dynamic linker look in the run path of the program.
std::vector<std::string> candidates() {
  if (const char* folder = std::getenv("MINGLE_MODULE_PATH")) {
    return {std::filesystem::path{folder} / module_name};
  }
  std::vector<std::string> paths;
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  if (!unknown) {
    const std::filesystem::path folder = program.parent_path();
    paths.push_back(folder / "../lib/mingle" / module_name);
    paths.push_back(folder / ".." / MINGLE_LIBDIR "/mingle" / module_name);
    paths.push_back(folder / module_name);
  }
  paths.emplace_back(module_name);
  return paths;
}

[[noreturn]] void throw_not_loaded(const std::vector<std::string>& reasons) {
  throw Error{"the module for maps cannot be loaded: " + first_few(reasons),
              "Install mingle again, or set MINGLE_MODULE_PATH to the folder "
              "of " +
                  std::string{module_name}};
}

const gdal::Functions& functions_in(void* library, const std::string& path) {
  const auto entry = reinterpret_cast<decltype(&mingle_gdal_functions)>(
      dlsym(library, "mingle_gdal_functions"));
  if (!entry || entry()->version != gdal::interface_version) {
    throw_not_loaded({path + " is of another version of mingle"});
  }
  return *entry();
}

const gdal::Functions& load() {
  std::vector<std::string> reasons;
  for (const std::string& path : candidates()) {
    if (void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
      return functions_in(library, path);
    }
    const char* reason = dlerror();
    reasons.emplace_back(reason ? reason : path);
  }
  throw_not_loaded(reasons);
}

}  // namespace

const gdal::Functions& gdal_functions() {
  static const gdal::Functions& functions = load();
  return functions;
}

}  // namespace mingle
