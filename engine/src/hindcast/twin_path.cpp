// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "twin_path.h"

#include <algorithm>
#include <cmath>

namespace mingle::hindcast {
namespace {

/// Calls `use(cell, zone, group)` for each cell of a table, zone by zone.
template <class F>
void for_cells(std::size_t zones, std::size_t groups, const F& use) {
  for (std::size_t z = 0; z < zones; ++z) {
    for (std::size_t g = 0; g < groups; ++g) use(z * groups + g, z, g);
  }
}

}  // namespace

TwinPath::TwinPath(const TwinLayout& layout,
                   const TwinSettings& settings,
                   const TwinArea& area,
                   std::span<const double> parameters,
                   const TwinEffects& effects)
    : layout_{layout},
      settings_{settings},
      area_{area},
      zones_{area.zones},
      groups_{area.groups},
      alphas_{Twin{layout, settings}.alphas(area, parameters, effects)},
      fixed_(zones_ * groups_),
      stay_(zones_ * groups_) {
  for (std::size_t g = 0; g < groups_; ++g) {
    nears_.push_back(parameters[layout.near(g)]);
  }
  for (std::size_t h = 0; h < groups_; ++h) {
    for (std::size_t g = 0; g < groups_; ++g) {
      share_.push_back(parameters[layout.share(g) + h]);
      near_share_.push_back(parameters[layout.near_share(g) + h]);
    }
  }
  const std::size_t betas = layout.destinations();
  const std::size_t rhos = layout.retentions();
  for_cells(zones_, groups_, [&](auto i, auto z, auto g) {
    for (std::size_t c = 0; c < betas; ++c) {
      fixed_[i] +=
          parameters[layout.covariate(g) + c] * area.destination[z * betas + c];
    }
    if (!effects.zones.empty()) fixed_[i] += effects.zones[i];
    double pull = 0;
    for (std::size_t c = 0; c < rhos; ++c) {
      pull +=
          parameters[layout.retention(g) + c] * area.retention[z * rhos + c];
    }
    stay_[i] = (1 - settings.turnover[g]) * std::exp(pull);
  });
}

/// Given totals change by the same factor every year; one that starts or ends
/// at nobody changes by the same number.
double TwinPath::total_at(std::size_t group, int year) const {
  const double first = area_.total_before[group];
  const double last = area_.total_after[group];
  const double part = static_cast<double>(year) / settings_.years;
  if (first <= 0 || last <= 0) return first + part * (last - first);
  return first * std::pow(last / first, part);
}

std::vector<double> TwinPath::mix_at(int year) const {
  std::vector<double> mix(groups_);
  double all = 0;
  for (std::size_t g = 0; g < groups_; ++g) all += total_at(g, year);
  for (std::size_t g = 0; g < groups_; ++g) {
    // Nobody of a group anywhere still leaves a share whose log is finite.
    mix[g] = std::max(total_at(g, year) / all, 1e-9);
  }
  return mix;
}

void TwinPath::measure(const std::vector<double>& people,
                       int year,
                       Year& out) const {
  const std::vector<double> mix = mix_at(year);
  out.totals.assign(zones_, 0.0);
  for_cells(zones_, groups_, [&](auto i, auto z, auto) {
    out.totals[z] += people[i];
  });
  out.shares.resize(people.size());
  for_cells(zones_, groups_, [&](auto i, auto z, auto g) {
    out.shares[i] = (people[i] + settings_.kappa * mix[g]) /
                    (out.totals[z] + settings_.kappa);
  });
  out.near.assign(people.size(), 0.0);
  for (std::size_t z = 0; z < zones_; ++z) {
    double* row = out.near.data() + z * groups_;
    for (std::size_t e = area_.offsets[z]; e < area_.offsets[z + 1]; ++e) {
      const double* other = out.shares.data() + area_.near[e] * groups_;
      for (std::size_t g = 0; g < groups_; ++g) {
        row[g] += area_.weights[e] * other[g];
      }
    }
  }
}

/// Where those who move go.
void TwinPath::place(Year& out) const {
  const std::size_t size = zones_ * groups_;
  out.log_shares.resize(size);
  out.log_near.resize(size);
  out.pi = fixed_;
  std::vector<double> largest(groups_, -1e300);
  for (std::size_t z = 0; z < zones_; ++z) {
    const std::size_t row = z * groups_;
    const double room = std::log(out.totals[z] + 1);
    double* utility = out.pi.data() + row;
    for (std::size_t g = 0; g < groups_; ++g) {
      const double own = std::log(out.shares[row + g]);
      const double near = std::log(out.near[row + g]);
      out.log_shares[row + g] = own;
      out.log_near[row + g] = near;
      utility[g] += room + alphas_[g] * own + nears_[g] * near;
    }
    for (std::size_t h = 0; h < groups_; ++h) {
      const double share = out.shares[row + h];
      const double near = out.near[row + h];
      for (std::size_t g = 0; g < groups_; ++g) {
        utility[g] += share_[h * groups_ + g] * share +
                      near_share_[h * groups_ + g] * near;
      }
    }
    for (std::size_t g = 0; g < groups_; ++g) {
      largest[g] = std::max(largest[g], utility[g]);
    }
  }
  std::vector<double> sums(groups_, 0.0);
  for (std::size_t z = 0; z < zones_; ++z) {
    double* pi = out.pi.data() + z * groups_;
    for (std::size_t g = 0; g < groups_; ++g) {
      pi[g] = std::exp(pi[g] - largest[g]);
      sums[g] += pi[g];
    }
  }
  for (std::size_t z = 0; z < zones_; ++z) {
    double* pi = out.pi.data() + z * groups_;
    for (std::size_t g = 0; g < groups_; ++g) pi[g] /= sums[g];
  }
}

std::vector<double> TwinPath::move(const std::vector<double>& people,
                                   int year,
                                   Year& out) const {
  out.kept.resize(people.size());
  out.kept_totals.assign(groups_, 0.0);
  out.given.resize(groups_);
  for (std::size_t g = 0; g < groups_; ++g)
    out.given[g] = total_at(g, year + 1);
  for_cells(zones_, groups_, [&](auto i, auto, auto g) {
    out.kept[i] = stay_[i] * people[i];
    out.kept_totals[g] += out.kept[i];
  });
  std::vector<double> after(people.size());
  for_cells(zones_, groups_, [&](auto i, auto, auto g) {
    // A group that shrinks faster than it moves only loses people.
    after[i] =
        out.shrinks(g)
            ? out.kept[i] * out.given[g] / out.kept_totals[g]
            : out.kept[i] + (out.given[g] - out.kept_totals[g]) * out.pi[i];
  });
  return after;
}

void TwinPath::run() {
  people_.assign(1, area_.before);
  years_.clear();
  for (int year = 0; year < settings_.years; ++year) {
    Year now;
    measure(people_.back(), year, now);
    place(now);
    people_.push_back(move(people_.back(), year, now));
    years_.push_back(std::move(now));
  }
}

void TwinPath::back(std::vector<double> people_slope,
                    std::span<double> gradient,
                    std::span<double> effect_gradient) {
  Slopes slopes;
  slopes.people = std::move(people_slope);
  Sums sums;
  sums.alpha.assign(groups_, 0.0);
  sums.near.assign(groups_, 0.0);
  sums.share.assign(groups_ * groups_, 0.0);
  sums.near_share.assign(groups_ * groups_, 0.0);
  sums.utility.assign(zones_ * groups_, 0.0);
  sums.kept.assign(zones_ * groups_, 0.0);
  for (std::size_t y = years_.size(); y-- > 0;) {
    const Year& year = years_[y];
    const std::vector<double> after = std::move(slopes.people);
    slopes.people.assign(after.size(), 0.0);
    slopes.shares.assign(after.size(), 0.0);
    slopes.near.assign(after.size(), 0.0);
    slopes.totals.assign(zones_, 0.0);
    back_moves(year, after, slopes, sums);
    back_utility(year, slopes, sums);
    back_shares(year, slopes);
  }
  hand_out(sums, gradient, effect_gradient);
}

void TwinPath::back_moves(const Year& year,
                          const std::vector<double>& after,
                          Slopes& slopes,
                          Sums& sums) const {
  std::vector<double> by_pi(groups_, 0.0);
  std::vector<double> by_kept(groups_, 0.0);
  for (std::size_t row = 0; row < after.size(); row += groups_) {
    for (std::size_t g = 0; g < groups_; ++g) {
      by_pi[g] += after[row + g] * year.pi[row + g];
      by_kept[g] += after[row + g] * year.kept[row + g];
    }
  }
  slopes.utility.resize(after.size());
  for (std::size_t row = 0; row < after.size(); row += groups_) {
    for (std::size_t g = 0; g < groups_; ++g) {
      const std::size_t i = row + g;
      double kept = after[i] - by_pi[g];
      slopes.utility[i] =
          (year.given[g] - year.kept_totals[g]) * year.pi[i] * kept;
      if (year.shrinks(g)) {
        const double total = year.kept_totals[g];
        kept = year.given[g] / total * (after[i] - by_kept[g] / total);
        slopes.utility[i] = 0;
      }
      slopes.people[i] += kept * stay_[i];
      sums.kept[i] += kept * year.kept[i];
      sums.utility[i] += slopes.utility[i];
    }
  }
}

void TwinPath::back_utility(const Year& year,
                            Slopes& slopes,
                            Sums& sums) const {
  for (std::size_t z = 0; z < zones_; ++z) {
    const std::size_t row = z * groups_;
    const double* utility = slopes.utility.data() + row;
    double all = 0;
    for (std::size_t g = 0; g < groups_; ++g) {
      const std::size_t i = row + g;
      all += utility[g];
      sums.alpha[g] += utility[g] * year.log_shares[i];
      sums.near[g] += utility[g] * year.log_near[i];
      slopes.shares[i] += utility[g] * alphas_[g] / year.shares[i];
      slopes.near[i] += utility[g] * nears_[g] / year.near[i];
    }
    slopes.totals[z] += all / (year.totals[z] + 1);
    for (std::size_t h = 0; h < groups_; ++h) {
      const std::size_t from = h * groups_;
      double by_share = 0;
      double by_near = 0;
      for (std::size_t g = 0; g < groups_; ++g) {
        sums.share[from + g] += utility[g] * year.shares[row + h];
        sums.near_share[from + g] += utility[g] * year.near[row + h];
        by_share += utility[g] * share_[from + g];
        by_near += utility[g] * near_share_[from + g];
      }
      slopes.shares[row + h] += by_share;
      slopes.near[row + h] += by_near;
    }
  }
}

void TwinPath::hand_out(const Sums& sums,
                        std::span<double> gradient,
                        std::span<double> effect_gradient) const {
  const std::size_t betas = layout_.destinations();
  const std::size_t rhos = layout_.retentions();
  for (std::size_t g = 0; g < groups_; ++g) {
    gradient[layout_.alpha(g)] += sums.alpha[g];
    gradient[layout_.alpha_evenness(g)] += sums.alpha[g] * area_.evenness[g];
    gradient[layout_.alpha_growth(g)] += sums.alpha[g] * area_.growth[g];
    gradient[layout_.alpha_diversity(g)] += sums.alpha[g] * area_.diversity;
    gradient[layout_.near(g)] += sums.near[g];
    if (area_.region < layout_.regions()) {
      gradient[layout_.alpha_region(g, area_.region)] += sums.alpha[g];
    }
    if (!effect_gradient.empty()) effect_gradient[g] += sums.alpha[g];
    for (std::size_t h = 0; h < groups_; ++h) {
      gradient[layout_.share(g) + h] += sums.share[h * groups_ + g];
      gradient[layout_.near_share(g) + h] += sums.near_share[h * groups_ + g];
    }
  }
  for_cells(zones_, groups_, [&](auto i, auto z, auto g) {
    const std::size_t beta = layout_.covariate(g);
    const std::size_t rho = layout_.retention(g);
    for (std::size_t c = 0; c < betas; ++c) {
      gradient[beta + c] += sums.utility[i] * area_.destination[z * betas + c];
    }
    for (std::size_t c = 0; c < rhos; ++c) {
      gradient[rho + c] += sums.kept[i] * area_.retention[z * rhos + c];
    }
  });
}

void TwinPath::back_shares(const Year& year, Slopes& slopes) const {
  for (std::size_t z = 0; z < zones_; ++z) {
    const double* from = slopes.near.data() + z * groups_;
    for (std::size_t e = area_.offsets[z]; e < area_.offsets[z + 1]; ++e) {
      double* to = slopes.shares.data() + area_.near[e] * groups_;
      for (std::size_t g = 0; g < groups_; ++g) {
        to[g] += area_.weights[e] * from[g];
      }
    }
  }
  for (std::size_t i = 0; i < slopes.shares.size(); ++i) {
    const std::size_t z = i / groups_;
    const double size = year.totals[z] + settings_.kappa;
    slopes.people[i] += slopes.shares[i] / size;
    slopes.totals[z] -= slopes.shares[i] * year.shares[i] / size;
  }
  for (std::size_t i = 0; i < slopes.people.size(); ++i) {
    slopes.people[i] += slopes.totals[i / groups_];
  }
}

}  // namespace mingle::hindcast
