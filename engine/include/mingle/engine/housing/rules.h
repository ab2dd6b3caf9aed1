// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <mingle/engine/housing/households.h>
#include <mingle/engine/housing/stock.h>
#include <mingle/engine/rules.h>

namespace mingle::housing {

/// Every number below is the parameter of the same name in
/// scenarios/parameters.csv, where default, range, unit, source and grade
/// are. Rates are per year unless said otherwise.

/// Births, deaths, leaving home, unions, dissolutions.
struct DemographyRules {
  bool active = true;
  /// Births to a woman of each single year of age 15..49, children a year.
  std::array<double, 35> fertility{};
  std::vector<double> fertility_factor;  ///< by group
  /// Gompertz hazard of death: exp(level + slope * age), by sex.
  std::array<double, 2> death_level{};
  std::array<double, 2> death_slope{};
  double leave_home_rate = 0.12;    ///< ages 18-29 living with a parent
  double leave_near_share = 0.6;    ///< leavers who search from home
  double union_rate = 0.06;         ///< single adults 18-59
  double dissolution_rate = 0.015;  ///< couples
  double union_homogamy = 3.0;      ///< chi_u, log-odds against another group
  int union_age_gap = 10;           ///< widest within a new couple, years
  double share_of_boys = 0.512;     ///< of births
  /// Group of a child by group of mother and other parent (row-major, groups
  /// x groups); the mother's where they are alike or no mixed group exists.
  std::vector<std::uint8_t> child_group;
};

/// Coming, leaving and where newcomers settle.
struct MigrationRules {
  double pandemic_factor = 1.15;  ///< 2020-21 moves to a normal year's
  double emigration_share = 0.5;  ///< departures abroad per arrival from there
  double vacancy_response = 1.0;  ///< of those who come to more empty homes
  double arrival_elasticity = 0.8;    ///< eta: pull of the own group's share
  double arrival_diversity = 0.2;     ///< b_div, per unit of entropy share
  double arrival_deprivation = 0.05;  ///< b_imd, per decile towards deprived
  double arrival_rented = 1.0;  ///< b_rent, per unit share of private rent
  /// Entry tenure shares of arrivals from abroad and from the country.
  std::array<double, sector_count> arrival_sector{};
  std::array<double, sector_count> arrival_sector_uk{};
  /// How much likelier households of a sector are to leave; only the ratios
  /// count, the mean of each authority and group is given by its leave rate.
  std::array<double, sector_count> leave_weight{1.0, 1.0, 1.0};
  double arrival_with_kin = 0.2;  ///< arrivals who search from where a
                                  ///< household of their group lives
  double dispersal_share = 0.0;   ///< phi_disp: arrivals from abroad assigned
  double dispersal_cap = 1.0;     ///< to zones below this own-group share
  double dispersal_onward = 1.5;  ///< their hazard of moving on, factor
  double dispersal_years = 5.0;
};

/// Who decides to move, and to which sector.
struct MobilityRules {
  double owner_under_55 = 0.091;
  double owner_55_plus = 0.024;
  double private_under_55 = 0.281;
  double private_55_plus = 0.12;
  double social = 0.062;
  /// Factor on private rates at the start, falling linearly to 1 over
  /// `trend_years`; 1 = no trend.
  double private_trend = 1.0;
  double trend_years = 10.0;
  double patience = 1.0;    ///< years after which who finds no home gives up,
                            ///< mean; 0: at once
  double crowding = 0.4;    ///< g_crowd, per bedroom short
  double life_event = 1.5;  ///< g_life, birth, union or dissolution this year
  double affordability = 1.0;     ///< g_aff, per unit of cost over income above
  double bearable_cost = 0.4;     ///< this one
  double cost_of_owning = 0.055;  ///< of a mortgaged home, of its price a year
  double out_group = 0.0;  ///< g_out, per unit of others' share above mean
  /// Share of movers from a sector (row) to a sector (column).
  std::array<std::array<double, sector_count>, sector_count> transition{};
  std::array<double, sector_count> new_household{};  ///< of those who form
  /// Change of the share of households in each sector that the start is
  /// balanced for, points a year beyond what supply brings; adds up to 0.
  SectorShares tenure_trend{};
  /// How those who choose between buying and renting follow what is on offer:
  /// odds times (vacant share over that at the start) to this power.
  double tenure_response = 0.0;
  /// Of the survey's moves at least this share is made within the authority,
  /// however many homes departures and deaths free by themselves.
  double least_within = 0.2;
  /// A sector is within reach if one home in so many of those on offer that
  /// are large enough is within a household's means.
  double homes_for_one = 10.0;
};

/// Form of the utility terms beside the own group's share (Rules::alpha and
/// the utility form of mingle::Rules are used for that).
struct ChoiceRules {
  double class_similarity = 0.6;  ///< beta_c, elasticity of own class's share
  double price = 1.0;             ///< beta_p
  double quality = 0.05;          ///< beta_q, per decile of deprivation
  double bedrooms = 1.0;          ///< beta_b, for a home with enough bedrooms
  double rent_limit = 0.45;       ///< kappa: rent over gross income
  double price_limit = 4.5;       ///< kappa: mortgage over gross income
  double deposit = 0.1;           ///< share of the price a buyer has saved
  double tie = 0.0;               ///< b_tie, pull of the zone of kin
  double urgency = 0.1;           ///< per tick of waiting in the first band:
                                  ///< fall of the weight of a zone's utility
  /// Form of the utility of the own class's share; `class_similarity` is its
  /// alpha.
  UtilityRules class_utility;
};

/// Owner-occupation: bids and prices.
struct OwnerRules {
  double bid_spread = 0.1;       ///< log bid per unit of utility above own mean
  double reserve = 0.95;         ///< lowest bid accepted, share of the price
  double price_response = 0.08;  ///< eta_P a year (0.02 a quarter)
  double price_return = 0.1;     ///< rho a year, back to the base price
  double price_step = 0.03;      ///< largest change of log price in a tick
  /// RESEARCH ONLY, unlawful in England: share of a zone's households of a
  /// group at which that group may buy no home there; empty = none.
  std::vector<double> quota;
};

/// Private renting: landlords' choice.
struct PrivateRules {
  bool discrimination = true;
  std::vector<double> gap;     ///< d_g, by group, share of refusals
  double concentration = 0.5;  ///< k_c: how far own share lessens the gap
  int viewings = 3;            ///< homes a household applies for in a tick
};

enum class LettingRule : std::uint8_t { direct, choice_based, points };
inline constexpr std::size_t letting_rule_count = 3;
std::string_view name_of(LettingRule rule);

/// Social renting: the register and who is let a home.
struct SocialRules {
  /// Share of homes let by each rule; sums to 1.
  std::array<double, letting_rule_count> rule_share{0.3, 0.7, 0.0};
  std::array<double, need_band_count> band_weight{};  ///< points or order
  double points_per_year = 1.0;       ///< of waiting, under `points`
  double local_connection_years = 0;  ///< required to be let a home
  double refusal = 0.3;               ///< of a direct offer
  int adverts = 3;                    ///< bids of a household in a tick
  int spare_bedrooms = 0;       ///< that a household let a home may have where
                                ///< nobody waits who needs them
  double bid_rate = 1.0;        ///< share on the register who bid a tick
  double join_rate_need = 0.3;  ///< of the overcrowded, a year
  double join_rate_other = 0.02;  ///< renters in no other band, a year
  double medical_rate = 0.005;    ///< a year
  double income_limit = 60000;    ///< pounds a year; above: not eligible
  /// Largest share of a zone's social homes let to the top two bands; 1 = no
  /// cap. Defined on need, never on group.
  double sensitive_cap = 1.0;
  /// RESEARCH ONLY, likely unlawful in England: largest share of a zone's
  /// households of a group at which that group is still let a home; empty or
  /// 1 = none.
  std::vector<double> quota;
  bool has_quota() const;
};

/// How the stock changes by itself.
struct StockRules {
  double owner_to_private = 0.02;  ///< of vacant owner homes a year let out
  double private_to_owner = 0.02;  ///< of vacant private homes a year sold
  double right_to_buy = 0.007;     ///< of council tenants a year
  /// How both rates follow the market: times (share of the sector's homes that
  /// are vacant over that of the other sector) to this power.
  double response = 0.0;
  double mortgage_paid = 0.0;  ///< of mortgages a year, reference persons of
                               ///< 55 and more
};

/// Perceived fairness of allocation and pressure on local services.
struct PerceivedRules {
  double fairness_start = 0.5;
  double fairness_lettings = 0.5;  ///< per unit of (letting share - need share)
  double fairness_waits = 0.1;     ///< per unit of (1 - wait / mean wait)
  double fairness_memory = 2.0;    ///< years
  double service_memory = 2.0;     ///< years
  /// Log of the hazards of moving home and of leaving the authority per unit
  /// of pressure on services, where there is any.
  double service_exits = 0.5;
};

struct Rules {
  DemographyRules demography;
  MigrationRules migration;
  MobilityRules mobility;
  ChoiceRules choice;
  OwnerRules owner;
  PrivateRules private_rented;
  SocialRules social;
  StockRules stock;
  PerceivedRules perceived;
};

}  // namespace mingle::housing
