// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/entry_rules.h"
#include "levers/planned_sites.h"
#include "toml_reader.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/scenarios/levers.h>
#include <mingle/scenarios/plan_levers.h>
#include <mingle/scenarios/suggest.h>

namespace mingle {
namespace {

using levers::Mechanism;

/// Number of a lever's draws: of its label without the suffix of a zero
/// sibling, so that siblings reach the same people.
std::uint64_t stream_of(std::string_view label) {
  if (label.ends_with(zero_suffix)) label.remove_suffix(zero_suffix.size());
  // FNV-1a, 64 bits.
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : label) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

levers::Target target_of(Reach reach) {
  switch (reach) {
    case Reach::persons:
      return levers::Target::persons;
    case Reach::zones:
    case Reach::dwellings:
      return levers::Target::zones;
    case Reach::authorities:
      return levers::Target::authorities;
    case Reach::nobody:
      break;
  }
  return levers::Target::nobody;
}

/// Mechanisms whose rule holds in a whole authority.
bool is_of_authority(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::choice_share:
    case Mechanism::points_share:
    case Mechanism::local_connection:
    case Mechanism::sensitive_cap:
    case Mechanism::quota:
    case Mechanism::registration:
    case Mechanism::dispersal_share:
    case Mechanism::dispersal_cap:
    case Mechanism::arrival_elasticity:
    case Mechanism::landlord:
    case Mechanism::arrivals:
    case Mechanism::fairness:
      return true;
    default:
      return false;
  }
}

class LeverPlanner {
 public:
  LeverPlanner(const LeverEntry& entry,
               const Scenario& scenario,
               const StudyArea& area,
               const housing::World& world,
               std::vector<ConfigProblem>& problems,
               std::vector<std::string>& notes)
      : entry_{entry},
        definition_{*shipped_levers().find(entry.id)},
        scenario_{scenario},
        area_{area},
        world_{world},
        problems_{problems},
        notes_{notes} {}

  levers::PlannedLever plan() {
    take_time();
    take_reach();
    take_cost();
    take_places();
    take_effects();
    if (definition_.effect("dwellings") != nullptr) take_sites();
    check_whole_authorities();
    check_whole_study();
    return std::move(lever_);
  }

 private:
  void add(const std::string& problem, std::string hint = "") {
    problems_.push_back(lever_problem(entry_, problem, std::move(hint)));
  }

  void take_time() {
    lever_.label = entry_.label;
    lever_.stream = stream_of(entry_.label);
    lever_.first_tick = entry_.first_tick;
    lever_.last_tick = entry_.last_tick;
    if (definition_.quarters > 0) {
      lever_.last_tick =
          std::min(lever_.last_tick, lever_.first_tick + definition_.quarters);
    }
    lever_.schedule = static_cast<levers::Schedule>(definition_.every);
    lever_.quarter = definition_.quarter;
    lever_.duration = definition_.duration;
    lever_.half_life = definition_.half_life;
    lever_.lag = definition_.lag;
    if (definition_.quarter == 0 || acts_within()) return;
    add(fmt::format("acts in quarter {} of a year only, which is not within {} "
                    "to {}",
                    definition_.quarter,
                    entry_.from.text(),
                    entry_.to.text()),
        "Let it start earlier or end later");
  }

  bool acts_within() const {
    for (int tick = lever_.first_tick; tick < lever_.last_tick; ++tick) {
      const Date date = tick_start(scenario_.time.start, tick);
      if ((date.month - 1) / 3 + 1 == definition_.quarter) return true;
    }
    return false;
  }

  void take_reach() {
    lever_.target = target_of(definition_.reaches);
    lever_.coverage = entry_.coverage.value_or(definition_.coverage);
    lever_.coverage_prior = definition_.coverage_prior;
    lever_.coverage_sampled =
        entry_.mode == EffectMode::sampled && !entry_.coverage &&
        definition_.coverage_prior.family != levers::Prior::Family::fixed;
    lever_.places = entry_.places.value_or(-1);
    lever_.take_up = entry_.take_up.value_or(definition_.take_up);
    // Zones that a user names one by one all take part.
    const bool named = names_zones_only();
    lever_.zone_share =
        entry_.zone_share.value_or(named ? 1.0 : definition_.zone_share);
    lever_.zones_grow = definition_.zones_grow && !named;
    lever_.hours = entry_.hours.value_or(definition_.hours) * entry_.intensity;
    lever_.quality = definition_.quality;
    lever_.group_size = definition_.group_size;
    lever_.mixed = definition_.mixed;
    lever_.rho_gen = definition_.rho_gen;
    lever_.low_contact_factor = definition_.low_contact_factor;
    lever_.intensity = entry_.intensity;
    lever_.youth = is_for_youth();
    take_groups();
  }

