// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>

#include <mingle/engine/indices.h>
#include <mingle/scenarios/population.h>

namespace {

using Row = std::initializer_list<std::int32_t>;

mingle::ZoneCounts table(std::initializer_list<Row> rows) {
  mingle::ZoneCounts counts{rows.size(), rows.begin()->size()};
  std::size_t zone = 0;
  for (const Row& row : rows) {
    std::copy(
        row.begin(), row.end(), counts.row(mingle::ZoneId{zone++}).begin());
  }
  return counts;
}

}  // namespace

int main() {
  mingle::AuthorityTables town;
  town.zone_codes = {"Z0", "Z1"};
  town.residents = table({{60, 40}, {90, 10}});
  town.tenure = table({{10, 10, 5, 5, 10}, {20, 10, 5, 5, 10}});
  town.size = table({{10, 10, 10, 10}, {20, 20, 5, 5}});
  town.communal = {0, 4};
  mingle::PopulationParameters parameters;
  parameters.headship.fill(0.4);

  const auto d = mingle::dissimilarity_matrix(town.residents);
  std::printf("dissimilarity %.3f\n", d[1]);
  const mingle::GroupScheme groups{{"white_british", "asian_pakistani"}};
  const auto made = mingle::synthesise("A", groups, town, parameters);
  std::printf("households %lld residents %lld\n",
              static_cast<long long>(made.fit.households),
              static_cast<long long>(made.fit.residents));
  return 0;
}
