// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The rules that the sentences of the report follow.
#include "comparison/measures.h"
#include "report/evidence.h"
#include "report/words.h"

#include <cmath>
#include <regex>

#include <gtest/gtest.h>

#include <mingle/engine/random.h>
#include <mingle/output/comparison.h>

namespace mingle {
namespace {

/// Scenarios whose dissimilarity is the baseline's plus `shift` with paired
/// noise of a standard deviation.
struct Scenario {
  double shift = 0;
  double noise = 0;
};

Comparison compare(const std::vector<Scenario>& scenarios,
                   std::size_t replicates = 20,
                   std::uint64_t seed = 1) {
  Comparison comparison;
  comparison.replicates = replicates;
  comparison.dates = comparison.yearly_dates = {"2031-01-01"};
  comparison.groups = {{"white_british", "White British", 900},
                       {"asian_pakistani", "Pakistani", 300}};
  comparison.main_groups = {0, 1};
  ComparedTable table;
  table.path = "/indices/dissimilarity";
  table.name = "dissimilarity";
  table.units = "1";
  table.dimensions = {"group", "group_other"};
  table.shape = {2, 2};
  table.cells = 4;
  for (std::size_t arm = 0; arm <= scenarios.size(); ++arm) {
    ComparedArm one;
    one.title = arm == 0 ? "Baseline" : "Scenario " + std::to_string(arm);
    one.seed = "1";
    comparison.arms.push_back(one);
    std::vector<double> values;
    for (std::size_t r = 0; r < replicates; ++r) {
      Draws base{{.seed = seed, .replicate = r}};
      Draws own{{.seed = seed, .replicate = r, .subject = arm}};
      double value = 0.7 + 0.002 * base.normal();
      if (arm > 0) {
        const Scenario& scenario = scenarios[arm - 1];
        value += scenario.shift + scenario.noise * own.normal();
      }
      values.insert(values.end(), {0, value, value, 0});
    }
    table.values.push_back(std::move(values));
  }
  comparison.tables.push_back(std::move(table));
  add_measures(comparison);
  return comparison;
}

std::string words_of(const Scenario& scenario, std::size_t replicates = 20) {
  const Comparison comparison = compare({scenario}, replicates);
  return difference_words(comparison, comparison.measures.front(), 0);
}

bool names_a_direction(const std::string& text) {
  return std::regex_search(
      text, std::regex{"lower|higher|reduce|increase|less|more segregated"});
}

TEST(ReportWords, LowerAndHigherGiveTheDifferenceAndItsInterval) {
  const std::string lower = words_of({-0.02, 0.001});
  EXPECT_NE(lower.find("is lower by 0.02"), std::string::npos) << lower;
  EXPECT_NE(lower.find("95% interval 0.0"), std::string::npos) << lower;
  EXPECT_EQ(lower.find("practically none"), std::string::npos);
  const std::string higher = words_of({0.02, 0.001});
  EXPECT_NE(higher.find("is higher by 0.0"), std::string::npos) << higher;
  EXPECT_EQ(higher.find("−"), std::string::npos) << higher;
}

TEST(ReportWords, AClearButSmallDifferenceIsSaidToBeSmall) {
  const Comparison comparison = compare({{-0.002, 0.0004}});
  const Measure& measure = comparison.measures.front();
  EXPECT_EQ(measure.verdicts[0], Verdict::lower);
  EXPECT_EQ(verdict_words(measure, 0), "Slightly lower");
  const std::string text = difference_words(comparison, measure, 0);
  EXPECT_NE(text.find("practically none"), std::string::npos) << text;
}

TEST(ReportWords, NoEffectOnlyWhereItIsShown) {
  const std::string shown = words_of({0.00005, 0.001});
  EXPECT_NE(shown.find("No effect of practical size"), std::string::npos);
  EXPECT_NE(shown.find("95% interval"), std::string::npos);
  const std::string open = words_of({0.0005, 0.03});
  EXPECT_EQ(open.find("No effect"), std::string::npos) << open;
  EXPECT_NE(open.find("No clear difference"), std::string::npos) << open;
  EXPECT_NE(open.find("four times in five"), std::string::npos);
}

TEST(ReportWords, IdenticalRunsHaveNoModelledEffect) {
  const std::string same = words_of({0, 0});
  EXPECT_NE(same.find("no modelled effect"), std::string::npos) << same;
  EXPECT_FALSE(names_a_direction(same)) << same;
}

TEST(ReportWords, OneReplicateSaysNothing) {
  const std::string one = words_of({-0.05, 0.001}, 1);
  EXPECT_NE(one.find("Nothing can be said"), std::string::npos);
  EXPECT_FALSE(std::regex_search(one, std::regex{"0\\.\\d"})) << one;
}

// The rule that matters most, over many worlds: a direction is named only
// where the interval leaves out 0 and Holm's correction agrees.
TEST(ReportWords, NeverADirectionThatTheIntervalDoesNotSupport) {
  int named = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const double shift = 0.004 * (static_cast<double>(seed % 7) - 3);
    const Comparison comparison = compare({{shift, 0.012}}, 6, seed);
    for (const Measure& measure : comparison.measures) {
      const PairedResult& result = measure.results[0];
      const std::string text = difference_words(comparison, measure, 0);
      const bool clear = result.low > 0 || result.high < 0;
      if (std::regex_search(text, std::regex{"is (lower|higher) by"})) {
        ++named;
        EXPECT_TRUE(clear) << text;
        EXPECT_LT(measure.holm_p[0], 0.05);
        EXPECT_EQ(text.find("is lower") != std::string::npos,
                  result.difference < 0);
      }
      EXPECT_NE(text.find("95% interval"), std::string::npos) << text;
    }
  }
  EXPECT_GT(named, 20);
}

// Whatever is rounded away, an end that is not 0 is not shown as 0.
TEST(ReportWords, RoundingDoesNotReachZero) {
  for (const double low : {1e-9, 2e-6, 4e-4, 0.03}) {
    for (const double width : {1e-6, 1e-3, 0.5, 300.0}) {
      const std::string text = with_interval(low + width / 2, low, low + width);
      EXPECT_EQ(text.find("interval 0 to"), std::string::npos) << text;
      EXPECT_FALSE(std::regex_search(text, std::regex{"interval 0\\.0+ "}))
          << text;
    }
  }
  EXPECT_EQ(fixed(-0.00001, 3), "0.000");
  EXPECT_EQ(fixed(-0.25, 2), "−0.25");
  EXPECT_EQ(with_interval(-0.0123, -0.0166, -0.0080),
            "−0.0123 (95% interval −0.0166 to −0.0080)");
  EXPECT_EQ(with_bounds(NAN, NAN, NAN), "no interval");
}

TEST(ReportWords, CountsAddUp) {
  const Comparison comparison = compare({{-0.02, 0.001}});
  EXPECT_EQ(count_words(comparison, 0), "Of 1 measures, 1 is lower.");
}

TEST(ReportWords, ScenariosAreOrderedOnlyWhereTheyDiffer) {
  const auto apart = order_words(compare({{-0.02, 0.001}, {-0.05, 0.001}}));
  ASSERT_EQ(apart.size(), 1U);
  EXPECT_NE(apart[0].find("is lower under “Scenario 2” than under "
                          "“Scenario 1”"),
            std::string::npos)
      << apart[0];
  const auto close = order_words(compare({{-0.0201, 0.004}, {-0.0199, 0.004}}));
  ASSERT_EQ(close.size(), 1U);
  EXPECT_NE(close[0].find("cannot be put in order"), std::string::npos)
      << close[0];
  EXPECT_NE(close[0].find("95% interval"), std::string::npos);
  const auto same = order_words(compare({{-0.02, 0}, {-0.02, 0}}));
  EXPECT_NE(same[0].find("exactly the same"), std::string::npos) << same[0];
  const auto unknown =
      order_words(compare({{-0.02, 0.001}, {-0.05, 0.001}}, 1));
  EXPECT_NE(unknown[0].find("no interval"), std::string::npos) << unknown[0];
}

TEST(ReportWords, DatesAndCounts) {
  EXPECT_EQ(date_words("2031-01-01"), "1 January 2031");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(-1234), "−1,234");
  EXPECT_EQ(grouped(-0.2), "0");
}