  /// A programme for which people answer for others: of its places those of
  /// the young are youth places.
  bool is_for_youth() const {
    const auto& factors = definition_.factors;
    const bool answers =
        std::find(factors.begin(), factors.end(), "responsibility") !=
        factors.end();
    return answers && std::any_of(definition_.effects.begin(),
                                  definition_.effects.end(),
                                  [](const LeverEffect& effect) {
                                    return effect.mechanism ==
                                           Mechanism::contact_programme;
                                  });
  }

  bool names_zones_only() const {
    const auto& codes = world_.base.zones.codes;
    return !entry_.areas.empty() &&
           std::all_of(entry_.areas.begin(),
                       entry_.areas.end(),
                       [&codes](const std::string& code) {
                         return std::binary_search(
                             codes.begin(), codes.end(), code);
                       });
  }

  void take_groups() {
    const GroupScheme& groups = world_.base.groups;
    const bool own = entry_.groups.empty();
    const std::vector<std::string>& names =
        own ? definition_.groups : entry_.groups;
    if (names.empty()) return;
    lever_.groups.assign(groups.size(), 0);
    for (const std::string& name : names) {
      const auto group = groups.find(name);
      if (group) {
        lever_.groups[group->index()] = 1;
      } else if (!own) {
        add(fmt::format("there is no group '{}' in the study", printable(name)),
            suggestion(name, groups.names(), "groups"));
      }
    }
    if (!own || std::count(lever_.groups.begin(), lever_.groups.end(), 1) > 0) {
      return;
    }
    add(fmt::format("is for {}, which the study does not tell apart",
                    fmt::join(names, " and ")),
        "Name the study's own in 'groups'");
  }

  void take_cost() {
    const auto cost =
        entry_.unit_cost ? entry_.unit_cost : definition_.unit_cost;
    if (cost && entry_.bundle.empty()) {
      lever_.unit_cost = *cost * entry_.intensity;
    } else if (!entry_.bundle.empty()) {
      // The bundle carries the cost; its parts would count it twice.
      lever_.unit_cost = 0;
    }
    lever_.cost_unit = static_cast<levers::CostUnit>(definition_.cost_per);
    if (entry_.budget) lever_.budget = *entry_.budget;
    if (entry_.budget_per_year) {
      lever_.budget_per_year = *entry_.budget_per_year;
    }
  }

  levers::Predicate bound(const Condition& condition, std::string_view what) {
    std::vector<ConditionProblem> found;
    levers::Predicate program = bind_condition(condition,
                                               world_.base.groups,
                                               world_.base.authorities,
                                               world_.base.zones,
                                               found);
    for (const ConditionProblem& problem : found) {
      add(fmt::format("'{}', character {}: the condition {}",
                      what,
                      problem.column,
                      problem.problem),
          problem.hint);
    }
    return program;
  }

  void take_places() {
    lever_.persons = bound(definition_.target, "target");
    lever_.zones = bound(definition_.zones, "zones");
    const levers::Predicate where = bound(entry_.where, "where");
    if (entry_.where.asks_persons()) {
      lever_.persons = both(std::move(lever_.persons), where);
    } else {
      lever_.zones = both(std::move(lever_.zones), where);
    }
    take_areas();
    check_deprivation();
  }

