// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "gamma.h"
#include "twin_path.h"

#include <algorithm>
#include <cmath>

#include <mingle/engine/assert.h>
#include <mingle/engine/hindcast/twin.h>
#include <mingle/engine/indices/two_group.h>

namespace mingle::hindcast {
namespace {

/// FNV-1a: draws follow codes, not places in a table.
std::uint64_t code_id(const std::string& code) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : code) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  return hash;
}

/// Near zones of an authority with weights exp(-distance / kernel), a zone
/// without any being near to itself.
void find_near_zones(const Panel& panel,
                     const PanelAuthority& authority,
                     const TwinSettings& settings,
                     TwinArea& area) {
  area.offsets.assign(1, 0);
  const bool map = settings.neighbours && panel.has_map();
  for (std::size_t z = 0; z < area.zones; ++z) {
    const std::size_t first = area.near.size();
    double sum = 0;
    for (std::size_t other = 0; map && other < area.zones; ++other) {
      if (other == z) continue;
      const std::size_t a = authority.begin + z;
      const std::size_t b = authority.begin + other;
      const double distance =
          std::hypot(panel.eastings[a] - panel.eastings[b],
                     panel.northings[a] - panel.northings[b]);
      if (distance > settings.reach) continue;
      area.near.push_back(other);
      area.weights.push_back(std::exp(-distance / settings.kernel));
      sum += area.weights.back();
    }
    if (area.near.size() == first) {
      area.near.push_back(z);
      area.weights.push_back(1);
      sum = 1;
    }
    for (std::size_t e = first; e < area.near.size(); ++e) {
      area.weights[e] /= sum;
    }
    area.offsets.push_back(area.near.size());
  }
}

std::vector<double> chosen_columns(const std::vector<double>& scores,
                                   std::size_t width,
                                   const std::vector<std::size_t>& columns) {
  std::vector<double> chosen;
  if (width == 0) return chosen;
  for (std::size_t z = 0; z < scores.size() / width; ++z) {
    for (const std::size_t c : columns) chosen.push_back(scores[z * width + c]);
  }
  return chosen;
}

/// Growth is cut here: a group of a dozen people may grow a hundredfold.
constexpr double most_growth = 2;

/// Log-likelihood of a Dirichlet-multinomial by its parts: ln of the rising
/// factorial of `x` over `n`, and its derivative by x.
LogGamma rising(double x, double n) {
  const LogGamma up = log_gamma(x + n);
  const LogGamma down = log_gamma(x);
  return {up.value - down.value, up.slope - down.slope};
}

/// Likelihood of the later census given the last year's people.
class CensusLikelihood {
 public:
  CensusLikelihood(const TwinLayout& layout,
                   const TwinArea& area,
                   std::span<const double> parameters,
                   double kappa)
      : layout_{layout},
        area_{area},
        phi_{std::exp(parameters[layout.mix_precision()])},
        excess_{std::exp(parameters[layout.total_excess()])},
        kappa_{kappa} {
    for (const double total : area.total_after) all_ += total;
  }

  /// Adds derivatives to `gradient` (if not empty) and fills `slope` by people.
  double value(const std::vector<double>& people,
               std::span<double> gradient,
               std::vector<double>& slope) {
    slope.assign(people.size(), 0.0);
    double sum = 0;
    std::vector<double> totals(area_.zones, 0.0);
    for (std::size_t i = 0; i < people.size(); ++i) {
      totals[i / area_.groups] += people[i];
    }
    for (std::size_t z = 0; z < area_.zones; ++z) {
      sum += mix(z, people, totals[z], slope);
    }
    sum += sizes(totals, slope);
    if (!gradient.empty()) {
      gradient[layout_.mix_precision()] += phi_ * by_phi_;
      gradient[layout_.total_excess()] += excess_ * by_excess_;
    }
    return sum;
  }

