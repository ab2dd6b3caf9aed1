// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace mingle {

/// What a random number is for. Values are part of the results: never reuse
/// or renumber one.
enum class Purpose : std::uint64_t {
  turnover = 1,           ///< does a household move this tick?
  departure = 2,          ///< does the mover leave, and where to?
  destination = 3,        ///< which dwelling, exact mode
  consideration = 4,      ///< which dwellings are looked at, sampled mode
  taste = 5,              ///< Gumbel term of each dwelling looked at
  priority = 6,           ///< who wins a contested dwelling
  new_household_id = 7,   ///< persistent id of an arriving household
  forced_departure = 8,   ///< who leaves when given totals shrink
  arrival_order = 9,      ///< which household outside arrives first
  clone = 10,             ///< which household a new row is modelled on
  new_dwelling = 11,      ///< where dwellings are added
  synthesis_tenure = 20,  ///< rounding of household tables (TRS)
  synthesis_size = 21,
  synthesis_members = 22,
  synthesis_vacancy = 23,
  synthesis_reference = 24,  ///< group of the reference person
  synthesis_people = 25,     ///< who lives together, ages and sexes
  synthesis_bedrooms = 26,
  synthesis_attributes = 27,  ///< class, income, arrival, register
  stylised_zones = 30,
  stylised_field = 31,
  person_events = 70,       ///< birth, death or leaving home of a person
  household_events = 71,    ///< couple forms or parts
  birth_id = 72,            ///< persistent id of a child
  formed_id = 73,           ///< ... of a household that forms
  arrival_id = 74,          ///< ... of a household that arrives, its persons
  formation = 75,           ///< where and in what sector a leaver searches
  partner = 76,             ///< who forms a couple with whom
  adoption = 77,            ///< which household takes orphans in
  conversion = 78,          ///< which dwellings change tenure or go
  migration = 79,           ///< who leaves an authority, and where to
  template_household = 80,  ///< which household an arrival resembles
  settling = 81,            ///< how many arrive; sector and dispersal of one
  mobility = 82,            ///< who decides to move
  move_sector = 83,         ///< to which sector, and who joins the register
  choice = 84,              ///< which dwelling, housing system
  landlord = 85,            ///< which applicant is accepted
  letting = 86,             ///< rule of a letting, refusals
  contest = 87,             ///< order among equal bids
  dwelling_id = 88,         ///< persistent id of a home that is built
  contact_roles = 100,      ///< which change of role a person has
  contact_role = 101,       ///< what it changes to
  contact_person = 102,     ///< contact, ties and attitudes of a person
  contact_start = 103,      ///< first attitudes, ties, roles
  contact_newcomer = 104,   ///< roles and attitudes of a person new to a run
  school_taste = 105,       ///< Gumbel term of each school
  school_order = 106,       ///< lottery, faith, ability
  incidents = 107,          ///< how many happen, how many are recorded
  contact_network = 108,    ///< who meets whom, explicit network
  contact_synthesis = 109,  ///< who in a zone has which English, work, ...
  contact_weak_ties = 110,  ///< which acquaintances are lost
  contact_income = 111,     ///< rounding of incomes
  lever_effect = 120,       ///< size of a lever's effect in a replicate
  lever_zone = 121,         ///< which zones take part
  lever_place = 122,        ///< who is offered a place
  lever_take_up = 123,      ///< who takes it
  lever_size = 124,         ///< rounding of places, homes, incomes
  lever_tie = 125,          ///< with whom a lever makes ties
  permutation = 40,
  bootstrap = 41,
  paired_bootstrap = 42,  ///< which replicates a resample of pairs has
  twin_folds = 50,        ///< which authorities are left out together
  twin_effects = 51,      ///< effects of authorities in an ensemble
  twin_zones = 52,        ///< effects of zones in an ensemble
  twin_parameters = 53,   ///< parameters in an ensemble
  test = 99
};

/// Where a random number lives. The number is a pure function of its address,
/// so that any thread may draw in any order and scenarios that share a seed
/// share the draws of every entity they have in common.
struct DrawAddress {
  std::uint64_t seed = 0;
  std::uint64_t replicate = 0;
  std::uint64_t subject = 0;  ///< persistent id of the entity
  std::uint64_t step = 0;     ///< tick
  Purpose purpose = Purpose::test;
  std::uint64_t block = 0;  ///< round, draw number
};

/// 256 random bits at an address: Philox 4x64-10 with key {seed, replicate}
/// and counter {subject, step, purpose, block}. About 8 ns.
/// @source Salmon et al. 2011, Parallel random numbers: as easy as 1, 2, 3.
std::array<std::uint64_t, 4> random_bits(const DrawAddress& address);

/// The numbers at many subjects of one address, faster than one at a time.
/// @param out  as many as there are subjects
void random_bits(const DrawAddress& address,
                 std::span<const std::uint64_t> subjects,
                 std::array<std::uint64_t, 4>* out);

/// Maps 64 random bits to (0, 1), never 0 or 1: the midpoints of 2^52 cells.
constexpr double unit_interval(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

/// Maps 64 random bits to 0..count-1, uniform to within count / 2^64.
/// @param count  at least 1
constexpr std::uint64_t below(std::uint64_t bits, std::uint64_t count) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((Wide{bits} * count) >> 64);
}

/// Standard normal deviate from two words (Box and Muller 1958).
double standard_normal(std::uint64_t first, std::uint64_t second);

/// Standard Gumbel deviate, -ln(-ln u).
double standard_gumbel(std::uint64_t bits);

/// The numbers at one address and the blocks that follow it, one at a time.
class Draws {
 public:
  explicit Draws(const DrawAddress& address) : address_{address} {}

  std::uint64_t bits() {
    if (used_ == words_.size()) {
      words_ = random_bits(address_);
      ++address_.block;
      used_ = 0;
    }
    return words_[used_++];
  }
  double uniform() { return unit_interval(bits()); }
  std::uint64_t below(std::uint64_t count) {
    return mingle::below(bits(), count);
  }
  double normal() {
    const std::uint64_t first = bits();
    return standard_normal(first, bits());
  }

 private:
  DrawAddress address_;
  std::array<std::uint64_t, 4> words_{};
  std::size_t used_ = 4;
};

/// Eight 32-bit numbers shared by the eight subjects whose ids differ only in
/// the last three bits: one Philox call serves a run of consecutive
/// households. `lane(id, words)` is a pure function of (address, id).
inline constexpr std::uint64_t lanes_per_block = 8;

/// @param words  random_bits() at subject = id / lanes_per_block
constexpr std::uint32_t lane(std::uint64_t id,
                             const std::array<std::uint64_t, 4>& words) {
  const std::uint64_t which = id % lanes_per_block;
  return static_cast<std::uint32_t>(words[which / 2] >> (32 * (which % 2)));
}

/// Persistent id of an entity made from another one: a hash that depends on
/// nothing else, so that ids agree between scenarios.
std::uint64_t derived_id(std::uint64_t parent,
                         std::uint64_t tick,
                         Purpose event);

}  // namespace mingle
