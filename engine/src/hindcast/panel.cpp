// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <mingle/engine/hindcast/panel.h>

namespace mingle::hindcast {
namespace {

PeopleTable rows_of(const std::vector<double>& values,
                    std::size_t groups,
                    const PanelAuthority& authority) {
  const auto from = values.begin();
  const auto at = [groups](std::size_t zone) {
    return static_cast<std::ptrdiff_t>(zone * groups);
  };
  return {groups, {from + at(authority.begin), from + at(authority.end)}};
}

}  // namespace

std::optional<std::size_t> Panel::group(std::string_view name) const {
  const auto found = std::find(groups.begin(), groups.end(), name);
  if (found == groups.end()) return std::nullopt;
  return static_cast<std::size_t>(found - groups.begin());
}

std::optional<std::size_t> Panel::authority(std::string_view code) const {
  for (std::size_t a = 0; a < authorities.size(); ++a) {
    if (authorities[a].code == code) return a;
  }
  return std::nullopt;
}

PeopleTable Panel::before_of(const PanelAuthority& authority) const {
  return rows_of(before, groups.size(), authority);
}

PeopleTable Panel::after_of(const PanelAuthority& authority) const {
  return rows_of(after, groups.size(), authority);
}

void standardise(std::span<double> column) {
  double sum = 0;
  double squares = 0;
  std::size_t known = 0;
  for (const double value : column) {
    if (std::isnan(value)) continue;
    sum += value;
    ++known;
  }
  const double mean = known == 0 ? 0 : sum / static_cast<double>(known);
  for (const double value : column) {
    if (!std::isnan(value)) squares += (value - mean) * (value - mean);
  }
  const double spread =
      known == 0 ? 0 : std::sqrt(squares / static_cast<double>(known));
  // Below this the column is a constant seen through rounding.
  const bool constant = spread <= 1e-12 * (1 + std::abs(mean));
  for (double& value : column) {
    value = constant || std::isnan(value)
                ? 0
                : std::clamp((value - mean) / spread, -3.0, 3.0);
  }
}

std::vector<double> z_scores(const Panel& panel,
                             const PanelAuthority& authority) {
  const std::size_t columns = panel.covariates.size();
  std::vector<double> scores(authority.size() * columns);
  std::vector<double> column(authority.size());
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t z = 0; z < column.size(); ++z) {
      column[z] = panel.values[(authority.begin + z) * columns + c];
    }
    standardise(column);
    for (std::size_t z = 0; z < column.size(); ++z) {
      scores[z * columns + c] = column[z];
    }
  }
  return scores;
}

}  // namespace mingle::hindcast
