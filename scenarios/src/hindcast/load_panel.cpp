// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "covariates.h"
#include "group_columns.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/engine/groups.h>
#include <mingle/geo/read_table.h>
#include <mingle/scenarios/hindcast_study.h>

namespace mingle {
namespace {

class PanelMaker {
 public:
  explicit PanelMaker(const HindcastStudy& study)
      : study_{study}, zones_{common_zones(study.lookup)} {}

  LoadedPanel make() {
    read_counts();
    choose_zones();
    fill_counts();
    fill_earliest();
    fill_map();
    fill_covariates();
    return std::move(result_);
  }

 private:
  hindcast::Panel& panel() { return result_.panel; }

  void read_counts() {
    const PeopleCsv before = read_people_csv(study_.before.string(), {});
    const PeopleCsv after = read_people_csv(study_.after.string(), {});
    const GroupColumns match = match_groups(before, after, study_);
    panel().groups = match.groups;
    before_ = sum_onto(
        zones_, grouped(before, match.before, match.groups), Vintage::earlier);
    after_ = sum_onto(
        zones_, grouped(after, match.after, match.groups), Vintage::later);
    result_.notes.push_back(fmt::format(
        "{} common zones, {} of them made of zones that were split or merged",
        zones_.size(),
        zones_.joined));
    if (!zones_.across.empty()) {
      result_.notes.push_back(fmt::format(
          "{} zones lie across a border and count for the authority with most "
          "of their parts: {}",
          zones_.across.size(),
          first_few(zones_.across)));
    }
  }

  /// Zones of the authorities asked for, or of all that both tables have.
  void choose_zones() {
    std::map<std::string, Coverage> coverage;
    drop_torn();
    for (std::size_t z = 0; z < zones_.size(); ++z) {
      if (dropped_.count(z) > 0) continue;
      Coverage& of = coverage[zones_.authorities[z]];
      ++of.zones;
      if (!before_.complete[z]) of.without_before.push_back(zones_.codes[z]);
      if (!after_.complete[z]) of.without_after.push_back(zones_.codes[z]);
    }
    check_asked(coverage);
    std::size_t left_out = 0;
    for (const auto& [code, of] : coverage) {
      const bool whole = of.without_before.empty() && of.without_after.empty();
      if (!is_asked(code)) continue;
      if (whole) {
        chosen_.insert(code);
      } else {
        ++left_out;
      }
    }
    if (left_out > 0) {
      result_.notes.push_back(fmt::format(
          "{} authorities lack counts of one census and are left out",
          left_out));
    }
    if (chosen_.empty()) {
      throw DataError{{study_.before.string(), "", "", "", 0},
                      "no authority has counts of both censuses",
                      "Check that both tables and the lookup belong together"};
    }
  }

  /// A zone across a border may lack counts because its other authority does;
  /// it is left out rather than its authority.
  void drop_torn() {
    for (const std::string& code : zones_.across) {
      const auto zone = zones_.find(Vintage::earlier, code);
      if (!before_.complete[*zone] || !after_.complete[*zone]) {
        dropped_.insert(*zone);
      }
    }
  }

  struct Coverage {
    std::size_t zones = 0;
    std::vector<std::string> without_before;
    std::vector<std::string> without_after;
  };

  bool is_asked(const std::string& code) const {
    const auto& asked = study_.authorities;
    return asked.empty() ||
           std::find(asked.begin(), asked.end(), code) != asked.end();
  }

  void check_asked(const std::map<std::string, Coverage>& coverage) const {
    for (const std::string& code : study_.authorities) {
      const auto found = coverage.find(code);
      if (found == coverage.end()) {
        throw DataError{{study_.lookup.file, "", "", "", 0},
                        fmt::format("no zones of authority '{}'", code),
                        "Codes change when authorities merge"};
      }
      refuse_gaps(code, found->second.without_before, study_.before);
      refuse_gaps(code, found->second.without_after, study_.after);
    }
  }

  static void refuse_gaps(const std::string& code,
                          const std::vector<std::string>& zones,
                          const std::filesystem::path& file) {
    if (zones.empty()) return;
    throw DataError{{file.string(), "", "", "", 0},
                    fmt::format("{} zones of authority '{}' are missing: {}",
                                zones.size(),
                                code,
                                first_few(zones)),
                    "An authority can be scored only where both censuses have "
                    "all of its zones"};
  }

  void fill_counts() {
    const std::size_t groups = panel().groups.size();
    const auto regions = read_regions();
    for (std::size_t z = 0; z < zones_.size(); ++z) {
      const std::string& code = zones_.authorities[z];
      if (chosen_.count(code) == 0 || dropped_.count(z) > 0) continue;
      auto& authorities = panel().authorities;
      const std::size_t at = rows_.size();
      if (authorities.empty() || authorities.back().code != code) {
        authorities.push_back({code,
                               zones_.authority_names[z],
                               region_of(regions, code),
                               at,
                               at});
      }
      authorities.back().end = at + 1;
      rows_.push_back(z);
      panel().zones.push_back(zones_.codes[z]);
      for (std::size_t g = 0; g < groups; ++g) {
        panel().before.push_back(before_.values[z * groups + g]);
        panel().after.push_back(after_.values[z * groups + g]);
      }
    }
  }

