// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "migration_flows.h"

#include <algorithm>
#include <charconv>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

std::int64_t parse_count(const TextTable& table,
                         std::size_t row,
                         std::size_t column) {
  const std::string& text = table.at(row, column);
  std::int64_t count = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size() || count < 0) {
    throw DataError{{.file = table.file,
                     .field = table.columns[column],
                     .line = table.lines[row]},
                    "'" + text + "' is not a whole number of people",
                    "Counts are 0 or more, without decimals"};
  }
  return count;
}

std::size_t find_authority(const AuthorityTable& authorities,
                           const std::string& code) {
  const auto found = std::lower_bound(
      authorities.codes.begin(), authorities.codes.end(), code);
  if (found == authorities.codes.end() || *found != code) {
    return authorities.size();
  }
  return static_cast<std::size_t>(found - authorities.codes.begin());
}

/// People by origin and destination; the last column is outside the study.
std::vector<std::int64_t> read_moves(const std::string& file,
                                     const AuthorityTable& authorities) {
  const TextTable table = read_text_table(file);
  const std::size_t origin = table.require("LAD_one_year_ago_CD");
  const std::size_t destination = table.require("LAD_CD");
  const std::size_t count = table.require("count");
  const std::size_t width = authorities.size() + 1;
  std::vector<std::int64_t> moves(authorities.size() * width);
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const std::size_t from = find_authority(authorities, table.at(i, origin));
    if (from == authorities.size()) continue;
    const std::size_t to =
        find_authority(authorities, table.at(i, destination));
    moves[from * width + to] += parse_count(table, i, count);
  }
  return moves;
}

}  // namespace

MigrationFlows read_flows(const std::string& file,
                          const AuthorityTable& authorities,
                          double stay_share,
                          std::vector<std::string>& notes) {
  MigrationFlows flows;
  const std::size_t n = authorities.size();
  flows.stay_shares.assign(n, stay_share);
  if (file.empty()) return flows;
  const auto moves = read_moves(file, authorities);
  std::vector<std::string> missing;
  for (std::size_t a = 0; a < n; ++a) {
    const auto row = moves.begin() + static_cast<std::ptrdiff_t>(a * (n + 1));
    std::int64_t all = 0;
    for (std::size_t b = 0; b <= n; ++b) all += row[static_cast<long>(b)];
    const std::int64_t stayed = row[static_cast<long>(a)];
    const std::int64_t left = all - stayed;
    if (all > 0) {
      flows.stay_shares[a] =
          static_cast<double>(stayed) / static_cast<double>(all);
    } else {
      missing.push_back(authorities.codes[a]);
    }
    std::int64_t sum = 0;
    for (std::size_t b = 0; b < n; ++b) {
      if (b != a) sum += row[static_cast<long>(b)];
      flows.cumulative.push_back(left > 0 ? static_cast<double>(sum) /
                                                static_cast<double>(left)
                                          : 0.0);
    }
  }
  if (!missing.empty()) {
    notes.push_back("no moves in " + file + " from " + first_few(missing) +
                    ": the share of moves that stay is the parameter "
                    "stay_share there");
  }
  return flows;
}

}  // namespace mingle
