// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Nothing in the given set is left out unseen: every file, every key, every
// status and every name is one that the other tests of this folder check, or
// is listed here as a peer's quirk. A new vector fails here first.
#include "index_cases.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <mingle/test_support/shared_data.h>

namespace mingle::test {
namespace {

using Json = nlohmann::json;
using Names = std::set<std::string>;

Json read_json(const std::filesystem::path& path) {
  std::ifstream file{path};
  return Json::parse(file);
}

Names keys_of(const Json& object) {
  Names out;
  for (const auto& item : object.items()) out.insert(item.key());
  return out;
}

/// What is in `found` and not in `known`.
Names unknown(const Names& found, const Names& known) {
  Names out;
  std::set_difference(found.begin(),
                      found.end(),
                      known.begin(),
                      known.end(),
                      std::inserter(out, out.end()));
  return out;
}

std::vector<std::string> sorted_case_names() {
  std::vector<std::string> out{std::begin(oracle_cases),
                               std::end(oracle_cases)};
  std::sort(out.begin(), out.end());
  return out;
}

TEST(OracleCoverage, EveryFileIsRead) {
  MINGLE_NEEDS_SHARED(shared);
  const auto names_in = [&](const char* folder, const std::string& ending) {
    std::vector<std::string> out;
    for (const auto& entry :
         std::filesystem::directory_iterator{shared / "oracles" / folder}) {
      std::string name = entry.path().filename().string();
      if (name == "decomposition.json") continue;
      out.push_back(name.substr(0, name.size() - ending.size()));
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_EQ(names_in("vectors", ".json"), sorted_case_names());
  EXPECT_EQ(names_in("cases", ""), sorted_case_names());
}

/// Keys that tell of a case or say who agrees; the others hold what is tested.
const Names told{"format",
                 "case",
                 "kind",
                 "description",
                 "data",
                 "groups",
                 "n_zones",
                 "empty_zones",
                 "source",
                 "lad",
                 "year",
                 "unit",
                 "seed"};
const Names tested{"two_group",
                   "multigroup",
                   "exposure_matrix",
                   "pairwise_D_matrix",
                   "reardon_osullivan",
                   "local"};
const Names told_of_values{"agree",
                           "differ",
                           "note",
                           "by",
                           "undefined_in",
                           "convention",
                           "tolerance",
                           "zones_theta_hat_gt_38.5"};
const Names tested_of_values{"index",
                             "expected",
                             "status",
                             "centre",
                             "expected_oasis_convention",
                             "expected_drop_empty"};
const Names met{"agree",
                "agree1",
                "agree_noref",
                "single",
                "disagree",
                "tie",
                "reference_only",
                "undefined"};

Names united(Names a, const Names& b) {
  a.insert(b.begin(), b.end());
  return a;
}

/// Every value of a list: of a known form, and either a quirk or named.
void check_values(const Json& values,
                  const std::string& kind,
                  const std::map<std::string, MingleName>& names,
                  Names& used) {
  for (const Json& value : values) {
    const std::string id = value.at("index");
    EXPECT_EQ(unknown(keys_of(value), united(told_of_values, tested_of_values)),
              Names{})
        << id;
    const std::string status = value.at("status");
    if (status == "peer_quirk") {
      EXPECT_EQ(names.count(id + "/" + kind), 0U) << id;
      continue;
    }
    EXPECT_EQ(met.count(status), 1U) << id << " is " << status;
    EXPECT_EQ(names.count(id + "/" + kind), 1U) << id;
    used.insert(id + "/" + kind);
  }
}

TEST(OracleCoverage, EveryValueIsMetOrAPeersQuirk) {
  MINGLE_NEEDS_SHARED(shared);
  const auto oracles = shared / "oracles";
  const auto names = read_mingle_names(oracles / "mingle_names.csv");
  const Names quirks{"local_Distortion_pysal", "local_HLoc_oasis"};
  const Names told_of_local{"rows", "note", "agree"};
  Names used;
  for (const char* name : oracle_cases) {
    SCOPED_TRACE(name);
    const Json vectors =
        read_json(oracles / "vectors" / (std::string{name} + ".json"));
    EXPECT_EQ(unknown(keys_of(vectors), united(told, tested)), Names{});
    EXPECT_EQ(unknown(tested, keys_of(vectors)), Names{});
    for (const Json& table : vectors.at("two_group")) {
      check_values(table.at("results"), "pair", names, used);
    }
    check_values(vectors.at("multigroup"), "multigroup", names, used);
    for (const auto& id :
         unknown(keys_of(vectors.at("local")), united(told_of_local, quirks))) {
      EXPECT_EQ(names.count(id + "/local"), 1U) << id;
      used.insert(id + "/local");
    }
  }
  // The other way round: a name without a value is one of the hand-worked
  // (no oracle), of a matrix, of Reardon and O'Sullivan, or a decomposition.
  for (const auto& entry : names) {
    const std::string& key = entry.first;
    const bool elsewhere = key[0] == '-' || key.find("_matrix/") != key.npos ||
                           key.rfind("reardon_osullivan.", 0) == 0 ||
                           key.rfind("decomposition.", 0) == 0;
    EXPECT_TRUE(elsewhere || used.count(key) == 1) << key;
  }
}

TEST(OracleCoverage, EveryDecompositionIsTested) {
  MINGLE_NEEDS_SHARED(shared);
  const Json vectors =
      read_json(shared / "oracles" / "vectors" / "decomposition.json");
  EXPECT_EQ(keys_of(vectors),
            (Names{"format",
                   "notes",
                   "two_period_M",
                   "nested_M",
                   "pysal_decompose",
                   "statistical"}));
  EXPECT_EQ(vectors.at("nested_M").size(), 1U);
  for (const Json& entry : vectors.at("two_period_M")) {
    EXPECT_EQ(keys_of(entry),
              (Names{"t1", "t2", "shapley", "km", "mrc", "agree"}));
  }
  const Json& statistical = vectors.at("statistical");
  EXPECT_EQ(keys_of(statistical),
            (Names{"inference", "stochastic_indices", "segregationR"}));
  EXPECT_EQ(statistical.at("stochastic_indices").size(), 3U);
  EXPECT_EQ(keys_of(statistical.at("segregationR")), Names{"bradford"});
  EXPECT_EQ(keys_of(statistical.at("segregationR").at("bradford")),
            (Names{"mutual_total_bootstrap",
                   "mutual_total_expected",
                   "D_Asian_rest_expected",
                   "D_Asian_rest_bootstrap"}));
}

}  // namespace
}  // namespace mingle::test
