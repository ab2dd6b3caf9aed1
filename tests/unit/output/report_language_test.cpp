// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What the report may never say, over many invented comparisons and over cases
// made to trip it.
#include "comparison/measures.h"
#include "report/evidence.h"
#include "report/words.h"

#include <cmath>
#include <limits>
#include <regex>

#include <gtest/gtest.h>

#include <mingle/engine/random.h>
#include <mingle/output/comparison.h>

namespace mingle {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

using Values = std::vector<double>;

/// A comparison of dissimilarity, of exposure and of a scorecard's component;
/// each scenario gives the differences from the baseline by replicate.
Comparison compare(const std::vector<Values>& differences,
                   const std::string& title = "Scenario",
                   double level = 0.7) {
  Comparison comparison;
  const std::size_t replicates = differences.front().size();
  comparison.replicates = replicates;
  comparison.dates = comparison.yearly_dates = {"2031-01-01"};
  comparison.groups = {{"white_british", "White British", 900},
                       {"asian_pakistani", "Pakistani", 300}};
  comparison.main_groups = {0, 1};
  for (std::size_t arm = 0; arm <= differences.size(); ++arm) {
    ComparedArm one;
    one.title = arm == 0 ? "Baseline" : title + ' ' + std::to_string(arm);
    one.seed = "1";
    comparison.arms.push_back(one);
  }
  struct Kind {
    const char* path;
    const char* name;
    const char* words;
    std::size_t cells;
  };
  for (const Kind& kind :
       {Kind{"/indices/dissimilarity", "dissimilarity", "D", 4},
        Kind{"/indices/exposure", "exposure", "exposure", 4},
        Kind{"/scorecard/ties",
             "scorecard_ties",
             "common ground, emergent: share that reduces and increases",
             1}}) {
    ComparedTable table;
    table.path = kind.path;
    table.name = kind.name;
    table.long_name = kind.words;
    table.units = "1";
    if (kind.cells == 4) {
      table.dimensions = {"group", "group_other"};
      table.shape = {2, 2};
    }
    table.cells = kind.cells;
    for (std::size_t arm = 0; arm <= differences.size(); ++arm) {
      Values values;
      for (std::size_t r = 0; r < replicates; ++r) {
        const double noise = 0.002 * std::sin(static_cast<double>(r));
        const double more = arm == 0 ? 0.0 : differences[arm - 1][r];
        values.insert(values.end(), kind.cells, level + noise + more);
      }
      table.values.push_back(std::move(values));
    }
    comparison.tables.push_back(std::move(table));
  }
  add_measures(comparison);
  return comparison;
}

/// Bytes of one character each, as std::regex needs them.
std::string plain(std::string text) {
  const std::pair<const char*, char> characters[] = {
      {"−", '-'}, {"“", '<'}, {"”", '>'}, {"±", '~'}};
  for (const auto& [from, to] : characters) {
    const std::string mark{from};
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
      text.replace(at, mark.size(), 1, to);
    }
  }
  return text;
}

/// Without the words that a user chose, which are quoted.
std::string own_words(const std::string& text) {
  return std::regex_replace(plain(text), std::regex{"<[^<>]*>"}, "<>");
}

bool names_a_direction(const std::string& text) {
  return std::regex_search(text,
                           std::regex{"\\b(is|are) (slightly )?(lower|higher)"
                                      "|: (slightly )?(lower|higher) by"});
}

/// Words of cause and effect that no comparison of a model supports.
bool claims_a_cause(const std::string& text) {
  return std::regex_search(
      text, std::regex{"\\b(reduces|increases|causes|leads to|improves)\\b"});
}

/// Numbers with decimals that stand for results: what is left when intervals,
/// levels with their intervals, and settings are taken away.
std::string without_supported(std::string text) {
  const std::string number = "-?[0-9][0-9.,e-]*";
  const std::string interval =
      "\\(95% interval " + number + " to " + number + "\\)";
  for (const std::string& pattern :
       {number + " " + interval,
        number + " in every replicate",
        interval,
        "(within|reach|as large as|below) ~" + number,
        "to be less than " + number,
        "find a difference of " + number + " four times",
        "have to be " + number + " times",
        "drawn from " + number + " to " + number,
        "the difference is 0 at " + number,
        "at " + number + " instead of " + number}) {
    text = std::regex_replace(text, std::regex{pattern}, "");
  }
  return text;
}

