// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "jobs.h"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>

#include <mingle/engine/parallel.h>

namespace mingle {

struct Concurrency::Limit {
  explicit Limit(std::size_t threads)
      : control{tbb::global_control::max_allowed_parallelism, threads} {}
  tbb::global_control control;
};

Concurrency::Concurrency(int threads) {
  if (detail::inside_job()) return;
  const auto cores = tbb::info::default_concurrency();
  limit_ = std::make_unique<Limit>(
      static_cast<std::size_t>(threads > 0 ? threads : cores));
}

Concurrency::~Concurrency() = default;

int Concurrency::threads() {
  if (detail::inside_job()) return 1;
  return static_cast<int>(tbb::global_control::active_value(
      tbb::global_control::max_allowed_parallelism));
}

namespace detail {

void for_blocks(std::size_t size, std::size_t grain, BlockFunction work) {
  const std::size_t blocks = block_count(size, grain);
  const auto one = [&](std::size_t block) {
    const std::size_t begin = block * grain;
    work(block, begin, std::min(begin + grain, size));
  };
  if (blocks == 1 || inside_job()) {
    for (std::size_t block = 0; block < blocks; ++block) one(block);
    return;
  }
  tbb::parallel_for(std::size_t{0}, blocks, one);
}

}  // namespace detail
}  // namespace mingle
