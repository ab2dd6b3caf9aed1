// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "numbers_words.h"

#include "words.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace mingle {

void open_section(Html& page, const char* id, const char* title) {
  page.raw(
      fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n", id));
  page.element("h2", title, fmt::format(" id=\"{}-title\"", id));
}

const ComparedTable* find_table(const Comparison& comparison,
                                const std::string& name) {
  const auto found = std::find_if(
      comparison.tables.begin(), comparison.tables.end(), [&](const auto& t) {
        return t.name == name;
      });
  return found == comparison.tables.end() ? nullptr : &*found;
}

MeanInterval level_of(const Comparison& comparison,
                      const ComparedTable& table,
                      std::size_t arm,
                      std::size_t cell) {
  const std::size_t times = comparison.dates_of(table.yearly).size();
  return mean_interval(table.replicates(arm, times - 1, times, cell));
}

MeanInterval change_of(const Comparison& comparison,
                       const ComparedTable& table,
                       std::size_t contrast,
                       std::size_t cell) {
  const std::size_t times = comparison.dates_of(table.yearly).size();
  auto other = table.replicates(contrast + 1, times - 1, times, cell);
  const auto base = table.replicates(0, times - 1, times, cell);
  for (std::size_t r = 0; r < other.size(); ++r) other[r] -= base[r];
  return mean_interval(other);
}

std::string count_interval(const MeanInterval& value) {
  if (!std::isfinite(value.low)) return "no interval";
  if (value.low == value.high) {
    return grouped(value.mean) + " in every replicate";
  }
  const double most = std::max(std::abs(value.low), std::abs(value.high));
  const auto words = [most](double number) {
    return most < 100 ? fixed(number, 1) : grouped(number);
  };
  return fmt::format(
      "{} ({} to {})", words(value.mean), words(value.low), words(value.high));
}

std::string amount_interval(const std::vector<double>& values,
                            const char* before) {
  const MeanInterval interval = mean_interval(values);
  if (!std::isfinite(interval.mean)) return "not known";
  const std::string mean = before + grouped(interval.mean);
  if (!std::isfinite(interval.low)) return "no interval";
  if (interval.low == interval.high) return mean + " in every replicate";
  return fmt::format("{} ({}{} to {}{})",
                     mean,
                     before,
                     grouped(interval.low),
                     before,
                     grouped(interval.high));
}

void add_titles(const Comparison& comparison, std::vector<std::string>& row) {
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    row.push_back(comparison.arms[c + 1].title + ": difference (95% interval)");
  }
}

std::string grade_words(const std::string& grade) {
  if (grade == "E") return "E, evidence";
  if (grade == "W") return "W, weak evidence";
  if (grade == "A") return "A, an assumption";
  return grade;
}

std::string label_words(const std::string& label) {
  if (label == "1_most_deprived") return "1 (most deprived)";
  if (label == "5_least_deprived") return "5 (least deprived)";
  if (label == "65_plus") return "65 and over";
  std::string words = label;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

}  // namespace mingle
