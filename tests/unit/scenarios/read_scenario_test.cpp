// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

namespace fs = std::filesystem;

constexpr const char* small =
    "title = \"Small\"\n"
    "[area]\n"
    "stylised = \"bradford\"\n"
    "[run]\n"
    "seed = 7\n";

class ReadScenario : public ::testing::Test {
 protected:
  /// Texts of all mistakes, a line each, without the folder's path.
  std::string mistakes(const fs::path& file,
                       std::vector<CommandSetting> settings = {}) {
    try {
      read_scenario(file, settings);
    } catch (const ConfigError& error) {
      return without_folder(error.what());
    }
    return "";
  }

  std::string mistakes_in(std::string_view text,
                          std::vector<CommandSetting> settings = {}) {
    return mistakes(folder_.write("s.toml", text), std::move(settings));
  }

  /// Mistakes of the small scenario with more lines at its end, in [run].
  std::string mistakes_with(std::string_view more) {
    return mistakes_in(std::string{small} + std::string{more});
  }

  std::string without_folder(std::string text) const {
    const std::string start = folder_.path().string() + '/';
    for (std::size_t at = text.find(start); at != text.npos;
         at = text.find(start)) {
      text.erase(at, start.size());
    }
    return text;
  }

  test::TemporaryFolder folder_;
};

TEST_F(ReadScenario, SmallestHasDefaults) {
  const auto read = read_scenario(folder_.write("s.toml", small));
  const Scenario& scenario = read.scenario;
  EXPECT_EQ(scenario.title, "Small");
  EXPECT_EQ(scenario.area.stylised, "bradford");
  EXPECT_EQ(scenario.run.seed, 7U);
  EXPECT_EQ(scenario.time.start, (Date{2021, 1, 1}));
  EXPECT_EQ(scenario.time.ticks, 40);
  EXPECT_EQ(scenario.housing.choice, Choice::exact);
  EXPECT_EQ(scenario.parameters["alpha"], 0.85);
  EXPECT_EQ(read.config_sha256.size(), 64U);
  EXPECT_EQ(read.files.size(), 1U);
}

/// A scenario with something in every section.
const char* const every_section =
    "schema_version = 1\n"
    "[area]\n"
    "codes = [\"E08000032\"]\n"
    "[area.zones]\n"
    "file = \"z.gpkg\"\n"
    "key = \"LSOA21CD\"\n"
    "[area.tables]\n"
    "ethnic_group = \"e.csv\"\n"
    "tenure = \"t.csv\"\n"
    "household_size = \"/abs/h.csv\"\n"
    "residence_type = \"r.csv\"\n"
    "[time]\n"
    "start = 2011-04-01\n"
    "end = 2013-07-01\n"
    "[run]\n"
    "seed = 1\n"
    "replicates = 3\n"
    "threads = 2\n"
    "[population]\n"
    "vacancy_rate = 0.05\n"
    "headship = { asian = 0.3 }\n"
    "[housing]\n"
    "choice = \"sampled\"\n"
    "stock = \"follow\"\n"
    "delta = 2\n"
    "move_rate.private = 0.3\n"
    "[housing.alpha_by_group]\n"
    "asian_pakistani = 0.9\n"
    "[migration]\n"
    "totals = \"follow\"\n"
    "totals_file = \"totals.csv\"\n"
    "[output]\n"
    "zones_every = \"quarter\"\n"
    "folder = \"out\"\n"
    "[parameters]\n"
    "alpha_sampled = 1.0\n";