/// What is said of one measure, held against its numbers.
void expect_supported(const Comparison& comparison,
                      const Measure& measure,
                      std::size_t c) {
  const std::string text = difference_words(comparison, measure, c);
  const PairedResult& result = measure.results[c];
  if (names_a_direction(own_words(text))) {
    EXPECT_TRUE(result.low > 0 || result.high < 0) << text;
    EXPECT_LT(measure.holm_p[c], 0.05) << text;
  }
  const std::string verdict = verdict_words(measure, c);
  if (verdict.find("ower") != std::string::npos) {
    EXPECT_LT(result.high, 0) << verdict;
  }
  if (verdict.find("igher") != std::string::npos) {
    EXPECT_GT(result.low, 0) << verdict;
  }
  if (verdict == "No effect") {
    EXPECT_LT(measure.holm_equivalence_p[c], 0.05);
    EXPECT_LT(std::max(std::abs(result.low), std::abs(result.high)),
              2 * comparison.margin);
  }
  if (!measure.id.starts_with("scorecard")) {
    EXPECT_FALSE(claims_a_cause(own_words(text))) << text;
  }
}

/// Sentences on pairs of scenarios, held against their differences.
void expect_supported_order(const Comparison& comparison) {
  const std::vector<std::string> order = order_words(comparison);
  const ComparedTable& table = comparison.tables[0];
  const std::size_t cell = comparison.measures[0].cell;
  std::size_t at = 0;
  for (std::size_t a = 0; a < comparison.contrasts(); ++a) {
    for (std::size_t b = a + 1; b < comparison.contrasts(); ++b, ++at) {
      const PairedResult pair =
          compare_pairs(table.replicates(a + 1, 0, 1, cell),
                        table.replicates(b + 1, 0, 1, cell),
                        {.resamples = 0});
      if (std::regex_search(own_words(order[at]),
                            std::regex{"is (lower|higher) under <"})) {
        EXPECT_TRUE(pair.low > 0 || pair.high < 0) << order[at];
      }
      EXPECT_FALSE(claims_a_cause(own_words(order[at]))) << order[at];
    }
  }
  EXPECT_EQ(at, order.size());
}

void expect_sound(const Comparison& comparison) {
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    std::vector<std::string> all = clear_words(comparison, c);
    for (const std::string& text : all) {
      EXPECT_TRUE(names_a_direction(text)) << text;
    }
    for (const Measure& measure : comparison.measures) {
      expect_supported(comparison, measure, c);
      all.push_back(difference_words(comparison, measure, c));
    }
    for (const std::string& text : what_would_change(comparison, c, {})) {
      all.push_back(text);
    }
    for (const std::string& text : all) {
      EXPECT_FALSE(std::regex_search(text, std::regex{"\\b(nan|inf)\\b"}))
          << text;
      const std::string rest = without_supported(own_words(text));
      EXPECT_FALSE(std::regex_search(rest, std::regex{"\\d\\.\\d"}))
          << text << "\nleft: " << rest;
    }
  }
  expect_supported_order(comparison);
}

Values drawn(double shift, double noise, std::size_t count, std::uint64_t key) {
  Values values;
  for (std::size_t r = 0; r < count; ++r) {
    Draws draws{{.seed = key, .replicate = r}};
    values.push_back(shift + noise * draws.normal());
  }
  return values;
}

TEST(ReportLanguage, HoldsOverManyInventedComparisons) {
  int directions = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const double shift = 0.003 * (static_cast<double>(seed % 9) - 4);
    const double noise = 0.0005 * static_cast<double>(1 + seed % 13);
    const std::size_t count = 2 + seed % 29;
    const Comparison comparison =
        compare({drawn(shift, noise, count, seed),
                 drawn(-shift, 2 * noise, count, seed + 1000),
                 drawn(shift, noise, count, seed + 2000)});
    expect_sound(comparison);
    directions += names_a_direction(
        difference_words(comparison, comparison.measures[0], 0));
  }
  EXPECT_GT(directions, 8) << "no case that tests anything";
  EXPECT_LT(directions, 55);
}

struct Hostile {
  const char* name;
  std::vector<Values> differences;
  const char* title = "Scenario";
  double level = 0.7;
};

