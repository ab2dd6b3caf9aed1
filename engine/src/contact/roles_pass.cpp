// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "housing/fetch.h"
#include "lanes.h"
#include "passes.h"
#include "pool_counts.h"
#include "role_bounds.h"
#include "workspaces.h"

#include <cstring>

namespace mingle::contact {
namespace {

/// What an age means, by quarters, so that nobody divides.
class Ages {
 public:
  struct Meaning {
    std::uint8_t packed = 0;  ///< as in Whereabouts
    /// Something may befall who comes to this age, see Roles::birthday().
    bool turning = false;
  };

  Ages() {
    for (std::size_t quarters = 0; quarters < by_quarters_.size(); ++quarters) {
      const int age =
          static_cast<int>(quarters) / housing::PersonTable::ticks_per_year;
      MemberView member;
      member.age = age;
      member.stage = stage_of(age);
      by_quarters_[quarters] = {whereabouts_of({}, member).packed,
                                age == secondary_age ||
                                    age == housing::adult_age ||
                                    age == housing::pension_age};
    }
  }
  Meaning of(int quarters) const {
    return by_quarters_[std::min(static_cast<std::size_t>(quarters),
                                 by_quarters_.size() - 1)];
  }

 private:
  std::array<Meaning, 512> by_quarters_;
};

/// Members of a household of each broad group, a byte each.
class MemberCounts {
 public:
  void add(std::size_t group) { counts_ += std::uint64_t{1} << (8 * group); }
  /// Those of other groups, by slot.
  std::uint32_t others(std::size_t own) const {
    const std::uint64_t below = (std::uint64_t{1} << (8 * own)) - 1;
    return static_cast<std::uint32_t>((counts_ & below) |
                                      (counts_ >> 8U & ~below));
  }

 private:
  std::uint64_t counts_ = 0;
};

}  // namespace

/// Goes over the members of a run of households.
class Roles::Pass {
 public:
  Pass(const Roles& roles, Tick& tick, const RoleBounds* bounds)
      : roles_{roles},
        tick_{tick},
        bounds_{bounds},
        units_{tick.world.rules.settings} {
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      classes_[c] = static_cast<std::uint8_t>(
          work_class(static_cast<housing::SocialClass>(c)) << 2U);
    }
  }

  void run(std::size_t begin,
           std::size_t end,
           PoolCounts& counts,
           std::vector<Applicant>& applicants,
           std::vector<HouseholdId>& due) const {
    const housing::HouseholdTable& table = tick_.homes.households;
    const housing::PersonTable& persons = tick_.homes.persons;
    const std::uint8_t* broad = tick_.world.broad.data();
    LaneCache draws{address_in(
        tick_.homes, tick_.state, tick_.seed, Purpose::contact_roles)};
    std::array<Member, 256> members{};  // sizes are bytes
    for (std::size_t i = begin; i < end; ++i) {
      if (i + housing::fetch_ahead < end) fetch(i);
      if (!table.dwellings[i].exists()) continue;
      std::size_t size = 0;
      MemberCounts together;
      for (PersonId person = table.first_member[i]; person.exists();
           person = persons.next[person.index()]) {
        const std::uint8_t own = broad[persons.groups[person.index()]];
        members[size++] = {person.value(), own};
        together.add(own);
      }
      const Whereabouts home = home_of(i);
      bool changed = false;
      for (std::size_t m = 0; m < size; ++m) {
        changed |= visit(HouseholdId{i},
                         home,
                         members[m],
                         together,
                         draws,
                         counts,
                         applicants);
      }
      if (changed) due.emplace_back(i);
    }
  }

 private:
  struct Member {
    std::uint32_t row;
    std::uint8_t own;
  };

  void fetch(std::size_t household) const {
    housing::fetch_list(tick_.homes, household + housing::fetch_ahead);
    housing::fetch_members(
        tick_.homes,
        household + housing::fetch_members_ahead,
        [&](std::size_t row) {
          __builtin_prefetch(&tick_.homes.persons.groups[row]);
          __builtin_prefetch(&tick_.state.persons[row]);
          __builtin_prefetch(&tick_.where[row], 1);
        });
  }

