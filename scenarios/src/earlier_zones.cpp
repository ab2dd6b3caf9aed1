// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "earlier_zones.h"

#include "population/rounding.h"

#include <algorithm>

#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

/// Residents of a usual zone, for zones beyond the study.
constexpr double usual_residents = 1500;

}  // namespace

EarlierZones::EarlierZones(const std::string& file,
                           const std::string& key_column,
                           const std::string& zone_column,
                           StudyArea& study)
    : study_{study} {
  const TextTable table = read_text_table(file);
  study.inputs.push_back({"earlier_zones", table.file, table.sha256});
  const std::size_t key = table.require(key_column);
  const std::size_t zone = table.require(zone_column);
  const CountTable& residents = study.ethnic_group;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    Part part{table.at(i, zone), usual_residents};
    if (const auto row = residents.find(part.zone)) {
      part.residents = 0;
      for (std::size_t c = 0; c < residents.columns.size(); ++c) {
        part.residents += residents.at(*row, c);
      }
    }
    parts_[table.at(i, key)].push_back(std::move(part));
  }
}

bool EarlierZones::fits(const CountTable& table) const {
  const auto& codes = study_.zones.codes;
  std::size_t own = 0;
  for (const std::string& code : codes) own += table.find(code) ? 1U : 0U;
  if (own == codes.size()) return false;
  std::size_t earlier = 0;
  for (const std::string& key : table.keys) earlier += parts_.count(key);
  return 2 * earlier > table.rows();
}

CountTable EarlierZones::convert(const CountTable& table) const {
  std::map<std::string, std::vector<std::int32_t>> rows;
  const std::size_t width = table.columns.size();
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto found = parts_.find(table.keys[r]);
    if (found == parts_.end()) continue;
    std::vector<double> weights;
    bool wanted = false;
    for (const Part& part : found->second) {
      weights.push_back(part.residents);
      wanted = wanted || std::binary_search(study_.zones.codes.begin(),
                                            study_.zones.codes.end(),
                                            part.zone);
    }
    if (!wanted) continue;
    for (std::size_t c = 0; c < width; ++c) {
      const auto shares = share_out(table.at(r, c), weights);
      for (std::size_t p = 0; p < shares.size(); ++p) {
        auto& row = rows[found->second[p].zone];
        row.resize(width, 0);
        row[c] += shares[p];
      }
    }
  }
  CountTable result = table;
  result.keys.clear();
  result.values.clear();
  for (const auto& [zone, row] : rows) {
    result.keys.push_back(zone);
    result.values.insert(result.values.end(), row.begin(), row.end());
  }
  return result;
}

std::map<std::string, double, std::less<>> EarlierZones::average(
    const std::map<std::string, double, std::less<>>& values) const {
  std::map<std::string, std::pair<double, int>> sums;
  for (const auto& [key, parts] : parts_) {
    const auto found = values.find(key);
    if (found == values.end()) continue;
    for (const Part& part : parts) {
      sums[part.zone].first += found->second;
      ++sums[part.zone].second;
    }
  }
  std::map<std::string, double, std::less<>> means;
  for (const auto& [zone, sum] : sums) {
    means[zone] = sum.first / sum.second;
  }
  return means;
}

}  // namespace mingle
