// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0

#include "hindcast/gamma.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <mingle/engine/hindcast/minimise.h>
#include <mingle/engine/hindcast/regression.h>
#include <mingle/engine/hindcast/scores.h>
#include <mingle/engine/hindcast/twin_ensemble.h>
#include <mingle/engine/parallel.h>
#include <mingle/engine/random.h>

namespace mingle::hindcast {
namespace {

/// Invented authorities on a strip of zones 500 m apart; two groups whose
/// shares, and one covariate, differ from zone to zone.
Panel invented_panel(std::size_t authorities, std::size_t zones) {
  Panel panel;
  panel.groups = {"white", "asian"};
  panel.covariates = {"rent", "children"};
  Draws draws{{11, 0, 0, 0, Purpose::test, 0}};
  for (std::size_t a = 0; a < authorities; ++a) {
    const std::string code = "A" + std::to_string(100 + a);
    panel.authorities.push_back({code,
                                 code,
                                 a % 2 == 0 ? "north" : "south",
                                 a * zones,
                                 (a + 1) * zones});
    for (std::size_t z = 0; z < zones; ++z) {
      panel.zones.push_back(code + "-" + std::to_string(z));
      const double people = 1000 + 800 * draws.uniform();
      const double share = 0.05 + 0.7 * draws.uniform() * draws.uniform();
      panel.before.push_back(std::round(people * (1 - share)));
      panel.before.push_back(std::round(people * share));
      panel.values.push_back(draws.normal());
      panel.values.push_back(draws.normal());
      panel.eastings.push_back(500.0 * static_cast<double>(z));
      panel.northings.push_back(0);
    }
  }
  panel.after = panel.before;
  for (std::size_t i = 0; i < panel.after.size(); ++i) {
    panel.after[i] = std::round(panel.after[i] * (i % 2 == 0 ? 0.95 : 1.4));
  }
  return panel;
}

TwinSettings settings() {
  TwinSettings settings;
  settings.turnover = {0.1, 0.1};
  settings.retention = {"children"};
  return settings;
}

std::vector<TwinArea> areas_of(const Panel& panel, const TwinSettings& chosen) {
  std::vector<TwinArea> areas;
  for (const PanelAuthority& each : panel.authorities) {
    areas.push_back(make_twin_area(panel, each, chosen));
  }
  return areas;
}

/// Parameters away from their prior means, the same every time.
std::vector<double> some_parameters(const TwinLayout& layout) {
  std::vector<double> values = layout.prior_mean();
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] += 0.2 * layout.prior_spread()[i] *
                 std::sin(1.7 * static_cast<double>(i + 1));
  }
  return values;
}

TEST(LogGammaFunction, AgreesWithKnownValues) {
  EXPECT_NEAR(log_gamma(1).value, 0, 1e-12);
  EXPECT_NEAR(log_gamma(5).value, std::log(24.0), 1e-12);
  EXPECT_NEAR(log_gamma(0.5).value, 0.5 * std::log(M_PI), 1e-12);
  EXPECT_NEAR(log_gamma(1).slope, -0.57721566490153286, 1e-12);
  for (const double x : {1e-3, 0.7, 7.9, 8.1, 3e4}) {
    EXPECT_NEAR(log_gamma(x).value, std::lgamma(x), 1e-11 * (1 + x)) << x;
  }
}

TEST(Minimise, FindsTheValleyOfRosenbrock) {
  const Objective banana = [](std::span<const double> x, std::span<double> g) {
    const double a = 1 - x[0];
    const double b = x[1] - x[0] * x[0];
    g[0] = -2 * a - 400 * x[0] * b;
    g[1] = 200 * b;
    return a * a + 100 * b * b;
  };
  const Minimum found = minimise(banana, {-1.2, 1}, {10, 500, 1e-16, 5});
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.x[0], 1, 1e-5);
  EXPECT_NEAR(found.x[1], 1, 1e-5);
}

TEST(Minimise, StepsBackFromWhereTheFunctionIsUndefined) {
  const Objective fence = [](std::span<const double> x, std::span<double> g) {
    g[0] = x[0] > 0 ? 1 - 1 / x[0] : 0;
    return x[0] > 0 ? x[0] - std::log(x[0]) : HUGE_VAL;
  };
  EXPECT_NEAR(minimise(fence, {5}, {5, 100, 1e-14, 3}).x[0], 1, 1e-5);
}

