// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include <mingle/engine/random.h>

namespace mingle {

/// One 32-bit draw for each of many entities, see lane(). Neighbouring rows
/// mostly share a block of eight ids; a row that was taken over by another
/// entity has an id of its own, so the last two blocks are kept.
class LaneCache {
 public:
  /// @param address  of the draws; its subject is set by draw()
  explicit LaneCache(const DrawAddress& address) : address_{address} {}

  std::uint32_t draw(std::uint64_t id) {
    const std::uint64_t subject = id / lanes_per_block;
    if (subject != blocks_[latest_].subject) fetch(subject);
    return lane(id, blocks_[latest_].words);
  }

 private:
  struct Block {
    std::uint64_t subject = ~std::uint64_t{0};  // beyond any id / 8
    std::array<std::uint64_t, 4> words{};
  };

  void fetch(std::uint64_t subject) {
    latest_ = 1 - latest_;
    if (subject == blocks_[latest_].subject) return;
    address_.subject = subject;
    blocks_[latest_] = {subject, random_bits(address_)};
  }

  DrawAddress address_;
  std::array<Block, 2> blocks_;
  std::size_t latest_ = 0;
};

}  // namespace mingle
