// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <deque>
#include <limits>

#include <mingle/engine/hindcast/minimise.h>

namespace mingle::hindcast {
namespace {

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

class Minimiser {
 public:
  Minimiser(const Objective& objective,
            Vector start,
            const MinimiseSettings& settings)
      : objective_{objective}, settings_{settings}, x_{std::move(start)} {
    gradient_.resize(x_.size());
    value_ = evaluate(x_, gradient_);
  }

  Minimum run() {
    bool converged = dot(gradient_, gradient_) == 0;
    int iteration = 0;
    std::deque<double> recent{value_};
    while (!converged && iteration < settings_.iterations) {
      ++iteration;
      if (!step()) {
        // The search failed along a direction of the model: forget it once.
        converged = pairs_.empty();
        pairs_.clear();
        continue;
      }
      recent.push_back(value_);
      if (static_cast<int>(recent.size()) <= settings_.patience) continue;
      converged = recent.front() - value_ < settings_.tolerance;
      recent.pop_front();
    }
    return {std::move(x_), value_, iteration, evaluations_, converged};
  }

 private:
  struct Pair {
    Vector step;
    Vector change;
    double rho = 0;
  };

  double evaluate(const Vector& x, Vector& gradient) {
    ++evaluations_;
    return objective_(x, gradient);
  }

  /// Minus the inverse Hessian's estimate times the gradient.
  Vector direction() const {
    Vector d = gradient_;
    Vector weights(pairs_.size());
    for (std::size_t i = pairs_.size(); i-- > 0;) {
      weights[i] = pairs_[i].rho * dot(pairs_[i].step, d);
      for (std::size_t k = 0; k < d.size(); ++k) {
        d[k] -= weights[i] * pairs_[i].change[k];
      }
    }
    double scale = 1 / std::max(1.0, std::sqrt(dot(gradient_, gradient_)));
    if (!pairs_.empty()) {
      const Pair& last = pairs_.back();
      scale = 1 / (last.rho * dot(last.change, last.change));
    }
    for (double& value : d) value *= scale;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      const double back = pairs_[i].rho * dot(pairs_[i].change, d);
      for (std::size_t k = 0; k < d.size(); ++k) {
        d[k] += (weights[i] - back) * pairs_[i].step[k];
      }
    }
    for (double& value : d) value = -value;
    return d;
  }

  bool step() {
    const Vector d = direction();
    const double slope = dot(gradient_, d);
    if (!(slope < 0)) return false;
    constexpr double decrease = 1e-4;
    constexpr double curvature = 0.9;
    constexpr int most = 40;
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    double length = 1;
    Vector x(x_.size());
    Vector gradient(x_.size());
    for (int trial = 0; trial < most; ++trial) {
      for (std::size_t k = 0; k < x.size(); ++k) x[k] = x_[k] + length * d[k];
      const double value = evaluate(x, gradient);
      if (!(value <= value_ + decrease * length * slope)) {
        high = length;
      } else if (dot(gradient, d) < curvature * slope) {
        low = length;
      } else {
        accept(std::move(x), std::move(gradient), value);
        return true;
      }
      length = std::isinf(high) ? 2 * low : (low + high) / 2;
    }
    return false;
  }

  void accept(Vector x, Vector gradient, double value) {
    Pair pair{Vector(x.size()), Vector(x.size()), 0};
    for (std::size_t k = 0; k < x.size(); ++k) {
      pair.step[k] = x[k] - x_[k];
      pair.change[k] = gradient[k] - gradient_[k];
    }
    const double product = dot(pair.step, pair.change);
    if (product > 0) {
      pair.rho = 1 / product;
      pairs_.push_back(std::move(pair));
      if (pairs_.size() > settings_.memory) pairs_.pop_front();
    }
    x_ = std::move(x);
    gradient_ = std::move(gradient);
    value_ = value;
  }

  const Objective& objective_;
  const MinimiseSettings& settings_;
  Vector x_;
  Vector gradient_;
  double value_ = 0;
  int evaluations_ = 0;
  std::deque<Pair> pairs_;
};

}  // namespace

Minimum minimise(const Objective& objective,
                 std::vector<double> start,
                 const MinimiseSettings& settings) {
  return Minimiser{objective, std::move(start), settings}.run();
}

}  // namespace mingle::hindcast
