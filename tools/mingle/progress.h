// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console.h"

#include <chrono>
#include <optional>

#include <mingle/engine/run.h>

namespace mingle::tool {

/// Shows how far a run is: a line with the time left on a terminal, a JSON
/// line every few seconds otherwise.
class ProgressReport {
 public:
  explicit ProgressReport(Console& console);
  void show(const Progress& at);

 private:
  using Clock = std::chrono::steady_clock;

  Console& console_;
  Clock::time_point start_;
  Clock::time_point last_;
};

/// From here to the end of its life, Ctrl-C and a request to terminate are
/// noted instead of ending the program; the second one ends it.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  static bool interrupted();
};

}  // namespace mingle::tool
