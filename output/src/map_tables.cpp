// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "map_tables.h"

#include "main_groups.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <mingle/engine/tenure.h>

namespace mingle {
namespace {

constexpr double hidden = std::numeric_limits<double>::quiet_NaN();
/// More measures than this make a list nobody reads.
constexpr std::size_t most_share_styles = 8;
constexpr std::size_t most_change_styles = 4;
/// With more zones on a page their borders are all one sees in towns.
constexpr std::size_t most_outlined_zones = 2500;

std::string end_of_day_before(Date date) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (--date.day == 0) {
    if (--date.month == 0) {
      date.month = 12;
      --date.year;
    }
    const Date march{date.year, 3, 1};
    const Date february{date.year, 2, 1};
    date.day = date.month == 2 ? static_cast<int>(days_between(february, march))
                               : lengths[date.month - 1];
  }
  return date.text() + "T23:59:59Z";
}

double rounded(double value, double digits) {
  return std::round(value * digits) / digits;
}

double percent(double part, double whole, double smallest) {
  if (part < smallest || !(whole > 0)) return hidden;
  return rounded(100 * part / whole, 100);
}

double largest_size(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values) {
    if (!std::isnan(value)) largest = std::max(largest, std::abs(value));
  }
  return largest;
}

/// The size that 95 percent of the values do not exceed: the outer classes of a
/// change are open, so one odd zone need not stretch the others.
double usual_size(const std::vector<double>& values) {
  std::vector<double> sizes;
  for (const double value : values) {
    if (!std::isnan(value)) sizes.push_back(std::abs(value));
  }
  if (sizes.empty()) return 0;
  const auto place = sizes.begin() +
                     static_cast<std::ptrdiff_t>((sizes.size() - 1) * 95 / 100);
  std::nth_element(sizes.begin(), place, sizes.end());
  return *place;
}

/// Builds the columns one by one; a row is a zone in a frame, frame by frame.
class TableMaker {
 public:
  TableMaker(const MapSums& sums, double smallest)
      : sums_{sums},
        zones_{sums.shape().zones->size()},
        smallest_{smallest},
        start_year_{sums.shape().start.year} {}

  MapTable make();

 private:
  template <class Value>
  std::vector<double> column(const Value& value) const {
    std::vector<double> values;
    values.reserve(sums_.frames() * zones_);
    for (std::size_t f = 0; f < sums_.frames(); ++f) {
      for (std::size_t z = 0; z < zones_; ++z) values.push_back(value(f, z));
    }
    return values;
  }

  void add(const std::string& field,
           const std::string& words,
           std::vector<double> values);
  void add_keys();
  void add_totals();
  void add_share(GroupId group);
  void add_change(GroupId group);
  void add_tenure(Tenure tenure);
  void add_everyday(std::size_t broad);
  std::vector<double> change(const std::vector<double>& shares) const;
  bool is_main(GroupId group, std::size_t most) const;
  void order_styles();

  const MapSums& sums_;
  std::size_t zones_;
  double smallest_;
  int start_year_;
  MapTable table_;
};

MapTable TableMaker::make() {
  add_keys();
  add_totals();
  const std::size_t groups = sums_.shape().groups->size();
  for (std::size_t g = 0; g < groups; ++g) add_share(GroupId{g});
  for (const GroupId group : sums_.main_groups()) add_change(group);
  for (const Tenure tenure : all_tenures) add_tenure(tenure);
  for (std::size_t b = 0; b < sums_.everyday_groups().size(); ++b) {
    add_everyday(b);
  }
  for (MapStyle& style : table_.styles) {
    style.outlines = zones_ <= most_outlined_zones;
  }
  order_styles();
  return std::move(table_);
}

void TableMaker::add(const std::string& field,
                     const std::string& words,
                     std::vector<double> values) {
  table_.columns.push_back(real_column(field, std::move(values)));
  table_.aliases.push_back({field, words});
}

