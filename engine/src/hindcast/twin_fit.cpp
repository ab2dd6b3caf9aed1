// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <mingle/engine/hindcast/twin_fit.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/random.h>

namespace mingle::hindcast {
namespace {

/// How much an area's likelihood counts.
double evidence_of(const TwinArea& area, const FitSettings& fit) {
  const double minority = std::exp(area.diversity - 2);
  return fit.evidence * std::min(1.0, minority / fit.telling_minority);
}

/// The penalised likelihood of some areas as a function of scaled variables:
/// free parameters, each (value - prior mean) / prior spread, then effects of
/// each area over their spread. The penalty is half the sum of squares.
class FitProblem {
 public:
  FitProblem(const TwinLayout& layout,
             const TwinSettings& settings,
             std::span<const TwinArea> all,
             std::span<const std::size_t> areas,
             const FitSettings& fit)
      : layout_{layout}, twin_{layout, settings}, all_{all}, areas_{areas} {
    for (std::size_t p = 0; p < layout.size(); ++p) {
      if (!layout.free()[p]) continue;
      free_.push_back(p);
      scales_.push_back(layout.prior_spread()[p]);
    }
    scales_.resize(size(), fit.effect_spread);
    for (const std::size_t a : areas) {
      weights_.push_back(evidence_of(all[a], fit));
    }
    spreads_ = scales_;
  }

  /// Shortens each variable by the curvature that the likelihood seems to
  /// have along it at `x`: the sum of squared slopes of single authorities.
  /// @return the same point in the new variables
  std::vector<double> rescale(std::vector<double> x) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] *= scales_[i];
    scales_ = spreads_;
    std::vector<double> start(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) start[i] = x[i] / scales_[i];
    std::vector<double> gradient(x.size());
    std::vector<double> squares(x.size());
    (void)evaluate(start, gradient, squares);
    for (std::size_t i = 0; i < x.size(); ++i) {
      scales_[i] = spreads_[i] / std::sqrt(1 + squares[i]);
      start[i] = x[i] / scales_[i];
    }
    return start;
  }

  std::size_t size() const {
    return free_.size() + areas_.size() * layout_.groups();
  }

  std::vector<double> parameters(std::span<const double> x) const {
    std::vector<double> values = layout_.prior_mean();
    for (std::size_t i = 0; i < free_.size(); ++i) {
      values[free_[i]] += x[i] * scales_[i];
    }
    return values;
  }

  std::vector<double> effects(std::span<const double> x,
                              std::size_t area) const {
    const std::size_t groups = layout_.groups();
    std::vector<double> values(groups);
    for (std::size_t g = 0; g < groups; ++g) {
      const std::size_t at = free_.size() + area * groups + g;
      values[g] = x[at] * scales_[at];
    }
    return values;
  }

  double operator()(std::span<const double> x, std::span<double> gradient) {
    return evaluate(x, gradient, {});
  }

 private:
  /// @param squares  of each area's slopes, summed; may be empty
  double evaluate(std::span<const double> x,
                  std::span<double> gradient,
                  std::span<double> squares) {
    const std::size_t groups = layout_.groups();
    const std::vector<double> values = parameters(x);
    std::vector<double> likelihood(areas_.size());
    std::vector<std::vector<double>> slopes(areas_.size());
    std::vector<std::vector<double>> effect_slopes(areas_.size());
    parallel_for_blocks(
        areas_.size(), 1, [&](std::size_t, std::size_t begin, std::size_t end) {
          for (std::size_t a = begin; a < end; ++a) {
            slopes[a].assign(layout_.size(), 0.0);
            effect_slopes[a].assign(groups, 0.0);
            likelihood[a] = twin_.log_likelihood(all_[areas_[a]],
                                                 values,
                                                 {effects(x, a), {}},
                                                 slopes[a],
                                                 effect_slopes[a]);
          }
        });
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double prior = x[i] * scales_[i] / spreads_[i];
      gradient[i] = prior * scales_[i] / spreads_[i];
      sum += prior * prior / 2;
    }
    const auto add = [&](std::size_t at, double slope) {
      gradient[at] -= slope * scales_[at];
      if (!squares.empty()) {
        squares[at] += slope * slope * scales_[at] * scales_[at];
      }
    };
    for (std::size_t a = 0; a < areas_.size(); ++a) {
      const double weight = weights_[a];
      sum -= weight * likelihood[a];
      for (std::size_t i = 0; i < free_.size(); ++i) {
        add(i, weight * slopes[a][free_[i]]);
      }
      for (std::size_t g = 0; g < groups; ++g) {
        add(free_.size() + a * groups + g, weight * effect_slopes[a][g]);
      }
    }
    return std::isfinite(sum) ? sum : HUGE_VAL;
  }

  const TwinLayout& layout_;
  Twin twin_;
  std::span<const TwinArea> all_;
  std::span<const std::size_t> areas_;
  std::vector<std::size_t> free_;
  std::vector<double> spreads_;  ///< of the priors, variable by variable
  std::vector<double> scales_;   ///< one unit of each variable
  std::vector<double> weights_;  ///< of each area's likelihood
};

}  // namespace

