// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "page_data.h"

#include "comparison/measure_words.h"
#include "map_data.h"
#include "spread_data.h"
#include "words.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace mingle {
namespace {

using Json = nlohmann::json;

/// JSON has no NaN.
Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Json series(const std::vector<MeanInterval>& values) {
  Json mean = Json::array();
  Json low = Json::array();
  Json high = Json::array();
  for (const MeanInterval& value : values) {
    mean.push_back(number(value.mean));
    low.push_back(number(value.low));
    high.push_back(number(value.high));
  }
  return {{"mean", mean}, {"low", low}, {"high", high}};
}

Json measure_data(const Comparison& comparison, const Measure& measure) {
  Json data{{"id", measure.id},
            {"name", capitalised(measure.name)},
            {"about", measure.about},
            {"yearly", measure.yearly},
            {"share", is_share(comparison.tables[measure.table])},
            {"levels", Json::array()},
            {"differences", Json::array()},
            {"results", Json::array()}};
  for (const auto& values : measure.levels) {
    data["levels"].push_back(series(values));
  }
  for (const auto& values : measure.differences) {
    data["differences"].push_back(series(values));
  }
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    const PairedResult& result = measure.results[c];
    data["results"].push_back(
        {{"difference", number(result.difference)},
         {"low", number(result.low)},
         {"high", number(result.high)},
         {"verdict", std::string{name_of(measure.verdicts[c])}}});
  }
  return data;
}

}  // namespace

std::string page_data(const Comparison& comparison) {
  Json page{{"replicates", comparison.replicates},
            {"margin", comparison.margin},
            {"dates", comparison.dates},
            {"yearly_dates", comparison.yearly_dates},
            {"arms", Json::array()},
            {"measures", Json::array()},
            {"map", map_data(comparison)},
            {"causes", causes_data(comparison)},
            {"deprivation", deprivation_data(comparison)}};
  for (const ComparedArm& arm : comparison.arms) {
    page["arms"].push_back({{"name", arm.name}, {"title", arm.title}});
  }
  for (const Measure& measure : comparison.measures) {
    page["measures"].push_back(measure_data(comparison, measure));
  }
  // Bytes that are no UTF-8 come from files of users: shown as question marks.
  return page.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace mingle
