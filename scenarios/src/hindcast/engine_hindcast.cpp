// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "earlier_area.h"
#include "group_columns.h"
#include "population/rounding.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include <mingle/engine/calendar.h>
#include <mingle/engine/error.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/geo/read_table.h>
#include <mingle/scenarios/build_housing_world.h>
#include <mingle/scenarios/engine_hindcast.h>
#include <mingle/scenarios/load_study.h>
#include <mingle/scenarios/read_scenario.h>

namespace mingle {
namespace {

double total_of(const CountTable& table) {
  return std::accumulate(table.values.begin(), table.values.end(), 0.0);
}

void scale(std::vector<double>& values, double factor) {
  for (double& value : values) value *= factor;
}

/// Homes built by authority growth, spread like the homes there are and
/// evenly over the ticks.
std::vector<housing::SupplyChange> plan_supply(std::int64_t growth,
                                               int ticks,
                                               const housing::World& world,
                                               const housing::State& state) {
  std::vector<double> homes(world.base.cells());
  for (const CellId cell : state.dwellings.cells) ++homes[cell.index()];
  std::map<std::pair<int, std::size_t>, std::int32_t> planned;
  std::int64_t next = 0;
  const auto by_cell = share_out(std::max<std::int64_t>(growth, 0), homes);
  for (std::size_t c = 0; c < by_cell.size(); ++c) {
    for (std::int32_t i = 0; i < by_cell[c]; ++i, ++next) {
      ++planned[{static_cast<int>(next % ticks), c}];
    }
  }
  std::vector<housing::SupplyChange> supply;
  for (const auto& [place, count] : planned) {
    supply.push_back({place.first, CellId{place.second}, count});
  }
  return supply;
}

}  // namespace

class EngineHindcast::Tables {
 public:
  Tables(const HindcastStudy& study, const hindcast::Panel& panel)
      : study_{study}, panel_{panel}, zones_{common_zones(study.lookup)} {
    before_ = read_people_csv(study.before.string(), {});
    after_ = read_people_csv(study.after.string(), {});
    const GroupColumns match = match_groups(before_, after_, study);
    group_of_ = match.before;
    later_group_of_ = match.after;
    before_on_ = sum_onto(zones_, before_, Vintage::earlier);
    after_on_ = sum_onto(zones_, after_, Vintage::later);
    ScanOptions options;
    options.columns = {study.engine.households_column};
    households_on_ =
        sum_onto(zones_,
                 read_people_csv(study.engine.households.string(), options),
                 Vintage::earlier);
    ResolvedScenario resolved = read_scenario(study.engine.scenario);
    scenario_ = std::move(resolved.scenario);
    scenario_sha256_ = std::move(resolved.config_sha256);
    check_scenario();
    for (const std::string& code : study.engine.authorities) {
      (void)counts_of(panel.authorities.at(panel.authority(code).value()));
    }
  }