  /// Whole zones of the earlier census that the earliest table has, by the
  /// columns that name a group of the panel.
  void fill_earliest() {
    if (study_.earliest.file.empty()) return;
    const TextTable table = read_text_table(study_.earliest.file.string());
    const std::size_t key = table.require(study_.earliest.key);
    const auto groups = earliest_groups(table);
    const std::size_t width = panel().groups.size();
    result_.earliest.assign(rows_.size() * width,
                            std::numeric_limits<double>::quiet_NaN());
    std::map<std::string, std::size_t> rows;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      rows.emplace(table.at(i, key), i);
    }
    std::size_t found = 0;
    for (std::size_t z = 0; z < rows_.size(); ++z) {
      const auto row = rows.find(panel().zones[z]);
      if (row == rows.end()) continue;
      ++found;
      double* to = result_.earliest.data() + z * width;
      std::fill(to, to + width, 0.0);
      for (std::size_t c = 0; c < groups.size(); ++c) {
        if (groups[c] < width) to[groups[c]] += count(table, row->second, c);
      }
    }
    if (found > 0) return;
    throw DataError{{table.file, "", "", study_.earliest.key, 0},
                    "no zone of the study is in the earliest census",
                    "Its key must be the codes of the earlier census"};
  }

  /// Group of the panel of each column; past the last for others.
  std::vector<std::size_t> earliest_groups(const TextTable& table) const {
    std::vector<std::size_t> groups;
    const auto& names = result_.panel.groups;
    std::vector<bool> seen(names.size());
    for (const std::string& column : table.columns) {
      const auto fold = study_.earliest.fold.find(column);
      const std::string name =
          fold == study_.earliest.fold.end() ? column : fold->second;
      std::string group = name;
      if (study_.grouping == Grouping::broad) {
        const auto census = find_census_group(name);
        group = census ? std::string{name_of(census->broad)} : "";
      }
      const auto at = std::find(names.begin(), names.end(), group);
      groups.push_back(static_cast<std::size_t>(at - names.begin()));
      if (at != names.end()) seen[groups.back()] = true;
    }
    for (std::size_t g = 0; g < seen.size(); ++g) {
      if (seen[g]) continue;
      throw DataError{{table.file, "", "", names[g], 1},
                      fmt::format("the earliest census has no column of the "
                                  "group '{}'",
                                  names[g]),
                      "Name one in earliest.fold"};
    }
    return groups;
  }

  static double count(const TextTable& table,
                      std::size_t row,
                      std::size_t column) {
    const std::string& text = table.at(row, column);
    double value = 0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec == std::errc{} && result.ptr == end && value >= 0) {
      return value;
    }
    throw DataError{{.file = table.file,
                     .field = table.columns[column],
                     .line = table.lines[row]},
                    "'" + text + "' is no count",
                    ""};
  }

  std::optional<Lookup> read_regions() const {
    if (study_.regions.empty()) return std::nullopt;
    return Lookup{read_text_table(study_.regions.string()),
                  study_.regions_authority,
                  study_.regions_region};
  }

  static std::string region_of(const std::optional<Lookup>& regions,
                               const std::string& code) {
    if (!regions) return "";
    return std::string{regions->find(code).value_or("")};
  }

  void fill_map() {
    if (study_.map.file.empty()) return;
    places_ = read_places(study_.map, zones_, chosen_);
    for (const std::size_t z : rows_) {
      panel().eastings.push_back(places_.eastings[z]);
      panel().northings.push_back(places_.northings[z]);
    }
  }

  void fill_covariates() {
    const std::size_t groups = panel().groups.size();
    CovariateContext context{zones_, {}, places_};
    context.residents.resize(zones_.size());
    for (std::size_t i = 0; i < before_.values.size(); ++i) {
      context.residents[i / groups] += before_.values[i];
    }
    const std::size_t columns = study_.covariates.size();
    panel().values.resize(rows_.size() * columns);
    for (std::size_t c = 0; c < columns; ++c) {
      const CovariateChoice& choice = study_.covariates[c];
      panel().covariates.push_back(choice.name);
      const std::vector<double> column = read_covariate(choice, context);
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        panel().values[i * columns + c] = column[rows_[i]];
      }
    }
  }

  const HindcastStudy& study_;
  CommonZones zones_;
  CommonTable before_;
  CommonTable after_;
  std::set<std::string> chosen_;
  std::set<std::size_t> dropped_;  ///< zones without all of their counts
  std::vector<std::size_t> rows_;  ///< common zone of each row of the panel
  ZonePlaces places_;
  LoadedPanel result_;
};

}  // namespace

LoadedPanel load_panel(const HindcastStudy& study) {
  return PanelMaker{study}.make();
}

}  // namespace mingle
