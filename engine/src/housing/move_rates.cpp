// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <mingle/engine/calendar.h>
#include <mingle/engine/housing/move_rates.h>
#include <mingle/engine/housing/state_edits.h>

namespace mingle::housing {

double private_trend_at(const MobilityRules& rules, int tick) {
  const double elapsed = std::min(1.0, tick * tick_years / rules.trend_years);
  return rules.private_trend + (1.0 - rules.private_trend) * elapsed;
}

ByMoveClass surveyed_rates(const MobilityRules& rules, int tick) {
  const double trend = private_trend_at(rules, tick);
  return {rules.owner_under_55,
          rules.owner_55_plus,
          rules.social,
          rules.social,
          rules.private_under_55 * trend,
          rules.private_55_plus * trend};
}

std::size_t move_class_of(const State& state, HouseholdId household) {
  const PersonId first = state.households.first_member[household.index()];
  return move_class(sector_of(tenure_of_kind(kind_of(state, household))),
                    state.persons.age(first, state.tick));
}

ByMoveClass households_by_class(const State& state) {
  ByMoveClass households{};
  const HouseholdTable& table = state.households;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const HouseholdId household{i};
    if (!table.is_housed(household)) continue;
    households[move_class_of(state, household)] += 1;
  }
  return households;
}

void MoveRates::add(std::span<const std::int64_t> moved_in,
                    const ByMoveClass& households,
                    const ByMoveClass& rates,
                    double years) {
  for (std::size_t c = 0; c < move_class_count; ++c) {
    moved[c] += static_cast<double>(moved_in[c]);
    lived[c] += households[c] * years;
    survey[c] += households[c] * years * rates[c];
  }
}

MoveRates& MoveRates::operator+=(const MoveRates& other) {
  for (std::size_t c = 0; c < move_class_count; ++c) {
    moved[c] += other.moved[c];
    lived[c] += other.lived[c];
    survey[c] += other.survey[c];
  }
  return *this;
}

std::vector<MoveRate> rates_of(const MoveRates& moves) {
  std::vector<MoveRate> rows;
  const auto add =
      [&](const char* name, std::size_t first, std::size_t classes) {
        double moved = 0;
        double lived = 0;
        double survey = 0;
        for (std::size_t c = first; c < first + classes; ++c) {
          moved += moves.moved[c];
          lived += moves.lived[c];
          survey += moves.survey[c];
        }
        if (lived > 0) rows.push_back({name, moved / lived, survey / lived});
      };
  add("owners under 55", 0, 1);
  add("owners of 55 and more", 1, 1);
  add("social tenants", 2, 2);
  add("private tenants under 55", 4, 1);
  add("private tenants of 55 and more", 5, 1);
  return rows;
}

}  // namespace mingle::housing