TEST(Minimise, StopsAtTheLimitAndSaysSo) {
  const Objective far = [](std::span<const double> x, std::span<double> g) {
    g[0] = 4 * std::pow(x[0], 3);
    return std::pow(x[0], 4);
  };
  const Minimum found = minimise(far, {100}, {5, 2, 1e-9, 5});
  EXPECT_FALSE(found.converged);
  EXPECT_EQ(found.iterations, 2);
}

TEST(Twin, GroupTotalsAreMetAndNobodyIsNegative) {
  const Panel panel = invented_panel(1, 12);
  const TwinSettings chosen = settings();
  const TwinLayout layout{panel, chosen};
  const TwinArea area = make_twin_area(panel, panel.authorities[0], chosen);
  const PeopleTable people =
      Twin{layout, chosen}.forecast(area, some_parameters(layout));
  for (std::size_t g = 0; g < 2; ++g) {
    EXPECT_NEAR(people.group_total(g), area.total_after[g], 1e-6);
  }
  EXPECT_GT(*std::min_element(people.values().begin(), people.values().end()),
            0);
}

/// With nothing but own shares, alpha = 1 is the proportional forecast: no
/// dissimilarity changes. (kappa is tiny so that shares are as counted.)
TEST(Twin, ExponentOneKeepsSegregationAndLessLowersIt) {
  const Panel panel = invented_panel(1, 12);
  TwinSettings chosen = settings();
  chosen.kappa = 1e-9;
  const TwinLayout layout{panel, chosen};
  const TwinArea area = make_twin_area(panel, panel.authorities[0], chosen);
  std::vector<double> parameters(layout.size(), 0.0);
  const auto with_alpha = [&](double alpha) {
    parameters[layout.alpha(0)] = parameters[layout.alpha(1)] = alpha;
    return dissimilarity_of(
        Twin{layout, chosen}.forecast(area, parameters), 0, 1);
  };
  const double before =
      dissimilarity_of(panel.before_of(panel.authorities[0]), 0, 1);
  // ln(N + 1) stands for ln N: of the order of one person in a thousand.
  EXPECT_NEAR(with_alpha(1), before, 1e-3);
  EXPECT_LT(with_alpha(0.7), before - 0.02);
  EXPECT_GT(with_alpha(1.3), before + 0.02);
}

TEST(Twin, AGroupThatShrinksFasterThanItMovesOnlyLosesPeople) {
  Panel panel = invented_panel(1, 6);
  for (std::size_t i = 1; i < panel.after.size(); i += 2) {
    panel.after[i] = std::floor(panel.before[i] * 0.1);
  }
  const TwinSettings chosen = settings();
  const TwinLayout layout{panel, chosen};
  const TwinArea area = make_twin_area(panel, panel.authorities[0], chosen);
  std::vector<double> parameters(layout.size(), 0.0);
  const PeopleTable people = Twin{layout, chosen}.forecast(area, parameters);
  for (std::size_t z = 0; z < 6; ++z) {
    EXPECT_NEAR(people.at(z, 1) / panel.before[2 * z + 1],
                area.total_after[1] / area.total_before[1],
                1e-9);
  }
}

/// The adjoint against central differences, shrinking groups too. Step 1e-5:
/// truncation of order 1e-10 times the third derivative, rounding of a value
/// near 1e5 about 1e-11 / 1e-5.
void expect_gradient(double last_growth) {
  Panel panel = invented_panel(1, 9);
  for (std::size_t i = 1; i < panel.after.size(); i += 2) {
    panel.after[i] = std::floor(panel.before[i] * last_growth);
  }
  const TwinSettings chosen = settings();
  const TwinLayout layout{panel, chosen};
  const Twin twin{layout, chosen};
  const TwinArea area = make_twin_area(panel, panel.authorities[0], chosen);
  std::vector<double> parameters = some_parameters(layout);
  TwinEffects effects{{0.1, -0.05}, {}};
  std::vector<double> gradient(layout.size());
  std::vector<double> effect_gradient(2);
  twin.log_likelihood(area, parameters, effects, gradient, effect_gradient);
  const double step = 1e-5;
  const auto slope_along = [&](double& value) {
    const double old = value;
    value = old + step;
    const double up = twin.log_likelihood(area, parameters, effects, {}, {});
    value = old - step;
    const double down = twin.log_likelihood(area, parameters, effects, {}, {});
    value = old;
    return (up - down) / (2 * step);
  };
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const double slope = slope_along(parameters[i]);
    EXPECT_NEAR(gradient[i], slope, 1e-4 * (1 + std::abs(slope)))
        << layout.names()[i];
  }
  for (std::size_t g = 0; g < 2; ++g) {
    const double slope = slope_along(effects.alpha[g]);
    EXPECT_NEAR(effect_gradient[g], slope, 1e-4 * (1 + std::abs(slope)));
  }
}

