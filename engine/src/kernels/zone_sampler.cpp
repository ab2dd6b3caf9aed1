// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "zone_sampler.h"

#include <algorithm>
#include <cstring>

namespace mingle {
namespace {

using Columns = ZoneSampler::Columns;

/// Which of the columns there are; the others are all ones.
struct Product {
  bool decay = false;
  bool attraction = false;
  bool tilt = false;
};

/// Four doubles side by side, whatever registers the processor has.
using Lanes = double __attribute__((vector_size(32)));

[[gnu::always_inline]] inline void load(const double* from, double& to) {
  to = *from;
}
[[gnu::always_inline]] inline void load(const double* from, Lanes& to) {
  std::memcpy(&to, from, sizeof to);
}

/// `to` = product of the columns from zone z on.
template <Product product, class Value>
[[gnu::always_inline]] inline void multiply(const Columns& columns,
                                            std::size_t z,
                                            Value& to) {
  load(columns.vacant + z, to);
  Value factor;
  if constexpr (product.decay) {
    load(columns.decay + z, factor);
    to *= factor;
  }
  if constexpr (product.attraction) {
    load(columns.attraction + z, factor);
    if constexpr (product.tilt) {
      Value tilt;
      load(columns.tilt + z, tilt);
      factor *= tilt;
    }
    to *= factor;
  }
}

/// Calls `use.operator()<product>()` for the columns there are.
template <bool decay, class Use>
[[gnu::always_inline]] inline void with_decay(const Columns& columns,
                                              const Use& use) {
  if (columns.attraction == nullptr) {
    use.template operator()<Product{decay, false, false}>();
  } else if (columns.tilt == nullptr) {
    use.template operator()<Product{decay, true, false}>();
  } else {
    use.template operator()<Product{decay, true, true}>();
  }
}
template <class Use>
[[gnu::always_inline]] inline void with_product(const Columns& columns,
                                                const Use& use) {
  columns.decay == nullptr ? with_decay<false>(columns, use)
                           : with_decay<true>(columns, use);
}

/// Four running sums, then what is left over, in a fixed order: the digits do
/// not depend on the width of the processor's registers.
template <Product product>
[[gnu::always_inline]] inline double block_sum(const Columns& columns,
                                               std::size_t begin,
                                               std::size_t end) {
  Lanes sums = {0.0, 0.0, 0.0, 0.0};
  std::size_t z = begin;
  for (; z + 4 <= end; z += 4) {
    Lanes weights;
    multiply<product>(columns, z, weights);
    sums += weights;
  }
  double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  for (; z < end; ++z) {
    double weight = 0;
    multiply<product>(columns, z, weight);
    sum += weight;
  }
  return sum;
}

template <Product product>
[[gnu::always_inline]] inline void all_blocks(const Columns& columns,
                                              std::size_t zones,
                                              std::size_t block,
                                              double* sums) {
  for (std::size_t begin = 0; begin < zones; begin += block) {
    *sums++ =
        block_sum<product>(columns, begin, std::min(begin + block, zones));
  }
}

[[gnu::always_inline]] inline void any_product(const Columns& columns,
                                               std::size_t zones,
                                               std::size_t block,
                                               double* sums) {
  with_product(columns, [&]<Product product>() {
    all_blocks<product>(columns, zones, block, sums);
  });
}

/// Zones are walked over in runs of so many, whose weights are made at once.
constexpr std::size_t run_length = 32;

/// The weights of up to `run_length` zones.
[[gnu::always_inline]] inline void any_weights(const Columns& columns,
                                               std::size_t begin,
                                               std::size_t end,
                                               double* out) {
  with_product(columns, [&]<Product product>() {
    std::size_t z = begin;
    for (; z + 4 <= end; z += 4, out += 4) {
      Lanes weights;
      multiply<product>(columns, z, weights);
      std::memcpy(out, &weights, sizeof weights);
    }
    for (; z < end; ++z) multiply<product>(columns, z, *out++);
  });
}

void sum_blocks(const Columns& columns,
                std::size_t zones,
                std::size_t block,
                double* sums) {
  any_product(columns, zones, block, sums);
}

void find_weights(const Columns& columns,
                  std::size_t begin,
                  std::size_t end,
                  double* out) {
  any_weights(columns, begin, end, out);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void sum_blocks_avx2(const Columns& columns,
                                                     std::size_t zones,
                                                     std::size_t block,
                                                     double* sums) {
  any_product(columns, zones, block, sums);
}

__attribute__((target("avx2"))) void find_weights_avx2(const Columns& columns,
                                                       std::size_t begin,
                                                       std::size_t end,
                                                       double* out) {
  any_weights(columns, begin, end, out);
}

const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
const auto sum_blocks_here = has_avx2 ? sum_blocks_avx2 : sum_blocks;
const auto find_weights_here = has_avx2 ? find_weights_avx2 : find_weights;
#else
const auto sum_blocks_here = sum_blocks;
const auto find_weights_here = find_weights;
#endif

}  // namespace

// Only the sums of the blocks there are get read; clearing all is not free.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
ZoneSampler::ZoneSampler(std::size_t zones, const Columns& columns)
    : columns_{columns},
      zones_{zones},
      block_{std::max(min_block, (zones + max_blocks - 1) / max_blocks)} {
  sum_blocks_here(columns_, zones_, block_, sums_.data());
  const std::size_t blocks = (zones_ + block_ - 1) / block_;
  for (std::size_t b = 0; b < blocks; ++b) total_ += sums_[b];
}

std::size_t ZoneSampler::pick(double u) const {
  double left = u * total_;
  std::size_t last = 0;
  for (std::size_t begin = 0, b = 0; begin < zones_; begin += block_, ++b) {
    if (sums_[b] <= 0.0) continue;
    if (left < sums_[b]) return pick_within(begin, left);
    left -= sums_[b];
    last = begin;
  }
  // Rounding carried u * total past the last block: take its last zone.
  return pick_within(last, total_);
}

std::size_t ZoneSampler::pick_within(std::size_t begin, double left) const {
  const std::size_t end = std::min(begin + block_, zones_);
  std::size_t found = begin;
  // Filled run by run; clearing it first is not free.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
  std::array<double, run_length> weights;
  for (std::size_t run = begin; run < end; run += run_length) {
    const std::size_t run_end = std::min(run + run_length, end);
    find_weights_here(columns_, run, run_end, weights.data());
    for (std::size_t z = run; z < run_end; ++z) {
      const double w = weights[z - run];
      if (w <= 0.0) continue;
      found = z;
      if (left < w) return z;
      left -= w;
    }
  }
  return found;
}

}  // namespace mingle
