// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "earlier_area.h"

#include "housing/proportional_fit.h"
#include "population/rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include <mingle/engine/error.h>

namespace mingle {
namespace {

class Rewinder {
 public:
  Rewinder(const EarlierCounts& earlier,
           std::span<const std::size_t> common,
           StudyArea& area)
      : earlier_{earlier}, area_{area}, parts_(earlier.households.size()) {
    for (std::size_t z = 0; z < common.size(); ++z) {
      parts_[common[z]].push_back(z);
    }
  }

  void run() {
    const CountTable residents = earlier_residents();
    set_households(residents);
    scale_tenure_by_group(residents);
    area_.ethnic_group = residents;
    set_tenure();
    const auto people = row_totals(area_.ethnic_group);
    scale_rows(people, area_.residence_type);
    scale_rows(households_, area_.household_size);
  }

  std::size_t zones_cut() const { return cut_; }

 private:
  static std::vector<double> row_totals(const CountTable& table) {
    std::vector<double> totals;
    for (std::size_t z = 0; z < table.rows(); ++z) {
      double sum = 0;
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        sum += table.at(z, c);
      }
      totals.push_back(sum);
    }
    return totals;
  }

  /// Shares a number of a common zone out over its parts.
  void share(std::size_t zone,
             double number,
             const std::vector<double>& weights,
             std::vector<std::int32_t>& to,
             std::size_t width,
             std::size_t column) const {
    std::vector<double> of;
    for (const std::size_t z : parts_[zone]) of.push_back(weights[z]);
    const auto made = share_out(std::llround(number), of);
    for (std::size_t i = 0; i < made.size(); ++i) {
      to[parts_[zone][i] * width + column] = made[i];
    }
  }

  CountTable earlier_residents() const {
    const std::vector<double> weights = row_totals(area_.ethnic_group);
    CountTable table = area_.ethnic_group;
    table.columns = earlier_.groups;
    const std::size_t width = table.columns.size();
    table.values.assign(table.keys.size() * width, 0);
    for (std::size_t c = 0; c < parts_.size(); ++c) {
      for (std::size_t g = 0; g < width; ++g) {
        share(c,
              earlier_.residents[c * width + g],
              weights,
              table.values,
              width,
              g);
      }
    }
    return table;
  }

  void set_households(const CountTable& residents) {
    const std::vector<double> weights = row_totals(area_.tenure);
    std::vector<std::int32_t> made(area_.zones.size());
    for (std::size_t c = 0; c < parts_.size(); ++c) {
      share(c, earlier_.households[c], weights, made, 1, 0);
    }
    const std::vector<double> people = row_totals(residents);
    for (std::size_t z = 0; z < made.size(); ++z) {
      if (made[z] > people[z]) ++cut_;
      households_.push_back(std::min<double>(made[z], people[z]));
    }
  }

  void scale_tenure_by_group(const CountTable& residents) {
    std::array<double, hrp_category_count> now{};
    std::array<double, hrp_category_count> then{};
    add_categories(area_.ethnic_group, now);
    add_categories(residents, then);
    for (TenureByGroup& table : area_.tenure_by_group) {
      for (std::size_t c = 0; c < hrp_category_count; ++c) {
        const double factor = now[c] > 0 ? then[c] / now[c] : 0;
        for (std::int32_t& count : table.households[c]) {
          count = static_cast<std::int32_t>(std::llround(factor * count));
        }
      }
    }
  }

  static void add_categories(const CountTable& table,
                             std::array<double, hrp_category_count>& sums) {
    const GroupScheme groups{table.columns};
    for (std::size_t g = 0; g < groups.size(); ++g) {
      double& sum = sums[static_cast<std::size_t>(groups.category(GroupId{g}))];
      for (std::size_t z = 0; z < table.rows(); ++z) sum += table.at(z, g);
    }
  }

  void set_tenure() {
    Weights weights{area_.zones.size(), tenure_count};
    for (std::size_t z = 0; z < weights.rows; ++z) {
      for (std::size_t t = 0; t < tenure_count; ++t) {
        weights.at(z, t) = area_.tenure.at(z, t);
      }
    }
    fit_proportionally(
        households_,
        std::vector<double>{earlier_.tenure.begin(), earlier_.tenure.end()},
        weights);
    for (std::size_t z = 0; z < weights.rows; ++z) {
      const auto row = share_out(std::llround(households_[z]), weights.row(z));
      std::copy(row.begin(),
                row.end(),
                area_.tenure.values.begin() +
                    static_cast<std::ptrdiff_t>(z * tenure_count));
    }
  }

  /// Every row keeps its profile and gets that total.
  static void scale_rows(const std::vector<double>& totals, CountTable& table) {
    const std::size_t width = table.columns.size();
    for (std::size_t z = 0; z < table.rows(); ++z) {
      const auto begin =
          table.values.begin() + static_cast<std::ptrdiff_t>(z * width);
      const std::vector<double> weights(
          begin, begin + static_cast<std::ptrdiff_t>(width));
      const auto row = share_out(std::llround(totals[z]), weights);
      std::copy(row.begin(), row.end(), begin);
    }
  }

  const EarlierCounts& earlier_;
  StudyArea& area_;
  std::vector<std::vector<std::size_t>> parts_;  ///< zones of a common zone
  std::vector<double> households_;               ///< by zone
  std::size_t cut_ = 0;
};

/// Adds a column to another one and removes it.
void fold_column(const std::string& from,
                 const std::string& to,
                 CountTable& table) {
  const auto source = table.column(from);
  const auto target = table.column(to);
  if (!source || !target) return;
  const std::size_t width = table.columns.size();
  std::vector<std::int32_t> values;
  for (std::size_t z = 0; z < table.rows(); ++z) {
    for (std::size_t c = 0; c < width; ++c) {
      if (c == *source) continue;
      values.push_back(table.at(z, c) +
                       (c == *target ? table.at(z, *source) : 0));
    }
  }
  table.values = std::move(values);
  table.columns.erase(table.columns.begin() +
                      static_cast<std::ptrdiff_t>(*source));
}

}  // namespace

std::vector<std::string> take_back(
    const EarlierCounts& earlier,
    std::span<const std::size_t> common,
    std::span<const std::pair<std::string, std::string>> fold,
    StudyArea& area) {
  for (const auto& [from, to] : fold) fold_column(from, to, area.ethnic_group);
  Rewinder rewinder{earlier, common, area};
  rewinder.run();
  std::vector<std::string> notes;
  if (rewinder.zones_cut() > 0) {
    notes.push_back(fmt::format(
        "{} zones would have more households than residents and have fewer "
        "households than the census",
        rewinder.zones_cut()));
  }
  return notes;
}

}  // namespace mingle
