// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <mingle/engine/groups.h>
#include <mingle/engine/tenure.h>
#include <mingle/geo/count_table.h>
#include <mingle/geo/zone_layer.h>

namespace mingle {

/// Households by category of the household reference person and by tenure in
/// one authority (Census 2021 table RM134): outright, mortgage (with shared
/// ownership), social, private (with rent free).
struct TenureByGroup {
  static constexpr std::size_t tenures = 4;
  std::string authority;
  std::array<std::array<std::int32_t, tenures>, hrp_category_count>
      households{};
};

/// A published file that went into a study, for provenance.
struct InputFile {
  std::string role;  ///< "zones", "ethnic_group", ...
  std::string path;
  std::string sha256;
};

/// Everything known about the area of a study before households are made:
/// real (read from files) or stylised (generated). The tables have exactly
/// the zones of `zones`, in the same order.
struct StudyArea {
  std::string name;       ///< "Bradford", or "Bradford and 4 others"
  bool stylised = false;  ///< neighbourhoods are invented
  ZoneLayer zones;
  CountTable ethnic_group;    ///< usual residents by group
  CountTable tenure;          ///< households; columns named by Tenure
  CountTable household_size;  ///< households of 1, 2, 3, 4 or more persons
  CountTable residence_type;  ///< residents: in_household,
                              ///< in_communal_establishment
  /// One entry for each authority that has the table; may be empty.
  std::vector<TenureByGroup> tenure_by_group;
  std::string licence;  ///< attribution to carry into every output
  std::vector<InputFile> inputs;
  std::vector<std::string> notes;  ///< what was repaired, dropped or assumed
};

}  // namespace mingle
