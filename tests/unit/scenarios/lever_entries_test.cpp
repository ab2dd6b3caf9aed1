// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/levers.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

namespace fs = std::filesystem;

constexpr const char* base =
    "[area]\n"
    "stylised = \"bradford\"\n"
    "[time]\n"
    "start = 2021-01-01\n"
    "years = 4\n"
    "[run]\n"
    "seed = 7\n"
    "[housing]\n"
    "system = \"full\"\n";
constexpr std::size_t base_lines = 9;

class LeverEntries : public ::testing::Test {
 protected:
  std::vector<LeverEntry> read(const std::string& levers,
                               std::vector<CommandSetting> settings = {}) {
    return read_scenario(folder_.write("s.toml", base + levers), settings)
        .scenario.levers;
  }

  /// All mistakes, without the folder's path.
  std::string mistakes(const std::string& levers,
                       std::vector<CommandSetting> settings = {}) {
    try {
      read(levers, std::move(settings));
    } catch (const ConfigError& error) {
      std::string text = error.what();
      const std::string start = folder_.path().string() + '/';
      for (std::size_t at = text.find(start); at != text.npos;
           at = text.find(start)) {
        text.erase(at, start.size());
      }
      return text;
    }
    return "";
  }

  void expect_mistake(const std::string& levers, const std::string& part) {
    const std::string found = mistakes(levers);
    EXPECT_NE(found.find(part), std::string::npos) << part << '\n' << found;
  }

  test::TemporaryFolder folder_;
};

TEST_F(LeverEntries, TakeWhatIsGivenAndTheRunsDates) {
  const auto levers = read(
      "[[lever]]\n"
      "id = \"social_allocation_rule\"\n"
      "from = 2022-01-01\n"
      "areas = [\"E08000032\"]\n"
      "effects = { choice_share = 0.5, sensitive_cap = 0.3 }\n"
      "[[lever]]\n"
      "id = \"renting_enforcement\"\n"
      "to = 2024-04-01\n"
      "groups = [\"asian_pakistani\"]\n"
      "effect = \"sampled\"\n"
      "intensity = 0.5\n");
  ASSERT_EQ(levers.size(), 2U);
  EXPECT_EQ(levers[0].label, "renting_enforcement");
  EXPECT_EQ(levers[0].first_tick, 0);
  EXPECT_EQ(levers[0].last_tick, 13);
  EXPECT_EQ(levers[0].mode, EffectMode::sampled);
  EXPECT_EQ(levers[0].intensity, 0.5);
  EXPECT_EQ(levers[1].first_tick, 4);
  EXPECT_EQ(levers[1].last_tick, 16);
  EXPECT_EQ(levers[1].values.at(levers::Mechanism::sensitive_cap), 0.3);
}

TEST_F(LeverEntries, ZeroSiblingsAndBundles) {
  const auto levers = read(
      "[[lever]]\n"
      "id = \"dispersal_zero\"\n"
      "[[lever]]\n"
      "id = \"paving_stones\"\n"
      "label = \"stones\"\n");
  ASSERT_EQ(levers.size(), 2U);
  EXPECT_EQ(levers[0].id, "dispersal");
  EXPECT_EQ(levers[0].label, "dispersal_zero");
  EXPECT_EQ(levers[0].mode, EffectMode::zero);
  EXPECT_EQ(levers[1].label, "stones");
}

TEST_F(LeverEntries, ExtendedFilesCommandLineAndTheOrderOfEntries) {
  folder_.write("base.toml",
                std::string{base} +
                    "[[lever]]\n"
                    "id = \"dispersal\"\n"
                    "effects = { dispersal_share = 0.2 }\n"
                    "[[lever]]\n"
                    "id = \"paving_stones\"\n"
                    "[[lever]]\n"
                    "id = \"council_prayers\"\n");
  const auto change = folder_.write("change.toml",
                                    "extends = \"base.toml\"\n"
                                    "[lever.dispersal]\n"
                                    "effects.dispersal_cap = 0.4\n"
                                    "[lever.paving_stones]\n"
                                    "off = true\n");
  const CommandSetting later =
      parse_set_option("lever.dispersal.from=2022-01-01");
  const auto read = read_scenario(change, std::vector{later});
  const auto& levers = read.scenario.levers;
  ASSERT_EQ(levers.size(), 2U);
  EXPECT_EQ(levers[0].label, "council_prayers");
  EXPECT_EQ(levers[1].first_tick, 4);
  EXPECT_EQ(levers[1].values.at(levers::Mechanism::dispersal_share), 0.2);
  EXPECT_EQ(levers[1].values.at(levers::Mechanism::dispersal_cap), 0.4);
  EXPECT_NE(read.config_toml.find("[[lever]]  # base.toml\neffects = {"),
            std::string::npos)
      << read.config_toml;
  const auto again =
      read_scenario(folder_.write("again.toml", read.config_toml));
  EXPECT_EQ(again.scenario.levers.size(), 2U);
  EXPECT_EQ(again.scenario.levers[1].first_tick, 4);

  const auto replace = folder_.write("replace.toml",
                                     "extends = \"base.toml\"\n"
                                     "[[lever]]\n"
                                     "id = \"dispersal\"\n"
                                     "from = 2023-01-01\n");
  const auto replaced = read_scenario(replace).scenario.levers;
  ASSERT_EQ(replaced.size(), 3U);
  EXPECT_TRUE(replaced[1].values.empty());
  EXPECT_EQ(replaced[1].first_tick, 8);
}