TEST(Twin, GradientOfGrowingGroups) {
  expect_gradient(1.4);
}
TEST(Twin, GradientOfAShrinkingGroup) {
  expect_gradient(0.2);
}

TEST(TwinLayout, NamesEveryParameterOnce) {
  const Panel panel = invented_panel(1, 3);
  TwinSettings chosen = settings();
  const TwinLayout layout{panel, chosen};
  EXPECT_EQ(layout.names().size(), layout.size());
  EXPECT_EQ(layout.names()[layout.alpha(1)], "alpha.asian");
  EXPECT_EQ(layout.names()[layout.alpha_diversity(1)], "alpha_diversity.asian");
  EXPECT_EQ(layout.names()[layout.near(0)], "near.white");
  EXPECT_EQ(layout.names()[layout.share(1)], "share.asian.white");
  EXPECT_EQ(layout.names()[layout.near_share(0) + 1], "near_share.white.asian");
  EXPECT_EQ(layout.names()[layout.covariate(1)], "beta.asian.rent");
  EXPECT_EQ(layout.names()[layout.retention(0)], "rho.white.children");
  EXPECT_EQ(layout.names()[layout.mix_precision()], "ln_mix_precision");
  chosen.neighbours = chosen.others = false;
  const TwinLayout plain{panel, chosen};
  EXPECT_FALSE(plain.free()[plain.near(0)]);
  EXPECT_FALSE(plain.free()[plain.share(0)]);
  EXPECT_TRUE(plain.free()[plain.covariate(0)]);
}

/// Later counts made by the twin itself with a known exponent and slope.
struct MadeWorld {
  Panel panel;
  TwinSettings chosen = settings();
  explicit MadeWorld(std::size_t authorities = 16)
      : panel{invented_panel(authorities, 20)} {
    chosen.neighbours = chosen.others = chosen.area_terms = false;
    const TwinLayout layout{panel, chosen};
    std::vector<double> truth(layout.size(), 0.0);
    truth[layout.alpha(0)] = 0.9;
    truth[layout.alpha(1)] = 0.6;
    truth[layout.covariate(1)] = 0.25;
    for (const PanelAuthority& each : panel.authorities) {
      const PeopleTable later = Twin{layout, chosen}.forecast(
          make_twin_area(panel, each, chosen), truth);
      for (std::size_t i = 0; i < later.values().size(); ++i) {
        panel.after[2 * each.begin + i] = std::round(later.values()[i]);
      }
    }
  }
};

TEST(TwinFit, FindsTheParametersThatMadeTheData) {
  MadeWorld world;
  world.chosen.region_spread = 0;
  const TwinLayout layout{world.panel, world.chosen};
  const std::vector<TwinArea> areas = areas_of(world.panel, world.chosen);
  std::vector<std::size_t> all(areas.size());
  for (std::size_t a = 0; a < all.size(); ++a) all[a] = a;
  FitSettings fit;
  fit.evidence = 1;
  fit.minimise = {12, 400, 1e-4, 5};
  const TwinFit found = fit_twin(layout, world.chosen, areas, all, fit);
  EXPECT_TRUE(found.converged);
  // Rounded counts and weak priors move these in the third digit.
  EXPECT_NEAR(found.parameters[layout.alpha(1)], 0.6, 0.03);
  EXPECT_NEAR(found.parameters[layout.covariate(1)], 0.25, 0.02);
  EXPECT_NEAR(found.parameters[layout.covariate(0)], 0, 0.02);
}