  void take_areas() {
    if (entry_.areas.empty()) return;
    const ZoneTable& zones = world_.base.zones;
    const AuthorityTable& authorities = world_.base.authorities;
    lever_.areas.assign(zones.size(), 0);
    for (const std::string& code : entry_.areas) {
      bool found = false;
      for (std::size_t z = 0; z < zones.size(); ++z) {
        const std::string& authority =
            authorities.codes[zones.authorities[z].index()];
        if (zones.codes[z] != code && authority != code) continue;
        lever_.areas[z] = 1;
        found = true;
      }
      if (found) continue;
      std::vector<std::string> known = authorities.codes;
      known.insert(known.end(), zones.codes.begin(), zones.codes.end());
      const auto near = nearest_names(code, known);
      add(fmt::format("'areas' names '{}', which is neither an authority nor a "
                      "zone of the study",
                      printable(code)),
          near.empty() ? fmt::format("Authorities of the study: {}",
                                     first_few(authorities.codes))
                       : fmt::format("Did you mean '{}'?", near.front()));
    }
  }

  /// Without the table every zone is of the middle decile.
  void check_deprivation() {
    const bool asks = lever_.zones.asks(levers::Field::imd_decile) ||
                      lever_.persons.asks(levers::Field::imd_decile);
    if (!asks || !area_.housing.deprivation.empty()) return;
    add("asks for imd_decile, which the study does not have",
        "Name area.tables.deprivation, or choose places by areas and another "
        "lever");
  }

  void take_effects() {
    lever_.zero = entry_.mode == EffectMode::zero;
    for (const LeverEffect& effect : definition_.effects) {
      levers::PlannedEffect planned;
      planned.mechanism = effect.mechanism;
      const auto given = entry_.values.find(effect.mechanism);
      const bool is_given = given != entry_.values.end();
      planned.value = is_given       ? given->second
                      : effect.value ? *effect.value
                                     : std::numeric_limits<double>::quiet_NaN();
      planned.prior = effect.prior;
      planned.sampled = entry_.mode == EffectMode::sampled && !is_given &&
                        effect.prior.family != levers::Prior::Family::fixed;
      lever_.effects.push_back(std::move(planned));
    }
    check_totals();
  }

  /// Arrivals cannot change where the totals of persons are given.
  void check_totals() {
    for (const levers::PlannedEffect& effect : lever_.effects) {
      if (effect.mechanism != Mechanism::arrivals || lever_.zero) continue;
      const bool changes = effect.sampled || effect.value != 1.0;
      if (!changes || scenario_.migration.totals == Totals::free) continue;
      add("changes how many arrive, but the totals of persons are given",
          "Write migration.totals = \"free\", or effects = { arrivals = 1 }");
    }
  }

  void take_sites() {
    SitesPlanned planned =
        plan_sites(entry_, scenario_.time.start, area_, world_);
    for (const std::string& problem : planned.problems) add(problem);
    lever_.sites = std::move(planned.sites);
    std::move(
        planned.notes.begin(), planned.notes.end(), std::back_inserter(notes_));
    lever_.tenure = Tenure::social_council;
    for (const Tenure tenure : all_tenures) {
      if (name_of(tenure) == entry_.tenure) lever_.tenure = tenure;
    }
    lever_.bedrooms = static_cast<std::size_t>(entry_.bedrooms - 1);
  }

  /// A rule of a whole authority cannot hold in some of its zones.
  void check_whole_authorities() {
    const bool whole = std::any_of(
        lever_.effects.begin(), lever_.effects.end(), [](const auto& one) {
          return is_of_authority(one.mechanism);
        });
    if (!whole || definition_.reaches != Reach::authorities) return;
    lever_.zone_share = 1;
    if (!entry_.where.text.empty()) {
      add("'where' cannot choose zones: the rule holds in whole authorities",
          "Name authorities in 'areas'");
    }
    const ZoneTable& zones = world_.base.zones;
    std::vector<std::uint8_t> in(world_.base.authorities.size(), 0);
    std::vector<std::uint8_t> out(in.size(), 0);
    for (std::size_t z = 0; z < lever_.areas.size(); ++z) {
      (lever_.areas[z] != 0 ? in : out)[zones.authorities[z].index()] = 1;
    }
    for (std::size_t a = 0; a < in.size(); ++a) {
      if (in[a] == 0 || out[a] == 0) continue;
      add("'areas' names zones, but the rule holds in whole authorities",
          fmt::format("Name {}", world_.base.authorities.codes[a]));
      return;
    }
  }

