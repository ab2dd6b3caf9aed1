// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <mingle/engine/hindcast/null_models.h>
#include <mingle/engine/hindcast/panel.h>

namespace mingle::hindcast {

/// Normal priors of the twin's parameters: rows `twin.prior.` of
/// scenarios/parameters.csv. All but alpha have mean 0.
struct TwinPriors {
  double alpha = 0.9;  ///< mean of a
  double alpha_spread = 0.5;
  double evenness = 0.6;
  double growth = 0.3;
  double diversity = 0.2;
  double near = 0.5;        ///< nu
  double share = 2;         ///< lambda, mu
  double covariate = 0.3;   ///< beta
  double retention = 0.02;  ///< rho
};

/// The mean-field twin: in place of households, expected numbers of people by
/// zone and group, a year at a time. Each year a share of each group stays
/// and the rest of its given total is spread over the zones:
///
///   N'_gz  = stay_g exp(rho_g . k_z) N_gz + R_g pi_gz,  sum over z is given
///   ln pi_gz = ln N_z + alpha_ga ln s_gz + nu_g ln w_gz + lambda_g . s_z
///              + mu_g . w_z + beta_g . x_z + effects - ln(sum over z)
///   alpha_ga = a_g + b_g (D_ga - 0.4) + c_g (ln growth_ga - 0.3)
///              + d_g (ln minority_a + 2) + v_gr + u_ga
///
/// s: shares with `kappa` persons of the authority's mix added; w: mean of s
/// over near zones, weights exp(-distance / kernel); x, k: covariates, as
/// z-scores within the authority; D_ga: dissimilarity of g and the rest at
/// the start; growth: given total over starting total; minority: share of
/// all but the largest group at the start; v_gr: what authorities of a region
/// share, drawn towards 0.
struct TwinSettings {
  int years = 10;
  double kappa = 20;     ///< persons
  double kernel = 1000;  ///< metres
  double reach = 3000;   ///< metres; farther zones are not near
  /// Share of each group that leaves its home in a year; one number a group.
  std::vector<double> turnover;
  /// Covariates that change how many of a group are still there a year later
  /// (rho); all others change where it goes (beta).
  std::vector<std::string> retention;
  TwinPriors priors;
  bool area_terms = true;  ///< b, c, d
  /// Prior standard deviation of v; 0: no such terms.
  double region_spread = 0.3;
  bool neighbours = true;  ///< nu, mu; needs a map
  bool others = true;      ///< lambda, mu
  bool covariates = true;  ///< beta, rho
};

/// One authority as the twin sees it.
struct TwinArea {
  std::size_t zones = 0;
  std::size_t groups = 0;
  std::uint64_t id = 0;                 ///< of the authority's code
  std::size_t region = 0;               ///< of the layout; none: past the last
  std::vector<std::uint64_t> zone_ids;  ///< of the zones' codes
  std::vector<double> before;           ///< zones x groups
  std::vector<double> after;            ///< zones x groups; for fitting only
  std::vector<double> total_before;     ///< by group
  std::vector<double> total_after;      ///< by group
  std::vector<double> evenness;         ///< D - 0.4, by group
  std::vector<double> growth;  ///< ln growth - 0.3, by group, cut at +-2
  double diversity = 0;  ///< ln share of all but the largest group, plus 2
  std::vector<double> destination;  ///< zones x destination covariates
  std::vector<double> retention;    ///< zones x retention covariates
  /// Near zones in compressed rows; weights of a row sum to 1.
  std::vector<std::size_t> offsets;
  std::vector<std::size_t> near;
  std::vector<double> weights;
};

TwinArea make_twin_area(const Panel& panel,
                        const PanelAuthority& authority,
                        const TwinSettings& settings);

/// Where each parameter is in the vector of all of them.
class TwinLayout {
 public:
  TwinLayout() = default;
  TwinLayout(const Panel& panel, const TwinSettings& settings);

