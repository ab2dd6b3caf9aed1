// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "twin_file.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>

namespace mingle::tool {
namespace {

std::string after(const std::string& name, const std::string& start) {
  return name.rfind(start, 0) == 0 ? name.substr(start.size()) : "";
}

/// Reads the rows of a file in their order.
class TwinReader {
 public:
  explicit TwinReader(const TextTable& table)
      : table_{table},
        zone_{table.require("zone")},
        name_{table.require("name")},
        value_{table.require("value")} {}

  TwinFile read() {
    for (std::size_t i = 0; i < table_.rows(); ++i) {
      if (table_.at(i, zone_).empty()) {
        take_number(table_.at(i, name_), i);
      } else {
        take_zone(i);
      }
    }
    const std::size_t groups = twin_.groups.size();
    twin_.spread.effects.resize(groups * groups, 0.0);
    const bool whole = !twin_.authority.empty() && groups > 0 &&
                       twin_.growth.size() == groups &&
                       twin_.turnover.size() == groups &&
                       twin_.spread.zones.size() == groups &&
                       !twin_.parameters.empty() && !twin_.zones.empty();
    if (!whole) {
      throw DataError{{table_.file, "", "", "", 0},
                      "is not a whole calibration of an area",
                      "mingle calibrate --twin writes such files: "
                      "areas/CODE-twin.csv"};
    }
    return std::move(twin_);
  }

 private:
  double number(std::size_t row) const {
    const std::string& text = table_.at(row, value_);
    double value = 0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end) {
      throw DataError{{.file = table_.file,
                       .field = table_.columns[value_],
                       .line = table_.lines[row]},
                      "'" + text + "' is no number",
                      ""};
    }
    return value;
  }

  void take_number(const std::string& name, std::size_t row) {
    if (name == "start_year") {
      twin_.start_year = static_cast<int>(number(row));
    } else if (name == "years") {
      twin_.years = static_cast<int>(number(row));
    } else if (name == "kappa") {
      twin_.kappa = number(row);
    } else if (name == "kernel") {
      twin_.kernel = number(row);
    } else if (name == "reach") {
      twin_.reach = number(row);
    } else if (const auto code = after(name, "authority."); !code.empty()) {
      twin_.authority = code;
    } else if (const auto where = after(name, "region."); !where.empty()) {
      twin_.region = where;
    } else if (const auto kept = after(name, "retention."); !kept.empty()) {
      twin_.retention.push_back(kept);
    } else if (const auto group = after(name, "turnover."); !group.empty()) {
      twin_.groups.push_back(group);
      twin_.turnover.push_back(number(row));
    } else if (!after(name, "growth.").empty()) {
      twin_.growth.push_back(number(row));
    } else if (!after(name, "spread.effect.").empty()) {
      twin_.spread.effects.push_back(number(row));
    } else if (!after(name, "spread.zone.").empty()) {
      twin_.spread.zones.push_back(number(row));
    } else {
      twin_.parameters[name] = number(row);
    }
  }

  void take_zone(std::size_t row) {
    const std::string& name = table_.at(row, name_);
    auto& names = twin_.covariates;
    auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) found = names.insert(names.end(), name);
    auto& values = twin_.zones[table_.at(row, zone_)];
    values.resize(names.size(), 0.0);
    values[static_cast<std::size_t>(found - names.begin())] = number(row);
  }

  const TextTable& table_;
  std::size_t zone_;
  std::size_t name_;
  std::size_t value_;
  TwinFile twin_;
};

}  // namespace

std::string twin_csv(const TwinFile& twin) {
  std::string text = "zone,name,value\n";
  const auto put = [&text](const std::string& name, double value) {
    text += fmt::format(",{},{:.8g}\n", name, value);
  };
  put("authority." + twin.authority, 1);
  if (!twin.region.empty()) put("region." + twin.region, 1);
  put("start_year", twin.start_year);
  put("years", twin.years);
  put("kappa", twin.kappa);
  put("kernel", twin.kernel);
  put("reach", twin.reach);
  const std::size_t groups = twin.groups.size();
  for (std::size_t g = 0; g < groups; ++g) {
    put("turnover." + twin.groups[g], twin.turnover[g]);
    put("growth." + twin.groups[g], twin.growth[g]);
    put("spread.zone." + twin.groups[g], twin.spread.zones[g]);
    for (std::size_t h = 0; h < groups; ++h) {
      put("spread.effect." + twin.groups[g] + '.' + twin.groups[h],
          twin.spread.effects[g * groups + h]);
    }
  }
  for (const std::string& name : twin.retention) put("retention." + name, 1);
  for (const auto& [name, value] : twin.parameters) put(name, value);
  for (const auto& [zone, values] : twin.zones) {
    for (std::size_t c = 0; c < values.size(); ++c) {
      text +=
          fmt::format("{},{},{:.6g}\n", zone, twin.covariates[c], values[c]);
    }
  }
  return text;
}

TwinFile read_twin_file(const std::string& file) {
  const TextTable table = read_text_table(file);
  return TwinReader{table}.read();
}

}  // namespace mingle::tool
