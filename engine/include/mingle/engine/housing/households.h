// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include <mingle/engine/housing/persons.h>
#include <mingle/engine/id.h>

namespace mingle::housing {

/// Who lives together. Derived from the members, see composition_of().
enum class Composition : std::uint8_t {
  single_under_65,
  single_65_plus,
  couple,
  couple_children,
  lone_parent,
  sharers  ///< three adults or more, or several families
};
inline constexpr std::size_t composition_count = 6;

/// National Statistics Socio-economic Classification of the reference person.
enum class SocialClass : std::uint8_t {
  managerial,    ///< NS-SeC 1-2
  intermediate,  ///< NS-SeC 3-4
  routine,       ///< NS-SeC 5-7
  never_worked,  ///< NS-SeC 8
  student
};
inline constexpr std::size_t social_class_count = 5;

/// Reasons for preference in the allocation of social housing (Housing Act
/// 1996, section 166A), most urgent first.
enum class NeedBand : std::uint8_t {
  homeless,
  overcrowded,
  medical,
  other,
  none
};
inline constexpr std::size_t need_band_count = 5;

std::string_view name_of(Composition composition);
std::string_view name_of(SocialClass social_class);
std::string_view name_of(NeedBand band);

inline constexpr std::int16_t never = std::numeric_limits<std::int16_t>::min();

inline constexpr std::uint8_t usual_earnings = 100;
inline constexpr std::uint8_t no_fifth = 0;

/// Households as columns, one row each; 48 bytes. A row without members is
/// free or a household about to form; one without a dwelling is outside the
/// study or about to form. The tenure of a household is that of its dwelling.
/// Zone and kind of the dwelling are kept beside it: passes over households
/// read them far more often than they change, and dwellings lie in another
/// order.
struct HouseholdTable {
  std::vector<std::uint64_t> ids;      ///< persistent, for random draws
  std::vector<DwellingId> dwellings;   ///< none: not housed
  std::vector<ZoneId> zones;           ///< of the dwelling, if housed
  std::vector<std::uint8_t> kinds;     ///< likewise: tenure and bedrooms
  std::vector<PersonId> first_member;  ///< reference person; none: free row
  std::vector<std::uint8_t> sizes;     ///< members
  std::vector<std::uint8_t> groups;    ///< of the reference person
  std::vector<std::uint8_t> bedrooms_needed;  ///< class 0..3 (1 .. 4 or more)
  std::vector<Composition> compositions;
  std::vector<SocialClass> social_classes;
  std::vector<NeedBand> bands;
  std::vector<std::uint16_t> incomes;  ///< gross, hundreds of pounds a year
  /// Percent that incomes hold of what households of the kind usually have,
  /// by the work of their members; kept where people meet.
  std::vector<std::uint8_t> earnings;
  std::vector<std::uint8_t> fifths;  ///< of income when last ranked, 1 to 5
  std::vector<std::uint16_t> authorities;
  std::vector<std::int16_t> arrived;     ///< tick of coming to the UK; `never`:
                                         ///< reference person born there
  std::vector<std::int16_t> moved_in;    ///< tick of moving into its dwelling
  std::vector<std::int16_t> registered;  ///< tick of joining the housing
                                         ///< register; `never`: not on it
  std::vector<std::int16_t> changed;     ///< tick of the last birth, couple or
                                         ///< parting; `never`: none yet
  std::vector<std::int16_t> local_since;  ///< tick of coming to the authority
  std::vector<ZoneId> kin_zones;    ///< where its strong ties are taken to be:
                                    ///< the parents' zone, else the zone it
                                    ///< lived in first; none: not known
  std::vector<std::uint8_t> flags;  ///< see HouseholdFlag
  std::vector<HouseholdId> free;    ///< rows to use again, last one first

  std::size_t size() const { return ids.size(); }
  bool is_housed(HouseholdId household) const {
    return dwellings[household.index()].exists();
  }
  void resize(std::size_t rows);
  void reserve(std::size_t rows);
  /// Back to the values of a new row.
  void clear_row(HouseholdId household);
  /// Memory of a row, bytes.
  double bytes_per_row() const;
  double income(HouseholdId household) const {
    return 100.0 * incomes[household.index()];
  }
};

enum class HouseholdFlag : std::uint8_t {
  dispersed = 1,  ///< was assigned its first home by a dispersal rule
  medical = 2,    ///< has a medical or welfare need to move
  displaced = 4,  ///< its dwelling is to be demolished
  couple = 8,     ///< its first two members are a couple
  busy = 16,      ///< searches, or one of its members does, in this tick
  seeking = 32    ///< decided to move earlier and has found no home yet
};

}  // namespace mingle::housing