TwinFit fit_twin(const TwinLayout& layout,
                 const TwinSettings& settings,
                 std::span<const TwinArea> all,
                 std::span<const std::size_t> areas,
                 const FitSettings& fit) {
  FitProblem problem{layout, settings, all, areas, fit};
  const Objective objective = [&problem](auto x, auto gradient) {
    return problem(x, gradient);
  };
  // Slopes say little of curvature far from the minimum: look twice.
  MinimiseSettings first = fit.minimise;
  first.iterations = std::min(20, first.iterations);
  const Minimum near =
      minimise(objective,
               problem.rescale(std::vector<double>(problem.size(), 0.0)),
               first);
  const Minimum found =
      minimise(objective, problem.rescale(near.x), fit.minimise);
  TwinFit result;
  result.parameters = problem.parameters(found.x);
  for (std::size_t a = 0; a < areas.size(); ++a) {
    result.effects.push_back(problem.effects(found.x, a));
  }
  result.objective = found.value;
  result.iterations = near.iterations + found.iterations;
  result.converged = found.converged;
  return result;
}

std::vector<double> fit_effects(const TwinLayout& layout,
                                const TwinSettings& settings,
                                const TwinArea& area,
                                std::span<const double> parameters,
                                const FitSettings& fit) {
  const double evidence = evidence_of(area, fit);
  const Twin twin{layout, settings};
  const std::size_t groups = layout.groups();
  const auto objective = [&](std::span<const double> x,
                             std::span<double> gradient) {
    TwinEffects effects;
    double penalty = 0;
    for (const double value : x) {
      effects.alpha.push_back(value * fit.effect_spread);
      penalty += value * value / 2;
    }
    std::vector<double> unused(layout.size(), 0.0);
    std::vector<double> slope(groups, 0.0);
    const double likelihood =
        twin.log_likelihood(area, parameters, effects, unused, slope);
    for (std::size_t g = 0; g < groups; ++g) {
      gradient[g] = x[g] - evidence * slope[g] * fit.effect_spread;
    }
    const double value = penalty - evidence * likelihood;
    return std::isfinite(value) ? value : HUGE_VAL;
  };
  Minimum found =
      minimise(objective, std::vector<double>(groups, 0.0), {10, 40, 1e-3, 3});
  for (double& value : found.x) value *= fit.effect_spread;
  return std::move(found.x);
}

std::vector<std::size_t> random_folds(std::size_t authorities,
                                      std::size_t folds,
                                      std::uint64_t seed) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t a = 0; a < authorities; ++a) {
    order.emplace_back(random_bits({seed, 0, a, 0, Purpose::twin_folds, 0})[0],
                       a);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> fold(authorities);
  for (std::size_t i = 0; i < order.size(); ++i) {
    fold[order[i].second] = i % folds;
  }
  return fold;
}

std::vector<std::size_t> region_folds(const Panel& panel) {
  std::set<std::string> regions;
  for (const PanelAuthority& each : panel.authorities) {
    regions.insert(each.region);
  }
  std::vector<std::size_t> fold;
  for (const PanelAuthority& each : panel.authorities) {
    fold.push_back(static_cast<std::size_t>(
        std::distance(regions.begin(), regions.find(each.region))));
  }
  return fold;
}

CrossFit cross_fit(const TwinLayout& layout,
                   const TwinSettings& settings,
                   std::span<const TwinArea> areas,
                   std::vector<std::size_t> folds,
                   const FitSettings& fit) {
  CrossFit cross;
  cross.fold = std::move(folds);
  const std::size_t count =
      cross.fold.empty()
          ? 0
          : *std::max_element(cross.fold.begin(), cross.fold.end()) + 1;
  for (std::size_t k = 0; k < count; ++k) {
    std::vector<std::size_t> others;
    for (std::size_t a = 0; a < areas.size(); ++a) {
      if (cross.fold[a] != k) others.push_back(a);
    }
    cross.fits.push_back(fit_twin(layout, settings, areas, others, fit));
  }
  // How an authority differs is read from all of its zones: shrunk effects
  // would understate how far authorities stray.
  FitSettings whole = fit;
  whole.evidence = 1;
  cross.effects.resize(areas.size());
  parallel_for_blocks(
      areas.size(), 1, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
          cross.effects[a] = fit_effects(
              layout, settings, areas[a], cross.parameters_for(a), whole);
        }
      });
  return cross;
}

std::vector<double> jackknife_errors(const CrossFit& cross) {
  if (cross.fits.empty()) return {};
  const auto folds = static_cast<double>(cross.fits.size());
  std::vector<double> errors(cross.fits.front().parameters.size());
  for (std::size_t p = 0; p < errors.size(); ++p) {
    double mean = 0;
    for (const TwinFit& fit : cross.fits) mean += fit.parameters[p] / folds;
    double squares = 0;
    for (const TwinFit& fit : cross.fits) {
      squares += (fit.parameters[p] - mean) * (fit.parameters[p] - mean);
    }
    errors[p] = std::sqrt((folds - 1) / folds * squares);
  }
  return errors;
}

}  // namespace mingle::hindcast
