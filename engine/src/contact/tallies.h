// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/counts.h>

namespace mingle::contact {

struct ExposureSums {
  double people = 0;
  GroupRow residential{};
  GroupRow experienced{};
};

struct AttitudeSums {
  double tolerance = 0;
  double tolerance_squared = 0;
  double intolerant = 0;
  double contact = 0;
  double contact_squared = 0;
  double product = 0;
  std::array<double, 4> moments{};  ///< sums of powers 1 to 4 of attitudes
};

/// Sums over persons that measures are made of.
struct Tallies {
  std::array<std::array<ExposureSums, max_broad>, stage_count> by_stage{};
  std::array<std::array<ExposureSums, max_broad>, employment_count> by_work{};
  GroupMatrix home{};     ///< contacts a day
  GroupMatrix friends{};  ///< contacts a day
  GroupMatrix ties{};
  GroupMatrix weak_ties{};
  GroupRow tied{};         ///< persons with a tie
  GroupRow cross_tied{};   ///< of them with one to another group
  double tied_adults = 0;  ///< likewise, of those of 18 and over
  double cross_tied_adults = 0;
  GroupRow holders{};  ///< aged 11 and over
  std::array<AttitudeSums, max_broad * slot_count> attitudes{};
  GroupRow speakers{};  ///< aged 4 and over
  std::array<GroupRow, english_count> english{};
  double young = 0;     ///< of the ages that youth places are for
  GroupRow adults{};    ///< 18 to pension age
  GroupRow grown_up{};  ///< 18 and over
  GroupRow taking_part{};
  std::vector<GroupCounts> pupils_by_school;  ///< by phase
  std::vector<GroupCounts> pupils_by_zone;
  std::vector<double> zone_exposure;  ///< means, zone x max_broad
};

Tallies tally(const housing::World& housing,
              const World& world,
              const housing::State& homes,
              const State& state);

}  // namespace mingle::contact
