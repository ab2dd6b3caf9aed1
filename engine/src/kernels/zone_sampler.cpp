// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "zone_sampler.h"

#include <algorithm>
#include <cstring>

namespace mingle {
namespace {

using Columns = ZoneSampler::Columns;

/// How many of the columns there are; the others are all ones.
enum class Product {
  vacant,
  vacant_decay,
  vacant_attraction,
  vacant_decay_attraction
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
  if constexpr (product == Product::vacant_decay ||
                product == Product::vacant_decay_attraction) {
    load(columns.decay + z, factor);
    to *= factor;
  }
  if constexpr (product == Product::vacant_attraction ||
                product == Product::vacant_decay_attraction) {
    load(columns.attraction + z, factor);
    to *= factor;
  }
}

/// Calls `use.operator()<product>()` for the columns there are.
template <class Use>
[[gnu::always_inline]] inline auto with_product(const Columns& columns,
                                                const Use& use) {
  if (columns.decay == nullptr) {
    return columns.attraction == nullptr
               ? use.template operator()<Product::vacant>()
               : use.template operator()<Product::vacant_attraction>();
  }
  return columns.attraction == nullptr
             ? use.template operator()<Product::vacant_decay>()
             : use.template operator()<Product::vacant_decay_attraction>();
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

void sum_blocks(const Columns& columns,
                std::size_t zones,
                std::size_t block,
                double* sums) {
  any_product(columns, zones, block, sums);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void sum_blocks_avx2(const Columns& columns,
                                                     std::size_t zones,
                                                     std::size_t block,
                                                     double* sums) {
  any_product(columns, zones, block, sums);
}

const auto sum_blocks_here =
    __builtin_cpu_supports("avx2") != 0 ? sum_blocks_avx2 : sum_blocks;
#else
const auto sum_blocks_here = sum_blocks;
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

double ZoneSampler::weight(std::size_t z) const {
  return with_product(columns_, [&]<Product product>() {
    double weight = 0;
    multiply<product>(columns_, z, weight);
    return weight;
  });
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
  for (std::size_t z = begin; z < end; ++z) {
    const double w = weight(z);
    if (w <= 0.0) continue;
    found = z;
    if (left < w) return z;
    left -= w;
  }
  return found;
}

}  // namespace mingle
