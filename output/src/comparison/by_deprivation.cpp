// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "by_deprivation.h"

#include <cmath>
#include <limits>

#include <mingle/engine/levers/pull.h>

namespace mingle {
namespace {

constexpr const char* deciles_path = "/zones/deprivation_decile";
constexpr const char* scale_name = "deprivation_fifth";
using levers::fifth_count;

double over(double sum, double count) {
  return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

ComparedTable new_table(const char* name,
                        const char* words,
                        const char* units,
                        std::vector<std::string> dimensions,
                        std::vector<std::size_t> shape) {
  ComparedTable table;
  table.path = std::string{"/deprivation/"} + name;
  table.name = std::string{"deprivation_"} + name;
  table.long_name = words;
  table.units = units;
  table.dimensions = std::move(dimensions);
  table.shape = std::move(shape);
  for (const std::size_t size : table.shape) table.cells *= size;
  table.yearly = true;
  return table;
}

/// Sums over the zones of one replicate and date.
class Sums {
 public:
  explicit Sums(std::size_t groups)
      : groups_{groups},
        people_(fifth_count * groups, 0.0),
        own_(fifth_count * groups, 0.0),
        decile_(groups, 0.0),
        all_(groups, 0.0) {}

  void add(const std::int64_t* residents, double decile) {
    double everyone = 0;
    for (std::size_t g = 0; g < groups_; ++g) {
      everyone += static_cast<double>(residents[g]);
    }
    const std::size_t fifth = levers::fifth_of_decile(decile);
    for (std::size_t g = 0; g < groups_; ++g) {
      const auto count = static_cast<double>(residents[g]);
      people_[fifth * groups_ + g] += count;
      if (everyone > 0) own_[fifth * groups_ + g] += count * count / everyone;
      decile_[g] += count * decile;
      all_[g] += count;
    }
  }

  void put(std::vector<double>& people,
           std::vector<double>& isolation,
           std::vector<double>& decile) const {
    people.insert(people.end(), people_.begin(), people_.end());
    for (std::size_t i = 0; i < own_.size(); ++i) {
      isolation.push_back(over(own_[i], people_[i]));
    }
    for (std::size_t g = 0; g < groups_; ++g) {
      decile.push_back(over(decile_[g], all_[g]));
    }
  }

 private:
  std::size_t groups_;
  std::vector<double> people_;
  std::vector<double> own_;
  std::vector<double> decile_;
  std::vector<double> all_;
};

}  // namespace

void add_by_deprivation(const std::vector<ResultFile>& files,
                        Comparison& comparison) {
  for (const ResultFile& file : files) {
    if (!file.has(deciles_path)) return;
  }
  const std::size_t groups = comparison.groups.size();
  ComparedTable people = new_table("residents",
                                   "residents by deprivation of their zone",
                                   "persons",
                                   {scale_name, "group"},
                                   {fifth_count, groups});
  ComparedTable isolation =
      new_table("isolation",
                "share of the own group in the zone of the average resident of "
                "a group who lives in the fifth",
                "1",
                {scale_name, "group"},
                {fifth_count, groups});
  ComparedTable decile =
      new_table("mean_decile",
                "mean decile of deprivation of the zones where residents live, "
                "1 the most deprived",
                "1",
                {"group"},
                {groups});
  for (const ResultFile& file : files) {
    const auto deciles = file.read_numbers(deciles_path);
    const auto shape = file.info("/zones/residents").shape;
    const auto residents = file.read_integers("/zones/residents");
    const std::size_t zones = shape[2];
    std::vector<double> of_people;
    std::vector<double> of_isolation;
    std::vector<double> of_decile;
    for (std::size_t moment = 0; moment < shape[0] * shape[1]; ++moment) {
      Sums sums{groups};
      for (std::size_t z = 0; z < zones; ++z) {
        sums.add(&residents[(moment * zones + z) * groups], deciles[z]);
      }
      sums.put(of_people, of_isolation, of_decile);
    }
    people.values.push_back(std::move(of_people));
    isolation.values.push_back(std::move(of_isolation));
    decile.values.push_back(std::move(of_decile));
  }
  comparison.scales.push_back({scale_name,
                               "fifth of England's zones by deprivation",
                               levers::fifth_names()});
  for (ComparedTable* table : {&people, &isolation, &decile}) {
    comparison.tables.push_back(std::move(*table));
  }
}

}  // namespace mingle
