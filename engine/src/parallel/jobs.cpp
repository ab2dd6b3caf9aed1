// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "jobs.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include <mingle/engine/parallel.h>

namespace mingle {
namespace {

thread_local bool in_job = false;

/// The first exception of the jobs, and whether there was one.
class Failure {
 public:
  void note() {
    const std::lock_guard lock{mutex_};
    if (!error_) error_ = std::current_exception();
    failed_ = true;
  }
  bool failed() const { return failed_; }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::mutex mutex_;
  std::exception_ptr error_;
  std::atomic<bool> failed_{false};
};

}  // namespace

namespace detail {

bool inside_job() {
  return in_job;
}

}  // namespace detail

void run_jobs(std::size_t jobs,
              int threads,
              const std::function<void(std::size_t job)>& work) {
  std::atomic<std::size_t> next{0};
  Failure failure;
  const auto worker = [&] {
    in_job = true;
    for (std::size_t job = next++; job < jobs && !failure.failed();
         job = next++) {
      try {
        work(job);
      } catch (...) {
        failure.note();
      }
    }
    in_job = false;
  };
  std::vector<std::thread> helpers;
  const std::size_t wanted =
      std::min(jobs, static_cast<std::size_t>(std::max(1, threads)));
  for (std::size_t i = 0; i < wanted; ++i) helpers.emplace_back(worker);
  for (std::thread& helper : helpers) helper.join();
  failure.rethrow();
}

}  // namespace mingle
