// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <mingle/engine/error.h>

namespace mingle::test {

/// The text of the error that `work` throws; empty if it throws none.
template <class ErrorType = DataError, class Work>
std::string thrown(Work work) {
  try {
    work();
  } catch (const ErrorType& error) {
    return error.what();
  }
  return "";
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace mingle::test

/// `text` has the part; shows both when it has not.
#define EXPECT_HAS(text, part) \
  EXPECT_TRUE(::mingle::test::has(text, part)) << (text) << "\nlacks " << (part)
