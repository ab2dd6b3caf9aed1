// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "contact_rules.h"
#include "give_roles.h"
#include "housing/check_rules.h"
#include "people_by_zone.h"
#include "release_memory.h"
#include "work_odds.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unistd.h>

#include <fmt/format.h>

#include <mingle/engine/contact/network.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/error.h>
#include <mingle/engine/housing/state_edits.h>
#include <mingle/engine/parallel.h>
#include <mingle/geo/travel.h>
#include <mingle/scenarios/build_contact_world.h>

namespace mingle {
namespace {

/// Beyond this many zones distances are straight lines.
constexpr std::size_t most_zones_for_paths = 3000;

template <std::size_t N>
void take(const std::vector<double>& table,
          std::size_t zone,
          std::array<double, N>& shares) {
  if (table.empty()) return;
  std::copy_n(
      table.begin() + static_cast<std::ptrdiff_t>(zone * N), N, shares.begin());
}

/// Cumulative shares of the levels of English by broad group of adults, those
/// of households that came in the last five years, or all others.
std::vector<double> english_shares(const BuiltHousingWorld& built,
                                   const contact::World& world,
                                   const std::vector<contact::Traits>& traits,
                                   bool newcomers) {
  constexpr std::int16_t five_years = -20;
  const std::size_t levels = contact::english_count;
  std::vector<double> counts(world.broad_count() * levels, 0.0);
  const housing::State& homes = built.start;
  for (std::size_t i = 0; i < homes.households.size(); ++i) {
    const std::int16_t arrived = homes.households.arrived[i];
    const bool recent = arrived != housing::never && arrived >= five_years;
    if (recent != newcomers) continue;
    housing::for_members(homes, HouseholdId{i}, [&](PersonId person) {
      if (homes.persons.age(person, homes.tick) < housing::adult_age) return;
      const std::size_t row = person.index();
      counts[world.broad[homes.persons.groups[row]] * levels +
             static_cast<std::size_t>(traits[row].english())] += 1;
    });
  }
  for (std::size_t b = 0; b < world.broad_count(); ++b) {
    double total = 0;
    for (std::size_t e = 0; e < levels; ++e) total += counts[b * levels + e];
    double sum = 0;
    for (std::size_t e = 0; e < levels; ++e) {
      sum += counts[b * levels + e];
      counts[b * levels + e] = total > 0         ? sum / total
                               : e + 1 == levels ? 1.0
                                                 : 0.0;
    }
  }
  return counts;
}

std::vector<double> qualification_shares(
    const BuiltHousingWorld& built,
    const contact::World& world,
    const std::vector<contact::Traits>& traits) {
  std::vector<double> shares(world.broad_count() * 2, 0.0);
  std::vector<double> all(world.broad_count(), 0.0);
  const housing::PersonTable& persons = built.start.persons;
  for (std::size_t row = 0; row < persons.size(); ++row) {
    if (persons.age(PersonId{row}, built.start.tick) < housing::adult_age) {
      continue;
    }
    const std::size_t broad = world.broad[persons.groups[row]];
    all[broad] += 1;
    if (traits[row].qualification() == contact::Qualification::degree) {
      shares[broad * 2] += 1;
    } else if (traits[row].qualification() == contact::Qualification::some) {
      shares[broad * 2 + 1] += 1;
    }
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (all[i / 2] > 0) shares[i] /= all[i / 2];
  }
  return shares;
}

/// Half of the jobs where workers live, half towards the centre of what they
/// live around: there is no table of jobs by small area.
void make_jobs(const mingle::World& base,
               const ParameterValues& value,
               const std::vector<double>& workers,
               contact::World& world) {
  world.jobs.assign(base.zones.size(), 0.0);
  for (const auto& zones : base.authorities.zones) {
    double total = 0;
    double east = 0;
    double north = 0;
    for (const ZoneId zone : zones) {
      const double here = workers[zone.index()];
      total += here;
      east += here * base.zones.eastings[zone.index()];
      north += here * base.zones.northings[zone.index()];
    }
    if (total == 0) continue;
    std::vector<double> central;
    double sum = 0;
    for (const ZoneId zone : zones) {
      const double metres =
          std::hypot(base.zones.eastings[zone.index()] - east / total,
                     base.zones.northings[zone.index()] - north / total);
      central.push_back(std::exp(-metres / 1000 / value["work_centre_km"]));
      sum += central.back();
    }
    const double share = value["work_centre_share"];
    for (std::size_t i = 0; i < zones.size(); ++i) {
      world.jobs[zones[i].index()] = (1 - share) * workers[zones[i].index()] +
                                     share * total * central[i] / sum;
    }
  }
}

/// Shortest ways over zones that touch, between centroids.
std::vector<float> path_distances(const mingle::World& base) {
  std::vector<float> km = contact::straight_distances(base);
  std::vector<Point> centroids;
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    centroids.push_back({base.zones.eastings[z], base.zones.northings[z]});
  }
  const ZoneGraph graph = make_zone_graph(base.neighbours, centroids);
  for (std::size_t z = 0; z < base.zones.size(); ++z) {
    const auto& zones =
        base.authorities.zones[base.zones.authorities[z].index()];
    const std::vector<double> metres = graph.shortest_paths(ZoneId{z});
    const std::size_t first = static_cast<std::size_t>(
        base.decay_from(ZoneId{z}) - base.decay.data());
    for (std::size_t i = 0; i < zones.size(); ++i) {
      const double there = metres[zones[i].index()];
      if (zones[i].index() != z && std::isfinite(there)) {
        km[first + i] = static_cast<float>(there / 1000);
      }
    }
  }
  return km;
}

void set_commuting(const StudyArea& area,
                   const mingle::World& base,
                   contact::World& world) {
  if (!area.contact.commuting) return;
  const CommutingTable& flows = *area.contact.commuting;
  const std::size_t n = base.authorities.size();
  world.outside_share.assign(n, 0.0);
  world.commuting.assign(n * n, 0.0);
  for (std::size_t a = 0; a < n; ++a) {
    double inside = 0;
    for (std::size_t b = 0; b < n; ++b) inside += flows.between[a * n + b];
    const double all = inside + flows.to_outside[a];
    if (all > 0) world.outside_share[a] = flows.to_outside[a] / all;
    double sum = 0;
    for (std::size_t b = 0; b < n; ++b) {
      sum +=
          inside > 0 ? flows.between[a * n + b] / inside : (a == b ? 1.0 : 0.0);
      world.commuting[a * n + b] = sum;
    }
  }
}

std::vector<std::string> notes_of(const StudyArea& area, bool paths) {
  std::vector<std::string> notes;
  const auto absent = [&notes](bool missing, const char* what) {
    if (missing) {
      notes.push_back(std::string{what} +
                      " is not given: the shares of England are taken "
                      "everywhere");
    }
  };
  absent(area.contact.english.empty(), "area.tables.english");
  absent(area.contact.work.empty(), "area.tables.economic_activity");
  absent(area.contact.qualification.empty(), "area.tables.qualification");
  if (!area.contact.commuting) {
    notes.emplace_back(
        "contact.commuting is not given: everybody works in the own authority");
  }
  notes.emplace_back(
      "schools are generated along a curve through the zones, not real ones");
  notes.emplace_back(
      "jobs are generated from where workers live and the centre, not counted");
  notes.emplace_back(
      paths ? "distances to school and work are shortest ways over zones that "
              "touch"
            : "distances to school and work are straight lines: too many zones "
              "for shortest ways");
  return notes;
}

double ratio(double wrong, double all, bool given) {
  return given && all > 0 ? wrong / all : -1;
}

std::vector<RoleFit> give_all_roles(const Scenario& scenario,
                                    const StudyArea& area,
                                    const mingle::World& base,
                                    const PeopleByZone& people,
                                    std::vector<contact::Traits>& traits) {
  const RoleSeeds seeds = role_seeds(base.groups.names());
  std::vector<RoleFit> by_zone(people.zones());
  parallel_for_blocks(
      people.zones(), 1, [&](std::size_t z, std::size_t, std::size_t) {
        ZoneShares shares;
        take(area.contact.english, z, shares.english);
        take(area.contact.work, z, shares.work);
        take(area.contact.qualification, z, shares.qualification);
        give_roles(people.of(z),
                   shares,
                   seeds,
                   scenario.parameters,
                   zone_key(base.zones.codes[z]),
                   traits,
                   by_zone[z]);
      });
  std::vector<RoleFit> fits(base.authorities.size());
  for (std::size_t z = 0; z < by_zone.size(); ++z) {
    fits[base.zones.authorities[z].index()] += by_zone[z];
  }
  return fits;
}

std::vector<double> workers_of(const PeopleByZone& people,
                               const std::vector<contact::Traits>& traits) {
  std::vector<double> workers;
  for (std::size_t z = 0; z < people.zones(); ++z) {
    const std::vector<Candidate> here = people.of(z);
    workers.push_back(static_cast<double>(
        std::count_if(here.begin(), here.end(), [&](const Candidate& one) {
          return traits[one.row].works();
        })));
  }
  return workers;
}

std::vector<ContactFit> fits_of(const StudyArea& area,
                                const mingle::World& base,
                                const std::vector<RoleFit>& fits,
                                const BuiltContactWorld& made) {
  std::vector<ContactFit> all;
  for (std::size_t a = 0; a < fits.size(); ++a) {
    ContactFit& to = all.emplace_back();
    const RoleFit& fit = fits[a];
    to.authority = base.authorities.codes[a];
    to.english_error = ratio(
        fit.english_wrong, fit.english_all, !area.contact.english.empty());
    to.work_error =
        ratio(fit.work_wrong, fit.work_all, !area.contact.work.empty());
    to.qualification_error = ratio(fit.qualification_wrong,
                                   fit.qualification_all,
                                   !area.contact.qualification.empty());
    to.outside_share = made.world.outside_share[a];
    for (const ZoneId zone : made.start.schools.zones) {
      to.schools += base.zones.authorities[zone.index()].index() == a ? 1U : 0U;
    }
  }
  return all;
}

}  // namespace