TEST_F(ReadScenario, TakesEverySection) {
  const auto scenario =
      read_scenario(folder_.write("s.toml", every_section)).scenario;
  EXPECT_EQ(scenario.title, "s");
  EXPECT_EQ(scenario.area.codes, std::vector<std::string>{"E08000032"});
  EXPECT_EQ(scenario.area.zones.file, folder_.path() / "z.gpkg");
  EXPECT_EQ(scenario.area.tables.household_size, "/abs/h.csv");
  EXPECT_EQ(scenario.time.ticks, 9);
  EXPECT_EQ(scenario.run.replicates, 3);
  EXPECT_EQ(scenario.run.threads, 2);
  EXPECT_EQ(scenario.housing.choice, Choice::sampled);
  EXPECT_EQ(scenario.housing.stock, Stock::follow);
  ASSERT_EQ(scenario.housing.alpha_by_group.size(), 1U);
  EXPECT_EQ(scenario.housing.alpha_by_group[0].first, "asian_pakistani");
  EXPECT_EQ(scenario.housing.alpha_by_group[0].second, 0.9);
  EXPECT_EQ(scenario.migration.totals, Totals::follow);
  EXPECT_EQ(scenario.migration.totals_file, folder_.path() / "totals.csv");
  EXPECT_EQ(scenario.output.zones_every_ticks, 1);
  EXPECT_EQ(scenario.output.folder, folder_.path() / "out");
  EXPECT_EQ(scenario.parameters["vacancy_rate"], 0.05);
  EXPECT_EQ(scenario.parameters["headship_asian"], 0.3);
  EXPECT_EQ(scenario.parameters["delta"], 2);
  EXPECT_EQ(scenario.parameters["move_rate_private"], 0.3);
  EXPECT_EQ(scenario.parameters["alpha_sampled"], 1.0);
}

TEST_F(ReadScenario, ValueMayCarryItsPrior) {
  const auto read = read_scenario(folder_.write(
      "s.toml",
      std::string{small} +
          "[housing]\nalpha = { value = 0.9, prior = \"normal(0.9, 0.1)\", "
          "min = 0.4, max = 1.1 }\n"));
  EXPECT_EQ(read.scenario.parameters["alpha"], 0.9);
  EXPECT_EQ(read.scenario.priors.at("alpha"), "normal(0.9, 0.1) in [0.4, 1.1]");
}

TEST_F(ReadScenario, ResolvedConfigReadsBackToTheSame) {
  const fs::path file =
      folder_.write("s.toml",
                    std::string{small} +
                        "[housing]\nalpha = { value = 0.9, prior = "
                        "\"fixed\" }\nalpha_by_group = { white_british = "
                        "0.7 }\n");
  const std::vector<CommandSetting> settings{
      parse_set_option("delta=2.5"), parse_set_option("title=a \"b\" \\ c")};
  const auto once = read_scenario(file, settings);
  const auto again =
      read_scenario(folder_.write("again.toml", once.config_toml));
  EXPECT_EQ(again.scenario.title, "a \"b\" \\ c");
  EXPECT_EQ(again.scenario.parameters, once.scenario.parameters);
  EXPECT_EQ(again.scenario.housing.alpha_by_group,
            once.scenario.housing.alpha_by_group);
  EXPECT_NE(once.config_toml.find("delta = 2.5  # command line"),
            std::string::npos);
  EXPECT_NE(once.config_toml.find("seed = 7  # s.toml"), std::string::npos);
  EXPECT_NE(once.config_toml.find("rounds = 4  # default"), std::string::npos);
}

TEST_F(ReadScenario, HashIgnoresThreadsAndLayoutButNotValues) {
  const auto hash = [this](std::string_view text) {
    return read_scenario(folder_.write("s.toml", text)).config_sha256;
  };
  const std::string plain = small;
  EXPECT_EQ(hash(plain), hash(plain + "threads = 3\n"));
  EXPECT_EQ(hash(plain), hash("# a comment\n" + plain));
  EXPECT_NE(hash(plain), hash(plain + "replicates = 2\n"));
}

TEST_F(ReadScenario, ExtendsTakesTheBaseAndChangesIt) {
  folder_.write("base/b.toml", std::string{small} + "replicates = 5\n");
  folder_.write("base/data.csv", "");
  const fs::path file = folder_.write(
      "s.toml",
      "extends = \"base/b.toml\"\n[run]\nseed = 8\n[migration]\nflows = "
      "\"f.csv\"\n");
  const auto read = read_scenario(file);
  EXPECT_EQ(read.scenario.title, "Small");
  EXPECT_EQ(read.scenario.run.seed, 8U);
  EXPECT_EQ(read.scenario.run.replicates, 5);
  EXPECT_EQ(read.scenario.migration.flows, folder_.path() / "f.csv");
  EXPECT_EQ(read.files.size(), 2U);
}

