// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/scenarios/read_scenario.h>
#include <mingle/scenarios/schema.h>
#include <mingle/test_support/shared_data.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

TEST(Schema, PathsAreUniqueAndEveryKeyHasHelp) {
  std::set<std::string> paths;
  for (const SchemaKey& key : scenario_schema()) {
    EXPECT_TRUE(paths.insert(key.path).second) << key.path;
    EXPECT_FALSE(key.help.empty()) << key.path;
    EXPECT_FALSE(expected_words(key).empty()) << key.path;
  }
}

TEST(Schema, EveryParameterIsAKey) {
  for (const Parameter& row : shipped_parameters().rows()) {
    if (row.key.rfind("twin.", 0) == 0) {  // of studies of hindcasts
      EXPECT_EQ(find_key(row.key), nullptr) << row.id;
      EXPECT_EQ(explain_key(row.key), explain_key(row.id));
      continue;
    }
    ASSERT_NE(find_key(row.key), nullptr) << row.id;
    EXPECT_EQ(find_key(row.key), find_key(row.id));
    EXPECT_EQ(find_key(row.key), find_key("parameters." + row.id));
  }
}

TEST(Schema, DocumentationIsUpToDate) {
  std::ifstream file{test::source_folder() / "docs" / "config.md"};
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), config_reference())
      << "run: mingle docs config > docs/config.md";
}

/// Whatever a key is given, it is a mistake that names it, never a crash.
TEST(Schema, EveryKeyRefusesAWordThatItDoesNotKnow) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("s.toml",
                                 "schema_version = 1\n[area]\n"
                                 "stylised = \"bradford\"\n[run]\nseed = 7\n");
  int tried = 0;
  for (const SchemaKey& key : scenario_schema()) {
    using enum KeyType;
    const bool takes_words =
        key.type == text || key.type == path || key.type == group_numbers;
    if (takes_words) continue;
    ++tried;
    try {
      const std::vector<CommandSetting> wrong{
          parse_set_option(key.path + "=no_such_word")};
      read_scenario(file, wrong);
      ADD_FAILURE() << key.path << " takes any word";
    } catch (const ConfigError& error) {
      EXPECT_NE(std::string{error.what()}.find('\'' + key.path + '\''),
                std::string::npos)
          << error.what();
    }
  }
  EXPECT_GT(tried, 300);
}

TEST(Schema, ExplainTakesKeyAndId) {
  const std::string text = explain_key("housing.alpha");
  EXPECT_EQ(text, explain_key("alpha"));
  for (const char* part : {"0.85",
                           "exponent",
                           "normal(0.85, 0.15)",
                           "E (evidence)",
                           "Integration Areas"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
  EXPECT_NE(explain_key("w_adj").find("W (weak"), std::string::npos);
  EXPECT_NE(explain_key("title").find("none"), std::string::npos);
  EXPECT_NE(explain_key_json("alpha").find("\"grade\": \"E\""),
            std::string::npos);
}

TEST(Schema, ExplainNamesTheNearestKey) {
  const auto hint = [](std::string_view key) {
    try {
      explain_key(key);
    } catch (const UsageError& error) {
      return error.hint();
    }
    return std::string{};
  };
  EXPECT_EQ(hint("alhpa"), "Did you mean 'alpha'?");
  EXPECT_EQ(hint("seed"), "Did you mean 'run.seed'?");
  EXPECT_EQ(hint("quite_wrong"), "See `mingle docs config` for all keys");
}

}  // namespace
}  // namespace mingle
