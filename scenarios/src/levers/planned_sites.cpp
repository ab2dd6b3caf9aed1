// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/planned_sites.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/geometry.h>
#include <mingle/geo/read_sites.h>

namespace mingle {
namespace {

constexpr std::array<const char*, 4> column_names{"dwellings",
                                                  "tenure",
                                                  "bedrooms",
                                                  "date"};

std::optional<Tenure> tenure_of(const std::string& name) {
  for (const Tenure tenure : all_tenures) {
    if (name_of(tenure) == name) return tenure;
  }
  return std::nullopt;
}

std::optional<int> whole_number(const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || value != std::floor(value) ||
      std::abs(value) > 1e6) {
    return std::nullopt;
  }
  return static_cast<int>(value);
}

/// A date, "2024/06/01", "2024-06-01T00:00:00", or a year.
std::optional<Date> date_of(std::string text) {
  std::replace(text.begin(), text.end(), '/', '-');
  if (const auto year = whole_number(text)) {
    if (*year > 1900 && *year < 2300) return Date{*year, 1, 1};
  }
  return parse_date(text.substr(0, 10));
}

/// Zones of the study by place.
class Zones {
 public:
  explicit Zones(const StudyArea& area) : area_{area} {
    for (const MultiPolygon& shape : area.zones.shapes) {
      boxes_.push_back(bounding_box(shape));
    }
  }