TEST_F(ReadScenario, PathsStartFromTheFileThatNamesThem) {
  folder_.write("base/b.toml",
                std::string{small} + "[migration]\nflows = \"f.csv\"\n");
  const auto read =
      read_scenario(folder_.write("s.toml", "extends = \"base/b.toml\"\n"));
  EXPECT_EQ(read.scenario.migration.flows, folder_.path() / "base" / "f.csv");
}

TEST_F(ReadScenario, LaterChoiceOfAreaAndLengthReplacesEarlier) {
  folder_.write("b.toml",
                "[area]\ncodes = [\"x\"]\nzones.file = \"z\"\n[time]\nyears = "
                "3\n[run]\nseed = 1\n");
  const auto read = read_scenario(folder_.write(
      "s.toml",
      "extends = \"b.toml\"\narea.stylised = \"walsall\"\ntime.end = "
      "2022-01-01\n"));
  EXPECT_EQ(read.scenario.area.stylised, "walsall");
  EXPECT_TRUE(read.scenario.area.codes.empty());
  EXPECT_EQ(read.scenario.time.ticks, 4);
}

TEST_F(ReadScenario, ExtendsMistakes) {
  folder_.write("a.toml", "extends = \"b.toml\"\n");
  folder_.write("b.toml", "extends = \"a.toml\"\n");
  EXPECT_NE(mistakes(folder_.path() / "a.toml")
                .find("a.toml: extends itself, directly or through another "
                      "file. Remove one 'extends'"),
            std::string::npos);
  EXPECT_EQ(mistakes_with("").size(), 0U);
  EXPECT_NE(mistakes_in("extends = \"no.toml\"\n" + std::string{small})
                .find("s.toml:1:1: 'extends' names no.toml, which does not "
                      "exist"),
            std::string::npos);
}

TEST_F(ReadScenario, UnknownKeyNamesTheNearest) {
  EXPECT_EQ(mistakes_with("sede = 1\n"),
            "s.toml:6:1: unknown key 'sede' in [run]. Did you mean 'seed'?");
  EXPECT_EQ(mistakes_with("[housin]\nalpha = 1\n"),
            "s.toml:6:2: unknown key 'housin'. Did you mean 'housing'?");
}

TEST_F(ReadScenario, UnknownKeyInTheWrongTableNamesTheRight) {
  EXPECT_EQ(mistakes_with("vacancy_rate = 1\n"),
            "s.toml:6:1: unknown key 'vacancy_rate' in [run]. Did you mean "
            "'population.vacancy_rate'?");
}

TEST_F(ReadScenario, UnknownKeyFarFromAllListsThem) {
  EXPECT_EQ(mistakes_with("wonderful = 1\n"),
            "s.toml:6:1: unknown key 'wonderful' in [run]. Known keys here: "
            "seed, replicates, threads");
}

TEST_F(ReadScenario, PacksAreNotAvailableYet) {
  EXPECT_NE(mistakes_in("[area]\npack = \"p\"\n[run]\nseed = 1\n")
                .find("s.toml:2:1: 'area.pack' (a study pack) is not "
                      "available yet. Name the files"),
            std::string::npos);
}

TEST_F(ReadScenario, WrongTypeSaysWhatWasFoundAndExpected) {
  EXPECT_EQ(mistakes_with("replicates = \"two\"\n"),
            "s.toml:6:1: 'run.replicates' is the text \"two\" but must be a "
            "whole number, 1 to 10000 (replicates)");
  EXPECT_EQ(mistakes_with("[housing]\nalpha = true\n"),
            "s.toml:7:1: 'housing.alpha' is true but must be a number or { "
            "value, prior, min, max }, 0 to 3 (exponent)");
  EXPECT_EQ(mistakes_with("[time]\nstart = 2021\n"),
            "s.toml:7:1: 'time.start' is the number 2021 but must be a date "
            "as YYYY-MM-DD");
  EXPECT_EQ(mistakes_with("[time]\nstart = 10:00:00\n"),
            "s.toml:7:1: 'time.start' is a time or date with time but must "
            "be a date as YYYY-MM-DD");
  EXPECT_EQ(mistakes_with("[housing]\nmove_rate = 0.1\n"),
            "s.toml:7:1: 'housing.move_rate' is the number 0.1 but must be a "
            "table. Write [housing.move_rate] and its keys below");
  EXPECT_EQ(mistakes_with("[housing]\nalpha_by_group = { a = [1] }\n"),
            "s.toml:7:20: 'housing.alpha_by_group.a' is a list but must be a "
            "number");
  EXPECT_EQ(mistakes_in("title = 5\n" + std::string{small}.substr(16)),
            "s.toml:1:1: 'title' is the number 5 but must be text");
  EXPECT_NE(mistakes_in("[area]\ncodes = [1]\n[run]\nseed = 1\n")
                .find("'area.codes' is a list but must be a list of texts"),
            std::string::npos);
}

