// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reach.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/outlook.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/engine/random.h>

namespace mingle::housing {

/// Why a household is looking for a home.
enum class SearchReason : std::uint8_t {
  move,     ///< within its authority
  form,     ///< a leaver of `parent` who would found `household`
  migrate,  ///< to another authority of the study; lives in the old one until
            ///< it has a home
  arrive    ///< from outside
};

/// A household looking for a home in one authority this tick, with what the
/// rounds need to know of it, so that they seldom touch the household table.
struct Search {
  std::uint64_t id = 0;   ///< persistent, of `household`
  HouseholdId household;  ///< for `form`: a row without members as yet
  HouseholdId parent;     ///< for `form`: where the leaver lives now
  PersonId leaver;        ///< for `form`
  ZoneId origin;          ///< distances count from here; none: from nowhere
  SearchReason reason = SearchReason::move;
  Sector sector = Sector::owner;  ///< searched in
  Origin from = Origin::formed;   ///< where it comes from
  std::uint8_t group = 0;
  std::uint8_t bedrooms = 0;  ///< class needed, 0..3
  SocialClass social_class = SocialClass::intermediate;
  std::uint16_t income = 0;  ///< hundreds of pounds a year; what the household
                             ///< has in a home it sells counts as income
  bool applied = false;      ///< for a priced home, in this tick
  bool splits = false;       ///< for `form`: one of a couple leaves the other
  ZoneId kin;                ///< zone whose homes it likes better; or none
  float patience = 1.0F;     ///< factor on the utility of zones; urgency lowers
  std::int8_t outlook = 0;   ///< class of Outlook; arrivals have none
};

/// Factors on the shares in which sectors are sought, by age (under 55; 55 and
/// more).
using PullByAge = std::array<SectorShares, age_count>;

/// What the phases of a tick hand on to each other, by authority.
struct AuthorityWork {
  std::vector<Search> searches;
  std::vector<DwellingId> freed;         ///< came vacant, not on the list yet
  std::vector<std::int32_t> registered;  ///< households on the register, by
                                         ///< group
  std::vector<DwellingId> gone;  ///< on the list of vacancies, closed since
  PullByAge pull{};              ///< of sectors, see pull_now()
  double vacancy_pull = 1;       ///< on newcomers, see vacancy_pull_now()
  Reach reach;                   ///< of homes on offer as the tick begins
  Flows flows;
};

struct TickWork {
  std::vector<AuthorityWork> authorities;
  /// Counts of what is done serially, over all authorities.
  Flows flows;
};

/// Counts a vacancy chain that has ended after so many moves.
inline void count_chain(Flows& flows, std::size_t moves) {
  if (moves == 0) return;
  ++flows.at(Flow::chain_length, std::min(moves, chain_length_count) - 1);
}

/// Where the draws of a phase live in this tick.
inline DrawAddress address_in(const State& state,
                              std::uint64_t seed,
                              Purpose purpose,
                              std::uint64_t subject = 0,
                              std::uint64_t block = 0) {
  return {.seed = seed,
          .replicate = static_cast<std::uint64_t>(state.replicate),
          .subject = subject,
          .step = static_cast<std::uint64_t>(state.tick),
          .purpose = purpose,
          .block = block};
}

/// A search of a household as it is now; sector and bedrooms as given.
Search make_search(const State& state,
                   HouseholdId household,
                   SearchReason reason,
                   Sector sector);

/// Counts Flow::sought.
void count_sought(TickWork& work);

/// Who has no home of its own here and was not let a social one looks for a
/// private one, and stays on the register.
void rent_meanwhile(TickWork& work);

/// Puts a household without a home of its own on the register, after all who
/// wait in a more urgent band or have waited, if its income allows.
void apply_for_social(const World& world, State& state, HouseholdId household);

/// What a household has shown that it can pay counts as the income that it
/// would take: who owns a home can buy or rent one as dear, who rents one
/// privately can rent one as dear. Incomes alone leave out what is put down,
/// savings and benefits.
/// @param like  housed: the household itself, or one that it is like
void count_means(const World& world,
                 const State& state,
                 HouseholdId like,
                 Search& search);

/// How much likelier than the youngest a household is to leave an authority or
/// to come to one, by the age of its reference person.
double migration_weight(int age);
/// How likely a housed household is to leave relative to others, by age and
/// by the sector it lives in.
double leaving_weight(const World& world,
                      const State& state,
                      HouseholdId household);
/// By authority and group: factor on weights that makes the mean hazard of the
/// housed the rate that is given.
std::vector<double> leaving_scales(const World& world, const State& state);
/// Log of the factor by which pressure on services raises the rates of moving
/// and of leaving, by zone.
std::vector<double> exits_by_zone(const World& world, const State& state);

/// Probability that something of a constant annual hazard happens within a
/// tick, as a threshold for 32 random bits.
std::uint64_t tick_threshold(double annual_rate);

/// Merges freed dwellings into the lists of vacancies, takes closed, occupied
/// and re-classified ones out, and clears `freed` and `gone`. Per authority,
/// in parallel.
void refresh_vacancies(const World& world, State& state, TickWork& work);
void refresh_vacancies(const World& world,
                       State& state,
                       AuthorityId authority,
                       AuthorityWork& work);

/// Vacant dwellings of each authority, from scratch.
std::vector<Vacancies> find_vacancies(const World& world, const State& state);

/// Ageing, births, deaths, couples, leavers; appends searches of those who
/// would form a household.
class People {
 public:
  People(const World& world, std::uint64_t seed);
  ~People();
  People(const People&) = delete;
  People& operator=(const People&) = delete;
  void run(State& state, TickWork& work);

