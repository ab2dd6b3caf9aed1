// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "attributes.h"

#include "proportional_fit.h"
#include "seeds.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <mingle/engine/housing/flags.h>

namespace mingle {
namespace {

using housing::PersonTable;
using housing::SocialClass;

constexpr std::size_t class_count = housing::social_class_count;
constexpr int young_age = 25;
constexpr int older_age = 55;

std::size_t table_of(const GroupScheme& groups, std::uint8_t group) {
  switch (table_group_of(groups, GroupId{std::size_t{group}})) {
    case TableGroup::white_british:
      return 0;
    case TableGroup::asian:
      return 1;
    case TableGroup::black:
      return 2;
    default:
      return 3;
  }
}

std::int16_t ticks_ago(double years) {
  const double ticks = std::ceil(years * PersonTable::ticks_per_year);
  return static_cast<std::int16_t>(-std::clamp(ticks, 1.0, 400.0));
}

double exponential(double mean, Draws& draws) {
  return -mean * std::log(draws.uniform());
}

/// Households of one group of the class table, by tenure and age under 25.
class ClassFit {
 public:
  ClassFit(const ZoneContext& zone, std::size_t group)
      : zone_{zone}, group_{group}, rows_(tenure_count * 2) {
    for (std::size_t i = 0; i < zone.households.size(); ++i) {
      if (!belongs(i)) continue;
      ++rows_[row_of(i)];
    }
  }

  void deal(Draws& draws, HouseholdAttributes& out) {
    const std::vector<double> totals{rows_.begin(), rows_.end()};
    if (std::accumulate(rows_.begin(), rows_.end(), 0) == 0) return;
    Weights weights = weigh();
    fit_proportionally(totals, {}, weights);
    std::vector<double> columns = column_sums(weights);
    const bool given = take_table(columns);
    if (given) fit_proportionally(totals, columns, weights);
    const auto counts = round_rows(rows_, weights, draws);
    hand_out(counts, draws, out);
    if (given) compare(counts, columns, out);
  }

 private:
  bool belongs(std::size_t i) const {
    return table_of(zone_.groups, zone_.reference_groups[i]) == group_;
  }
  std::size_t row_of(std::size_t i) const {
    return static_cast<std::size_t>(zone_.households.tenure(i)) * 2 +
           (zone_.reference_ages[i] < young_age ? 1 : 0);
  }
  /// Students are under 25; the weight of the tenure is spread over those.
  static Weights weigh() {
    const Seed& classes = seed("class_by_tenure");
    const Seed& ages = seed("age_by_tenure");
    Weights weights{tenure_count * 2, class_count};
    for (std::size_t r = 0; r < weights.rows; ++r) {
      for (std::size_t c = 0; c < class_count; ++c) {
        weights.at(r, c) = classes.at(r / 2, c);
      }
      double& student =
          weights.at(r, static_cast<std::size_t>(SocialClass::student));
      student = r % 2 == 0 ? 0.0 : student / ages.at(r / 2, 0);
    }
    return weights;
  }
  static std::vector<double> column_sums(const Weights& weights) {
    std::vector<double> sums(weights.columns, 0.0);
    for (std::size_t r = 0; r < weights.rows; ++r) {
      for (std::size_t c = 0; c < weights.columns; ++c) {
        sums[c] += weights.at(r, c);
      }
    }
    return sums;
  }
  /// The table says how the employed are split into three classes.
  bool take_table(std::vector<double>& columns) const {
    if (zone_.classes.empty()) return false;
    const auto row = zone_.classes.subspan(group_ * ClassTable::classes,
                                           ClassTable::classes);
    const double published = std::accumulate(row.begin(), row.end(), 0.0);
    if (published <= 0) return false;
    const double employed = columns[0] + columns[1] + columns[2];
    for (std::size_t c = 0; c < ClassTable::classes; ++c) {
      columns[c] = employed * row[c] / published;
    }
    return true;
  }
  void hand_out(const std::vector<std::int32_t>& counts,
                Draws& draws,
                HouseholdAttributes& out) const {
    std::vector<std::vector<SocialClass>> cards(rows_.size());
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      for (std::size_t c = 0; c < class_count; ++c) {
        cards[r].insert(cards[r].end(),
                        static_cast<std::size_t>(counts[r * class_count + c]),
                        static_cast<SocialClass>(c));
      }
      for (std::size_t i = cards[r].size(); i > 1; --i) {
        std::swap(cards[r][i - 1], cards[r][draws.below(i)]);
      }
    }
    for (std::size_t i = 0; i < zone_.households.size(); ++i) {
      if (!belongs(i)) continue;
      auto& row = cards[row_of(i)];
      out.classes[i] = row.back();
      row.pop_back();
    }
  }
  void compare(const std::vector<std::int32_t>& counts,
               const std::vector<double>& wanted,
               HouseholdAttributes& out) const {
    std::vector<std::int64_t> made(class_count);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      made[i % class_count] += counts[i];
    }
    out.classes_misplaced += misplaced(made, wanted);
    out.classes_compared += std::accumulate(wanted.begin(), wanted.end(), 0.0);
  }

