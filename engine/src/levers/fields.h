// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/engine/levers/predicate.h>
#include <mingle/engine/levers/pull.h>

namespace mingle::levers {

/// Numbers of zones that conditions ask about, as a tick begins.
class ZoneFields {
 public:
  ZoneFields(const housing::World& world, const housing::State& state);

  /// NaN for fields of persons.
  double number(ZoneId zone, Field field, std::size_t group) const;
  double share(ZoneId zone, std::size_t group) const;

 private:
  void measure_centres();

  const housing::World& world_;
  const housing::State& state_;
  std::vector<double> totals_;
  std::vector<double> centre_km_;
  std::size_t majority_ = 0;  ///< White British; group count if there is none
  bool has_majority_ = false;
};

/// A person of a housed household, for conditions.
struct PersonView {
  const housing::World* world = nullptr;
  const housing::State* state = nullptr;
  const ZoneFields* zones = nullptr;
  const PersonRoles* roles = nullptr;  ///< null: nobody's are known
  HouseholdId household;
  PersonId person;
  ZoneId zone;

  double operator()(Field field, std::size_t group) const;
};

}  // namespace mingle::levers
