// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <mingle/engine/hindcast/null_models.h>
#include <mingle/engine/hindcast/regression.h>
#include <mingle/engine/parallel.h>

namespace mingle::hindcast {
namespace {

double share_at(const PeopleTable& people, std::size_t z, std::size_t g) {
  const double total = people.zone_total(z);
  return total > 0 ? people.at(z, g) / total : 0;
}

/// The regression's sums of one authority.
class AuthoritySums {
 public:
  AuthoritySums(const Panel& panel,
                const PanelAuthority& authority,
                const TwinArea& area,
                RegressionBase base)
      : area_{area},
        before_{panel.before_of(authority)},
        after_{panel.after_of(authority)} {
    controls_.group_totals = area.total_after;
    if (base == RegressionBase::raked) {
      controls_.zone_totals.assign(after_.zone_totals().begin(),
                                   after_.zone_totals().end());
      base_ = hindcast::raked(before_, controls_);
    } else {
      base_ = hindcast::proportional(before_, controls_);
    }
    fill_features(z_scores(panel, authority), panel.covariates.size());
    for (std::size_t g = 0; g < area.groups; ++g) {
      spreads_.push_back(spread_of(g));
    }
    fill_sums();
  }

  std::size_t width() const { return width_; }
  /// Adds this authority's part of the normal equations of a group.
  void add_to(std::size_t group,
              std::vector<double>& matrix,
              std::vector<double>& right) const {
    const double square = spreads_[group] * spreads_[group];
    for (std::size_t i = 0; i < matrix.size(); ++i) {
      matrix[i] += square * matrix_[i];
    }
    for (std::size_t i = 0; i < width_; ++i) {
      right[i] += rights_[group * width_ + i];
    }
  }

  PeopleTable forecast(const std::vector<std::vector<double>>& betas) const {
    std::vector<double> shares(area_.zones * area_.groups);
    for (std::size_t z = 0; z < area_.zones; ++z) {
      for (std::size_t g = 0; g < area_.groups; ++g) {
        double shift = 0;
        for (std::size_t i = 0; i < width_; ++i) {
          shift += betas[g][i] * features_[z * width_ + i];
        }
        shares[z * area_.groups + g] =
            share_at(base_, z, g) + spreads_[g] * shift;
      }
    }
    return from_shares(shares, base_.zone_totals(), controls_);
  }

 private:
  void fill_features(const std::vector<double>& scores, std::size_t columns) {
    const std::size_t groups = area_.groups;
    width_ = 1 + 2 * groups + columns;
    features_.resize(area_.zones * width_);
    std::vector<double> own(area_.zones);
    std::vector<double> near(area_.zones);
    for (std::size_t g = 0; g < groups; ++g) {
      for (std::size_t z = 0; z < area_.zones; ++z) {
        own[z] = share_at(before_, z, g);
      }
      for (std::size_t z = 0; z < area_.zones; ++z) {
        near[z] = 0;
        for (std::size_t e = area_.offsets[z]; e < area_.offsets[z + 1]; ++e) {
          near[z] += area_.weights[e] * own[area_.near[e]];
        }
      }
      standardise(own);
      standardise(near);
      for (std::size_t z = 0; z < area_.zones; ++z) {
        features_[z * width_ + 1 + g] = own[z];
        features_[z * width_ + 1 + groups + g] = near[z];
      }
    }
    for (std::size_t z = 0; z < area_.zones; ++z) {
      features_[z * width_] = 1;
      std::copy_n(scores.begin() + static_cast<std::ptrdiff_t>(z * columns),
                  columns,
                  features_.begin() +
                      static_cast<std::ptrdiff_t>(z * width_ + 1 + 2 * groups));
    }
  }

  double spread_of(std::size_t group) const {
    double weight = 0;
    double mean = 0;
    double squares = 0;
    for (std::size_t z = 0; z < area_.zones; ++z) {
      weight += base_.zone_total(z);
      mean += base_.at(z, group);
    }
    mean /= weight;
    for (std::size_t z = 0; z < area_.zones; ++z) {
      const double off = share_at(base_, z, group) - mean;
      squares += base_.zone_total(z) * off * off;
    }
    return std::sqrt(squares / weight);
  }

