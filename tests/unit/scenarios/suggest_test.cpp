// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

const std::vector<std::string> names{"alpha", "delta", "kappa", "run"};

TEST(Suggest, WithinTwoEditsNearestFirst) {
  EXPECT_EQ(nearest_names("alfa", names), std::vector<std::string>{"alpha"});
  EXPECT_TRUE(nearest_names("gamma_ray", names).empty());
  EXPECT_TRUE(nearest_names(std::string(1000, 'a'), names).empty());
}

TEST(Suggest, Words) {
  EXPECT_EQ(suggestion("delt", names, "keys"), "Did you mean 'delta'?");
  EXPECT_EQ(suggestion("unrelated", names, "keys"),
            "Known keys: alpha, delta, kappa, run");
}

}  // namespace
}  // namespace mingle
