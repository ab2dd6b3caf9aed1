// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace mingle::tool {

/// What `mingle new` was asked for.
struct StudyNames {
  std::string name;
  std::string stylised;            ///< empty: from files
  std::vector<std::string> codes;  ///< of authorities
  /// In the full housing system, with people who meet, and levers to pull.
  bool levers = false;
};

/// A file of a study.
struct StudyFile {
  std::string name;
  std::string text;
};

/// The baseline, example scenarios that extend it, and a README, in order.
std::vector<StudyFile> study_files(const StudyNames& names);

}  // namespace mingle::tool
