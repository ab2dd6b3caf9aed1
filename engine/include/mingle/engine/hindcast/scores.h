// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <mingle/engine/indices/people_table.h>

namespace mingle::hindcast {

/// Share of people in the wrong zone or group: sum |forecast - observed| over
/// twice the observed population. 0 to 1 where the totals agree.
double misallocation(const PeopleTable& forecast, const PeopleTable& observed);

/// Mean square of the error of a group's share of each zone, zones weighted
/// by their observed residents; zones empty in either table are left out.
double share_mse(const PeopleTable& forecast,
                 const PeopleTable& observed,
                 std::size_t group);

/// What the mean of some members has of share_mse because they are few: the
/// variance of a share over members, divided by their number. share_mse of
/// the mean less this is without bias what very many members would have; NaN
/// of fewer than two.
double share_chance(std::span<const PeopleTable> members,
                    const PeopleTable& observed,
                    std::size_t group);

/// 1 - mse / mse_null: 1 is perfect, 0 as good as the null model, below 0
/// worse. NaN where the null model has no error.
double skill(double mse, double mse_null);

/// Dissimilarity of two groups; NaN where one is absent.
double dissimilarity_of(const PeopleTable& people,
                        std::size_t a,
                        std::size_t b);

/// Exposure of `a` to `b`, everyone in the denominator.
double exposure_of(const PeopleTable& people, std::size_t a, std::size_t b);

/// Information theory index over all groups.
double information_of(const PeopleTable& people);

/// Continuous ranked probability score of an ensemble, the estimator
/// mean|x - y| - sum|x - x'| / (2 n (n - 1)), unbiased for a sample drawn from
/// the forecast. One member gives its absolute error.
/// @source Ferro 2014, Fair scores for ensemble forecasts.
double crps(std::span<const double> members, double observed);

/// An interval forecast.
struct Interval {
  double low = 0;
  double high = 0;
};

/// The central interval of an ensemble that holds `level` of the chance, by
/// linear interpolation between ordered members.
Interval central_interval(std::span<const double> members, double level);

/// Width plus 2/(1-level) times the distance by which it misses: smaller is
/// better. @source Gneiting and Raftery 2007, section 6.2.
double interval_score(const Interval& interval, double observed, double level);

/// Whether the observation is inside.
inline bool covers(const Interval& interval, double observed) {
  return interval.low <= observed && observed <= interval.high;
}

/// Root of the mean square; NaN of nothing.
double root_mean_square(std::span<const double> errors);

}  // namespace mingle::hindcast
