// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

namespace mingle {

/// Limits the worker threads while it lives; 0 takes all cores. Nothing that
/// mingle computes depends on the limit. At most one at a time, made by the
/// thread that starts the work; within a job of run_jobs() it has no effect.
class Concurrency {
 public:
  explicit Concurrency(int threads);
  ~Concurrency();
  Concurrency(const Concurrency&) = delete;
  Concurrency& operator=(const Concurrency&) = delete;

  /// Threads in use now.
  static int threads();

 private:
  struct Limit;
  std::unique_ptr<Limit> limit_;
};

/// A borrowed callable `void(block, begin, end)`; does not allocate.
class BlockFunction {
 public:
  template <class F>
  requires(!std::is_same_v<std::remove_cvref_t<F>,
                           BlockFunction>) explicit BlockFunction(F& f)
      : object_{const_cast<void*>(static_cast<const void*>(&f))},
        call_{[](void* object,
                 std::size_t block,
                 std::size_t begin,
                 std::size_t end) {
          (*static_cast<F*>(object))(block, begin, end);
        }} {}
  void operator()(std::size_t block, std::size_t begin, std::size_t end) const {
    call_(object_, block, begin, end);
  }

 private:
  void* object_;
  void (*call_)(void*, std::size_t, std::size_t, std::size_t);
};

namespace detail {
void for_blocks(std::size_t size, std::size_t grain, BlockFunction work);
}

/// Number of blocks of `grain` items that cover `size`.
constexpr std::size_t block_count(std::size_t size, std::size_t grain) {
  return (size + grain - 1) / grain;
}

/// Calls `work(block, begin, end)` for each block of `grain` items of
/// [0, size), in parallel. Blocks are the same for any number of threads.
/// `work` must write only what belongs to its block, and must not throw.
template <class F>
void parallel_for_blocks(std::size_t size, std::size_t grain, F&& work) {
  detail::for_blocks(size, grain, BlockFunction{work});
}

/// Sum of `work(begin, end)` over blocks, added in block order, so that the
/// result has the same digits for any number of threads.
template <class T, class F>
T deterministic_reduce(std::size_t size, std::size_t grain, T zero, F&& work) {
  std::vector<T> parts(block_count(size, grain), zero);
  parallel_for_blocks(
      size, grain, [&](std::size_t block, std::size_t begin, std::size_t end) {
        parts[block] = work(begin, end);
      });
  T sum = zero;
  for (const T& part : parts) sum += part;
  return sum;
}

/// Calls `work(job)` for each of [0, jobs), each job within one thread: what
/// it does in parallel otherwise, it then does alone, with the same result.
/// For many small pieces of work, such as the replicates of one authority,
/// this wastes less time than sharing out each loop. Jobs are begun in order.
/// @param threads  at most so many jobs at a time; at least one
/// @throws what a job throws; jobs not yet begun are left out then.
void run_jobs(std::size_t jobs,
              int threads,
              const std::function<void(std::size_t job)>& work);

}  // namespace mingle
