// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/common_zones.h>

namespace mingle {
namespace {

/// Sets of earlier and later codes that pairs connect.
class Components {
 public:
  explicit Components(std::size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t item) {
    while (parents_[item] != item) {
      parents_[item] = parents_[parents_[item]];
      item = parents_[item];
    }
    return item;
  }
  void join(std::size_t a, std::size_t b) {
    const std::size_t first = find(a);
    const std::size_t second = find(b);
    parents_[std::max(first, second)] = std::min(first, second);
  }

 private:
  std::vector<std::size_t> parents_;
};

std::vector<std::string> distinct(const ScannedColumns& table,
                                  std::size_t column) {
  std::vector<std::string> codes;
  codes.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& code = table.at(row, column);
    if (code.empty()) {
      throw DataError{
          {table.file, "", "", table.columns[column], table.lines[row]},
          "the code is empty",
          "Every row must name an earlier and a later zone"};
    }
    codes.push_back(code);
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

std::size_t place_in(const std::vector<std::string>& codes,
                     const std::string& code) {
  return static_cast<std::size_t>(
      std::lower_bound(codes.begin(), codes.end(), code) - codes.begin());
}

class ZoneMaker {
 public:
  explicit ZoneMaker(const CommonZonesSource& source)
      : table_{scan_columns(source.file, options(source))},
        earlier_{distinct(table_, 0)},
        later_{distinct(table_, 1)},
        sets_{earlier_.size() + later_.size()},
        has_names_{!source.authority_name.empty()} {
    zones_.file = source.file;
  }

  CommonZones make() {
    follow_pairs();
    collect();
    sort();
    return std::move(zones_);
  }

 private:
  static ScanOptions options(const CommonZonesSource& source) {
    ScanOptions options;
    options.key = source.earlier;
    options.columns = {source.earlier, source.later, source.authority};
    if (!source.authority_name.empty()) {
      options.columns.push_back(source.authority_name);
    }
    return options;
  }

  void follow_pairs() {
    authorities_.resize(earlier_.size() + later_.size());
    names_.resize(authorities_.size());
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      sets_.join(place_in(earlier_, table_.at(row, 0)),
                 earlier_.size() + place_in(later_, table_.at(row, 1)));
    }
    vote();
  }

  /// A zone lies where most of its pairs are; ties go to the smaller code.
  void vote() {
    std::map<std::pair<std::size_t, std::string>, std::size_t> votes;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      ++votes[{sets_.find(place_in(earlier_, table_.at(row, 0))),
               table_.at(row, 2)}];
    }
    std::vector<std::size_t> most(authorities_.size());
    for (const auto& [place, count] : votes) {
      const auto& [root, authority] = place;
      if (most[root] > 0) zones_.across.push_back(earlier_[root]);
      if (count <= most[root]) continue;
      most[root] = count;
      authorities_[root] = authority;
    }
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const std::size_t root =
          sets_.find(place_in(earlier_, table_.at(row, 0)));
      if (authorities_[root] != table_.at(row, 2)) continue;
      names_[root] = has_names_ ? table_.at(row, 3) : authorities_[root];
    }
    refuse_many_across();
  }

  /// A few slivers along borders are normal; more is a wrong lookup.
  void refuse_many_across() const {
    constexpr std::size_t few = 100;
    if (zones_.across.size() * few <= table_.rows() + few) return;
    throw DataError{{table_.file, "", "", table_.columns[2], 0},
                    fmt::format("{} zones lie in two authorities: {}",
                                zones_.across.size(),
                                first_few(zones_.across)),
                    "Give both codes of a pair the same authority"};
  }