TEST(TwinFit, RegionsShareATermOfTheExponent) {
  const MadeWorld world;
  const TwinLayout layout{world.panel, world.chosen};
  ASSERT_EQ(layout.regions(), 2U);
  const std::vector<TwinArea> areas = areas_of(world.panel, world.chosen);
  std::vector<std::size_t> all(areas.size());
  for (std::size_t a = 0; a < all.size(); ++a) all[a] = a;
  FitSettings fit;
  fit.evidence = 1;
  fit.minimise = {12, 400, 1e-4, 5};
  const TwinFit found = fit_twin(layout, world.chosen, areas, all, fit);
  // The world has one exponent. Its level may lie in any of the three terms;
  // what an authority has in all is told.
  for (std::size_t a = 0; a < areas.size(); ++a) {
    const std::vector<double> alphas = Twin{layout, world.chosen}.alphas(
        areas[a], found.parameters, {found.effects[a], {}});
    EXPECT_NEAR(alphas[1], 0.6, 0.03) << a;
  }
  std::vector<double> raised = found.parameters;
  raised[layout.alpha_region(1, areas[0].region)] += 0.1;
  const Twin twin{layout, world.chosen};
  EXPECT_NEAR(twin.alphas(areas[0], raised, {})[1],
              twin.alphas(areas[0], found.parameters, {})[1] + 0.1,
              1e-12);
  EXPECT_EQ(twin.alphas(areas[1], raised, {}),
            twin.alphas(areas[1], found.parameters, {}));
}

TEST(TwinFit, IsTheSameOnAnyNumberOfThreads) {
  const MadeWorld world;
  const TwinLayout layout{world.panel, world.chosen};
  const std::vector<TwinArea> areas = areas_of(world.panel, world.chosen);
  FitSettings fit;
  fit.minimise.iterations = 4;
  const auto parameters = [&](int threads) {
    const Concurrency limit{threads};
    return cross_fit(layout,
                     world.chosen,
                     areas,
                     random_folds(areas.size(), 2, 5),
                     fit)
        .fits[1]
        .parameters;
  };
  const std::vector<double> one = parameters(1);
  EXPECT_EQ(parameters(2), one);
  EXPECT_EQ(parameters(7), one);
}

TEST(TwinFit, AFoldDoesNotSeeItsOwnAuthorities) {
  MadeWorld world;
  const std::vector<std::size_t> folds =
      random_folds(world.panel.authorities.size(), 4, 5);
  const TwinLayout layout{world.panel, world.chosen};
  FitSettings fit;
  fit.minimise.iterations = 3;
  const auto fits = [&] {
    return cross_fit(
        layout, world.chosen, areas_of(world.panel, world.chosen), folds, fit);
  };
  const CrossFit first = fits();
  // Another future for the authorities of one fold.
  for (std::size_t a = 0; a < folds.size(); ++a) {
    if (folds[a] != 0) continue;
    const PanelAuthority& each = world.panel.authorities[a];
    std::reverse(
        world.panel.after.begin() + static_cast<std::ptrdiff_t>(2 * each.begin),
        world.panel.after.begin() + static_cast<std::ptrdiff_t>(2 * each.end));
  }
  const CrossFit second = fits();
  EXPECT_EQ(first.fits[0].parameters, second.fits[0].parameters);
  EXPECT_NE(first.fits[1].parameters, second.fits[1].parameters);
}

TEST(TwinFit, FoldsAreEvenAndRepeatable) {
  const std::vector<std::size_t> folds = random_folds(23, 5, 1);
  std::array<int, 5> sizes{};
  for (const std::size_t fold : folds) ++sizes[fold];
  EXPECT_EQ(*std::min_element(sizes.begin(), sizes.end()), 4);
  EXPECT_EQ(*std::max_element(sizes.begin(), sizes.end()), 5);
  EXPECT_EQ(folds, random_folds(23, 5, 1));
  EXPECT_NE(folds, random_folds(23, 5, 2));
  EXPECT_EQ(region_folds(invented_panel(4, 2)),
            (std::vector<std::size_t>{0, 1, 0, 1}));
}

TEST(TwinFit, JackknifeByHand) {
  CrossFit cross;
  cross.fits.resize(2);
  cross.fits[0].parameters = {1};
  cross.fits[1].parameters = {3};
  // Mean 2, squares 2, times (2 - 1) / 2.
  EXPECT_DOUBLE_EQ(jackknife_errors(cross)[0], 1);
}