  void fill_sums() {
    const std::size_t groups = area_.groups;
    matrix_.assign(width_ * width_, 0.0);
    rights_.assign(groups * width_, 0.0);
    for (std::size_t z = 0; z < area_.zones; ++z) {
      const double weight = after_.zone_total(z);
      const double* x = features_.data() + z * width_;
      for (std::size_t i = 0; i < width_; ++i) {
        for (std::size_t k = 0; k < width_; ++k) {
          matrix_[i * width_ + k] += weight * x[i] * x[k];
        }
        for (std::size_t g = 0; g < groups; ++g) {
          const double error = share_at(after_, z, g) - share_at(base_, z, g);
          rights_[g * width_ + i] += weight * spreads_[g] * error * x[i];
        }
      }
    }
  }

  const TwinArea& area_;
  PeopleTable before_;
  PeopleTable after_;
  PeopleTable base_;
  Controls controls_;
  std::size_t width_ = 0;
  std::vector<double> features_;  ///< zones x width
  std::vector<double> spreads_;   ///< by group
  std::vector<double> matrix_;    ///< width x width, without the spreads
  std::vector<double> rights_;    ///< groups x width
};

std::vector<double> ridge(std::vector<double> matrix,
                          std::vector<double> right,
                          double penalty) {
  const std::size_t width = right.size();
  double diagonal = 0;
  for (std::size_t i = 0; i < width; ++i) diagonal += matrix[i * width + i];
  const double added = penalty * diagonal / static_cast<double>(width) + 1e-9;
  // The constant is penalised too: an authority's mean error is no feature.
  for (std::size_t i = 0; i < width; ++i) matrix[i * width + i] += added;
  return solve_positive(std::move(matrix), std::move(right));
}

}  // namespace

std::vector<double> solve_positive(std::vector<double> a,
                                   std::vector<double> x) {
  const std::size_t n = x.size();
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t j = 0; j < k; ++j) {
      a[k * n + k] -= a[k * n + j] * a[k * n + j];
    }
    a[k * n + k] = std::sqrt(a[k * n + k]);
    for (std::size_t i = k + 1; i < n; ++i) {
      for (std::size_t j = 0; j < k; ++j) {
        a[i * n + k] -= a[i * n + j] * a[k * n + j];
      }
      a[i * n + k] /= a[k * n + k];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) x[i] -= a[i * n + j] * x[j];
    x[i] /= a[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) x[i] -= a[j * n + i] * x[j];
    x[i] /= a[i * n + i];
  }
  return x;
}

std::vector<PeopleTable> regression_forecasts(
    const Panel& panel,
    std::span<const TwinArea> areas,
    std::span<const std::size_t> folds,
    RegressionBase base,
    double penalty) {
  std::vector<AuthoritySums> sums;
  sums.reserve(areas.size());
  for (std::size_t a = 0; a < areas.size(); ++a) {
    sums.emplace_back(panel, panel.authorities[a], areas[a], base);
  }
  const std::size_t groups = panel.group_count();
  const std::size_t width = sums.empty() ? 0 : sums.front().width();
  const std::size_t count =
      folds.empty() ? 0 : *std::max_element(folds.begin(), folds.end()) + 1;
  std::vector<std::vector<std::vector<double>>> betas(count);
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t g = 0; g < groups; ++g) {
      std::vector<double> matrix(width * width);
      std::vector<double> right(width);
      for (std::size_t a = 0; a < areas.size(); ++a) {
        if (folds[a] != k) sums[a].add_to(g, matrix, right);
      }
      betas[k].push_back(ridge(std::move(matrix), std::move(right), penalty));
    }
  }
  std::vector<PeopleTable> forecasts;
  for (std::size_t a = 0; a < areas.size(); ++a) {
    forecasts.push_back(sums[a].forecast(betas[folds[a]]));
  }
  return forecasts;
}

}  // namespace mingle::hindcast
