// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "stylised_data.h"

#include "csv_line.h"
#include "study_tables.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <embedded/census_figures_csv.h>
#include <embedded/outlines_geojson.h>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <mingle/engine/error.h>
#include <mingle/engine/groups.h>
#include <mingle/geo/sha256.h>

namespace mingle {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, size_class_count> size_names{
    "persons_1",
    "persons_2",
    "persons_3",
    "persons_4_or_more"};

/// The figures of one authority: a column of census_figures.csv.
class FigureColumn {
 public:
  explicit FigureColumn(std::string_view code);
  /// NaN where the cell is empty.
  /// @throws Error when there is no such row.
  double value(std::string_view figure, std::string_view category) const;
  std::int64_t count(std::string_view figure, std::string_view category) const {
    return static_cast<std::int64_t>(value(figure, category));
  }
  /// NaN also where the row is missing.
  double value_if_any(std::string_view figure, std::string_view category) const;

 private:
  struct Cell {
    std::string figure;
    std::string category;
    double value;
  };
  const Cell* find(std::string_view figure, std::string_view category) const;
  std::vector<Cell> cells_;
};

double number_or_nan(const std::string& text) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

FigureColumn::FigureColumn(std::string_view code) {
  const auto lines = lines_of(embedded::census_figures_csv);
  const auto head = split_csv_line(lines.front());
  const auto place = std::find(head.begin(), head.end(), code);
  if (place == head.end()) {
    throw Error{fmt::format("census_figures.csv has no column '{}'", code)};
  }
  const auto column = static_cast<std::size_t>(place - head.begin());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto fields = split_csv_line(lines[i]);
    cells_.push_back(
        Cell{fields.at(0), fields.at(1), number_or_nan(fields.at(column))});
  }
}

const FigureColumn::Cell* FigureColumn::find(std::string_view figure,
                                             std::string_view category) const {
  const auto found =
      std::find_if(cells_.begin(), cells_.end(), [&](const Cell& cell) {
        return cell.figure == figure && cell.category == category;
      });
  return found == cells_.end() ? nullptr : &*found;
}

double FigureColumn::value(std::string_view figure,
                           std::string_view category) const {
  const Cell* cell = find(figure, category);
  if (cell == nullptr || std::isnan(cell->value)) {
    throw Error{fmt::format(
        "census_figures.csv has no value for '{},{}'", figure, category)};
  }
  return cell->value;
}

double FigureColumn::value_if_any(std::string_view figure,
                                  std::string_view category) const {
  const Cell* cell = find(figure, category);
  return cell == nullptr ? std::numeric_limits<double>::quiet_NaN()
                         : cell->value;
}

Ring ring_from(const Json& coordinates) {
  Ring ring;
  for (const Json& point : coordinates) {
    ring.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
  }
  if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  return ring;
}

const Json& outlines() {
  static const Json features =
      Json::parse(embedded::outlines_geojson).at("features");
  return features;
}

std::string property(const Json& feature, const char* name) {
  return feature.at("properties").at(name).get<std::string>();
}

void read_counts(const FigureColumn& column, AuthorityFigures& figures) {
  for (const CensusGroup& group : census_2021_groups()) {
    figures.residents.push_back(column.count("residents", group.name));
    figures.dissimilarity.push_back(
        column.value_if_any("dissimilarity", group.name));
  }
  figures.by_tenure.resize(tenure_count);
  for (const CensusTenure& published : census_tenures) {
    figures.by_tenure[static_cast<std::size_t>(published.tenure)] +=
        column.count("tenure", published.column);
  }
  for (const Tenure tenure : all_tenures) {
    figures.tenure_dissimilarity.push_back(
        column.value("tenure_dissimilarity", name_of(tenure)));
  }
  for (const std::string_view size : size_names) {
    figures.by_size.push_back(column.count("size", size));
  }
}

}  // namespace

std::vector<AuthorityName> figured_authorities() {
  std::vector<AuthorityName> authorities;
  for (const Json& feature : outlines()) {
    authorities.push_back(
        AuthorityName{property(feature, "code"), property(feature, "name")});
  }
  std::sort(authorities.begin(),
            authorities.end(),
            [](const AuthorityName& a, const AuthorityName& b) {
              return a.code < b.code;
            });
  return authorities;
}

AuthorityFigures read_authority_figures(std::string_view code) {
  const FigureColumn column{code};
  AuthorityFigures figures;
  figures.code = code;
  for (const Json& feature : outlines()) {
    if (property(feature, "code") != code) continue;
    figures.name = property(feature, "name");
    const Json& rings = feature.at("geometry").at("coordinates");
    figures.outline.parts.push_back(Polygon{{ring_from(rings.at(0))}});
  }
  figures.centre = {column.value("centre", "easting"),
                    column.value("centre", "northing")};
  figures.density_decay = column.value("density_decay", "");
  figures.zones = static_cast<std::size_t>(column.count("zones", ""));
  figures.in_household = column.count("in_household", "");
  figures.house_price = column.value("house_price", "");
  read_counts(column, figures);
  return figures;
}

std::vector<InputFile> stylised_input_files() {
  return {{"outline",
           "scenarios/library/data/outlines.geojson",
           sha256_of_text(embedded::outlines_geojson)},
          {"census_figures",
           "scenarios/library/data/census_figures.csv",
           sha256_of_text(embedded::census_figures_csv)}};
}

}  // namespace mingle
