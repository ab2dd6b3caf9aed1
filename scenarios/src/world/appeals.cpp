// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "appeals.h"

#include "number_cell.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

/// exp(5) = 148 times as many newcomers: more is a mistake.
constexpr double largest_appeal = 5;

class AppealReader {
 public:
  AppealReader(const TextTable& table, const StudyArea& study)
      : table_{table},
        study_{study},
        zone_{table.require("zone")},
        group_{table.require("group")},
        appeal_{table.require("appeal")},
        width_{study.ethnic_group.columns.size()},
        seen_(study.zones.size() * width_),
        values_(seen_.size(), 0.0) {
    for (std::size_t z = 0; z < study.zones.size(); ++z) {
      rows_.emplace(study.zones.codes[z], z);
    }
  }

  std::vector<double> read() {
    for (std::size_t i = 0; i < table_.rows(); ++i) take(i);
    if (std::find(seen_.begin(), seen_.end(), true) == seen_.end()) {
      throw DataError{{table_.file, "", "", "zone", 0},
                      "no zone is of this study, which has " +
                          first_few(study_.zones.codes),
                      "The file must be of the same zones as the map"};
    }
    return std::move(values_);
  }

  std::size_t zones_without() const {
    std::size_t count = 0;
    for (std::size_t z = 0; z < study_.zones.size(); ++z) {
      const auto row = seen_.begin() + static_cast<std::ptrdiff_t>(z * width_);
      const auto end = row + static_cast<std::ptrdiff_t>(width_);
      if (std::find(row, end, true) == end) ++count;
    }
    return count;
  }

 private:
  [[noreturn]] void fail(std::size_t row,
                         std::size_t column,
                         const std::string& problem,
                         const std::string& hint) const {
    refuse_cell(table_,
                row,
                column,
                "'" + table_.at(row, column) + "' " + problem,
                hint);
  }

  void take(std::size_t row) {
    const auto zone = rows_.find(table_.at(row, zone_));
    if (zone == rows_.end()) return;
    const auto& groups = study_.ethnic_group.columns;
    const auto group =
        std::find(groups.begin(), groups.end(), table_.at(row, group_));
    if (group == groups.end()) {
      fail(row,
           group_,
           "is no group of the study",
           "The groups are " + first_few(groups));
    }
    const std::size_t at = zone->second * width_ +
                           static_cast<std::size_t>(group - groups.begin());
    if (seen_[at]) fail(row, group_, "is given twice for its zone", "");
    seen_[at] = true;
    values_[at] = number_at(table_,
                            row,
                            appeal_,
                            -largest_appeal,
                            largest_appeal,
                            "an appeal from -5 to 5");
  }

  const TextTable& table_;
  const StudyArea& study_;
  std::size_t zone_;
  std::size_t group_;
  std::size_t appeal_;
  std::size_t width_;
  std::map<std::string, std::size_t> rows_;  ///< of the study, by code
  std::vector<bool> seen_;
  std::vector<double> values_;
};

}  // namespace

void read_appeal(const std::string& file, StudyArea& study) {
  const TextTable table = read_text_table(file);
  AppealReader reader{table, study};
  study.appeal = reader.read();
  study.inputs.push_back({"appeal", table.file, table.sha256});
  if (const std::size_t without = reader.zones_without(); without > 0) {
    study.notes.push_back(fmt::format(
        "{} zones are not in the appeal file and have none", without));
  }
}

}  // namespace mingle