void TableMaker::add_keys() {
  std::vector<std::int64_t> zone;
  std::vector<std::int64_t> year;
  std::vector<std::string> from;
  std::vector<std::string> to;
  for (std::size_t f = 0; f < sums_.frames(); ++f) {
    const FramePeriod period = frame_period(sums_.shape(), f);
    for (std::size_t z = 0; z < zones_; ++z) {
      zone.push_back(static_cast<std::int64_t>(z + 1));
      year.push_back(period.start.year);
      from.push_back(period.valid_from);
      to.push_back(period.valid_to);
    }
  }
  table_.columns.push_back(integer_column("zone_fid", std::move(zone)));
  table_.columns.push_back(integer_column("year", std::move(year)));
  table_.columns.push_back(date_time_column("valid_from", std::move(from)));
  table_.columns.push_back(date_time_column("valid_to", std::move(to)));
  table_.aliases = {{"zone", "Zone code"},
                    {"zone_name", "Zone"},
                    {"authority", "Authority code"},
                    {"authority_name", "Authority"},
                    {"year", "Year"},
                    {"valid_from", "Valid from"},
                    {"valid_to", "Valid to"}};
}

void TableMaker::add_totals() {
  const auto shown = [this](double value) {
    return value < smallest_ ? hidden : rounded(value, 10);
  };
  add("residents", "Residents", column([&](std::size_t f, std::size_t z) {
        return shown(sums_.residents(f, z));
      }));
  add("households", "Households", column([&](std::size_t f, std::size_t z) {
        return shown(sums_.households(f, z));
      }));
}

bool TableMaker::is_main(GroupId group, std::size_t most) const {
  const auto& main = sums_.main_groups();
  const auto last =
      main.begin() + static_cast<std::ptrdiff_t>(std::min(most, main.size()));
  return std::find(main.begin(), last, group) != last;
}

void TableMaker::add_share(GroupId group) {
  const std::string label = sums_.shape().groups->label(group);
  const std::string field = "share_" + sums_.shape().groups->name(group);
  std::vector<double> values = column([&](std::size_t f, std::size_t z) {
    return percent(
        sums_.residents(f, z, group), sums_.residents(f, z), smallest_);
  });
  if (is_main(group, most_share_styles)) {
    table_.styles.push_back({label + ": share",
                             field,
                             label + ", percent of residents",
                             share_classes(largest_size(values))});
  }
  add(field, label + " (% of residents)", std::move(values));
}

void TableMaker::add_change(GroupId group) {
  const std::string label = sums_.shape().groups->label(group);
  const std::string name = sums_.shape().groups->name(group);
  const std::string since = std::to_string(start_year_);
  std::vector<double> values = column([&](std::size_t f, std::size_t z) {
    const auto share = [&](std::size_t frame) {
      return percent(sums_.residents(frame, z, group),
                     sums_.residents(frame, z),
                     smallest_);
    };
    return rounded(share(f) - share(0), 100);
  });
  if (is_main(group, most_change_styles)) {
    table_.styles.push_back(
        {label + ": change",
         "change_" + name,
         label + ", change in the share since " + since + ", percentage points",
         change_classes(usual_size(values))});
  }
  add("change_" + name,
      label + " (change since " + since + ", percentage points)",
      std::move(values));
}

void TableMaker::add_tenure(Tenure tenure) {
  const std::string label{label_of(tenure)};
  const std::string field = fmt::format("tenure_{}", name_of(tenure));
  std::vector<double> values = column([&](std::size_t f, std::size_t z) {
    return percent(
        sums_.households(f, z, tenure), sums_.households(f, z), smallest_);
  });
  if (tenure == Tenure::private_rented) {
    table_.styles.push_back({"Private rented: share",
                             field,
                             "Private rented, percent of households",
                             share_classes(largest_size(values))});
  }
  add(field, label + " (% of households)", std::move(values));
}

/// Whom those who live in a zone are among in the course of a day.
void TableMaker::add_everyday(std::size_t broad) {
  const std::string& name = sums_.everyday_groups()[broad];
  std::string label = name;
  label[0] = static_cast<char>(std::toupper(label[0]));
  std::vector<double> values = column([&](std::size_t f, std::size_t z) {
    const double residents = sums_.residents(f, z);
    const double share = sums_.everyday_share(f, z, broad);
    return percent(share * residents, residents, smallest_);
  });
  table_.styles.push_back({label + ": everyday exposure",
                           "everyday_" + name,
                           label + ", percent of the everyday surroundings",
                           share_classes(largest_size(values))});
  add("everyday_" + name,
      label + " (% of the everyday surroundings of residents)",
      std::move(values));
}

