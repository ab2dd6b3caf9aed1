// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_tables.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

/// Disclosure control and rounding explain about this much over all zones; a
/// quarter is another place or day.
constexpr double noted_share = 0.02;
constexpr double refused_share = 0.25;
/// A zone is named when it is this far off, and by at least so many.
constexpr double named_share = 0.15;
constexpr std::int64_t named_count = 30;

struct Off {
  double share;
  std::size_t zone;
  bool operator<(const Off& other) const {
    return share != other.share ? share > other.share : zone < other.zone;
  }
};

}  // namespace

ZoneTotals zone_totals(const CountTable& table,
                       std::string what,
                       std::size_t first,
                       std::size_t end) {
  ZoneTotals totals{table.file, std::move(what), {}};
  for (std::size_t z = 0; z < table.rows(); ++z) {
    std::int64_t sum = 0;
    for (std::size_t c = first; c < end; ++c) sum += table.at(z, c);
    totals.counts.push_back(sum);
  }
  return totals;
}

void compare_zone_totals(StudyArea& study,
                         const ZoneTotals& table,
                         const ZoneTotals& reference) {
  std::int64_t apart = 0;
  std::int64_t all = 0;
  std::vector<Off> off;
  for (std::size_t z = 0; z < table.counts.size(); ++z) {
    if (table.counts[z] == 0) continue;
    const std::int64_t difference =
        std::abs(table.counts[z] - reference.counts[z]);
    apart += difference;
    all += reference.counts[z];
    const double share =
        static_cast<double>(difference) /
        std::max<double>(1.0, static_cast<double>(reference.counts[z]));
    if (share > named_share && difference >= named_count) {
      off.push_back({share, z});
    }
  }
  if (all == 0) return;
  const double share = static_cast<double>(apart) / static_cast<double>(all);
  if (share <= noted_share && off.empty()) return;
  std::sort(off.begin(), off.end());
  std::vector<std::string> worst;
  for (const Off& each : off) {
    worst.push_back(fmt::format("{} ({} against {})",
                                study.zones.codes[each.zone],
                                table.counts[each.zone],
                                reference.counts[each.zone]));
  }
  const std::string words = fmt::format(
      "its {} are {:.1f}% apart from those of {}, zone by zone{}",
      table.what,
      100 * share,
      reference.file,
      worst.empty() ? std::string{}
                    : fmt::format("; more than {:.0f}% in {} {}: {}",
                                  100 * named_share,
                                  worst.size(),
                                  worst.size() == 1 ? "zone" : "zones",
                                  first_few(worst)));
  if (share >= refused_share) {
    throw DataError{{.file = table.file},
                    words,
                    "Are both tables of the same zones and about the same "
                    "day?"};
  }
  study.notes.push_back(table.file + ": " + words +
                        "; the zone's own total is kept, the table gives "
                        "shares");
}

void compare_tenure_by_group(StudyArea& study, const std::string& file) {
  constexpr std::array<std::size_t, tenure_count> published{0, 1, 2, 2, 3};
  for (const TenureByGroup& one : study.tenure_by_group) {
    std::array<std::int64_t, TenureByGroup::tenures> zones{};
    std::array<std::int64_t, TenureByGroup::tenures> table{};
    for (std::size_t z = 0; z < study.zones.size(); ++z) {
      if (study.zones.authorities[z] != one.authority) continue;
      for (std::size_t t = 0; t < tenure_count; ++t) {
        zones[published[t]] += study.tenure.at(z, t);
      }
    }
    for (const auto& row : one.households) {
      for (std::size_t t = 0; t < row.size(); ++t) table[t] += row[t];
    }
    std::int64_t apart = 0;
    std::int64_t all = 0;
    std::string which;
    constexpr std::array<const char*, TenureByGroup::tenures> names{
        "outright", "mortgage", "social", "private"};
    for (std::size_t t = 0; t < zones.size(); ++t) {
      apart += std::abs(zones[t] - table[t]);
      all += zones[t];
      which += fmt::format("{}{} {} against {}",
                           which.empty() ? "" : ", ",
                           names[t],
                           table[t],
                           zones[t]);
    }
    const double share = static_cast<double>(apart) /
                         std::max<double>(1.0, static_cast<double>(all));
    if (share <= noted_share) continue;
    const std::string words = fmt::format(
        "its households of {} by tenure are {:.1f}% apart from those of the "
        "zones in {}: {}",
        one.authority,
        100 * share,
        study.tenure.file,
        which);
    study.notes.push_back(file + ": " + words +
                          "; the zones' totals are kept, the table gives "
                          "shares");
  }
}

}  // namespace mingle
