// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "supply.h"

#include "number_cell.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/housing/stock.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

class SupplyReader {
 public:
  SupplyReader(const std::string& file,
               const mingle::World& world,
               Date start,
               int ticks)
      : table_{read_text_table(file)},
        world_{world},
        start_{start},
        ticks_{ticks},
        zone_{table_.require("zone")},
        tenure_{table_.require("tenure")},
        bedrooms_{table_.require("bedrooms")},
        date_{table_.require("date")},
        dwellings_{table_.require("dwellings")} {}

  std::vector<housing::SupplyChange> read(std::vector<std::int32_t> homes) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < table_.rows(); ++i) {
      rows.push_back({tick(i), cell(i), number(i, dwellings_), i});
    }
    // In the order in which the stepper meets them; what is built comes first.
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      return std::tuple{a.tick, a.cell, -a.dwellings, a.row} <
             std::tuple{b.tick, b.cell, -b.dwellings, b.row};
    });
    std::vector<housing::SupplyChange> changes;
    for (const Row& row : rows) {
      std::int32_t& here = homes[row.cell.index()];
      if (here + row.dwellings < 0) refuse_demolition(row, here);
      here += row.dwellings;
      if (row.dwellings != 0) {
        changes.push_back({row.tick, row.cell, row.dwellings});
      }
    }
    return changes;
  }

 private:
  struct Row {
    int tick;
    CellId cell;
    std::int32_t dwellings;
    std::size_t row;
  };

  [[noreturn]] void fail(std::size_t row,
                         std::size_t column,
                         const std::string& problem,
                         const std::string& hint) const {
    refuse_cell(table_, row, column, problem, hint);
  }

  [[noreturn]] void refuse_demolition(const Row& row, std::int32_t here) const {
    fail(row.row,
         dwellings_,
         fmt::format("{} dwellings are to be demolished, but the zone has {} "
                     "of that tenure and size by then",
                     -row.dwellings,
                     here),
         "The stock is made from the tables: see population_fit.csv, or "
         "spread the demolition over sizes");
  }

  std::int32_t number(std::size_t row, std::size_t column) const {
    const std::string& text = table_.at(row, column);
    std::int32_t value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value);
    constexpr std::int32_t most = 1'000'000;
    if (error != std::errc{} || end != text.data() + text.size() ||
        value > most || value < -most) {
      fail(row,
           column,
           "'" + text + "' is not a whole number",
           "Numbers are -1000000 to 1000000, without decimals");
    }
    return value;
  }

  CellId cell(std::size_t row) const {
    const auto& codes = world_.zones.codes;
    const std::string& code = table_.at(row, zone_);
    const auto zone = std::lower_bound(codes.begin(), codes.end(), code);
    if (zone == codes.end() || *zone != code) {
      fail(row,
           zone_,
           "'" + code + "' is not a zone of the study",
           "The study has " + first_few(codes));
    }
    const auto tenure = std::find_if(
        all_tenures.begin(), all_tenures.end(), [&](const Tenure each) {
          return table_.at(row, tenure_) == name_of(each);
        });
    if (tenure == all_tenures.end()) {
      fail(row,
           tenure_,
           "'" + table_.at(row, tenure_) + "' is not a tenure",
           "One of owned_outright, owned_mortgage, social_council, "
           "social_other, private");
    }
    const std::int32_t bedrooms = number(row, bedrooms_);
    if (bedrooms < 1 ||
        bedrooms > static_cast<std::int32_t>(housing::bedroom_class_count)) {
      fail(row,
           bedrooms_,
           fmt::format("{} bedrooms", bedrooms),
           "1 to 4; 4 stands for 4 or more");
    }
    return world_.cell(
        ZoneId{static_cast<std::size_t>(zone - codes.begin())},
        mingle::kind_of(*tenure, static_cast<std::size_t>(bedrooms) - 1));
  }

  /// The quarter in which the date lies.
  int tick(std::size_t row) const {
    const std::string& text = table_.at(row, date_);
    const auto date = parse_date(text);
    if (!date) {
      fail(row, date_, "'" + text + "' is not a date", "Write YYYY-MM-DD");
    }
    int tick = 0;
    while (tick < ticks_ && tick_start(start_, tick + 1) <= *date) ++tick;
    if (*date < start_ || tick >= ticks_) {
      fail(row,
           date_,
           fmt::format("{} is not within the run, {} to {}",
                       date->text(),
                       start_.text(),
                       tick_start(start_, ticks_).text()),
           "Remove the row, or run longer");
    }
    return tick;
  }

  TextTable table_;
  const mingle::World& world_;
  Date start_;
  int ticks_;
  std::size_t zone_;
  std::size_t tenure_;
  std::size_t bedrooms_;
  std::size_t date_;
  std::size_t dwellings_;
};

}  // namespace

std::vector<housing::SupplyChange> read_supply(
    const std::string& file,
    const mingle::World& world,
    const std::vector<std::int32_t>& homes,
    Date start,
    int ticks) {
  return SupplyReader{file, world, start, ticks}.read(homes);
}

}  // namespace mingle
