// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>

#include <mingle/engine/linear_fit.h>
#include <mingle/engine/student.h>

namespace mingle {
namespace {

/// Columns whose correlations leave less of one than this are the same.
constexpr double least_own_part = 1e-9;

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) /
         static_cast<double>(values.size());
}

bool all_finite(std::span<const double> values) {
  for (const double value : values) {
    if (!std::isfinite(value)) return false;
  }
  return true;
}

struct Scaled {
  std::vector<double> values;  ///< centred, sum of squares 1
  double mean = 0;
  double scale = 0;  ///< root of the sum of squares of deviations
};

Scaled scaled(std::span<const double> column) {
  Scaled out;
  out.mean = mean_of(column);
  double squares = 0;
  for (const double value : column) {
    out.values.push_back(value - out.mean);
    squares += out.values.back() * out.values.back();
  }
  out.scale = std::sqrt(squares);
  if (out.scale > 0) {
    for (double& value : out.values) value /= out.scale;
  }
  return out;
}

double product(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Puts the Cholesky factor into the lower part of a symmetric matrix.
/// @returns false where it is not positive definite
bool factorise(std::vector<double>& m, std::size_t size) {
  for (std::size_t j = 0; j < size; ++j) {
    double left = m[j * size + j];
    for (std::size_t k = 0; k < j; ++k) {
      left -= m[j * size + k] * m[j * size + k];
    }
    if (left < least_own_part) return false;
    const double root = std::sqrt(left);
    m[j * size + j] = root;
    for (std::size_t i = j + 1; i < size; ++i) {
      double sum = m[i * size + j];
      for (std::size_t k = 0; k < j; ++k) {
        sum -= m[i * size + k] * m[j * size + k];
      }
      m[i * size + j] = sum / root;
    }
  }
  return true;
}

/// Column `c` of the inverse of a matrix with this Cholesky factor.
std::vector<double> inverse_column(const std::vector<double>& factor,
                                   std::size_t size,
                                   std::size_t c) {
  std::vector<double> x(size, 0.0);
  for (std::size_t i = 0; i < size; ++i) {
    double sum = i == c ? 1.0 : 0.0;
    for (std::size_t k = 0; k < i; ++k) sum -= factor[i * size + k] * x[k];
    x[i] = sum / factor[i * size + i];
  }
  for (std::size_t i = size; i-- > 0;) {
    double sum = x[i];
    for (std::size_t k = i + 1; k < size; ++k) {
      sum -= factor[k * size + i] * x[k];
    }
    x[i] = sum / factor[i * size + i];
  }
  return x;
}

/// Inverse of a symmetric positive definite matrix; empty where it is none.
std::vector<double> inverse(std::vector<double> m, std::size_t size) {
  if (!factorise(m, size)) return {};
  std::vector<double> result(size * size, 0.0);
  for (std::size_t c = 0; c < size; ++c) {
    const std::vector<double> x = inverse_column(m, size, c);
    for (std::size_t i = 0; i < size; ++i) result[i * size + c] = x[i];
  }
  return result;
}

}  // namespace

std::optional<LinearFit> fit_linear(
    std::span<const double> y,
    const std::vector<std::vector<double>>& columns,
    double level) {
  const std::size_t size = columns.size();
  if (size == 0 || y.size() < size + 3 || !all_finite(y)) return {};
  std::vector<Scaled> x;
  for (const auto& column : columns) {
    if (column.size() != y.size() || !all_finite(column)) return {};
    x.push_back(scaled(column));
    if (!(x.back().scale > 0)) return {};
  }
  std::vector<double> matrix(size * size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      matrix[i * size + j] = product(x[i].values, x[j].values);
    }
  }
  const std::vector<double> inverted = inverse(std::move(matrix), size);
  if (inverted.empty()) return {};
  const Scaled target = scaled(y);
  std::vector<double> beta(size, 0.0);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      beta[i] += inverted[i * size + j] * target.scale *
                 product(x[j].values, target.values);
    }
  }
  double residual = 0;
  for (std::size_t n = 0; n < y.size(); ++n) {
    double fitted = target.mean;
    for (std::size_t i = 0; i < size; ++i) fitted += beta[i] * x[i].values[n];
    residual += (y[n] - fitted) * (y[n] - fitted);
  }
  LinearFit fit;
  fit.freedom = y.size() - size - 1;
  const auto freedom = static_cast<double>(fit.freedom);
  fit.residual_sd = std::sqrt(residual / freedom);
  const double total = target.scale * target.scale;
  fit.r_squared = total > 0 ? 1.0 - residual / total : 0.0;
  const double t = student_t_quantile(0.5 + level / 2, freedom);
  fit.constant = target.mean;
  for (std::size_t i = 0; i < size; ++i) {
    const double slope = beta[i] / x[i].scale;
    const double half =
        t * fit.residual_sd * std::sqrt(inverted[i * size + i]) / x[i].scale;
    fit.slopes.push_back({slope, slope - half, slope + half});
    fit.constant -= slope * x[i].mean;
  }
  return fit;
}

}  // namespace mingle