TEST_F(ReadScenario, OutOfRangeNamesRangeAndUnit) {
  EXPECT_EQ(mistakes_with("[housing]\nmove_rate.private = -0.1\n"),
            "s.toml:7:11: 'housing.move_rate.private' is -0.1 but must be 0 "
            "to 2 (per year)");
  EXPECT_EQ(mistakes_with("[population]\nmixed_hrp_mean_size = 20\n"),
            "s.toml:7:1: 'population.mixed_hrp_mean_size' is 20 but must be 1 "
            "to 8 (persons)");
  EXPECT_EQ(mistakes_with("[housing]\nalpha = nan\n"),
            "s.toml:7:1: 'housing.alpha' is nan but must be 0 to 3 "
            "(exponent)");
  EXPECT_EQ(mistakes_with("[housing]\nrounds = 2.5\n"),
            "s.toml:7:1: 'housing.rounds' is 2.5 but must be a whole number "
            "(rounds)");
  EXPECT_EQ(mistakes_with("[housing]\nalpha_by_group = { a = 9 }\n"),
            "s.toml:7:20: 'housing.alpha_by_group.a' is 9 but must be 0 to 3 "
            "(exponent)");
  EXPECT_EQ(mistakes_with("[housing]\nchoice = \"best\"\n"),
            "s.toml:7:1: 'housing.choice' is \"best\" but must be one of "
            "exact, sampled");
}

TEST_F(ReadScenario, PriorMistakes) {
  const auto of = [this](const std::string& value) {
    return mistakes_with("[housing]\nalpha = " + value + "\n");
  };
  EXPECT_NE(of("{ value = 1, prior = \"normal(1)\" }").find("has a prior"),
            std::string::npos);
  EXPECT_NE(of("{ prior = \"uniform(0, 1)\" }").find("has no 'value'"),
            std::string::npos);
  EXPECT_NE(of("{ value = 1, low = 1 }").find("has an unknown part 'low'"),
            std::string::npos);
  EXPECT_NE(of("{ value = \"x\" }").find("has a 'value' that is no number"),
            std::string::npos);
  EXPECT_NE(of("{ value = 1, min = 2, max = 1 }").find("min 2 above max 1"),
            std::string::npos);
  EXPECT_NE(of("{ value = 1, min = 2 }").find("outside its own min and max"),
            std::string::npos);
  EXPECT_NE(of("{ value = 5 }").find("is 5 but must be 0 to 3"),
            std::string::npos);
}

TEST_F(ReadScenario, ContradictoryDates) {
  EXPECT_EQ(mistakes_with("[time]\nstart = 2021-01-01\nend = 2020-01-01\n"),
            "s.toml:8:1: 'time.end' 2020-01-01 is not after 'time.start' "
            "2021-01-01. The run must last at least a quarter");
  EXPECT_EQ(mistakes_with("[time]\nstart = 2021-01-31\n"),
            "s.toml:7:1: 'time.start' is 2021-01-31 but must be no later than "
            "the 28th of its month. Quarters start on the same day of a "
            "month");
  EXPECT_EQ(mistakes_with("[time]\nyears = 3\nend = 2022-01-01\n"),
            "s.toml:7:1: 'time.years' is 3 but from 'time.start' to "
            "'time.end' it is 1 years. Give one of the two");
  EXPECT_EQ(mistakes_with("[time]\nyears = 1\nend = 2022-01-01\n"), "");
  EXPECT_EQ(mistakes_with("[time]\nend = 2022-02-01\n"),
            "s.toml:7:1: 'time.end' 2022-02-01 is not a whole number of "
            "quarters after 'time.start' 2021-01-01. Take 2022-01-01 or "
            "2022-04-01");
  EXPECT_EQ(mistakes_with("[time]\nyears = 1.1\n"),
            "s.toml:7:1: 'time.years' is 1.1 but must be a whole number of "
            "quarters. For example 10 or 2.25");
  EXPECT_NE(mistakes_with("[time]\nend = 2921-01-01\n").find("200 years"),
            std::string::npos);
  EXPECT_NE(mistakes_with("[time]\nyears = 0\n").find("0.25 to 200 (years)"),
            std::string::npos);
}