void check_network(const contact::Rules& rules,
                   std::size_t authorities,
                   std::size_t people,
                   double memory) {
  if (rules.settings.resolution == contact::Resolution::pools) return;
  const auto refuse = [](std::string problem, std::string hint) {
    throw ConfigError{{{"",
                        0,
                        0,
                        "contact.resolution",
                        std::move(problem),
                        std::move(hint)}}};
  };
  if (authorities != 1) {
    refuse(fmt::format("a contact network is drawn in one authority; the study "
                       "has {}",
                       authorities),
           "Study one authority, or write contact.resolution = \"pools\"");
  }
  constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;
  const auto needed =
      static_cast<double>(contact::network_bytes(rules, people));
  if (needed > memory) {
    refuse(fmt::format("the contacts of {} people on {} days need up to {:.1f} "
                       "GiB of memory; this machine has {:.1f}",
                       people,
                       rules.settings.network_days,
                       needed / gibibyte,
                       memory / gibibyte),
           "Lower contact.network_days, or write contact.resolution = "
           "\"pools\"");
  }
}

BuiltContactWorld build_contact_world(const Scenario& scenario,
                                      const StudyArea& area,
                                      BuiltHousingWorld& built) {
  BuiltContactWorld made;
  const mingle::World& base = built.world.base;
  const ParameterValues& value = scenario.parameters;
  made.world.rules = contact_rules(value);
  check_hours(made.world.rules.hours);
  made.world.rules.settings.resolution = scenario.contact.resolution;
  check_network(made.world.rules,
                base.authorities.size(),
                built.start.persons.size(),
                static_cast<double>(sysconf(_SC_PHYS_PAGES)) *
                    static_cast<double>(sysconf(_SC_PAGESIZE)));
  contact::set_broad_groups(base.groups, made.world);
  made.start.persons.reserve(with_room(built.start.persons.size()));
  made.start.persons.resize(built.start.persons.size());
  std::optional<PeopleByZone> people{built};
  const std::vector<RoleFit> fits =
      give_all_roles(scenario, area, base, *people, made.start.persons);
  const std::vector<double> workers = workers_of(*people, made.start.persons);
  made.world.arrival_english =
      english_shares(built, made.world, made.start.persons, true);
  made.world.settled_english =
      english_shares(built, made.world, made.start.persons, false);
  made.world.qualification =
      qualification_shares(built, made.world, made.start.persons);
  set_work_odds(*people, made.start.persons, made.world);
  people.reset();
  release_memory();
  set_commuting(area, base, made.world);
  make_jobs(base, value, workers, made.world);
  const bool paths = base.zones.size() <= most_zones_for_paths;
  if (paths) made.world.travel = path_distances(base);
  contact::index_world(built.world, made.world);
  made.start.schools =
      contact::generate_schools(built.world,
                                built.start,
                                {.primary = value["school_primary_size"],
                                 .secondary = value["school_secondary_size"],
                                 .surplus = value["school_surplus"],
                                 .faith_share = value["school_faith_schools"]});
  contact::Stepper{built.world, made.world, scenario.run.seed}.begin(
      built.start, made.start);
  made.notes = notes_of(area, paths);
  made.fits = fits_of(area, base, fits, made);
  return made;
}