  EngineForecast run(std::size_t authority, const EngineGuide* guide) const {
    EngineForecast made;
    const hindcast::PanelAuthority& place = panel_.authorities[authority];
    const Scenario scenario = scenario_of(place);
    StudyArea area = load_study(scenario);
    made.inputs = area.inputs;
    made.inputs.push_back({"scenario_with_what_it_extends",
                           study_.engine.scenario.string(),
                           scenario_sha256_});
    const std::vector<std::size_t> common = rows_of(area, place);
    const double households_after = total_of(area.tenure);
    const double residents_after = total_of(area.ethnic_group);
    const EarlierCounts earlier = counts_of(place);
    made.notes = take_back(earlier, common, folds(), area);
    BuiltHousingWorld built = build_housing_world(scenario, area);
    const double before = std::accumulate(
        earlier.households.begin(), earlier.households.end(), 0.0);
    const auto growth =
        static_cast<std::int64_t>(std::llround(households_after - before));
    // Moves are those of the later census: a share of its residents.
    scale(built.world.leave_rates,
          total_of(area.ethnic_group) / residents_after);
    built.world.supply =
        plan_supply(growth, scenario.time.ticks, built.world, built.start);
    built.world.targets =
        targets_of(place, scenario.time.ticks, built.world.base, built.start);
    made.notes.push_back(
        fmt::format("{} households at the start, {:+d} homes in {} years",
                    built.start.by_tenure.total(),
                    std::max<std::int64_t>(growth, 0),
                    study_.after_year - study_.before_year));
    const hindcast::MatchSettings match = match_settings();
    hindcast::TwinMap map{common, group_of_, panel_.before_of(place)};
    if (guide != nullptr) {
      map.people = guide->usual;
      made.match = hindcast::match_appeal(
          map, built.start, match, study_.seed, built.world);
    }
    made.members.resize(static_cast<std::size_t>(study_.engine.replicates));
    const std::size_t drawn_runs = made.members.size();
    const bool draws = guide != nullptr && !guide->drawn.empty();
    if (draws) made.usual.resize((drawn_runs + 1) / 2);
    std::vector<housing::MoveRates> moves(drawn_runs + made.usual.size());
    run_jobs(moves.size(), Concurrency::threads(), [&](std::size_t r) {
      housing::World world = built.world;
      if (draws && r < drawn_runs) {
        hindcast::shift_appeal(map, guide->drawn[r], match, world);
      }
      PeopleTable& out =
          r < drawn_runs ? made.members[r] : made.usual[r - drawn_runs];
      out = forecast(
          world, built.start, map, static_cast<int>(r), scenario, moves[r]);
    });
    for (const housing::MoveRates& each : moves) made.moves += each;
    return made;
  }

  EngineCalibration calibrate(std::size_t authority,
                              const EngineGuide& guide) const {
    const hindcast::PanelAuthority& place = panel_.authorities[authority];
    Scenario scenario = scenario_;
    scenario.area.codes = {place.code};
    scenario.area.name = place.name;
    scenario.housing.appeal_file.clear();
    const StudyArea area = load_study(scenario);
    BuiltHousingWorld built = build_housing_world(scenario, area);
    EngineCalibration made;
    made.match =
        hindcast::match_appeal({rows_of(area, place),
                                later_groups(area.ethnic_group.columns),
                                guide.usual},
                               built.start,
                               match_settings(),
                               study_.seed,
                               built.world);
    made.zones = area.zones.codes;
    made.groups = area.ethnic_group.columns;
    made.appeal = std::move(built.world.appeal);
    return made;
  }

 private:
  hindcast::MatchSettings match_settings() const {
    const ParameterValues& value = study_.parameters;
    hindcast::MatchSettings settings;
    settings.ticks = ticks();
    settings.rounds = static_cast<int>(value["twin_match_rounds"]);
    settings.replicates = static_cast<int>(value["twin_match_replicates"]);
    settings.floor = value["twin_match_floor"];
    settings.limit = value["twin_match_limit"];
    settings.response = value["twin_match_response"];
    return settings;
  }

  /// Between the censuses.
  int ticks() const {
    return ticks_per_year * (study_.after_year - study_.before_year);
  }

  /// Group of the panel of each column of the scenario's table.
  std::vector<std::size_t> later_groups(
      const std::vector<std::string>& columns) const {
    std::vector<std::size_t> groups;
    for (const std::string& column : columns) {
      const auto found =
          std::find(after_.columns.begin(), after_.columns.end(), column);
      groups.push_back(found == after_.columns.end()
                           ? GroupColumns::none
                           : later_group_of_[static_cast<std::size_t>(
                                 found - after_.columns.begin())]);
    }
    return groups;
  }

  void check_scenario() const {
    std::vector<ConfigProblem> problems;
    const std::string file = study_.engine.scenario.string();
    const auto refuse = [&](const char* key, std::string problem) {
      problems.push_back({file, 0, 0, key, std::move(problem), ""});
    };
    if (scenario_.housing.system != HousingSystem::full) {
      refuse("housing.system",
             "the engine's hindcast needs housing.system = \"full\"");
    }
    if (!scenario_.area.stylised.empty()) {
      refuse("area.stylised",
             "the engine's hindcast needs real zones, not a stylised area");
    }
    if (!scenario_.housing.supply_file.empty()) {
      refuse("housing.supply_file",
             "the engine's hindcast makes its own supply");
    }
    if (!scenario_.levers.empty()) {
      refuse("lever", "the engine's hindcast pulls no levers");
    }
    if (!problems.empty()) throw ConfigError{std::move(problems)};
  }