  std::optional<std::size_t> at(Point point) const {
    for (std::size_t z = 0; z < boxes_.size(); ++z) {
      const Box& box = boxes_[z];
      const bool near = point.x >= box.min_x && point.x <= box.max_x &&
                        point.y >= box.min_y && point.y <= box.max_y;
      if (near && contains(area_.zones.shapes[z], point)) return z;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> named(const std::string& code) const {
    const auto& codes = area_.zones.codes;
    const auto found = std::lower_bound(codes.begin(), codes.end(), code);
    if (found == codes.end() || *found != code) return std::nullopt;
    return static_cast<std::size_t>(found - codes.begin());
  }

 private:
  const StudyArea& area_;
  std::vector<Box> boxes_;
};

class Planner {
 public:
  Planner(const LeverEntry& entry,
          Date start,
          const StudyArea& area,
          const housing::World& world)
      : entry_{entry}, start_{start}, zones_{area}, world_{world} {}

  SitesPlanned plan() {
    if (!entry_.supply_from.empty()) take_file();
    for (const PlannedHomes& homes : entry_.supply) take_listed(homes);
    std::sort(planned_.sites.begin(),
              planned_.sites.end(),
              [](const auto& a, const auto& b) {
                return std::pair{a.tick, a.cell} < std::pair{b.tick, b.cell};
              });
    return std::move(planned_);
  }

 private:
  std::string column(const char* name) const {
    const auto given = entry_.supply_columns.find(name);
    return given == entry_.supply_columns.end() ? name : given->second;
  }

  void take_file() {
    std::vector<std::string> names;
    for (const char* name : column_names) names.push_back(column(name));
    const SitesRead sites =
        read_sites(entry_.supply_from.string(), entry_.supply_layer, names);
    check_columns(sites, names);
    for (std::size_t i = 0; i < sites.centres.size(); ++i) take_site(sites, i);
    if (outside_ == sites.centres.size()) {
      planned_.problems.push_back(
          fmt::format("none of the {} sites of {} lies in a zone of the study",
                      outside_,
                      sites.file));
    }
    planned_.notes.push_back(fmt::format(
        "lever '{}': {} sites of {}; {} outside the study and {} dated outside "
        "{} to {} left out",
        entry_.label,
        sites.centres.size(),
        sites.file,
        outside_,
        undated_,
        entry_.from.text(),
        entry_.to.text()));
  }

  void check_columns(const SitesRead& sites,
                     const std::vector<std::string>& names) const {
    if (!sites.columns[0].empty() || sites.centres.empty()) return;
    throw DataError{
        {.file = sites.file, .layer = sites.layer, .field = names[0]},
        "there is no column of the number of homes",
        "It has " + first_few(sites.fields, 12) +
            ". Name it: supply_columns = { dwellings = \"...\" }"};
  }

  [[noreturn]] static void refuse(const SitesRead& sites,
                                  std::size_t i,
                                  const std::string& name,
                                  const std::string& problem,
                                  const std::string& hint) {
    throw DataError{{.file = sites.file,
                     .layer = sites.layer,
                     .feature = std::to_string(i + 1),
                     .field = name},
                    problem,
                    hint};
  }

  void take_site(const SitesRead& sites, std::size_t i) {
    const auto zone = zones_.at(sites.centres[i]);
    if (!zone) {
      ++outside_;
      return;
    }
    const auto text = [&](std::size_t c) {
      return sites.columns[c].empty() ? std::string{} : sites.columns[c][i];
    };
    const auto homes = whole_number(text(0));
    if (!homes) {
      refuse(sites,
             i,
             column("dwellings"),
             fmt::format("'{}' is no whole number of homes", text(0)),
             "Negative numbers are homes pulled down");
    }
    PlannedHomes one{.tenure = entry_.tenure,
                     .bedrooms = entry_.bedrooms,
                     .dwellings = *homes};
    if (!text(1).empty()) one.tenure = text(1);
    if (!tenure_of(one.tenure)) {
      refuse(sites,
             i,
             column("tenure"),
             fmt::format("'{}' is no tenure", one.tenure),
             "Write owned_outright, owned_mortgage, social_council, "
             "social_other or private");
    }
    if (!text(2).empty()) {
      const auto bedrooms = whole_number(text(2));
      if (!bedrooms || *bedrooms < 0) {
        refuse(sites,
               i,
               column("bedrooms"),
               fmt::format("'{}' is no number of bedrooms", text(2)),
               "1 to 4, 4 meaning 4 or more");
      }
      one.bedrooms = std::clamp(*bedrooms, 1, 4);
    }
    if (!text(3).empty()) {
      one.date = date_of(text(3));
      if (!one.date) {
        refuse(sites,
               i,
               column("date"),
               fmt::format("'{}' is no date", text(3)),
               "Write YYYY-MM-DD, or a year");
      }
    }
    if (!add(one, *zone)) ++undated_;
  }

  void take_listed(const PlannedHomes& homes) {
    const auto zone = zones_.named(homes.zone);
    if (!zone) {
      planned_.problems.push_back(fmt::format(
          "supply names zone '{}', which the study does not have", homes.zone));
    } else if (!add(homes, *zone)) {
      planned_.problems.push_back(
          fmt::format("supply in zone '{}' is dated {}, outside {} to {}",
                      homes.zone,
                      homes.date->text(),
                      entry_.from.text(),
                      entry_.to.text()));
    }
  }

  /// False if its date is not within the lever's.
  bool add(const PlannedHomes& homes, std::size_t zone) {
    int tick = entry_.first_tick;
    if (homes.date) {
      if (*homes.date < entry_.from || *homes.date >= entry_.to) return false;
      while (tick_start(start_, tick + 1) <= *homes.date) ++tick;
    }
    const std::size_t kind = mingle::kind_of(
        *tenure_of(homes.tenure), static_cast<std::size_t>(homes.bedrooms - 1));
    planned_.sites.push_back(
        {tick, world_.base.cell(ZoneId{zone}, kind), homes.dwellings});
    return true;
  }

  const LeverEntry& entry_;
  Date start_;
  Zones zones_;
  const housing::World& world_;
  std::size_t outside_ = 0;
  std::size_t undated_ = 0;
  SitesPlanned planned_;
};

}  // namespace

SitesPlanned plan_sites(const LeverEntry& entry,
                        Date start,
                        const StudyArea& area,
                        const housing::World& world) {
  return Planner{entry, start, area, world}.plan();
}

}  // namespace mingle
