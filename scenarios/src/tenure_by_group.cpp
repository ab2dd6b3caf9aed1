// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "study_tables.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

struct CategoryLabel {
  std::string_view label;  ///< as published
  HrpCategory category;
};
constexpr std::array<CategoryLabel, hrp_category_count> labels{
    {{"Asian, Asian British or Asian Welsh", HrpCategory::asian},
     {"Black, Black British, Black Welsh, Caribbean or African",
      HrpCategory::black},
     {"Mixed or Multiple ethnic groups", HrpCategory::mixed},
     {"White: English, Welsh, Scottish, Northern Irish or British",
      HrpCategory::white_british},
     {"White: Irish", HrpCategory::white_irish},
     {"White: Gypsy or Irish Traveller, Roma or Other White",
      HrpCategory::white_other},
     {"Other ethnic group", HrpCategory::other}}};

/// By the published label or by our own name; nothing for sub-totals.
std::optional<HrpCategory> category_of(std::string_view text) {
  for (const CategoryLabel& one : labels) {
    if (text == one.label || text == name_of(one.category)) {
      return one.category;
    }
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, TenureByGroup::tenures> tenure_columns{
    "owned_outright",
    "owned_mortgage_or_shared_ownership",
    "social_rented",
    "private_rented_or_rent_free"};

std::int32_t count_at(const TextTable& table,
                      std::size_t row,
                      std::size_t column) {
  const std::string& text = table.at(row, column);
  std::int32_t value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (text.empty() || result.ec != std::errc{} || result.ptr != end ||
      value < 0) {
    throw DataError{
        {table.file, "", "", table.columns[column], table.lines[row]},
        fmt::format("'{}' is not a count of households", text.substr(0, 40)),
        "Counts are whole numbers from 0"};
  }
  return value;
}

struct Collected {
  TenureByGroup table{};
  std::array<bool, hrp_category_count> seen{};
};

void check_complete(const TextTable& table,
                    const std::string& authority,
                    const Collected& one) {
  for (std::size_t c = 0; c < hrp_category_count; ++c) {
    if (one.seen[c]) continue;
    throw DataError{
        {table.file, "", "", "", 0},
        fmt::format("authority '{}' has no row for '{}'",
                    authority,
                    name_of(static_cast<HrpCategory>(c))),
        "Table RM134 has seven disjoint categories for each authority"};
  }
}

}  // namespace

std::vector<TenureByGroup> read_tenure_by_group(
    const std::filesystem::path& file,
    const std::vector<std::string>& authorities,
    std::vector<InputFile>& inputs) {
  const TextTable table = read_text_table(file.string());
  inputs.push_back({"tenure_by_group", table.file, table.sha256});
  const std::size_t group = table.require("ethnic_group_of_hrp");
  std::array<std::size_t, TenureByGroup::tenures> columns{};
  for (std::size_t t = 0; t < columns.size(); ++t) {
    columns[t] = table.require(tenure_columns[t]);
  }
  refuse_repeated_rows(table, {0, group});
  std::map<std::string, Collected> found;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& authority = table.at(row, 0);
    const auto category = category_of(table.at(row, group));
    const bool wanted =
        std::binary_search(authorities.begin(), authorities.end(), authority);
    if (!category || !wanted) continue;
    Collected& one = found[authority];
    const auto c = static_cast<std::size_t>(*category);
    one.table.authority = authority;
    one.seen[c] = true;
    for (std::size_t t = 0; t < columns.size(); ++t) {
      one.table.households[c][t] = count_at(table, row, columns[t]);
    }
  }
  std::vector<TenureByGroup> result;
  for (const auto& [authority, one] : found) {
    check_complete(table, authority, one);
    result.push_back(one.table);
  }
  return result;
}

}  // namespace mingle