TEST_F(LeverEntries, MistakesHaveAPlaceAndAHint) {
  const std::string found = mistakes(
      "[[lever]]\n"
      "id = \"dispersl\"\n"
      "[[lever]]\n"
      "id = \"dispersal\"\n"
      "from = 2021-02-01\n"
      "hourz = 2\n");
  EXPECT_EQ(found,
            "s.toml:" + std::to_string(base_lines + 2) +
                ":1: lever 'dispersl': there is no lever 'dispersl'. Did you "
                "mean 'dispersal'?\n"
                "s.toml:" +
                std::to_string(base_lines + 5) +
                ":1: lever 'dispersal': 'from' 2021-02-01 is not the first day "
                "of a quarter of the run. Take 2021-01-01 or 2021-04-01\n"
                "s.toml:" +
                std::to_string(base_lines + 6) +
                ":1: lever 'dispersal': unknown key 'hourz'. Did you mean "
                "'hours'?");
}

TEST_F(LeverEntries, MistakesOneByOne) {
  const std::string dispersal = "[[lever]]\nid = \"dispersal\"\n";
  expect_mistake(
      dispersal + "to = 2041-01-01\n",
      "'to' 2041-01-01 is outside the run, 2021-01-01 to 2025-01-01");
  expect_mistake(dispersal + "from = 2022-01-01\nto = 2021-04-01\n",
                 "'to' 2021-04-01 is not after 'from' 2022-01-01");
  expect_mistake(dispersal + "coverage = 0.2\n",
                 "'coverage' has no effect: the lever reaches authorities");
  expect_mistake(dispersal + "effects = { dispersal_cap = 2 }\n",
                 "effect 'dispersal_cap' is the number 2 but must be 0 to 1");
  expect_mistake(dispersal + "effects = { cap = 1 }\n",
                 "'dispersal' has no effect 'cap'. Known effects: "
                 "dispersal_share, dispersal_cap");
  expect_mistake(dispersal + "where = \"age > 3\"\n",
                 "'where' asks about persons, but the lever reaches "
                 "authorities");
  expect_mistake(dispersal + "budget = 0\n", "'budget' is nothing");
  expect_mistake(dispersal + "budget = 5\n",
                 "what 'dispersal' costs is not known. Give unit_cost");
  expect_mistake(dispersal + dispersal, "two levers are labelled 'dispersal'");
  expect_mistake("[[lever]]\nlabel = \"x\"\n", "'id' is missing");
  expect_mistake("[[lever]]\nfrom = 2021-01-01\n", "a [[lever]] has no 'id'");
  expect_mistake("[[lever]]\nid = \"group_quota\"\n",
                 "needs 'groups', the groups it is for");
  expect_mistake("[[lever]]\nid = \"national_identity\"\n",
                 "is an observation to compare with, not a lever");
  expect_mistake("[[lever]]\nid = \"destination_choice\"\n",
                 "does nothing until an effect is given");
  expect_mistake("[[lever]]\nid = \"new_supply\"\n", "has no homes to build");
  expect_mistake("[[lever]]\nid = \"new_supply\"\nsupply_from = \"no.gpkg\"\n",
                 "no.gpkg, which does not exist");
  expect_mistake("[[lever]]\nid = \"positive_for_youth\"\n",
                 "widens 'uniformed_youth', which the scenario does not have");
  expect_mistake("[lever.dispersal]\nfrom = 2021-01-01\n",
                 "there is no lever labelled 'dispersal' to change");
  expect_mistake("lever = 3\n", "unknown key 'lever' in [housing]");
}

TEST_F(LeverEntries, RulesThatContradictEachOther) {
  const std::string one =
      "[[lever]]\nid = \"social_allocation_rule\"\n"
      "effects = { choice_share = 0.5 }\n";
  const std::string other =
      "[[lever]]\nid = \"social_allocation_rule\"\nlabel = \"other\"\n"
      "effects = { choice_share = 0.9 }\n";
  expect_mistake(one + other, "sets 'choice_share' as lever 'other'");
  EXPECT_EQ(mistakes(one + "to = 2022-01-01\n" + other + "from = 2022-01-01\n"),
            "");
  EXPECT_EQ(mistakes(one + "areas = [\"E08000032\"]\n" + other +
                     "areas = [\"E06000008\"]\n"),
            "");
  expect_mistake(
      "[[lever]]\nid = \"social_allocation_rule\"\n"
      "effects = { choice_share = 0.7, points_share = 0.6 }\n",
      "choice_share 0.7 and points_share 0.6 are more than all");
}

TEST_F(LeverEntries, NeedTheModelThatCarriesThemOut) {
  EXPECT_NE(mistakes("[[lever]]\nid = \"dispersal\"\n",
                     {parse_set_option("housing.system=relocation")})
                .find("lever 'dispersal': levers act on the full housing "
                      "system. Write housing.system = \"full\""),
            std::string::npos);
  expect_mistake("[[lever]]\nid = \"big_lunch\"\n", "lever 'big_lunch': ");
}

}  // namespace
}  // namespace mingle