std::string contact_fit_csv(const std::vector<ContactFit>& fits) {
  std::string csv;
  for (const ContactFit& fit : fits) {
    const auto row = [&](const char* name, double value, const char* limit) {
      if (value < 0) return;
      const bool limited = *limit != '\0';
      csv += fmt::format("{},{},{:.10g},{},{}\n",
                         fit.authority,
                         name,
                         value,
                         limit,
                         !limited                    ? ""
                         : value <= std::stod(limit) ? "yes"
                                                     : "no");
    };
    row("zone_by_little_english_approx_share_wrong", fit.english_error, "0.01");
    row("zone_by_in_work_approx_share_wrong", fit.work_error, "0.02");
    row("zone_by_degree_approx_share_wrong", fit.qualification_error, "0.01");
    row("workers_outside_the_study_share", fit.outside_share, "");
    row("generated_schools", static_cast<double>(fit.schools), "");
  }
  return csv;
}

std::string contact_fit_text(const std::vector<ContactFit>& fits) {
  double worst = 0;
  for (const ContactFit& fit : fits) {
    worst = std::max(
        {worst, fit.english_error, fit.work_error, fit.qualification_error});
  }
  return fmt::format(
      "contact: roles miss the approximate tables of English, work and "
      "qualification by at most {:.2g}% of persons in an authority",
      100 * worst);
}

}  // namespace mingle