 private:
  /// The mix of a zone, its size being known.
  double mix(std::size_t z,
             const std::vector<double>& people,
             double total,
             std::vector<double>& slope) {
    const std::size_t groups = area_.groups;
    const double* seen = area_.after.data() + z * groups;
    double observed = 0;
    for (std::size_t g = 0; g < groups; ++g) observed += seen[g];
    const LogGamma whole = rising(phi_, observed);
    double value = -whole.value;
    by_phi_ -= whole.slope;
    double by_total = 0;
    const double size = total + kappa_;
    for (std::size_t g = 0; g < groups; ++g) {
      const std::size_t i = z * groups + g;
      const double everywhere = std::max(area_.total_after[g] / all_, 1e-9);
      const double share = (people[i] + kappa_ * everywhere) / size;
      const LogGamma part = rising(phi_ * share, seen[g]);
      value += part.value;
      by_phi_ += part.slope * share;
      slope[i] += phi_ * part.slope / size;
      by_total -= phi_ * part.slope * share / size;
    }
    for (std::size_t g = 0; g < groups; ++g) slope[z * groups + g] += by_total;
    return value;
  }

  /// The sizes of all zones, the authority's being known.
  double sizes(const std::vector<double>& totals, std::vector<double>& slope) {
    const double precision = all_ / excess_;
    const LogGamma whole = rising(precision, all_);
    double value = -whole.value;
    double by_precision = -whole.slope;
    for (std::size_t z = 0; z < area_.zones; ++z) {
      double observed = 0;
      for (std::size_t g = 0; g < area_.groups; ++g) {
        observed += area_.after[z * area_.groups + g];
      }
      const double part = std::max(totals[z], 1.0) / all_;
      const LogGamma each = rising(precision * part, observed);
      value += each.value;
      by_precision += each.slope * part;
      const double by_people = precision * each.slope / all_;
      for (std::size_t g = 0; g < area_.groups && totals[z] > 1; ++g) {
        slope[z * area_.groups + g] += by_people;
      }
    }
    by_excess_ -= by_precision * all_ / (excess_ * excess_);
    return value;
  }

  const TwinLayout& layout_;
  const TwinArea& area_;
  double phi_;
  double excess_;
  double kappa_;
  double all_ = 0;
  double by_phi_ = 0;
  double by_excess_ = 0;
};

}  // namespace

TwinLayout::TwinLayout(const Panel& panel, const TwinSettings& settings)
    : groups_{panel.group_count()} {
  for (const PanelAuthority& each : panel.authorities) {
    if (!each.region.empty()) regions_.push_back(each.region);
  }
  std::sort(regions_.begin(), regions_.end());
  regions_.erase(std::unique(regions_.begin(), regions_.end()), regions_.end());
  for (std::size_t c = 0; c < panel.covariates.size(); ++c) {
    const bool kept =
        std::find(settings.retention.begin(),
                  settings.retention.end(),
                  panel.covariates[c]) != settings.retention.end();
    (kept ? retentions_ : destinations_).push_back(c);
  }
  const bool near = settings.neighbours && panel.has_map();
  const TwinPriors& prior = settings.priors;
  for (const std::string& group : panel.groups) {
    add("alpha." + group, true, prior.alpha, prior.alpha_spread);
    add("alpha_evenness." + group, settings.area_terms, 0, prior.evenness);
    add("alpha_growth." + group, settings.area_terms, 0, prior.growth);
    add("alpha_diversity." + group, settings.area_terms, 0, prior.diversity);
    add("near." + group, near, 0, prior.near);
    for (const std::string& other : panel.groups) {
      add("share." + group + '.' + other, settings.others, 0, prior.share);
    }
    for (const std::string& other : panel.groups) {
      add("near_share." + group + '.' + other,
          settings.others && near,
          0,
          prior.share);
    }
    for (const std::size_t c : destinations_) {
      add("beta." + group + '.' + panel.covariates[c],
          settings.covariates,
          0,
          prior.covariate);
    }
    for (const std::size_t c : retentions_) {
      add("rho." + group + '.' + panel.covariates[c],
          settings.covariates,
          0,
          prior.retention);
    }
  }
  add("ln_mix_precision", true, 5, 3);
  add("ln_total_excess", true, 3, 3);
  const bool shared = settings.region_spread > 0;
  for (const std::string& group : panel.groups) {
    for (const std::string& region : regions_) {
      add("alpha_region." + group + '.' + region,
          shared,
          0,
          shared ? settings.region_spread : 1);
    }
  }
}

