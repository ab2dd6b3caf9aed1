// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <mingle/engine/contact/traits.h>
#include <mingle/engine/housing/households.h>
#include <mingle/engine/housing/persons.h>
#include <mingle/scenarios/parameters.h>

namespace mingle {

/// A person of a zone who is given roles.
struct Candidate {
  std::uint64_t id = 0;
  std::size_t row = 0;
  std::uint8_t group = 0;
  int age = 0;
  housing::Sex sex = housing::Sex::female;
  housing::SocialClass social_class = housing::SocialClass::intermediate;
  bool newcomer = false;  ///< household came to the country
};

/// Published shares of one zone, 0 to 1; negative where there is no table.
struct ZoneShares {
  /// Main language English; other and speaks well; other and does not.
  std::array<double, 3> english{-1, -1, -1};
  /// In work, unemployed, of those aged 16 and over.
  std::array<double, 2> work{-1, -1};
  /// None, and degree or more, of those aged 16 and over.
  std::array<double, 2> qualification{-1, -1};
};

/// Seeds by group: how likely persons are to have another main language, and
/// to be out of the labour force, by sex.
struct RoleSeeds {
  std::vector<double> other_language;
  std::vector<std::array<double, 2>> inactive;
};
RoleSeeds role_seeds(std::span<const std::string> groups);

/// Cells wrong, and persons in them.
struct RoleFit {
  double english_wrong = 0;
  double english_all = 0;
  double work_wrong = 0;
  double work_all = 0;
  double qualification_wrong = 0;
  double qualification_all = 0;

  RoleFit& operator+=(const RoleFit& other);
};

/// Gives the persons of a zone English, work and qualification: as many as
/// the tables say, who in particular by weights.
void give_roles(const std::vector<Candidate>& people,
                const ZoneShares& shares,
                const RoleSeeds& seeds,
                const ParameterValues& value,
                std::uint64_t zone_key,
                std::vector<contact::Traits>& traits,
                RoleFit& fit);

}  // namespace mingle