 private:
  struct Workspace;
  std::unique_ptr<Workspace> work_;
};

/// Planned supply and demolition, conversions between tenures, Right to Buy.
class StockChanges {
 public:
  StockChanges(const World& world, std::uint64_t seed)
      : world_{world}, seed_{seed} {}
  void run(State& state, TickWork& work);

 private:
  const World& world_;
  std::uint64_t seed_;
};

/// Households that leave an authority, then those that come to one; appends
/// searches of those who come. Holds to PersonTargets where given.
class Migration {
 public:
  Migration(const World& world, std::uint64_t seed);
  ~Migration();
  Migration(const Migration&) = delete;
  Migration& operator=(const Migration&) = delete;
  void run(State& state, TickWork& work);
  /// After the rounds: what becomes of those who found no home.
  void settle_unplaced(State& state, TickWork& work);

 private:
  struct Workspace;
  std::unique_ptr<Workspace> work_;
};

/// Hazards: who of the housed decides to move this tick, to which sector; the
/// housing register. Appends searches.
class Mobility {
 public:
  Mobility(const World& world, std::uint64_t seed)
      : world_{world}, seed_{seed} {}
  /// Once, at the first tick: factors that make mean hazards meet the table.
  void calibrate(State& state) const;
  void run(State& state, TickWork& work);

 private:
  const World& world_;
  std::uint64_t seed_;
};

/// Log prices from the last tick's applicants and vacancies.
void update_prices(const World& world, State& state);

/// Rounds of search, bids, landlords' choice and lettings. Searches that were
/// met are taken out of `work`; what is left found no home.
class Allocation {
 public:
  Allocation(const World& world, std::uint64_t seed);
  ~Allocation();
  Allocation(const Allocation&) = delete;
  Allocation& operator=(const Allocation&) = delete;
  /// Attraction of zones as the tick begins; frozen for it.
  /// @param outlook  of households until run() ends; may be null
  void perceive(const State& state, const Outlook* outlook);
  void run(State& state, TickWork& work);

 private:
  struct Workspace;
  std::unique_ptr<Workspace> work_;
};

/// Perceived fairness of allocation and pressure on local services.
void update_perceived(const World& world, State& state, const TickWork& work);

}  // namespace mingle::housing
