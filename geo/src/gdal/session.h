// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "module.h"

#include <exception>
#include <string>
#include <utility>

namespace mingle::gdal {

/// Thrown inside the module only; becomes a Failure at its edge.
struct ModuleError {
  Failure failure;
};

[[noreturn]] void fail(std::string problem, std::string hint = "");

/// While it lives GDAL's messages of this thread are kept, not printed.
class Messages {
 public:
  Messages();
  ~Messages();
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;

  bool any_error() const { return !first_error_.empty(); }
  /// The first error since the last clear(), or the alternative.
  std::string error_or(const std::string& alternative) const;
  void clear() { first_error_.clear(); }

 private:
  struct Handler;
  std::string first_error_;
};

/// Runs `work`; false and a Failure if it throws.
template <class Work>
bool guarded(Failure& failure, Work work) {
  try {
    work();
    return true;
  } catch (ModuleError& error) {
    failure = std::move(error.failure);
  } catch (const std::exception& error) {
    failure.problem = error.what();
  }
  return false;
}

}  // namespace mingle::gdal