TEST_F(ReadScenario, MissingKeysAreNamed) {
  EXPECT_EQ(mistakes_in("[area]\nstylised = \"bradford\"\n"),
            "s.toml: 'run.seed' is missing. Add seed = 1 to [run], or give "
            "--seed 1: a run without a seed could not be repeated");
  const std::string all = mistakes_in("[run]\nseed = 1\n");
  for (const char* key : {"area.zones.file",
                          "area.tables.ethnic_group",
                          "area.tables.tenure",
                          "area.tables.household_size",
                          "area.tables.residence_type"}) {
    EXPECT_NE(all.find(key), std::string::npos) << key;
  }
}

TEST_F(ReadScenario, StylisedAndFilesTogether) {
  EXPECT_EQ(mistakes_in("[area]\nstylised = \"bradford\"\ncodes = "
                        "[\"a\"]\n[run]\nseed = 1\n"),
            "s.toml:3:1: 'area.codes' is given beside area.stylised = "
            "\"bradford\". An area is either stylised or from files");
}

TEST_F(ReadScenario, TotalsNeedTheirFile) {
  EXPECT_EQ(mistakes_with("[migration]\ntotals = \"free\"\n"),
            "s.toml:7:1: 'migration.totals' is \"free\", which relocation does "
            "not have. Write housing.system = \"full\", or totals = \"hold\"");
  EXPECT_EQ(mistakes_with("[migration]\ntotals = \"follow\"\n"),
            "s.toml: 'migration.totals_file' is missing. migration.totals = "
            "\"follow\" needs the totals to follow");
  EXPECT_EQ(mistakes_with("[migration]\ntotals_file = \"t.csv\"\n"),
            "s.toml:7:1: 'migration.totals_file' has no effect with "
            "migration.totals = \"hold\". Write totals = \"follow\", or "
            "remove the file");
}

TEST_F(ReadScenario, ParameterGivenTwice) {
  EXPECT_EQ(
      mistakes_with("[housing]\nalpha = 1\n[parameters]\nalpha = 0.9\n"),
      "s.toml:9:1: 'housing.alpha' is given twice, here and as 'alpha'. Keep "
      "one of the two");
}

TEST_F(ReadScenario, AllMistakesAtOnceInFileOrder) {
  const std::string all = mistakes_in(
      "[area]\nstylised = \"bradford\"\n[run]\nsead = 1\nreplicates = 0\n"
      "[housing]\nalpha = \"x\"\nbetaa = 1\n");
  const std::size_t first = all.find("s.toml:4:1: unknown key 'sead'");
  const std::size_t second = all.find("s.toml:5:1: 'run.replicates' is 0");
  const std::size_t third = all.find("s.toml:7:1: 'housing.alpha'");
  const std::size_t fourth = all.find("s.toml:8:1: unknown key 'betaa'");
  ASSERT_NE(first, std::string::npos);
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_LT(third, fourth);
  EXPECT_LT(fourth, all.size());
}

TEST_F(ReadScenario, SetWinsAndItsMistakesNameTheOption) {
  const fs::path file = folder_.write("s.toml", small);
  const auto with = [&](const std::string& text) {
    return std::vector<CommandSetting>{parse_set_option(text)};
  };
  EXPECT_EQ(read_scenario(file, with("alpha=1.5")).scenario.parameters["alpha"],
            1.5);
  EXPECT_EQ(read_scenario(file, with("title=2021")).scenario.title, "2021");
  EXPECT_EQ(read_scenario(file, with("housing.alpha_by_group.roma=1"))
                .scenario.housing.alpha_by_group.size(),
            1U);
  EXPECT_EQ(
      read_scenario(file, with("time.start=2011-01-01")).scenario.time.start,
      (Date{2011, 1, 1}));
  EXPECT_EQ(mistakes(file, with("housing.alpah=1")),
            "--set housing.alpah=1: unknown key 'alpah' in [housing]. Did "
            "you mean 'alpha'?");
  EXPECT_EQ(mistakes(file, with("run.seed=x")),
            "--set run.seed=x: 'run.seed' is the text \"x\" but must be a "
            "whole number, 0 to 9007199254740992");
  EXPECT_EQ(mistakes(file, with("run.seed=1\nx=2")).substr(0, 24),
            "--set run.seed=1?x=2: 'r");
  EXPECT_EQ(mistakes(file, with("extends=b.toml")),
            "--set extends=b.toml: 'extends' works in a file only");
  EXPECT_THROW(parse_set_option("alpha"), UsageError);
  EXPECT_THROW(parse_set_option("=1"), UsageError);
}

