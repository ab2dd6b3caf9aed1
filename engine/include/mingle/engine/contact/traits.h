// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include <mingle/engine/contact/ties.h>

namespace mingle::contact {

/// Attitudes and contact are modelled between broad groups only: 25 numbers
/// for each pair of 19 groups could not be identified from any data.
inline constexpr std::size_t max_broad = 5;
/// Groups other than one's own. A person's slot s stands for broad group
/// `group_of_slot(own, s)`.
inline constexpr std::size_t slot_count = max_broad - 1;
constexpr std::size_t group_of_slot(std::size_t own, std::size_t slot) {
  return slot < own ? slot : slot + 1;
}
constexpr std::size_t slot_of_group(std::size_t own, std::size_t other) {
  return other < own ? other : other - 1;
}

/// Where people meet.
enum class Setting : std::uint8_t {
  home,
  neighbourhood,
  school,
  work,
  venue,
  friends
};
inline constexpr std::size_t setting_count = 6;

/// Proficiency in English, census question of 2021; `main` is also given to
/// those who speak it very well.
enum class English : std::uint8_t { none, not_well, well, main };
inline constexpr std::size_t english_count = 4;

/// Of adults under pension age. Pupils and pensioners are known by their age
/// and are carried as inactive.
enum class Employment : std::uint8_t {
  employed,
  unemployed,
  inactive,
  student
};
inline constexpr std::size_t employment_count = 4;

enum class Qualification : std::uint8_t { none, some, degree };
inline constexpr std::size_t qualification_count = 3;

/// Ages with roles of their own: under 11, 11-17, 18 to pension age, older.
enum class Stage : std::uint8_t { child, pupil, adult, older };
inline constexpr std::size_t stage_count = 4;
inline constexpr int first_school_age = 4;
inline constexpr int secondary_age = 11;
/// Ages whose places in youth programmes count as youth places.
inline constexpr int youth_from = 8;
inline constexpr int youth_to = 17;
Stage stage_of(int age);

std::string_view name_of(Setting setting);
std::string_view name_of(English english);
std::string_view name_of(Employment employment);
std::string_view name_of(Qualification qualification);
std::string_view name_of(Stage stage);

/// Attitudes are kept in steps of 1/32 standard deviation, -4 to 3.97.
inline constexpr float attitude_steps = 32.0F;
inline constexpr int lowest_attitude = -128;
inline constexpr int highest_attitude = 127;
/// The push at the start is kept in steps of 1/64 SD a year, -0.98 to 0.98.
inline constexpr float baseline_steps = 64.0F;
inline constexpr int largest_baseline = 63;

/// Rounds to a whole number of steps, up with the probability of the
/// remainder, so that the mean is kept: floor(value + u).
/// @param u  uniform in (0, 1)
inline int round_at_random(float value, float u) {
  const float sum = value + u;
  const int whole = static_cast<int>(sum);
  return whole - static_cast<int>(static_cast<float>(whole) > sum);
}

/// School or workplace of nobody in particular.
inline constexpr std::uint16_t no_place = 0xffff;
/// Works outside the study.
inline constexpr std::uint16_t outside_place = 0xfffe;

/// What is known of a person beside housing::PersonTable, in the same row;
/// 16 bytes.
struct Traits {
  /// Attitude to each other broad group, standard deviations of the first
  /// population; positive is warmer.
  std::array<std::int8_t, slot_count> attitude{};
  /// Where the attitude returns to.
  std::array<std::int8_t, slot_count> anchor{};
  std::uint32_t packed = 0;        ///< baseline 4 x 7, English, employment
  std::uint16_t place = no_place;  ///< school number or zone of work
  std::uint16_t packed_ties = 0;   ///< ties 13, participation, qualification

  English english() const { return static_cast<English>(packed >> 28U & 3U); }
  Employment employment() const {
    return static_cast<Employment>(packed >> 30U);
  }
  bool participates() const { return (packed_ties >> 13U & 1U) != 0; }
  Qualification qualification() const {
    return static_cast<Qualification>(packed_ties >> 14U);
  }
  TieCode ties() const { return static_cast<TieCode>(packed_ties & 0x1fffU); }
  bool works() const { return employment() == Employment::employed; }
  float attitude_to(std::size_t slot) const {
    return static_cast<float>(attitude[slot]) / attitude_steps;
  }

  void set_english(English value) {
    packed = (packed & ~(3U << 28U)) | static_cast<unsigned>(value) << 28U;
  }
  void set_employment(Employment value) {
    packed = (packed & ~(3U << 30U)) | static_cast<unsigned>(value) << 30U;
  }
  void set_participates(bool value) {
    packed_ties = static_cast<std::uint16_t>((packed_ties & ~(1U << 13U)) |
                                             (value ? 1U << 13U : 0U));
  }
  void set_qualification(Qualification value) {
    packed_ties = static_cast<std::uint16_t>(
        (packed_ties & ~(3U << 14U)) | static_cast<unsigned>(value) << 14U);
  }
  void set_ties(TieCode value) {
    packed_ties = static_cast<std::uint16_t>((packed_ties & ~0x1fffU) | value);
  }

  /// Push that the person's surroundings exert at its start, steps; nothing
  /// happens to those who have none yet but that it is set.
  bool has_baseline() const { return (packed & 0x7fU) != 0; }
  void clear_baseline() { packed &= ~0x0fffffffU; }
  int baseline(std::size_t slot) const {
    return static_cast<int>(packed >> (7U * slot) & 0x7fU) - 64;
  }
  void set_baseline(std::size_t slot, int steps) {
    const auto shift = static_cast<unsigned>(7U * slot);
    const auto bits = static_cast<unsigned>(
        std::clamp(steps, -largest_baseline, largest_baseline) + 64);
    packed = (packed & ~(0x7fU << shift)) | bits << shift;
  }

  /// Marks a row whose person is new to the study.
  void blank() {
    *this = Traits{};
    set_ties(blank_ties);
  }
  bool is_blank() const { return ties() == blank_ties; }
  bool operator==(const Traits&) const = default;
};
static_assert(sizeof(Traits) == 16);

}  // namespace mingle::contact
