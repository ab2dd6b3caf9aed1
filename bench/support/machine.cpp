// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "machine.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

#include <mingle/engine/parallel.h>

namespace mingle::bench {
namespace {

constexpr std::size_t triad_size = std::size_t{1} << 25;  // 256 MiB a column
constexpr std::size_t triad_grain = std::size_t{1} << 18;
constexpr int triad_passes = 7;

double triad_pass(std::vector<double>& a,
                  const std::vector<double>& b,
                  const std::vector<double>& c) {
  const auto begin = std::chrono::steady_clock::now();
  parallel_for_blocks(a.size(),
                      triad_grain,
                      [&](std::size_t, std::size_t first, std::size_t last) {
                        for (std::size_t i = first; i < last; ++i)
                          a[i] = b[i] + 3.0 * c[i];
                      });
  const std::chrono::duration<double> taken =
      std::chrono::steady_clock::now() - begin;
  return taken.count();
}

}  // namespace

double triad_bandwidth(int threads) {
  const Concurrency limit{threads};
  std::vector<double> a(triad_size, 0.0);
  const std::vector<double> b(triad_size, 1.0);
  const std::vector<double> c(triad_size, 2.0);
  double best = triad_pass(a, b, c);
  for (int pass = 1; pass < triad_passes; ++pass) {
    best = std::min(best, triad_pass(a, b, c));
  }
  return 3.0 * sizeof(double) * static_cast<double>(triad_size) / best;
}

std::size_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

double load() {
  double average = 0;
  return getloadavg(&average, 1) == 1 ? average : -1;
}

std::string processor() {
  std::ifstream file{"/proc/cpuinfo"};
  const std::string key = "model name";
  for (std::string line; std::getline(file, line);) {
    if (line.compare(0, key.size(), key) != 0) continue;
    const std::size_t start = line.find(':');
    return start == std::string::npos ? line : line.substr(start + 2);
  }
  return "unknown";
}

std::size_t largest_cache() {
  const long size = sysconf(_SC_LEVEL3_CACHE_SIZE);
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

}  // namespace mingle::bench