std::vector<Hostile> hostile_cases() {
  const Values wide = drawn(0.001, 0.05, 6, 3);
  Values barely{-1e-9, 0.01, 0.011, 0.012, 0.009, 0.01};
  return {{"nothing differs", {Values(5, 0.0)}},
          {"negative zero", {Values(5, -0.0)}},
          {"one replicate", {Values{-0.05}}},
          {"two replicates far apart", {Values{-0.5, 0.5}}},
          {"the same shift in every replicate", {Values(6, -0.02)}},
          {"a shift below every decimal", {Values(6, 1e-13)}},
          {"a tiny noisy shift", {drawn(1e-7, 1e-8, 8, 1)}},
          {"exactly the margin", {Values(6, 0.005)}},
          {"about the margin", {drawn(0.005, 0.0001, 10, 2)}},
          {"an interval that barely holds 0", {barely}},
          {"wide noise", {wide}},
          {"undefined in one replicate", {Values{-0.1, nan, -0.1, -0.1}}},
          {"undefined in all", {Values(4, nan)}},
          {"infinite", {Values{-0.1, inf, -0.1, -0.1}}},
          {"both ways", {drawn(-0.02, 0.001, 8, 4), drawn(0.02, 0.001, 8, 5)}},
          {"alike but for chance",
           {drawn(-0.02, 0.004, 8, 6), drawn(-0.0201, 0.004, 8, 7)}},
          {"copies", {drawn(-0.02, 0.001, 8, 8), drawn(-0.02, 0.001, 8, 8)}},
          {"a title that claims", {wide}, "X reduces D; is lower by 0.9"},
          {"a title with a number", {wide}, "0.123 is higher by"},
          {"a title of markup", {wide}, "</script>“<b>” 95% interval 1 to 2"},
          {"an empty title", {wide}, ""},
          {"a large level", {drawn(5, 1, 8, 9)}, "Scenario", 1e9},
          {"a level of 0", {drawn(-0.01, 0.001, 8, 10)}, "Scenario", 0.0},
          {"many scenarios",
           {drawn(-0.01, 0.01, 5, 11),
            drawn(0.0, 0.01, 5, 12),
            drawn(0.01, 0.01, 5, 13),
            drawn(0.0, 0.0001, 5, 14),
            Values(5, 0.0)}}};
}

TEST(ReportLanguage, HoldsWhereItIsMeantToFail) {
  const auto cases = hostile_cases();
  ASSERT_GE(cases.size(), 20U);
  for (const Hostile& one : cases) {
    SCOPED_TRACE(one.name);
    expect_sound(compare(one.differences, one.title, one.level));
  }
}

LeverUse lever_with(const Values& sizes) {
  LeverUse lever;
  lever.info.label = "classes";
  lever.effects.push_back(
      {{"classes.level_up", "ENGLISH", "chance", "1", "W", "beta(3, 17)"},
       sizes});
  return lever;
}

TEST(ReportLanguage, ResponsesNameNoNumberWithoutItsInterval) {
  Values sizes;
  Values strong;
  Values none;
  for (std::size_t r = 0; r < 20; ++r) {
    Draws draws{{.seed = 5, .replicate = r}};
    sizes.push_back(0.05 + 0.01 * static_cast<double>(r));
    strong.push_back(-0.1 * sizes.back() + 0.0005 * draws.normal());
    none.push_back(-0.01 + 0.002 * draws.normal());
  }
  Comparison comparison = compare({strong, none});
  comparison.arms[1].levers = {lever_with(sizes)};
  comparison.arms[2].levers = {lever_with(sizes)};
  expect_sound(comparison);
  const auto first = what_would_change(comparison, 0, {});
  ASSERT_EQ(first.size(), 2U);
  EXPECT_NE(first[1].find("changes the difference by −0."), std::string::npos)
      << first[1];
  EXPECT_NE(first[1].find("grade W"), std::string::npos);
  const auto second = what_would_change(comparison, 1, {});
  EXPECT_NE(second[1].find("does not visibly depend"), std::string::npos)
      << second[1];
  // Too few replicates to tell: nothing is said.
  Comparison few = compare({Values(strong.begin(), strong.begin() + 6)});
  few.arms[1].levers = {lever_with(Values(sizes.begin(), sizes.begin() + 6))};
  EXPECT_EQ(what_would_change(few, 0, {}).size(), 1U);
}

TEST(ReportLanguage, ProbesSayWhichNumberAndWhetherItHolds) {
  Comparison comparison = compare({drawn(-0.02, 0.001, 10, 1)});
  const auto probe = [](double low, double high) {
    PairedResult result;
    result.pairs = 5;
    result.low = low;
    result.high = high;
    result.difference = (low + high) / 2;
    return Probe{"housing.alpha", "0.85", "0.6", 5, {result}};
  };
  comparison.probes = {
      probe(-0.03, -0.01), probe(-0.01, 0.002), probe(0.01, 0.02)};
  Probe other = probe(-1, 1);
  other.results[0].pairs = 0;
  comparison.probes.push_back(other);
  Probe same = probe(0, 0);
  same.results[0].identical = true;
  comparison.probes.push_back(same);
  expect_sound(comparison);
  const auto said = what_would_change(comparison, 0, {});
  ASSERT_EQ(said.size(), 5U);
  EXPECT_NE(said[1].find("The direction holds"), std::string::npos);
  EXPECT_NE(said[2].find("The direction is open there"), std::string::npos);
  EXPECT_NE(said[3].find("The direction is the other one"), std::string::npos);
  EXPECT_NE(said[4].find("still none, in every digit"), std::string::npos);
}

}  // namespace
}  // namespace mingle
