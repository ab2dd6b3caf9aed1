// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "thrown.h"

#include <gtest/gtest.h>

#include <mingle/engine/error.h>
#include <mingle/geo/common_zones.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

class CommonZonesTest : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    return folder_.write(name, text).string();
  }
  CommonZones zones(const std::string& rows) {
    return common_zones({file("lookup.csv", "old,new,place,label\n" + rows),
                         "old",
                         "new",
                         "place",
                         "label"});
  }
  CommonTable sums(const CommonZones& zones,
                   const std::string& rows,
                   Vintage vintage) {
    return sum_onto(
        zones, read_people_csv(file("t.csv", "zone,n\n" + rows), {}), vintage);
  }

 private:
  test::TemporaryFolder folder_;
};

// u stays; s splits into s1, s2; m and n merge into mn.
const char* const pairs =
    "u,u,A,Ayton\ns,s1,A,Ayton\ns,s2,A,Ayton\nn,mn,A,Ayton\nm,mn,A,Ayton\n";

TEST_F(CommonZonesTest, SplitsAndMergesAreJoined) {
  const CommonZones found = zones(pairs);
  EXPECT_EQ(found.codes, (std::vector<std::string>{"m+n", "s", "u"}));
  EXPECT_EQ(found.authorities, (std::vector<std::string>{"A", "A", "A"}));
  EXPECT_EQ(found.authority_names[0], "Ayton");
  EXPECT_EQ(found.joined, 2u);
  EXPECT_EQ(found.find(Vintage::earlier, "n"), 0u);
  EXPECT_EQ(found.find(Vintage::later, "s2"), 1u);
  EXPECT_FALSE(found.find(Vintage::later, "s").has_value());
}

TEST_F(CommonZonesTest, IrregularChangesAreFollowedThrough) {
  // p became q and r, r also has a part of s: all are one zone.
  const CommonZones found = zones("p,q,A,A\np,r,A,A\ns,r,A,A\n");
  EXPECT_EQ(found.codes, (std::vector<std::string>{"p+s"}));
}

TEST_F(CommonZonesTest, OrderOfRowsDoesNotMatter) {
  const CommonZones found = zones(
      "m,mn,A,Ayton\nn,mn,A,Ayton\ns,s2,A,Ayton\nu,u,A,Ayton\ns,s1,A,Ayton\n");
  EXPECT_EQ(found.codes, zones(pairs).codes);
}

TEST_F(CommonZonesTest, CountsAreSummed) {
  const CommonZones found = zones(pairs);
  const CommonTable old =
      sums(found, "u,1\ns,20\nm,300\nn,4000\n", Vintage::earlier);
  EXPECT_EQ(old.values, (std::vector<double>{4300, 20, 1}));
  const CommonTable now = sums(found, "mn,7\ns1,2\ns2,3\n", Vintage::later);
  EXPECT_EQ(now.values, (std::vector<double>{7, 5, 0}));
  EXPECT_EQ(now.complete, (std::vector<bool>{true, true, false}));
  EXPECT_EQ(now.present, (std::vector<bool>{true, true, false}));
  const CommonTable half = sums(found, "m,1\n", Vintage::earlier);
  EXPECT_EQ(half.present, (std::vector<bool>{true, false, false}));
  EXPECT_EQ(half.complete, (std::vector<bool>{false, false, false}));
}

TEST_F(CommonZonesTest, ForeignCodesAreRefused) {
  const std::string text = test::thrown<DataError>(
      [&] { sums(zones(pairs), "u,1\nv,2\nw,3\n", Vintage::earlier); });
  EXPECT_HAS(text, "2 of 3 codes are no earlier zones");
  EXPECT_HAS(text, "v, w");
}

TEST_F(CommonZonesTest, TheOtherCensusIsRecognised) {
  const std::string text = test::thrown<DataError>(
      [&] { sums(zones(pairs), "s1,1\ns2,2\nmn,3\n", Vintage::earlier); });
  EXPECT_HAS(text, "zones of the other census");
}

TEST_F(CommonZonesTest, AZoneAcrossABorderGoesWhereMostOfItIs) {
  const CommonZones found = zones("s,s1,A,Ay\ns,s2,B,Bee\ns,s3,B,Bee\n");
  EXPECT_EQ(found.authorities, (std::vector<std::string>{"B"}));
  EXPECT_EQ(found.authority_names, (std::vector<std::string>{"Bee"}));
  EXPECT_EQ(found.across, (std::vector<std::string>{"s"}));
}

TEST_F(CommonZonesTest, ManyZonesAcrossBordersAreRefused) {
  const std::string text = test::thrown<DataError>(
      [&] { zones("s,s1,A,A\ns,s2,B,B\nt,t1,A,A\nt,t2,B,B\n"); });
  EXPECT_HAS(text, "2 zones lie in two authorities: s, t");
}

TEST_F(CommonZonesTest, EmptyCodesAreRefused) {
  const std::string text = test::thrown<DataError>([&] { zones("a,,A,A\n"); });
  EXPECT_HAS(text, "the code is empty");
  EXPECT_HAS(text, ":2:");
}

}  // namespace
}  // namespace mingle
