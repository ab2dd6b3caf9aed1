// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/levers.h>
#include <mingle/test_support/shared_data.h>

namespace mingle {
namespace {

TEST(LeverCatalogue, HasEveryRowOfTheDesign) {
  std::set<std::string> wanted{"59b", "59c", "59d"};
  for (int row = 1; row <= 69; ++row) wanted.insert(std::to_string(row));
  std::set<std::string> rows;
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    EXPECT_TRUE(rows.insert(lever.row).second) << lever.row;
  }
  EXPECT_EQ(rows, wanted);
}

TEST(LeverCatalogue, DocumentationIsUpToDate) {
  std::ifstream file{test::source_folder() / "docs" / "levers.md"};
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), levers_reference())
      << "run: mingle docs levers > docs/levers.md";
}

TEST(LeverCatalogue, EveryOperatorIsUsed) {
  std::set<levers::Mechanism> used;
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    for (const LeverEffect& effect : lever.effects) {
      used.insert(effect.mechanism);
    }
  }
  EXPECT_EQ(used.size(), levers::mechanism_count);
}

TEST(LeverCatalogue, MechanismsAreInOrderAndFoundByName) {
  for (std::size_t i = 0; i < levers::mechanism_count; ++i) {
    const auto mechanism = static_cast<levers::Mechanism>(i);
    const auto& info = levers::info_of(mechanism);
    EXPECT_EQ(info.mechanism, mechanism);
    EXPECT_EQ(levers::find_mechanism(info.op, info.name), &info);
    if (!std::isnan(info.neutral)) {
      EXPECT_GE(info.neutral, info.minimum) << info.name;
      EXPECT_LE(info.neutral, info.maximum) << info.name;
    }
  }
}

TEST(LeverCatalogue, DefaultsAreWithinTheirPriors) {
  for (const LeverDefinition& lever : shipped_levers().levers()) {
    for (const LeverEffect& effect : lever.effects) {
      if (!effect.value) continue;
      EXPECT_GE(*effect.value, effect.prior.low) << lever.id;
      EXPECT_LE(*effect.value, effect.prior.high) << lever.id;
    }
  }
}

TEST(LeverCatalogue, ZeroSiblingsAreFound) {
  const auto& catalogue = shipped_levers();
  ASSERT_NE(catalogue.find("big_lunch"), nullptr);
  EXPECT_EQ(catalogue.find("big_lunch_zero"), catalogue.find("big_lunch"));
  EXPECT_EQ(catalogue.find("big_lunch_one"), nullptr);
}

TEST(LeverCatalogue, KnowsPlacebosAndNeeds) {
  const auto& catalogue = shipped_levers();
  EXPECT_TRUE(catalogue.find("council_prayers")->is_placebo());
  EXPECT_FALSE(catalogue.find("big_lunch")->is_placebo());
  EXPECT_FALSE(catalogue.find("integration_areas")->is_placebo());
  EXPECT_TRUE(
      catalogue.find("community_english")->needs(levers::Needs::contact));
  EXPECT_FALSE(catalogue.find("dispersal")->needs(levers::Needs::contact));
  EXPECT_TRUE(catalogue.find("dispersal")->needs(levers::Needs::housing));
}

/// What is wrong with a catalogue, a line each.
std::string mistakes(std::string_view text) {
  const std::array<CatalogueFile, 1> files{{{"c.toml", text}}};
  try {
    const LeverCatalogue catalogue{files};
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

constexpr const char* good =
    "[[lever]]\n"
    "id = \"a\"\n"
    "row = \"1\"\n"
    "name = \"A\"\n"
    "factors = [\"participation\"]\n"
    "what = \"w\"\n"
    "evidence = \"A\"\n"
    "evidence_note = \"n\"\n"
    "source = \"s\"\n";
constexpr const char* nothing =
    "[[lever.effect]]\n"
    "op = \"NULL\"\n"
    "name = \"none\"\n"
    "value = 0\n"
    "prior = \"fixed\"\n"
    "grade = \"A\"\n";

TEST(LeverCatalogue, AcceptsTheSmallestLever) {
  EXPECT_EQ(mistakes(std::string{good} + nothing), "");
}

TEST(LeverCatalogue, ReportsEveryMistakeWithItsLine) {
  const std::string text = std::string{good} +
                           "reaches = \"persons\"\n"
                           "target = \"age > old\"\n"
                           "zones = \"age > 3\"\n"
                           "coverage = 2\n"
                           "hourz = 3\n"
                           "[[lever.effect]]\n"
                           "op = \"ENGLSH\"\n"
                           "name = \"level_up\"\n"
                           "value = 0\n"
                           "prior = \"uniform(2, 1)\"\n"
                           "grade = \"B\"\n";
  const std::string found = mistakes(text);
  for (const char* part :
       {"c.toml:11:1: lever 'a': 'target', character 7: the condition compares",
        "c.toml:12:1: lever 'a': 'zones' asks about persons",
        "c.toml:13:1: lever 'a': 'coverage' is 2 but must be 0 to 1",
        "c.toml:14:1: lever 'a': unknown key 'hourz'. Did you mean 'hours'?",
        "there is no operator 'ENGLSH level_up'. Did you mean 'ENGLISH "
        "level_up'?",
        "'prior' \"uniform(2, 1)\" is no distribution",
        "c.toml:20:1: effect of 'a': 'grade' is \"B\" but must be E, W or A"}) {
    EXPECT_NE(found.find(part), std::string::npos) << part << '\n' << found;
  }
}

TEST(LeverCatalogue, RefusesWhatDoesNotFitTogether) {
  const std::string one = std::string{good} + nothing;
  EXPECT_NE(mistakes(one + one).find("id and row must differ from those of "
                                     "'a' (c.toml:1)"),
            std::string::npos);
  EXPECT_NE(mistakes(good).find("needs either effects, or parts"),
            std::string::npos);
  EXPECT_NE(mistakes(std::string{good} + "follows = \"b\"\n" + nothing)
                .find("'follows' names 'b', which is not in the catalogue"),
            std::string::npos);
  EXPECT_NE(mistakes(one + std::string{nothing}).find("two effects named"),
            std::string::npos);
  EXPECT_NE(mistakes("lever = 3\n").find("has no [[lever]]"),
            std::string::npos);
}

TEST(LeverCatalogue, SearchIsOfWordsWhateverTheCase) {
  EXPECT_EQ(search_levers("").size(), 72U);
  const auto found = search_levers("QUOTA");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->id, "group_quota");
  EXPECT_GT(search_levers("common ground").size(), 10U);
  EXPECT_TRUE(search_levers("no such words").empty());
}

TEST(LeverCatalogue, ExplainsOneLever) {
  const std::string text = explain_lever("group_quota");
  for (const char* part :
       {"RESEARCH ONLY", "quota (ALLOC, grade A)", "Equality Act 2010"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(explain_lever("group_quota_zero"), text);
  EXPECT_THROW(explain_lever("group_kuota"), UsageError);
}

}  // namespace
}  // namespace mingle
