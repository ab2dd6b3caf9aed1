// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "give_roles.h"

#include <vector>

#include <mingle/scenarios/build_housing_world.h>

namespace mingle {

/// The persons of a zone, gathered when asked for: those of all zones at once
/// would take more memory than the run does.
class PeopleByZone {
 public:
  /// @param built  must outlive it
  explicit PeopleByZone(const BuiltHousingWorld& built);
  std::size_t zones() const { return first_.size() - 1; }
  std::vector<Candidate> of(std::size_t zone) const;

 private:
  const BuiltHousingWorld& built_;
  std::vector<std::uint32_t> households_;  ///< rows of the housed, by zone
  std::vector<std::size_t> first_;         ///< of each zone, and the end
};

}  // namespace mingle
