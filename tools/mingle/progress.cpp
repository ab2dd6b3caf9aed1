// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "progress.h"

#include <csignal>

#include <fmt/format.h>

namespace mingle::tool {
namespace {

constexpr double seconds_between_lines = 5.0;
constexpr double seconds_between_redraws = 0.1;

volatile std::sig_atomic_t interrupt_seen = 0;

extern "C" void note_interrupt(int number) {
  interrupt_seen = 1;
  std::signal(number, SIG_DFL);
}

double seconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

std::string time_words(double left) {
  if (left < 90) return fmt::format("{:.0f} s left", left);
  return fmt::format("{:.0f} min left", left / 60);
}

}  // namespace

ProgressReport::ProgressReport(Console& console)
    : console_{console}, start_{Clock::now()}, last_{start_} {}

void ProgressReport::show(const Progress& at) {
  if (console_.quiet) return;
  const Clock::time_point now = Clock::now();
  const double pause =
      console_.terminal() ? seconds_between_redraws : seconds_between_lines;
  if (seconds(now - last_) < pause) return;
  last_ = now;
  const double all = static_cast<double>(at.ticks) * at.replicates;
  const double done = static_cast<double>(at.replicate) * at.ticks + at.tick;
  const double spent = seconds(now - start_);
  const double left = done > 0 ? spent * (all - done) / done : 0;
  if (console_.terminal() && !console_.json) {
    console_.progress_line(fmt::format("{:3.0f}%  replicate {} of {}, {}",
                                       100 * done / all,
                                       at.replicate + 1,
                                       at.replicates,
                                       time_words(left)));
    return;
  }
  console_.complain(fmt::format(
      "{{\"progress\": {:.4f}, \"replicate\": {}, \"replicates\": {}, "
      "\"tick\": {}, \"ticks\": {}, \"seconds_left\": {:.0f}}}",
      done / all,
      at.replicate,
      at.replicates,
      at.tick,
      at.ticks,
      left));
}

InterruptGuard::InterruptGuard() {
  std::signal(SIGINT, note_interrupt);
  std::signal(SIGTERM, note_interrupt);
}

InterruptGuard::~InterruptGuard() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool InterruptGuard::interrupted() {
  return interrupt_seen != 0;
}

}  // namespace mingle::tool
