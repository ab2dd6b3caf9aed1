// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/indices/people_table.h>

namespace mingle::hindcast {

/// An authority of a panel: its zones are [begin, end).
struct PanelAuthority {
  std::string code;
  std::string name;    ///< the code where there is no name
  std::string region;  ///< code; may be empty
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
};

/// Two censuses on the same zones: the common refinement, where zones that
/// were split or merged between them are summed. Zones are sorted by
/// authority, then by code.
struct Panel {
  std::vector<std::string> groups;
  std::vector<std::string> zones;  ///< earlier codes, joined by '+'
  std::vector<PanelAuthority> authorities;
  std::vector<double> before;  ///< zones x groups, residents
  std::vector<double> after;   ///< the same at the later census
  std::vector<std::string> covariates;
  std::vector<double> values;     ///< zones x covariates; NaN = not known
  std::vector<double> eastings;   ///< metres; empty without a map
  std::vector<double> northings;  ///< metres; empty without a map

  std::size_t zone_count() const { return zones.size(); }
  std::size_t group_count() const { return groups.size(); }
  bool has_map() const { return !eastings.empty(); }
  /// Position of a group, or nothing.
  std::optional<std::size_t> group(std::string_view name) const;
  /// Position of an authority by code, or nothing.
  std::optional<std::size_t> authority(std::string_view code) const;
  PeopleTable before_of(const PanelAuthority& authority) const;
  PeopleTable after_of(const PanelAuthority& authority) const;
};

/// Covariates of one authority as within-authority z-scores, zones x
/// covariates: centred, scaled by the standard deviation over zones, cut at
/// -3 and 3. Unknown values and columns without spread are 0.
std::vector<double> z_scores(const Panel& panel,
                             const PanelAuthority& authority);

/// One column made into z-scores in the same way.
void standardise(std::span<double> column);

}  // namespace mingle::hindcast
