// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace mingle::bench {

/// Bytes per second that threads read and write in `a = b + s c` over columns
/// far larger than any cache: the best of several passes, counting the two
/// columns read and the one written.
/// @source McCalpin 1995, the triad of STREAM.
double triad_bandwidth(int threads);

/// Largest memory this process has held, bytes.
std::size_t peak_memory();

/// Processes that wanted to run, averaged over the last minute. Above the
/// number of cores used, times are too long.
double load();

/// Model of the processor, as the kernel names it.
std::string processor();

/// Bytes of the largest cache, 0 if unknown.
std::size_t largest_cache();

}  // namespace mingle::bench
