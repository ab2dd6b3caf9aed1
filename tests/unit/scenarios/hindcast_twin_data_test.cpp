// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "census_study.h"

#include <vector>

#include <gtest/gtest.h>

#include <mingle/engine/hindcast/evaluate.h>
#include <mingle/engine/hindcast/null_models.h>
#include <mingle/engine/hindcast/twin_ensemble.h>
#include <mingle/scenarios/hindcast_study.h>
#include <mingle/test_support/shared_data.h>

namespace mingle {
namespace {

using namespace hindcast;

/// The 54 authorities with more than 5% Asian and White residents and at least
/// 30 zones, without map and covariates.
Panel telling_authorities(const std::filesystem::path& shared) {
  HindcastStudy study = test::census_study(shared);
  study.regions =
      shared / "data/census2021/lookup_lsoa21_msoa21_lad22_region.csv";
  study.regions_authority = "LAD22CD";
  study.regions_region = "RGN22CD";
  const Panel all = load_panel(study).panel;
  const GroupPair pair{*all.group("white"), *all.group("asian")};
  const auto eligible = eligible_authorities(all, {pair});
  for (std::size_t a = 0; a < all.authorities.size(); ++a) {
    if (eligible[0][a]) study.authorities.push_back(all.authorities[a].code);
  }
  return load_panel(study).panel;
}

TEST(TwinOnRealData, BeatsTheProportionalMapOutOfFold) {
  MINGLE_NEEDS_SHARED(shared);
  const Panel panel = telling_authorities(shared);
  ASSERT_EQ(panel.authorities.size(), 54U);
  TwinSettings settings;
  settings.turnover.assign(panel.group_count(), 0.1);
  const TwinLayout layout{panel, settings};
  std::vector<TwinArea> areas;
  for (const PanelAuthority& each : panel.authorities) {
    areas.push_back(make_twin_area(panel, each, settings));
  }
  const CrossFit cross =
      cross_fit(layout, settings, areas, random_folds(areas.size(), 3, 1), {});
  Forecast twin{"twin", "", false, {}, {}};
  Forecast null{"n1", "", false, {}, {}};
  for (std::size_t a = 0; a < areas.size(); ++a) {
    twin.people.push_back(
        Twin{layout, settings}.forecast(areas[a], cross.parameters_for(a)));
    const PeopleTable after = panel.after_of(panel.authorities[a]);
    Controls controls;
    controls.group_totals.assign(after.group_totals().begin(),
                                 after.group_totals().end());
    null.people.push_back(
        proportional(panel.before_of(panel.authorities[a]), controls));
  }
  const std::vector<GroupPair> pairs{
      {*panel.group("white"), *panel.group("asian")}};
  const SpreadRule rule{cross.fold, eligible_authorities(panel, pairs)};
  const auto scored = score_forecast(panel, twin, pairs, rule);
  const auto nulls = score_forecast(panel, null, pairs, rule);
  const auto observed = observe(panel, pairs);
  const PooledScore reached = pooled(scored, observed, rule.eligible[0], 0);
  const PooledScore without = pooled(nulls, observed, rule.eligible[0], 0);
  // No change: .0376, as in the design's table.
  EXPECT_NEAR(without.rmse, 0.0376, 0.0005);
  EXPECT_LT(reached.rmse, 0.0300);
  // The design's ablation: .12 with exponents by starting D and growth, .25
  // with all terms; other groups' shares are here, covariates are not.
  EXPECT_GT(pooled_skill(panel, scored, nulls, pairs[0].b), 0.10);
  for (std::size_t g = 0; g < panel.group_count(); ++g) {
    EXPECT_GT(cross.fits[0].parameters[layout.alpha(g)], 0.1);
    EXPECT_LT(cross.fits[0].parameters[layout.alpha(g)], 1.2);
  }
}

}  // namespace
}  // namespace mingle