std::size_t TwinLayout::region(const std::string& code) const {
  return static_cast<std::size_t>(
      std::find(regions_.begin(), regions_.end(), code) - regions_.begin());
}

void TwinLayout::add(std::string name, bool free, double mean, double spread) {
  names_.push_back(std::move(name));
  free_.push_back(free);
  means_.push_back(mean);
  spreads_.push_back(spread);
}

TwinArea make_twin_area(const Panel& panel,
                        const PanelAuthority& authority,
                        const TwinSettings& settings) {
  const TwinLayout layout{panel, settings};
  const PeopleTable before = panel.before_of(authority);
  const PeopleTable after = panel.after_of(authority);
  TwinArea area;
  area.zones = authority.size();
  area.id = code_id(authority.code);
  area.region = layout.region(authority.region);
  for (std::size_t z = authority.begin; z < authority.end; ++z) {
    area.zone_ids.push_back(code_id(panel.zones[z]));
  }
  area.groups = panel.group_count();
  MINGLE_EXPECT(settings.turnover.size() == area.groups);
  area.before.assign(before.values().begin(), before.values().end());
  area.after.assign(after.values().begin(), after.values().end());
  for (std::size_t g = 0; g < area.groups; ++g) {
    const double first = before.group_total(g);
    const double last = after.group_total(g);
    area.total_before.push_back(first);
    area.total_after.push_back(last);
    const double unevenness = dissimilarity(against_rest(before, g));
    area.evenness.push_back(std::isnan(unevenness) ? 0 : unevenness - 0.4);
    area.growth.push_back(std::clamp(
        std::log((last + 1) / (first + 1)) - 0.3, -most_growth, most_growth));
  }
  const double largest =
      *std::max_element(area.total_before.begin(), area.total_before.end());
  area.diversity = std::log(1.005 - largest / before.total()) + 2;
  const std::vector<double> scores = z_scores(panel, authority);
  const std::size_t width = panel.covariates.size();
  area.destination =
      chosen_columns(scores, width, layout.destination_columns());
  area.retention = chosen_columns(scores, width, layout.retention_columns());
  find_near_zones(panel, authority, settings, area);
  return area;
}

std::vector<double> Twin::alphas(const TwinArea& area,
                                 std::span<const double> parameters,
                                 const TwinEffects& effects) const {
  std::vector<double> alphas(area.groups);
  for (std::size_t g = 0; g < area.groups; ++g) {
    alphas[g] = parameters[layout_.alpha(g)] +
                parameters[layout_.alpha_evenness(g)] * area.evenness[g] +
                parameters[layout_.alpha_growth(g)] * area.growth[g] +
                parameters[layout_.alpha_diversity(g)] * area.diversity +
                (effects.alpha.empty() ? 0 : effects.alpha[g]);
    if (area.region < layout_.regions()) {
      alphas[g] += parameters[layout_.alpha_region(g, area.region)];
    }
  }
  return alphas;
}

PeopleTable Twin::forecast(const TwinArea& area,
                           std::span<const double> parameters,
                           const TwinEffects& effects) const {
  TwinPath path{layout_, settings_, area, parameters, effects};
  path.run();
  return {area.groups, path.last()};
}

std::vector<PeopleTable> Twin::years(const TwinArea& area,
                                     std::span<const double> parameters,
                                     const TwinEffects& effects) const {
  TwinPath path{layout_, settings_, area, parameters, effects};
  path.run();
  std::vector<PeopleTable> years;
  for (const auto& people : path.people()) {
    years.emplace_back(area.groups, people);
  }
  return years;
}

double Twin::log_likelihood(const TwinArea& area,
                            std::span<const double> parameters,
                            const TwinEffects& effects,
                            std::span<double> gradient,
                            std::span<double> effect_gradient) const {
  TwinPath path{layout_, settings_, area, parameters, effects};
  path.run();
  CensusLikelihood likelihood{layout_, area, parameters, settings_.kappa};
  std::vector<double> slope;
  const double value = likelihood.value(path.last(), gradient, slope);
  if (!gradient.empty()) {
    path.back(std::move(slope), gradient, effect_gradient);
  }
  return value;
}

}  // namespace mingle::hindcast
