// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include <mingle/scenarios/hindcast_study.h>

namespace mingle::test {

/// England from census 2011 to census 2021 by the tables of the shared data,
/// without map, regions and covariates.
inline HindcastStudy census_study(const std::filesystem::path& shared) {
  const auto data = shared / "data";
  HindcastStudy study;
  study.before = data / "census2011/ethnic_group_lsoa11.csv";
  study.after = data / "census2021/ethnic_group_lsoa21.csv";
  study.lookup = {(data / "census2021/lookup_lsoa11_lsoa21.csv").string(),
                  "LSOA11CD",
                  "LSOA21CD",
                  "LAD22CD",
                  "LAD22NM"};
  study.fold = {{"white_roma", "white_other"}};
  return study;
}

}  // namespace mingle::test