/// First the second largest group, whose map says most about separation.
void TableMaker::order_styles() {
  const auto& main = sums_.main_groups();
  if (main.size() < 2) return;
  const std::string first = "share_" + sums_.shape().groups->name(main[1]);
  const auto found = std::find_if(
      table_.styles.begin(), table_.styles.end(), [&](const MapStyle& style) {
        return style.field == first;
      });
  if (found == table_.styles.end()) return;
  std::rotate(table_.styles.begin(), found, found + 1);
}

}  // namespace

MapSums::MapSums(const RunShape& shape)
    : shape_{shape},
      frames_{static_cast<std::size_t>(shape.ticks / shape.zone_every_ticks) +
              1},
      zones_{shape.zones->size()},
      groups_{shape.groups->size()},
      replicates_(frames_, 0),
      residents_(frames_ * zones_ * groups_, 0),
      tenure_(frames_ * zones_ * tenure_count, 0) {
  find_everyday_table();
}

void MapSums::find_everyday_table() {
  const auto& tables = shape_.tables;
  const auto table =
      std::find_if(tables.begin(), tables.end(), [](const TableSpec& each) {
        return each.path == "/zones/experienced_exposure";
      });
  if (table == tables.end()) return;
  everyday_table_ = static_cast<std::size_t>(table - tables.begin());
  for (const ScaleSpec& scale : shape_.scales) {
    if (scale.name == table->dimensions.back()) everyday_ = scale.labels;
  }
  everyday_sums_.assign(frames_ * zones_ * everyday_.size(), 0.0);
}

void MapSums::add(const Frame& frame) {
  if (!frame.zones_due) return;
  if (main_groups_.empty())
    main_groups_ = mingle::main_groups(*frame.residents);
  const auto f = static_cast<std::size_t>(frame.tick / shape_.zone_every_ticks);
  ++replicates_[f];
  const auto add_to = [f](std::vector<std::int64_t>& sums,
                          const ZoneCounts& counts) {
    const std::span<const std::int32_t> values = counts.values();
    const std::size_t first = f * values.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
      sums[first + i] += values[i];
    }
  };
  add_to(residents_, *frame.residents);
  add_to(tenure_, *frame.tenure);
  if (everyday_.empty()) return;
  const std::vector<double>& everyday = frame.tables[everyday_table_];
  for (std::size_t i = 0; i < everyday.size(); ++i) {
    everyday_sums_[f * everyday.size() + i] += everyday[i];
  }
}

double MapSums::everyday_share(std::size_t frame,
                               std::size_t zone,
                               std::size_t broad) const {
  const std::size_t row = (frame * zones_ + zone) * everyday_.size();
  return everyday_sums_[row + broad] / std::max(replicates_[frame], 1);
}

double MapSums::mean(std::int64_t sum, std::size_t frame) const {
  const int count = std::max(replicates_[frame], 1);
  return static_cast<double>(sum) / count;
}

double MapSums::residents(std::size_t frame,
                          std::size_t zone,
                          GroupId group) const {
  const std::size_t row = frame * zones_ + zone;
  return mean(residents_[row * groups_ + group.index()], frame);
}

double MapSums::residents(std::size_t frame, std::size_t zone) const {
  const std::size_t first = (frame * zones_ + zone) * groups_;
  std::int64_t sum = 0;
  for (std::size_t g = 0; g < groups_; ++g) sum += residents_[first + g];
  return mean(sum, frame);
}

double MapSums::households(std::size_t frame, std::size_t zone) const {
  const std::size_t first = (frame * zones_ + zone) * tenure_count;
  std::int64_t sum = 0;
  for (std::size_t t = 0; t < tenure_count; ++t) sum += tenure_[first + t];
  return mean(sum, frame);
}

double MapSums::households(std::size_t frame,
                           std::size_t zone,
                           Tenure tenure) const {
  const std::size_t row = frame * zones_ + zone;
  return mean(tenure_[row * tenure_count + static_cast<std::size_t>(tenure)],
              frame);
}

FramePeriod frame_period(const RunShape& shape, std::size_t frame) {
  const int tick = static_cast<int>(frame) * shape.zone_every_ticks;
  const Date start = tick_start(shape.start, tick);
  const Date next = tick_start(shape.start, tick + shape.zone_every_ticks);
  return {start, start.text() + "T00:00:00Z", end_of_day_before(next)};
}

MapTable make_map_table(const MapSums& sums, double smallest) {
  return TableMaker{sums, smallest}.make();
}

}  // namespace mingle