  const ZoneContext& zone_;
  std::size_t group_;
  std::vector<std::int32_t> rows_;
};

/// Odds of having been born abroad by group, raised or lowered together until
/// the zone has as many reference persons born abroad as its table suggests.
std::vector<double> born_abroad(const ZoneContext& zone) {
  constexpr double most = 0.97;
  const Seed& shares = seed("born_abroad");
  std::vector<double> odds;
  for (const std::uint8_t group : zone.reference_groups) {
    const double share =
        shares.find(zone.groups.name(GroupId{std::size_t{group}}), 0.3);
    odds.push_back(share / (1.0 - share));
  }
  const auto chance = [&odds](std::size_t i, double factor) {
    return odds[i] * factor / (1.0 + odds[i] * factor);
  };
  double log_factor = 0;
  const double all =
      std::accumulate(zone.residence.begin(), zone.residence.end(), 0.0);
  if (all > 0) {
    const double share = 1.0 - zone.residence[0] / all;
    const double wanted = std::min(most, share * zone.rules.born_abroad_ratio) *
                          static_cast<double>(odds.size());
    double low = -20;
    double high = 20;
    for (int step = 0; step < 40; ++step) {
      log_factor = (low + high) / 2;
      double sum = 0;
      for (std::size_t i = 0; i < odds.size(); ++i) {
        sum += chance(i, std::exp(log_factor));
      }
      (sum < wanted ? low : high) = log_factor;
    }
  }
  std::vector<double> chances;
  for (std::size_t i = 0; i < odds.size(); ++i) {
    chances.push_back(chance(i, std::exp(log_factor)));
  }
  return chances;
}

/// Years since coming to the country of someone born abroad.
double years_since_arrival(const ZoneContext& zone, Draws& draws) {
  const Seed& usual = seed("residence_length");
  std::array<double, 4> shares{};
  double all = 0;
  for (std::size_t c = 0; c < shares.size(); ++c) {
    shares[c] = zone.residence.empty() ? usual.at(0, c) : zone.residence[c + 1];
    all += shares[c];
  }
  if (all <= 0) {
    for (std::size_t c = 0; c < shares.size(); ++c) shares[c] = usual.at(0, c);
    all = std::accumulate(shares.begin(), shares.end(), 0.0);
  }
  double left = draws.uniform() * all;
  const double u = draws.uniform();
  if (left < shares[0]) return 10.0 - zone.rules.years_beyond_ten * std::log(u);
  left -= shares[0];
  if (left < shares[1]) return 5.0 + 5.0 * u;
  left -= shares[1];
  if (left < shares[2]) return 2.0 + 3.0 * u;
  return 2.0 * u;
}

std::uint16_t income_of(const ZoneContext& zone,
                        std::size_t i,
                        SocialClass social_class,
                        Draws& draws) {
  const AttributeRules& rules = zone.rules;
  const HouseholdType type = zone.people.types[i];
  double income =
      rules.income[static_cast<std::size_t>(social_class)] * zone.income_factor;
  const bool earners =
      type == HouseholdType::couple || type == HouseholdType::couple_children ||
      (type == HouseholdType::other && zone.households.sizes[i] > 1);
  if (earners) income *= rules.income_couple;
  if (zone.reference_ages[i] >= housing::pension_age) {
    income *= rules.income_pensioner;
  }
  income *= std::exp(rules.income_sigma * draws.normal());
  return static_cast<std::uint16_t>(
      std::clamp(std::round(income / 100.0), 1.0, 65535.0));
}