TEST_F(ReadScenario, EnvironmentVariablesExpandInPaths) {
  const auto flows = [this](const std::string& path) {
    return read_scenario(folder_.write("s.toml",
                                       std::string{small} +
                                           "[migration]\nflows = \"" + path +
                                           "\"\n"))
        .scenario.migration.flows;
  };
  setenv("MINGLE_TEST_FOLDER", "/data", 1);
  unsetenv("MINGLE_TEST_UNSET");
  EXPECT_EQ(flows("${MINGLE_TEST_FOLDER}/f.csv"), "/data/f.csv");
  EXPECT_EQ(flows("${MINGLE_TEST_UNSET:-x}/f.csv"),
            folder_.path() / "x" / "f.csv");
  EXPECT_EQ(mistakes_with("[migration]\nflows = \"${MINGLE_TEST_UNSET}/f\"\n"),
            "s.toml:7:1: 'migration.flows' needs the environment variable "
            "'MINGLE_TEST_UNSET', which is not set. Set it (export "
            "MINGLE_TEST_UNSET=/path), or write "
            "${MINGLE_TEST_UNSET:-default}");
  // Said once, however many paths it stands in.
  const std::string twice = mistakes_with(
      "[migration]\nflows = \"${MINGLE_TEST_UNSET}/f\"\n"
      "[housing]\nalpha_file = \"${MINGLE_TEST_UNSET}/a\"\n");
  EXPECT_EQ(twice.find("is not set"), twice.rfind("is not set"));
  EXPECT_NE(twice.find("is not set"), std::string::npos);
  EXPECT_EQ(mistakes_with("[migration]\nflows = \"${HALF\"\n"),
            "s.toml:7:1: 'migration.flows' has '${' without '}'");
  EXPECT_EQ(mistakes_with("[migration]\nflows = \"\"\n"),
            "s.toml:7:1: 'migration.flows' is empty");
}

TEST_F(ReadScenario, NotAScenarioFile) {
  EXPECT_EQ(mistakes(folder_.path() / "no.toml"),
            "no.toml: there is no such file. Check the path");
  EXPECT_EQ(mistakes(folder_.path()).substr(folder_.path().string().size()),
            ": this is a folder, not a scenario file. Name a .toml file in "
            "it");
  EXPECT_EQ(mistakes_in(std::string_view{"\x7f\x45LF\0\1\2", 7}),
            "s.toml: is a binary file. Scenarios are short TOML text files");
  EXPECT_EQ(mistakes_in("a = = 1\n").substr(0, 28),
            "s.toml:1:5: not valid TOML: ");
  EXPECT_EQ(mistakes_in("\xff\xfe garbage").substr(0, 7), "s.toml:");
}

TEST_F(ReadScenario, HugeLinesOfGarbageGiveOneShortErrorQuickly) {
  const std::string much =
      mistakes_in(std::string(std::size_t{100} << 20, 'x'));
  EXPECT_EQ(much,
            "s.toml: is larger than 16 MB, which no scenario is. Is it a data "
            "file? Scenarios are short TOML files");
  const std::string less = mistakes_in(std::string(std::size_t{4} << 20, 'x'));
  EXPECT_EQ(less.find('\n'), std::string::npos);
  EXPECT_LT(less.size(), 300U);
  const std::string key =
      mistakes_in(std::string(std::size_t{1} << 20, 'x') + " = 1\n" + small);
  EXPECT_LT(key.size(), 300U);
  const std::string deep = mistakes_in("a = " + std::string(100000, '['));
  EXPECT_LT(deep.size(), 300U);
}

}  // namespace
}  // namespace mingle
