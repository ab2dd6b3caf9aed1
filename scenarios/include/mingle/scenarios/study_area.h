// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// Residents by zone and age: the columns of `counts` are bands in ascending
/// order that begin at the ages `lower`; the last one is open.
struct AgeTable {
  std::vector<int> lower;
  CountTable counts;
};

/// Broad groups that tables of class and mobility tell apart, in the order of
/// their columns.
enum class TableGroup : std::uint8_t {
  white_british,
  white_other,
  mixed,
  asian,
  black,
  other
};
inline constexpr std::size_t table_group_count = 6;
/// Group of those tables; "other" where it is no census group.
TableGroup table_group_of(const GroupScheme& groups, GroupId group);
std::string_view name_of(TableGroup group);

/// Social class by zone and ethnic group, persons of 16 to 74 (Census 2011):
/// columns as published, `whiteb_high` ... `othereth_low`.
struct ClassTable {
  static constexpr std::size_t groups = 4;   ///< white British, Asian, Black,
                                             ///< others
  static constexpr std::size_t classes = 3;  ///< NS-SeC 1-2, 3-4, 5-7
  CountTable counts;                         ///< groups x classes columns
};

/// Moves of persons in the year before a census, by authority of the study
/// (ascending code).
struct MovesTable {
  std::string file;
  std::vector<std::string> authorities;
  /// Row of origin, column of destination; the diagonal stayed.
  std::vector<std::int64_t> between;
  std::vector<std::int64_t> to_outside;    ///< the rest of the country
  std::vector<std::int64_t> from_outside;  ///< the rest of the country
  std::vector<std::int64_t> from_abroad;
};

/// Shares of residents of a group who lived elsewhere a year before; negative
/// where the table has none.
struct GroupMobility {
  std::string authority;
  std::array<double, table_group_count> within_country{};
  std::array<double, table_group_count> from_abroad{};
};

/// What the housing system can use beside the tables every run needs. All of
/// it may be absent; build_housing_world() says what it assumes instead.
struct HousingTables {
  std::optional<CountTable> bedrooms;     ///< households with 1 .. 4+ bedrooms
  std::optional<CountTable> composition;  ///< one person, single family, other
  std::optional<AgeTable> age;
  std::optional<ClassTable> social_class;
  /// Residents born in the UK, and others by years since they came: 10 and
  /// more, 5-9, 2-4, under 2.
  std::optional<CountTable> residence_length;
  std::vector<double> deprivation;  ///< by zone, decile, 1 most deprived
  /// Mean house price, pounds, by authority code.
  std::vector<std::pair<std::string, double>> house_prices;
  std::optional<double> national_price;  ///< of the same table
  std::optional<MovesTable> moves;
  std::vector<GroupMobility> mobility;  ///< by authority code
};

/// Workers of the study by authority of home and of work, ascending code.
struct CommutingTable {
  std::vector<std::string> authorities;
  std::vector<double> between;     ///< row of home, column of work
  std::vector<double> to_outside;  ///< by home
};

/// What contact can use beside the tables of the housing system. Shares by
/// zone, row-major; -1 where a table lacks a zone; empty without a table.
struct ContactTables {
  /// Main language English; other and well or very well; other and not well
  /// or not at all.
  std::vector<double> english;
  std::vector<double> work;           ///< in work, unemployed
  std::vector<double> qualification;  ///< none, degree level
  std::optional<CommutingTable> commuting;
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
  HousingTables housing;
  std::vector<double> appeal;  ///< zones x groups, row-major; empty = none
  ContactTables contact;
  std::string licence;  ///< attribution to carry into every output
  std::vector<InputFile> inputs;
  std::vector<std::string> notes;  ///< what was repaired, dropped or assumed
  std::vector<std::string> gaps;   ///< tables without rows for some zones, and
                                   ///< what is assumed there
};

}  // namespace mingle
