// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/assert.h>
#include <mingle/engine/contact/ties.h>

namespace mingle::contact {
namespace {

/// Appends every way to split `left` ties over groups `group`, ..., 4.
void split(int left,
           std::size_t group,
           TieCounts& counts,
           std::vector<TieCounts>& out) {
  if (group + 1 == counts.size()) {
    counts[group] = static_cast<std::uint8_t>(left);
    out.push_back(counts);
    return;
  }
  for (int n = 0; n <= left; ++n) {
    counts[group] = static_cast<std::uint8_t>(n);
    split(left - n, group + 1, counts, out);
  }
}

}  // namespace

const TieTable& TieTable::shared() {
  static const TieTable table;
  return table;
}

TieTable::TieTable() {
  for (int total = 0; total <= most_ties; ++total) {
    TieCounts counts{};
    split(total, 0, counts, counts_);
  }
  std::map<TieCounts, TieCode> codes;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    codes[counts_[i]] = static_cast<TieCode>(i);
  }
  for (const TieCounts& counts : counts_) add_portfolio(counts, codes);
  for (std::size_t own = 0; own < 5; ++own) {
    for (const std::array<float, 5>& shares : shares_) {
      for (std::size_t g = 0; g < shares.size(); ++g) {
        if (g != own) others_.push_back(shares[g]);
      }
    }
  }
}

void TieTable::add_portfolio(const TieCounts& counts,
                             const std::map<TieCounts, TieCode>& codes) {
  const TieCode code = codes.at(counts);
  int total = 0;
  for (const std::uint8_t count : counts) total += count;
  totals_.push_back(static_cast<std::uint8_t>(total));
  std::array<float, 5>& shares = shares_.emplace_back();
  std::array<TieCode, 5>& more = more_.emplace_back();
  std::array<TieCode, 5>& less = less_.emplace_back();
  for (std::size_t g = 0; g < shares.size(); ++g) {
    TieCounts next = counts;
    shares[g] = total == 0
                    ? 0.0F
                    : static_cast<float>(next[g]) / static_cast<float>(total);
    ++next[g];
    more[g] = total == most_ties ? code : codes.at(next);
    next[g] = static_cast<std::uint8_t>(next[g] - 2);
    less[g] = counts[g] == 0 ? code : codes.at(next);
  }
}

TieCode TieTable::code(const TieCounts& counts) const {
  TieCode code = 0;
  for (std::size_t g = 0; g < counts.size(); ++g) {
    for (int n = 0; n < counts[g]; ++n) {
      MINGLE_EXPECT(totals_[code] < most_ties);
      code = more_[code][g];
    }
  }
  return code;
}

}  // namespace mingle::contact