  /// Residents by zone and group of the panel at the end of a replicate.
  PeopleTable forecast(const housing::World& world,
                       const housing::State& start,
                       const hindcast::TwinMap& where,
                       int replicate,
                       const Scenario& scenario,
                       housing::MoveRates& moves) const {
    housing::State state = start;
    state.replicate = replicate;
    housing::Stepper stepper{world, study_.seed};
    while (state.tick < scenario.time.ticks) {
      const housing::ByMoveClass rates =
          housing::surveyed_rates(world.rules.mobility, state.tick);
      const housing::Flows& flows = stepper.step(state);
      moves.add(flows.of(housing::Flow::moved_in),
                housing::households_by_class(state),
                rates,
                tick_years);
    }
    const std::size_t groups = panel_.group_count();
    std::vector<double> people(where.people.values().size(), 0.0);
    for (std::size_t z = 0; z < where.zone_of.size(); ++z) {
      for (std::size_t g = 0; g < group_of_.size(); ++g) {
        if (group_of_[g] == GroupColumns::none) continue;
        people[where.zone_of[z] * groups + group_of_[g]] +=
            state.residents.at(ZoneId{z}, g);
      }
    }
    return {groups, std::move(people)};
  }

  Scenario scenario_of(const hindcast::PanelAuthority& place) const {
    Scenario scenario = scenario_;
    scenario.area.codes = {place.code};
    scenario.area.name = place.name;
    scenario.time.start.year = study_.before_year;
    scenario.time.ticks = ticks();
    scenario.migration.totals = Totals::free;  // targets are set by hand
    scenario.migration.totals_file.clear();
    scenario.housing.appeal_file.clear();  // it would know the later census
    return scenario;
  }

  /// Row of the panel, from the authority's first, of each zone of the area.
  std::vector<std::size_t> rows_of(
      const StudyArea& area,
      const hindcast::PanelAuthority& place) const {
    std::map<std::string, std::size_t> rows;
    for (std::size_t i = place.begin; i < place.end; ++i) {
      rows.emplace(panel_.zones[i], i - place.begin);
    }
    std::vector<std::size_t> common;
    std::vector<bool> seen(place.size());
    std::vector<std::string> strange;
    for (const std::string& code : area.zones.codes) {
      const auto zone = zones_.find(Vintage::later, code);
      const auto row = zone ? rows.find(zones_.codes[*zone]) : rows.end();
      if (row == rows.end()) {
        strange.push_back(code);
        continue;
      }
      common.push_back(row->second);
      seen[row->second] = true;
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (!seen[i]) strange.push_back(panel_.zones[place.begin + i]);
    }
    if (strange.empty()) return common;
    throw DataError{
        {study_.engine.scenario.string(), "", "", "", 0},
        fmt::format("the engine cannot be run for '{}': {} zones are in its "
                    "map or in both censuses but not in both: {}",
                    place.code,
                    strange.size(),
                    first_few(strange)),
        "The scenario's zones must be those of the later census; authorities "
        "with zones across their border cannot be run"};
  }

  EarlierCounts counts_of(const hindcast::PanelAuthority& place) const {
    EarlierCounts counts;
    counts.groups = before_.columns;
    std::vector<std::string> missing;
    for (std::size_t i = place.begin; i < place.end; ++i) {
      const std::size_t zone = common_at(i);
      for (std::size_t g = 0; g < before_.columns.size(); ++g) {
        counts.residents.push_back(
            before_on_.values[zone * before_.columns.size() + g]);
      }
      counts.households.push_back(households_on_.values[zone]);
      if (!households_on_.complete[zone]) missing.push_back(panel_.zones[i]);
    }
    if (!missing.empty()) {
      throw DataError{{study_.engine.households.string(), "", "", "", 0},
                      fmt::format("no households for {} zones of '{}': {}",
                                  missing.size(),
                                  place.code,
                                  first_few(missing)),
                      "Every zone of an engine authority must be in it"};
    }
    counts.tenure = tenure_of(place.code);
    return counts;
  }