  /// Roots in order of their first earlier code.
  void collect() {
    std::vector<std::size_t> zone_of(authorities_.size(), none);
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < authorities_.size(); ++i) {
      const std::size_t root = sets_.find(i);
      const bool is_earlier = i < earlier_.size();
      const std::string& code =
          is_earlier ? earlier_[i] : later_[i - earlier_.size()];
      if (zone_of[root] == none) {
        zone_of[root] = zones_.codes.size();
        zones_.codes.emplace_back();
        zones_.authorities.push_back(authorities_[root]);
        zones_.authority_names.push_back(names_[root]);
        members.push_back(0);
      }
      const std::size_t zone = zone_of[root];
      ++members[zone];
      if (is_earlier) {
        std::string& name = zones_.codes[zone];
        name += (name.empty() ? "" : "+") + code;
      }
      (is_earlier ? zones_.earlier : zones_.later).push_back({code, zone});
    }
    zones_.joined = static_cast<std::size_t>(
        std::count_if(members.begin(), members.end(), [](std::size_t count) {
          return count > 2;
        }));
  }

  void sort() {
    std::vector<std::size_t> order(zones_.codes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](auto a, auto b) {
      return std::tie(zones_.authorities[a], zones_.codes[a]) <
             std::tie(zones_.authorities[b], zones_.codes[b]);
    });
    std::vector<std::size_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (auto* column :
         {&zones_.codes, &zones_.authorities, &zones_.authority_names}) {
      std::vector<std::string> sorted(order.size());
      for (std::size_t i = 0; i < order.size(); ++i) {
        sorted[i] = std::move((*column)[order[i]]);
      }
      *column = std::move(sorted);
    }
    for (auto* list : {&zones_.earlier, &zones_.later}) {
      for (CommonZones::Member& each : *list) each.zone = place[each.zone];
    }
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  ScannedColumns table_;
  std::vector<std::string> earlier_;
  std::vector<std::string> later_;
  Components sets_;
  bool has_names_;
  std::vector<std::string> authorities_;  ///< by root
  std::vector<std::string> names_;        ///< by root
  CommonZones zones_;
};

[[noreturn]] void refuse_codes(const CommonZones& zones,
                               const PeopleCsv& table,
                               Vintage vintage,
                               const std::vector<std::string>& unknown) {
  const Vintage other =
      vintage == Vintage::earlier ? Vintage::later : Vintage::earlier;
  const auto known_there = static_cast<std::size_t>(std::count_if(
      unknown.begin(), unknown.end(), [&](const std::string& code) {
        return zones.find(other, code).has_value();
      }));
  const char* words = vintage == Vintage::earlier ? "earlier" : "later";
  throw DataError{{table.file, "", "", table.key, 0},
                  fmt::format("{} of {} codes are no {} zones of '{}': {}",
                              unknown.size(),
                              table.rows(),
                              words,
                              zones.file,
                              first_few(unknown)),
                  2 * known_there > unknown.size()
                      ? "Most are zones of the other census: is this its table?"
                      : "The table and the lookup must use the same codes"};
}

}  // namespace

std::optional<std::size_t> CommonZones::find(Vintage vintage,
                                             std::string_view code) const {
  const std::vector<Member>& list =
      vintage == Vintage::earlier ? earlier : later;
  const auto found =
      std::lower_bound(list.begin(),
                       list.end(),
                       code,
                       [](const Member& each, std::string_view wanted) {
                         return each.code < wanted;
                       });
  if (found == list.end() || found->code != code) return std::nullopt;
  return found->zone;
}

CommonZones common_zones(const CommonZonesSource& source) {
  return ZoneMaker{source}.make();
}

CommonTable sum_onto(const CommonZones& zones,
                     const PeopleCsv& table,
                     Vintage vintage) {
  const std::size_t columns = table.columns.size();
  CommonTable sums;
  sums.columns = table.columns;
  sums.values.resize(zones.size() * columns);
  std::vector<std::size_t> missing(zones.size());
  std::vector<std::size_t> found(zones.size());
  for (const CommonZones::Member& member :
       vintage == Vintage::earlier ? zones.earlier : zones.later) {
    ++missing[member.zone];
  }
  std::vector<std::string> unknown;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto zone = zones.find(vintage, table.keys[row]);
    if (!zone) {
      unknown.push_back(table.keys[row]);
      continue;
    }
    ++found[*zone];
    for (std::size_t c = 0; c < columns; ++c) {
      sums.values[*zone * columns + c] += table.values[row * columns + c];
    }
  }
  if (!unknown.empty()) refuse_codes(zones, table, vintage, unknown);
  for (std::size_t z = 0; z < zones.size(); ++z) {
    sums.complete.push_back(found[z] == missing[z]);
    sums.present.push_back(found[z] > 0);
  }
  return sums;
}

}  // namespace mingle