TEST(TwinEnsemble, DrawsFollowCodesAndSpreads) {
  const Panel panel = invented_panel(2, 8);
  const TwinSettings chosen = settings();
  const TwinLayout layout{panel, chosen};
  const std::vector<TwinArea> areas = areas_of(panel, chosen);
  const std::vector<double> parameters = layout.prior_mean();
  const auto members = [&](double zones, std::uint64_t seed) {
    return twin_ensemble(layout,
                         chosen,
                         areas[1],
                         parameters,
                         {{0.1, 0, 0.05, 0.1}, {zones, zones}},
                         4,
                         seed);
  };
  const auto first = members(0.3, 1);
  const auto again = members(0.3, 1);
  EXPECT_TRUE(std::equal(first[2].values().begin(),
                         first[2].values().end(),
                         again[2].values().begin()));
  EXPECT_NE(first[0].at(0, 0), first[1].at(0, 0));
  EXPECT_NE(first[0].at(0, 0), members(0.3, 2)[0].at(0, 0));
  const PeopleTable mean = ensemble_mean(first);
  EXPECT_NEAR(mean.at(3, 1),
              (first[0].at(3, 1) + first[1].at(3, 1) + first[2].at(3, 1) +
               first[3].at(3, 1)) /
                  4,
              1e-9);
}

TEST(TwinEnsemble, SpreadsMatchTheErrorsSeen) {
  MadeWorld world{60};
  // Noise that no parameter explains.
  for (std::size_t z = 0; z < world.panel.zone_count(); ++z) {
    Draws draws{{3, 0, z, 0, Purpose::test, 0}};
    world.panel.after[2 * z + 1] *= std::exp(0.2 * draws.normal());
  }
  const TwinLayout layout{world.panel, world.chosen};
  const std::vector<TwinArea> areas = areas_of(world.panel, world.chosen);
  FitSettings fit;
  fit.evidence = 1;
  fit.minimise = {12, 200, 1e-2, 5};
  const CrossFit cross = cross_fit(
      layout, world.chosen, areas, random_folds(areas.size(), 2, 5), fit);
  const auto spreads =
      estimate_spreads(layout, world.chosen, areas, cross, fit, 9);
  double seen = 0;
  double drawn = 0;
  for (std::size_t a = 0; a < areas.size(); ++a) {
    const PeopleTable point =
        Twin{layout, world.chosen}.forecast(areas[a], cross.parameters_for(a));
    seen += share_mse(point, {2, areas[a].after}, 1);
    const auto members = twin_ensemble(layout,
                                       world.chosen,
                                       areas[a],
                                       cross.parameters_for(a),
                                       spreads[cross.fold[a]],
                                       20,
                                       77);
    for (const PeopleTable& member : members) {
      drawn += share_mse(member, point, 1) / 20;
    }
  }
  // Each spread is learnt from the 600 zones of the other fold. A squared
  // error varies by about twice its mean (shares differ, squares of normals):
  // 2 / sqrt(600) = .08 a fold, .12 between two; three times that.
  EXPECT_NEAR(drawn / seen, 1, 0.35);
}

TEST(Regression, SolvesBySquareRoots) {
  // 4 2 / 2 3 times (1, 2) is (8, 8).
  const std::vector<double> x = solve_positive({4, 2, 2, 3}, {8, 8});
  EXPECT_NEAR(x[0], 1, 1e-12);
  EXPECT_NEAR(x[1], 2, 1e-12);
}

TEST(Regression, LearnsWhatACovariateDoesElsewhere) {
  const MadeWorld world;
  const std::vector<TwinArea> areas = areas_of(world.panel, world.chosen);
  const auto folds = random_folds(areas.size(), 4, 5);
  const auto forecasts = regression_forecasts(
      world.panel, areas, folds, RegressionBase::proportional);
  double mse = 0;
  double mse_null = 0;
  for (std::size_t a = 0; a < areas.size(); ++a) {
    const PeopleTable after{2, areas[a].after};
    mse += share_mse(forecasts[a], after, 1);
    mse_null += share_mse(
        proportional({2, areas[a].before}, {areas[a].total_after, {}}),
        after,
        1);
    EXPECT_NEAR(forecasts[a].group_total(1), areas[a].total_after[1], 1e-6);
  }
  EXPECT_GT(skill(mse, mse_null), 0.5);
}

}  // namespace
}  // namespace mingle::hindcast
