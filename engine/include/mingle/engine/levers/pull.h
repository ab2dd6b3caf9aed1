// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <mingle/engine/frame.h>
#include <mingle/engine/housing/policy.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/engine/levers/plan.h>

namespace mingle::levers {

/// English and employment of persons, from whatever keeps them.
class PersonRoles {
 public:
  virtual ~PersonRoles() = default;
  virtual double english(PersonId person) const = 0;     ///< 0 to 3
  virtual double employment(PersonId person) const = 0;  ///< see Field
};

/// A person whom a lever has reached.
struct Participant {
  PersonId person;
  HouseholdId household;
  std::uint64_t id = 0;  ///< persistent, of the person
  ZoneId zone;
  int since = 0;  ///< tick of the place
  auto operator<=>(const Participant& other) const { return id <=> other.id; }
  bool operator==(const Participant& other) const { return id == other.id; }
};

/// Ages of those reached: under 16, 16-24, 25-44, 45-64, 65 and over.
inline constexpr std::size_t age_band_count = 5;
inline constexpr std::size_t fifth_count = 5;
std::size_t age_band_of(int age);
/// 0 the most deprived fifth of England's zones, from the decile 1 to 10.
std::size_t fifth_of_decile(double decile);
/// "1_most_deprived" to "5_least_deprived".
std::vector<std::string> fifth_names();

/// Whom a lever reached, counted in several ways.
struct ReachedCounts {
  std::vector<std::int64_t> by_group;
  std::array<std::int64_t, age_band_count> by_age{};
  std::array<std::int64_t, 2> by_sex{};
  std::array<std::int64_t, fifth_count> by_fifth{};  ///< of deprivation
};

/// What one lever does in one tick.
struct LeverAction {
  bool on = false;
  bool starts = false;                ///< its first tick
  bool ends = false;                  ///< the first tick after its last
  bool acts = false;                  ///< gives places or builds in this tick
  bool first = false;                 ///< ... for the first time
  std::vector<std::uint8_t> zones;    ///< that take part, by zone
  std::vector<Participant> reached;   ///< in this tick, by id
  std::vector<Participant> enrolled;  ///< whose place lasts, these too
  std::vector<double> values;         ///< of its effects in this replicate
  double coverage = 0;                ///< of a year, in this replicate
  std::int64_t people = 0;
  ReachedCounts counts;  ///< of `people`
  double hours = 0;
  double cost = 0;             ///< pounds; NaN: not known
  std::int32_t dwellings = 0;  ///< built
};

/// Pulls the levers of a plan, tick by tick. Who is reached depends on the
/// plan, the state and addresses of draws alone: on no thread, and on no
/// other lever but by what it did to the world.
class Levers {
 public:
  /// @param plan, world  must outlive it
  Levers(const Plan& plan, const housing::World& world, std::uint64_t seed);
  ~Levers();
  Levers(const Levers&) = delete;
  Levers& operator=(const Levers&) = delete;

  /// Before the first tick of a replicate: draws the sizes of effects.
  void start(int replicate);

  /// As a tick begins: who is reached, what it costs; sets `state.policy`
  /// and the incomes of those reached.
  /// @param roles  null where no lever asks for them
  void begin(housing::State& state, const PersonRoles* roles);

  /// After rows of persons were exchanged. @param to  new row, by old row
  void renumber(const std::vector<PersonId>& to);

  /// By lever, of the last begin().
  const std::vector<LeverAction>& actions() const;

 private:
  struct Workspace;
  std::unique_ptr<Workspace> work_;
};

/// Sizes that a mechanism has at once by several levers, taken together.
double together(Together how, Mechanism mechanism, double one, double other);

/// Labels of the levers and of their effects, and the tables under /levers:
/// people, person_hours, cost, zones, homes, effect, coverage, and people by
/// group, age, sex and deprivation of their zone.
std::vector<ScaleSpec> lever_scales(const Plan& plan);
std::vector<TableSpec> lever_tables(const Plan& plan);
/// Values of those tables, of the last tick; zeros after start().
std::vector<std::vector<double>> lever_values(const Plan& plan,
                                              const Levers& levers);

}  // namespace mingle::levers