TEST(ReportEvidence, SaysWhatWouldOverturnADirection) {
  Comparison comparison = compare({{-0.02, 0.001}});
  comparison.arms[0].config_toml = "[housing]\nalpha = 0.9  # base.toml\n";
  comparison.arms[1].config_toml = "[housing]\nalpha = 0.7  # other.toml\n";
  const std::vector<ReportParameter> parameters{
      {"housing.alpha", "exponent", "1", "W", "a source"}};
  const auto said = what_would_change(comparison, 0, parameters);
  ASSERT_EQ(said.size(), 2U);
  EXPECT_NE(said[0].find("percent"), std::string::npos);
  EXPECT_NE(said[1].find("housing.alpha (grade W, weak evidence) goes from "
                         "0.9 to 0.7"),
            std::string::npos)
      << said[1];
  // A quarter of the change has a quarter of the effect: 0.005 of 0.02.
  const double effect = std::abs(comparison.measures[0].results[0].difference);
  const double tipping = 0.9 - 0.2 * 0.005 / effect;
  EXPECT_NE(said[1].find(std::to_string(tipping).substr(0, 5)),
            std::string::npos)
      << said[1] << tipping;
}

TEST(ReportEvidence, NamesNoParameterWhereSeveralChange) {
  Comparison comparison = compare({{-0.02, 0.001}});
  comparison.arms[1].config_toml = "[housing]\nalpha = 0.7\ndelta = 2\n";
  EXPECT_EQ(what_would_change(comparison, 0, {}).size(), 1U);
}

TEST(ReportEvidence, AsksForReplicatesWhereNothingIsClear) {
  const auto said = what_would_change(compare({{0.0005, 0.03}}), 0, {});
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said[0].find("replicates"), std::string::npos);
}

TEST(Verdicts, HolmCanTakeADirectionAway) {
  PairedResult result;
  result.difference = -0.01;
  result.low = -0.02;
  result.high = -0.001;
  EXPECT_EQ(verdict_of(result, 0.04, 0.9), Verdict::lower);
  EXPECT_EQ(verdict_of(result, 0.06, 0.9), Verdict::unclear);
  EXPECT_EQ(verdict_of(result, 0.06, 0.01), Verdict::none);
  result.identical = true;
  EXPECT_EQ(verdict_of(result, 0.06, 0.01), Verdict::same);
}

}  // namespace
}  // namespace mingle
