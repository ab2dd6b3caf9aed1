// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include <mingle/geo/count_table.h>
#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Zones of an earlier census and the zones of the study they became. The
/// counts of a zone that was split are shared out in proportion to residents.
class EarlierZones {
 public:
  /// @throws DataError when the file or a column is missing
  EarlierZones(const std::string& file,
               const std::string& key_column,
               const std::string& zone_column,
               StudyArea& study);

  /// Whether a table has earlier zones of the study and not its own.
  bool fits(const CountTable& table) const;
  /// The table by zones of the study.
  CountTable convert(const CountTable& table) const;
  /// Values by zone of the study: means over the earlier zones.
  std::map<std::string, double, std::less<>> average(
      const std::map<std::string, double, std::less<>>& values) const;

 private:
  struct Part {
    std::string zone;
    double residents = 0;
  };
  const StudyArea& study_;
  std::map<std::string, std::vector<Part>, std::less<>> parts_;
};

}  // namespace mingle