  /// What members have in common.
  Whereabouts home_of(std::size_t household) const {
    const housing::HouseholdTable& table = tick_.homes.households;
    Whereabouts home;
    home.zone = static_cast<std::uint16_t>(table.zones[household].index());
    home.packed =
        classes_[static_cast<std::size_t>(table.social_classes[household])];
    if (table.local_since[household] >
        tick_.homes.tick - housing::PersonTable::ticks_per_year) {
      home.packed |= Whereabouts::fresh_flag;
    }
    return home;
  }

  /// @returns whether what the household earns may have changed.
  bool visit(HouseholdId household,
             Whereabouts where,
             Member member,
             const MemberCounts& together,
             LaneCache& draws,
             PoolCounts& counts,
             std::vector<Applicant>& applicants) const {
    const housing::PersonTable& persons = tick_.homes.persons;
    const std::size_t row = member.row;
    Traits& traits = tick_.state.persons[row];
    const Ages::Meaning age = ages_.of(tick_.homes.tick - persons.born[row]);
    where.own = member.own;
    where.packed |= age.packed;
    const std::uint32_t others = together.others(member.own);
    std::memcpy(where.home.data(), &others, sizeof(others));
    bool changed = false;
    if (bounds_ != nullptr) {
      // Rows that are new begin anew and have no draw.
      const bool blank = traits.is_blank();
      const std::uint32_t draw = blank ? 0 : draws.draw(persons.ids[row]);
      if (blank || (age.turning && tick_.birthdays) ||
          bounds_->may_change(tick_, where, row, traits, draw)) {
        changed = change(household, where, row, blank, draw, traits) ||
                  (age.turning && tick_.birthdays);
      }
    }
    tick_.where[row] = where;
    counts.add(tick_, units_, where, traits);
    if (traits.place == no_place && where.meets() &&
        where.stage() < Stage::adult) {
      applicants.push_back({PersonId{row}, household});
    }
    return changed;
  }

  /// For the few to whom something may happen.
  /// @returns whether the person is new, or has other work or English.
  [[gnu::noinline]] bool change(HouseholdId household,
                                const Whereabouts& where,
                                std::size_t row,
                                bool blank,
                                std::uint32_t draw,
                                Traits& traits) const {
    const HouseholdView home{
        .id = household,
        .zone = where.zone,
        .authority = tick_.homes.households.authorities[household.index()],
        .work_class = where.work_class(),
        .fresh = where.fresh()};
    const MemberView member =
        member_of(tick_.world, tick_.homes, PersonId{row});
    if (blank) {
      roles_.newcomer(tick_, home, member, traits);
      return true;
    }
    const Employment worked = traits.employment();
    const English spoke = traits.english();
    roles_.birthday(tick_, home, member, traits);
    roles_.change(tick_, home, member, traits, draw);
    return traits.employment() != worked || traits.english() != spoke;
  }

  const Roles& roles_;
  Tick& tick_;
  const RoleBounds* bounds_;  ///< null: only counts
  PoolUnits units_;
  Ages ages_;
  std::array<std::uint8_t, housing::social_class_count> classes_{};
};

void Roles::pass(Tick& tick, const RoleBounds* bounds) {
  const std::size_t households = tick.homes.households.size();
  applicants_.resize(block_count(households, households_per_block));
  due_.resize(applicants_.size());
  const std::size_t rows = tick.homes.persons.size();
  tick.where.assign(rows, Whereabouts{});
  const Pass pass{*this, tick, bounds};
  Workspaces<PoolCounts> spaces{[&] { return PoolCounts{tick}; }};
  parallel_for_blocks(
      households,
      households_per_block,
      [&](std::size_t block, std::size_t begin, std::size_t end) {
        applicants_[block].clear();
        due_[block].clear();
        const Workspaces<PoolCounts>::Lease counts{spaces};
        pass.run(begin, end, *counts, applicants_[block], due_[block]);
      });
  PoolCounts all{tick};
  spaces.for_each([&](const PoolCounts& part) { all += part; });
  all.store(tick);
  std::vector<HouseholdId>& due = tick.state.incomes.due;
  due.clear();
  for (const auto& each : due_) due.insert(due.end(), each.begin(), each.end());
}

void Roles::run(Tick& tick) {
  const RoleBounds bounds{tick, zone_odds_, group_odds_, fluent_odds_};
  pass(tick, &bounds);
}

void Roles::count_all(Tick& tick) {
  pass(tick, nullptr);
}

}  // namespace mingle::contact
