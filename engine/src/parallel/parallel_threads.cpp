// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The std::thread twin of parallel_tbb.cpp, for ThreadSanitizer: Debian's
// oneTBB is not instrumented and gives false races on correct code.
#include "jobs.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include <mingle/engine/parallel.h>

namespace mingle {
namespace {

int all_cores() {
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

std::atomic<int>& thread_limit() {
  static std::atomic<int> limit{all_cores()};
  return limit;
}

}  // namespace

struct Concurrency::Limit {
  int before;
};

Concurrency::Concurrency(int threads) {
  if (detail::inside_job()) return;
  limit_ = std::make_unique<Limit>(Limit{thread_limit().load()});
  thread_limit() = threads > 0 ? threads : all_cores();
}

Concurrency::~Concurrency() {
  if (limit_) thread_limit() = limit_->before;
}

int Concurrency::threads() {
  return detail::inside_job() ? 1 : thread_limit().load();
}

namespace detail {

void for_blocks(std::size_t size, std::size_t grain, BlockFunction work) {
  const std::size_t blocks = block_count(size, grain);
  std::atomic<std::size_t> next{0};
  const auto worker = [&] {
    for (std::size_t block = next++; block < blocks; block = next++) {
      const std::size_t begin = block * grain;
      work(block, begin, std::min(begin + grain, size));
    }
  };
  const std::size_t helpers =
      std::min(blocks, static_cast<std::size_t>(Concurrency::threads()));
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < helpers; ++i) threads.emplace_back(worker);
  worker();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace detail
}  // namespace mingle