void give_times(const ZoneContext& zone,
                double abroad,
                std::size_t i,
                Draws& draws,
                HouseholdAttributes& out) {
  const int age = zone.reference_ages[i];
  const auto sector =
      static_cast<std::size_t>(housing::sector_of(zone.households.tenure(i)));
  const double grown = std::max(1, age - housing::adult_age + 1);
  double longest = grown;
  std::int16_t arrived = housing::never;
  if (draws.uniform() < abroad) {
    const double since =
        std::min(years_since_arrival(zone, draws), static_cast<double>(age));
    arrived = ticks_ago(since);
    longest = std::min(longest, std::max(0.25, since));
  }
  const double rate = zone.rules.mobility[sector][age >= older_age ? 1 : 0];
  const double home =
      std::min(longest, exponential(1.0 / std::max(rate, 0.01), draws));
  const double local =
      std::min(arrived == housing::never ? static_cast<double>(std::max(age, 1))
                                         : longest,
               home + exponential(zone.rules.years_before_home, draws));
  out.arrived.push_back(arrived);
  out.moved_in.push_back(ticks_ago(home));
  out.local_since.push_back(ticks_ago(local));
}

}  // namespace

AttributeRules attribute_rules(const ParameterValues& value,
                               const housing::MobilityRules& mobility) {
  AttributeRules rules;
  for (std::size_t c = 0; c < class_count; ++c) {
    rules.income[c] =
        value["income_" +
              std::string{housing::name_of(static_cast<SocialClass>(c))}];
  }
  rules.income_sigma = value["income_sigma"];
  rules.income_couple = value["income_couple"];
  rules.income_pensioner = value["income_pensioner"];
  rules.born_abroad_ratio = value["born_abroad_ratio"];
  rules.register_need = value["register_need_share"];
  rules.register_other = value["register_other_share"];
  rules.register_medical = value["register_medical_share"];
  rules.register_homeless = value["register_homeless_share"];
  rules.register_wait = value["register_wait"];
  rules.years_before_home = value["years_before_home"];
  rules.years_beyond_ten = value["years_beyond_ten"];
  rules.mobility = {{{mobility.owner_under_55, mobility.owner_55_plus},
                     {mobility.social, mobility.social},
                     {mobility.private_under_55, mobility.private_55_plus}}};
  return rules;
}

HouseholdAttributes give_attributes(const ZoneContext& zone, Draws& draws) {
  HouseholdAttributes out;
  out.classes.resize(zone.households.size());
  for (std::size_t group = 0; group < ClassTable::groups; ++group) {
    ClassFit{zone, group}.deal(draws, out);
  }
  const std::vector<double> abroad = born_abroad(zone);
  for (std::size_t i = 0; i < zone.households.size(); ++i) {
    out.incomes.push_back(income_of(zone, i, out.classes[i], draws));
    give_times(zone, abroad[i], i, draws, out);
  }
  return out;
}

void put_on_register(const AttributeRules& rules,
                     housing::Sector sector,
                     int bedrooms_short,
                     double income_limit,
                     std::size_t row,
                     housing::HouseholdTable& households) {
  using housing::NeedBand;
  if (sector == housing::Sector::owner ||
      100.0 * households.incomes[row] > income_limit) {
    return;
  }
  Draws draws{{.subject = households.ids[row],
               .purpose = Purpose::synthesis_attributes,
               .block = 1}};
  const bool renter = sector == housing::Sector::private_rented;
  const double homeless = draws.uniform();
  const double medical = draws.uniform();
  const double u = draws.uniform();
  NeedBand band = NeedBand::none;
  if (renter && homeless < rules.register_homeless) {
    band = NeedBand::homeless;
  } else if (bedrooms_short > 0 && u < rules.register_need) {
    band = NeedBand::overcrowded;
  } else if (medical < rules.register_medical) {
    band = NeedBand::medical;
    housing::set_flag(households.flags[row], housing::HouseholdFlag::medical);
  } else if (renter && bedrooms_short == 0 && u < rules.register_other) {
    band = NeedBand::other;
  }
  if (band == NeedBand::none) return;
  const double waited = exponential(rules.register_wait, draws);
  households.bands[row] = band;
  households.registered[row] =
      std::max(ticks_ago(waited), households.local_since[row]);
}

}  // namespace mingle
