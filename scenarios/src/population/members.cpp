// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "members.h"

#include "rounding.h"

#include <algorithm>
#include <numeric>

namespace mingle {
namespace {

constexpr std::size_t largest = size_class_count - 1;
/// Households grow beyond this many persons only where a zone leaves no
/// choice (assumption; the census publishes sizes up to "8 or more").
constexpr std::int32_t usual_maximum = 10;

struct Planned {
  std::uint8_t group;
  std::uint8_t kind;
  std::int32_t size;
};

/// Households and residents of one zone while they are brought together.
class Zone {
 public:
  Zone(const GroupScheme& groups,
       std::size_t zone,
       const std::string& code,
       const HouseholdCube& cube,
       const GroupCounts& in_households)
      : draws_{{.subject = zone_key(code),
                .purpose = Purpose::synthesis_members}},
        waiting_(cube.groups),
        mixed_(cube.groups) {
    for (std::size_t g = 0; g < cube.groups; ++g) {
      waiting_[g] = in_households.at(ZoneId{zone}, g);
      mixed_[g] = groups.category(GroupId{g}) == HrpCategory::mixed;
    }
    for (std::size_t k = 0; k < kind_count; ++k) {
      for (std::size_t g = 0; g < cube.groups; ++g) {
        const std::int32_t count = cube.at(zone, g, k);
        waiting_[g] -= count;
        for (std::int32_t i = 0; i < count; ++i) {
          households_.push_back(
              {static_cast<std::uint8_t>(g),
               static_cast<std::uint8_t>(k),
               static_cast<std::int32_t>(k % size_class_count) + 1});
        }
      }
    }
  }

  /// Households of 4 and more take the residents that the others leave,
  /// first where their own group needs room.
  void size_large_households() {
    std::int64_t extra =
        std::accumulate(waiting_.begin(), waiting_.end(), std::int64_t{0});
    std::vector<double> need(waiting_.begin(), waiting_.end());
    std::vector<std::vector<std::size_t>> large(waiting_.size());
    for (std::size_t i = 0; i < households_.size(); ++i) {
      const Planned& household = households_[i];
      extra -= household.size - 1;
      need[household.group] -= household.size - 1;
      if (household.kind % size_class_count == largest) {
        large[household.group].push_back(i);
      }
    }
    if (extra <= 0) return;
    std::vector<double> own(large.size());
    std::vector<double> any(large.size());
    for (std::size_t g = 0; g < large.size(); ++g) {
      const double room = static_cast<double>(large[g].size()) *
                          (usual_maximum - static_cast<int>(largest) - 1);
      own[g] = mixed_[g] ? 0.0 : std::clamp(need[g], 0.0, room);
      any[g] = room;
    }
    const double wanted = std::accumulate(own.begin(), own.end(), 0.0);
    const auto first =
        static_cast<std::int64_t>(std::min(static_cast<double>(extra), wanted));
    const auto for_own = share_out(first, own);
    for (std::size_t g = 0; g < any.size(); ++g) any[g] -= for_own[g];
    enlarge(large, for_own);
    // A zone without room fills its large households beyond the usual size.
    if (std::accumulate(any.begin(), any.end(), 0.0) <= 0.0) {
      for (std::size_t g = 0; g < any.size(); ++g) {
        any[g] = static_cast<double>(large[g].size());
      }
    }
    enlarge(large, share_out(extra - first, any));
  }

  /// Own group first, then whoever is left.
  /// @returns residents under another group's reference person
  std::int64_t fill(AuthorityPopulation& out) {
    const std::vector<std::size_t> order = shuffled(households_.size());
    std::vector<std::int32_t> own(households_.size());
    for (const std::size_t i : order) {
      const Planned& household = households_[i];
      own[i] = std::min(household.size - 1, waiting_[household.group]);
      waiting_[household.group] -= own[i];
    }
    const std::vector<std::uint8_t> others = shuffled_others();
    std::size_t next = 0;
    for (std::size_t i = 0; i < households_.size(); ++i) {
      const Planned& household = households_[i];
      out.kinds.push_back(household.kind);
      out.sizes.push_back(static_cast<std::uint8_t>(household.size));
      out.members.insert(out.members.end(),
                         static_cast<std::size_t>(own[i]) + 1,
                         household.group);
      for (std::int32_t seat = own[i] + 1; seat < household.size; ++seat) {
        out.members.push_back(others[next++]);
      }
    }
    return static_cast<std::int64_t>(next);
  }

 private:
  void enlarge(const std::vector<std::vector<std::size_t>>& large,
               const std::vector<std::int32_t>& extra) {
    for (std::size_t g = 0; g < large.size(); ++g) {
      for (std::int32_t i = 0; i < extra[g]; ++i) {
        std::size_t pick = draws_.below(large[g].size());
        for (std::size_t tried = 0;
             tried < large[g].size() &&
             households_[large[g][pick]].size >= usual_maximum;
             ++tried) {
          pick = (pick + 1) % large[g].size();
        }
        ++households_[large[g][pick]].size;
      }
    }
  }

  std::vector<std::size_t> shuffled(std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order);
    return order;
  }

  std::vector<std::uint8_t> shuffled_others() {
    std::vector<std::uint8_t> others;
    for (std::size_t g = 0; g < waiting_.size(); ++g) {
      others.insert(others.end(),
                    static_cast<std::size_t>(waiting_[g]),
                    static_cast<std::uint8_t>(g));
    }
    shuffle(others);
    return others;
  }

  /// Fisher and Yates, from the zone's own draws.
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[draws_.below(i)]);
    }
  }

  Draws draws_;
  std::vector<Planned> households_;
  std::vector<std::int32_t> waiting_;  ///< residents without a seat, by group
  std::vector<bool> mixed_;            ///< by group
};

}  // namespace

std::int64_t fill_zone(const GroupScheme& groups,
                       std::size_t zone,
                       const std::string& code,
                       const HouseholdCube& cube,
                       const GroupCounts& in_households,
                       AuthorityPopulation& out) {
  Zone filling{groups, zone, code, cube, in_households};
  filling.size_large_households();
  return filling.fill(out);
}

}  // namespace mingle
