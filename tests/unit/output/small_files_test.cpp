// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// summary.csv, ro-crate-metadata.json and the folder they lie in.
#include "fake_run.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <mingle/engine/error.h>
#include <mingle/output/output_folder.h>
#include <mingle/output/ro_crate_writer.h>
#include <mingle/output/summary_writer.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle::test {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

TEST(SummaryWriter, WritesTheHeadlineIndices) {
  const TemporaryFolder folder;
  FakeRun::Size size;
  size.replicates = 1;
  size.ticks = 1;
  SummaryWriter writer{folder.path() / "summary.csv"};
  FakeRun{size}.play(writer);
  // The third group has less than 1 percent of the residents.
  const std::string expected =
      "replicate,date,index,groups,value\r\n"
      "0,2021-01-01,dissimilarity,asian_pakistani:white_british,0.5\r\n"
      "0,2021-01-01,dissimilarity,white_british:rest,0.5\r\n"
      "0,2021-01-01,dissimilarity,asian_pakistani:rest,0.5\r\n"
      "0,2021-01-01,isolation,white_british,0.5\r\n"
      "0,2021-01-01,isolation,asian_pakistani,0.5\r\n"
      "0,2021-01-01,exposure,asian_pakistani:white_british,0.5\r\n"
      "0,2021-01-01,correlation_ratio,white_british,0.5\r\n"
      "0,2021-01-01,correlation_ratio,asian_pakistani,0.5\r\n"
      "0,2021-01-01,information_theory,all,0.5\r\n"
      "0,2021-04-01,dissimilarity,asian_pakistani:white_british,0.51\r\n";
  EXPECT_EQ(text_of(folder.path() / "summary.csv").substr(0, expected.size()),
            expected);
}

TEST(SummaryWriter, SaysThatTheFolderIsMissing) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "absent" / "summary.csv";
  SummaryWriter writer{file};
  try {
    FakeRun{}.play(writer);
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(std::string{error.what()},
              file.string() +
                  ": cannot be written: No such file or directory. choose a "
                  "folder that exists with --out");
  }
}

TEST(SummaryWriter, SaysThatTheDiskIsFull) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "SKIPPED: no /dev/full";
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "summary.csv";
  fs::create_symlink("/dev/full", folder.path() / "summary.csv.part");
  SummaryWriter writer{file};
  try {
    FakeRun{}.play(writer);
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_NE(std::string{error.what()}.find("No space left on device"),
              std::string::npos)
        << error.what();
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(RoCrate, DescribesRunInputsAndFiles) {
  const TemporaryFolder folder;
  const FakeRun run;
  write_ro_crate(folder.path(),
                 run.info(),
                 {{"run.h5", "all results", "application/x-hdf5"}});
  const auto crate =
      nlohmann::json::parse(text_of(folder.path() / "ro-crate-metadata.json"));
  EXPECT_EQ(crate["@context"], "https://w3id.org/ro/crate/1.1/context");
  std::map<std::string, nlohmann::json> entities;
  for (const auto& entity : crate["@graph"]) {
    entities[entity["@id"].get<std::string>()] = entity;
  }
  EXPECT_EQ(entities["ro-crate-metadata.json"]["conformsTo"]["@id"],
            "https://w3id.org/ro/crate/1.1");
  EXPECT_EQ(entities["./"]["hasPart"][0]["@id"], "run.h5");
  EXPECT_EQ(entities["run.h5"]["@type"], "File");
  EXPECT_EQ(entities["#run"]["@type"], "CreateAction");
  EXPECT_EQ(entities["#run"]["result"][0]["@id"], "run.h5");
  EXPECT_EQ(entities["#seed"]["value"], "17");
  EXPECT_EQ(entities["#scenario"]["text"], run.info().config_toml);
  EXPECT_EQ(entities["#licence"]["text"], run.info().licence);
  // Every reference points to something in the crate.
  for (const auto& [id, entity] : entities) {
    for (const auto& object : entity.value("object", nlohmann::json::array())) {
      EXPECT_EQ(entities.count(object["@id"].get<std::string>()), 1U) << object;
    }
  }
}

std::string refusal(const fs::path& target, Overwrite overwrite) {
  try {
    const OutputFolder folder{target, overwrite};
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(OutputFolder, AppearsWhenComplete) {
  const TemporaryFolder folder;
  const fs::path target = folder.path() / "town-1";
  {
    OutputFolder out{target, Overwrite::no};
    std::ofstream{out.path() / "run.h5"} << "x";
    EXPECT_FALSE(fs::exists(target));
    out.commit();
  }
  EXPECT_EQ(text_of(target / "run.h5"), "x");
  EXPECT_EQ(std::distance(fs::directory_iterator{folder.path()}, {}), 1);
}

TEST(OutputFolder, LeavesNothingWithoutCommit) {
  const TemporaryFolder folder;
  {
    const OutputFolder out{folder.path() / "town-1/", Overwrite::no};
    std::ofstream{out.path() / "run.h5"} << "x";
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(OutputFolder, RefusesWhatExists) {
  const TemporaryFolder folder;
  const std::string name = (folder.path() / "town-1").string();
  folder.write("town-1/run.h5", "old");
  EXPECT_EQ(refusal(name, Overwrite::no),
            "the folder '" + name +
                "' exists. choose another with --out, or replace it with "
                "--overwrite");
  const std::string file = folder.write("file", "x").string();
  EXPECT_EQ(refusal(file, Overwrite::yes),
            "'" + file +
                "' exists and is not a folder. choose another folder with "
                "--out");
  folder.write("photos/cat.jpg", "x");
  const std::string photos = (folder.path() / "photos").string();
  EXPECT_EQ(refusal(photos, Overwrite::yes),
            "the folder '" + photos +
                "' holds no results of mingle. --overwrite replaces only "
                "folders that mingle wrote; choose another with --out");
}

TEST(OutputFolder, ReplacesResultsOnlyWhenComplete) {
  const TemporaryFolder folder;
  const fs::path target = folder.path() / "town-1";
  folder.write("town-1/run.h5", "old");
  { const OutputFolder out{target, Overwrite::yes}; }
  EXPECT_EQ(text_of(target / "run.h5"), "old");
  OutputFolder out{target, Overwrite::yes};
  std::ofstream{out.path() / "run.h5"} << "new";
  out.commit();
  EXPECT_EQ(text_of(target / "run.h5"), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator{folder.path()}, {}), 1);
}

TEST(OutputFolder, NeedsAPlaceToBe) {
  const TemporaryFolder folder;
  const fs::path target = folder.write("file", "x") / "town-1";
  try {
    const OutputFolder out{target, Overwrite::no};
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(std::string{error.what()},
              target.string() +
                  ": cannot make this folder: Not a directory. choose a "
                  "folder that exists with --out");
  }
}

TEST(OutputFolder, TakesItsNameFromScenarioAndSeed) {
  EXPECT_EQ(default_output_folder("studies/bradford.toml", 7), "bradford-7");
}

}  // namespace
}  // namespace mingle::test