  /// Common zone of a row of the panel: by its first earlier code.
  std::size_t common_at(std::size_t row) const {
    const std::string& code = panel_.zones[row];
    return *zones_.find(Vintage::earlier, code.substr(0, code.find('+')));
  }

  std::array<double, tenure_count> tenure_of(const std::string& code) const {
    ScanOptions options;
    options.key = study_.engine.tenure_key;
    for (const auto& columns : study_.engine.tenure_columns) {
      options.columns.insert(
          options.columns.end(), columns.begin(), columns.end());
    }
    options.keep = [&code](std::string_view key) { return key == code; };
    const PeopleCsv table =
        read_people_csv(study_.engine.tenure.string(), options);
    if (table.rows() != 1) {
      throw DataError{{table.file, "", "", options.key, 0},
                      fmt::format("no row of authority '{}'", code),
                      "The engine needs the earlier tenure of every authority "
                      "of engine.authorities"};
    }
    std::array<double, tenure_count> sums{};
    std::size_t at = 0;
    for (std::size_t t = 0; t < tenure_count; ++t) {
      const std::size_t end = at + study_.engine.tenure_columns[t].size();
      for (; at < end; ++at) sums[t] += table.values[at];
    }
    return sums;
  }

  std::vector<std::pair<std::string, std::string>> folds() const {
    return {study_.fold.begin(), study_.fold.end()};
  }

  /// A straight line from the starting persons of each group to those of the
  /// later census, without the communal residents of the start.
  housing::PersonTargets targets_of(const hindcast::PanelAuthority& place,
                                    int ticks,
                                    const mingle::World& base,
                                    const housing::State& start) const {
    const std::size_t groups = base.groups.size();
    std::vector<double> after(groups, 0.0);
    for (std::size_t i = place.begin; i < place.end; ++i) {
      const std::size_t zone = common_at(i);
      for (std::size_t c = 0; c < after_.columns.size(); ++c) {
        if (const auto g = base.groups.find(folded(after_.columns[c]))) {
          after[g->index()] +=
              after_on_.values[zone * after_.columns.size() + c];
        }
      }
    }
    housing::PersonTargets targets;
    for (int tick = 0; tick <= ticks; ++tick) {
      std::vector<std::int32_t> now;
      for (std::size_t g = 0; g < groups; ++g) {
        const double from = start.by_authority[g];
        const double to = std::max(
            0.0, after[g] - static_cast<double>(base.communal.column_total(g)));
        now.push_back(static_cast<std::int32_t>(
            std::llround(from + (to - from) * tick / ticks)));
      }
      targets.persons.push_back(std::move(now));
    }
    return targets;
  }

  std::string folded(const std::string& column) const {
    const auto found = study_.fold.find(column);
    return found == study_.fold.end() ? column : found->second;
  }

  const HindcastStudy& study_;
  const hindcast::Panel& panel_;
  CommonZones zones_;
  PeopleCsv before_;
  PeopleCsv after_;
  std::vector<std::size_t> group_of_;  ///< of the panel, by earlier column
  std::vector<std::size_t> later_group_of_;  ///< the same, by later column
  CommonTable before_on_;
  CommonTable after_on_;
  CommonTable households_on_;
  Scenario scenario_;
  std::string scenario_sha256_;  ///< of its text with what it extends
};

EngineHindcast::EngineHindcast(const HindcastStudy& study,
                               const hindcast::Panel& panel)
    : tables_{std::make_unique<const Tables>(study, panel)} {}

EngineHindcast::~EngineHindcast() = default;

EngineForecast EngineHindcast::run(std::size_t authority,
                                   const EngineGuide* guide) const {
  return tables_->run(authority, guide);
}

EngineCalibration EngineHindcast::calibrate(std::size_t authority,
                                            const EngineGuide& guide) const {
  return tables_->calibrate(authority, guide);
}

std::vector<std::string> EngineHindcast::leakage() {
  return {
      "told: later totals of each detailed group, and of households, in the "
      "authority; new homes are spread like those of the start",
      "later patterns used as controls: tenure and household sizes by zone "
      "(fitted to earlier totals), establishments, bedrooms, household types, "
      "years of residence, ages, tenure by group, moves, house prices: all "
      "as the scenario names them",
  };
}

}  // namespace mingle