  /// What the contact model knows one number of cannot differ by area.
  void check_whole_study() {
    const bool whole = std::any_of(
        lever_.effects.begin(), lever_.effects.end(), [](const auto& one) {
          return one.mechanism == Mechanism::employer ||
                 one.mechanism == Mechanism::english_entry ||
                 one.mechanism == Mechanism::reporting_rate;
        });
    const bool partly =
        std::count(lever_.areas.begin(), lever_.areas.end(), std::uint8_t{0}) >
        0;
    if (!whole || (!partly && entry_.where.text.empty())) return;
    add("acts on the whole study: it cannot be limited to areas",
        "Remove 'areas' and 'where'");
  }

  const LeverEntry& entry_;
  const LeverDefinition& definition_;
  const Scenario& scenario_;
  const StudyArea& area_;
  const housing::World& world_;
  std::vector<ConfigProblem>& problems_;
  std::vector<std::string>& notes_;
  levers::PlannedLever lever_;
};

std::size_t place_of(const std::vector<LeverEntry>& entries,
                     const std::string& id) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&id](const auto& entry) {
        return entry.id == id;
      });
  return static_cast<std::size_t>(found - entries.begin());
}

/// Levers that others follow or widen, by their place in the plan.
void link(const std::vector<LeverEntry>& entries, levers::Plan& plan) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const LeverDefinition& lever = *shipped_levers().find(entries[i].id);
    if (!lever.follows.empty()) {
      plan.levers[i].follows =
          static_cast<int>(place_of(entries, lever.follows));
    }
    for (std::size_t e = 0; e < lever.effects.size(); ++e) {
      for (const std::string& id : lever.effects[e].of) {
        for (std::size_t j = 0; j < entries.size(); ++j) {
          if (j != i && (id == "all" || entries[j].id == id)) {
            plan.levers[i].effects[e].of.push_back(j);
          }
        }
      }
    }
  }
}

}  // namespace

levers::Plan plan_levers(const Scenario& scenario,
                         const StudyArea& area,
                         const housing::World& world,
                         std::vector<std::string>& notes) {
  levers::Plan plan;
  plan.together = scenario.interaction == Interaction::add
                      ? levers::Together::add
                      : levers::Together::largest;
  plan.first_quarter = (scenario.time.start.month - 1) / 3 + 1;
  plan.contacts_per_hour = scenario.parameters["contacts_per_hour"];
  plan.knows_deprivation = !area.housing.deprivation.empty();
  std::vector<ConfigProblem> problems;
  for (const LeverEntry& entry : scenario.levers) {
    plan.levers.push_back(
        LeverPlanner{entry, scenario, area, world, problems, notes}.plan());
  }
  if (!problems.empty()) throw ConfigError{std::move(problems)};
  link(scenario.levers, plan);
  return plan;
}

namespace {

bool needs_people(const LeverEntry& entry, const LeverDefinition& lever) {
  return lever.needs(levers::Needs::contact) ||
         lever.needs(levers::Needs::schools) || entry.where.needs_contact();
}

}  // namespace

std::vector<ConfigProblem> model_problems(const Scenario& scenario) {
  std::vector<ConfigProblem> problems;
  for (const LeverEntry& entry : scenario.levers) {
    const LeverDefinition& lever = *shipped_levers().find(entry.id);
    const auto add = [&](const std::string& problem, std::string hint) {
      problems.push_back(lever_problem(entry, problem, std::move(hint)));
    };
    if (scenario.housing.system != HousingSystem::full) {
      add("levers act on the full housing system",
          "Write housing.system = \"full\"");
    } else if (!scenario.contact.active && needs_people(entry, lever)) {
      add("acts on people who meet, or asks for their English or work",
          "Write contact.active = true");
    }
  }
  return problems;
}

std::vector<std::string> lever_banners(const Scenario& scenario) {
  std::vector<std::string> banners;
  for (const LeverEntry& entry : scenario.levers) {
    const LeverDefinition& lever = *shipped_levers().find(entry.id);
    if (!lever.research_only || entry.mode == EffectMode::zero) continue;
    banners.push_back(fmt::format(
        "RESEARCH ONLY: the lever '{}' ({}) acts by ethnic group or restricts "
        "where people may live, which is likely unlawful in England (Equality "
        "Act 2010) and is no proposal.",
        entry.label,
        lever.name));
  }
  return banners;
}

}  // namespace mingle
