// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "thrown.h"

#include <gtest/gtest.h>

#include <mingle/geo/sha256.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle {
namespace {

// Published examples of FIPS 180-4.
constexpr const char* sha256_of_abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Sha256, KnowsThePublishedExamples) {
  EXPECT_EQ(sha256_of_text("abc"), sha256_of_abc);
  EXPECT_EQ(sha256_of_text(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(sha256_of_file(folder.write("abc", "abc").string()), sha256_of_abc);
  const std::string large(300000, 'x');
  EXPECT_EQ(sha256_of_file(folder.write("large", large).string()),
            sha256_of_text(large));
}

TEST(Sha256, RefusesWhatIsNotAFile) {
  EXPECT_HAS(test::thrown([] { sha256_of_file("/nowhere/x"); }),
             "/nowhere/x: there is no such file. ");
  EXPECT_HAS(test::thrown([] { sha256_of_file("/tmp"); }),
             "/tmp: is a folder, not a file. ");
}

}  // namespace
}  // namespace mingle