  std::size_t groups() const { return groups_; }
  std::size_t destinations() const { return destinations_.size(); }
  std::size_t retentions() const { return retentions_.size(); }
  std::size_t size() const { return groups_ * (block() + regions()) + 2; }
  std::size_t regions() const { return regions_.size(); }
  /// Position of a region; regions() where it is not known.
  std::size_t region(const std::string& code) const;
  std::size_t alpha(std::size_t g) const { return g * block(); }
  std::size_t alpha_evenness(std::size_t g) const { return g * block() + 1; }
  std::size_t alpha_growth(std::size_t g) const { return g * block() + 2; }
  std::size_t alpha_diversity(std::size_t g) const { return g * block() + 3; }
  std::size_t near(std::size_t g) const { return g * block() + 4; }
  /// First of as many as there are groups.
  std::size_t share(std::size_t g) const { return g * block() + 5; }
  std::size_t near_share(std::size_t g) const { return share(g) + groups_; }
  std::size_t covariate(std::size_t g) const { return near_share(g) + groups_; }
  std::size_t retention(std::size_t g) const {
    return covariate(g) + destinations();
  }
  /// ln of the precision of a zone's mix (Dirichlet-multinomial).
  std::size_t mix_precision() const { return groups_ * block(); }
  /// ln of the excess variance of a zone's total over a multinomial's.
  std::size_t total_excess() const { return groups_ * block() + 1; }
  std::size_t alpha_region(std::size_t g, std::size_t region) const {
    return groups_ * block() + 2 + g * regions() + region;
  }

  /// Columns of the panel used for beta and for rho.
  const std::vector<std::size_t>& destination_columns() const {
    return destinations_;
  }
  const std::vector<std::size_t>& retention_columns() const {
    return retentions_;
  }
  /// "alpha.asian", "beta.asian.deprivation", ...
  const std::vector<std::string>& names() const { return names_; }
  /// False for parameters that the settings hold at their start.
  const std::vector<bool>& free() const { return free_; }
  /// Prior mean and standard deviation of each (the L2 penalty).
  const std::vector<double>& prior_mean() const { return means_; }
  const std::vector<double>& prior_spread() const { return spreads_; }

 private:
  std::size_t block() const {
    return 5 + 2 * groups_ + destinations_.size() + retentions_.size();
  }
  void add(std::string name, bool free, double mean, double spread);

  std::size_t groups_ = 0;
  std::vector<std::string> regions_;  ///< codes, ascending
  std::vector<std::size_t> destinations_;
  std::vector<std::size_t> retentions_;
  std::vector<std::string> names_;
  std::vector<bool> free_;
  std::vector<double> means_;
  std::vector<double> spreads_;
};

/// What sets one authority (or one member of an ensemble) apart.
struct TwinEffects {
  std::vector<double> alpha;  ///< u, by group; empty: none
  std::vector<double> zones;  ///< added to ln pi, zones x groups; empty: none
};

/// Runs one authority forward.
class Twin {
 public:
  Twin(const TwinLayout& layout, const TwinSettings& settings)
      : layout_{layout}, settings_{settings} {}

  /// People of each zone and group after the years, given group totals.
  PeopleTable forecast(const TwinArea& area,
                       std::span<const double> parameters,
                       const TwinEffects& effects = {}) const;

  /// People at the start and after each year.
  std::vector<PeopleTable> years(const TwinArea& area,
                                 std::span<const double> parameters,
                                 const TwinEffects& effects = {}) const;

  /// Log-likelihood of the later census; adds its gradient.
  /// @param gradient         of the parameters, or empty
  /// @param effect_gradient  of effects.alpha, or empty
  double log_likelihood(const TwinArea& area,
                        std::span<const double> parameters,
                        const TwinEffects& effects,
                        std::span<double> gradient,
                        std::span<double> effect_gradient) const;

  /// alpha_ga of an authority, by group.
  std::vector<double> alphas(const TwinArea& area,
                             std::span<const double> parameters,
                             const TwinEffects& effects) const;

 private:
  const TwinLayout& layout_;
  const TwinSettings& settings_;
};

}  // namespace mingle::hindcast
