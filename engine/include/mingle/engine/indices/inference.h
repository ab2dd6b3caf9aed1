// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include <mingle/engine/indices/people_table.h>

namespace mingle {

/// Any number computed from a table. Called from many threads.
using Statistic = std::function<double(const PeopleTable&)>;
/// Several numbers at once, always as many: the cells of a matrix, say. The
/// functions that take it give one result a number.
using Statistics = std::function<std::vector<double>(const PeopleTable&)>;

/// What "no segregation" means.
enum class NullModel {
  relabelling,  ///< labels are shuffled: zone and group totals are kept
  evenness,     ///< each person's group is drawn from the city's shares
  zones,        ///< whole zones change places (for spatial indices)
};
enum class Alternative { greater, less, two_sided };

struct PermutationSettings {
  NullModel null_model = NullModel::relabelling;
  Alternative alternative = Alternative::greater;
  std::size_t replicates = 999;
  std::uint64_t seed = 0;
  /// Groups that exchange labels: the first so many columns. 0 = all.
  std::size_t mobile_groups = 0;
  /// Mean persons per household in each zone: whole households are relabelled
  /// (empty: people). Counts are rounded to whole units.
  std::vector<double> household_sizes;
};

struct PermutationResult {
  double observed = 0;
  double null_mean = 0;
  double null_sd = 0;
  double null_low = 0;   ///< 2.5th percentile
  double null_high = 0;  ///< 97.5th percentile
  /// (number as extreme as observed + 1) / (replicates + 1), never 0.
  double p_value = 0;
  std::size_t replicates = 0;  ///< that gave a value
};
/// Draws are addressed by (seed, replicate, zone): the result is the same for
/// any number of threads. O(replicates x (zones x groups + statistic)).
PermutationResult permutation_test(const PeopleTable& people,
                                   const Statistic& statistic,
                                   const PermutationSettings& settings);
std::vector<PermutationResult> permutation_tests(
    const PeopleTable& people,
    const Statistics& statistics,
    const PermutationSettings& settings);

enum class ResampledUnit {
  people,  ///< people (or households) drawn with replacement over all cells
  zones,   ///< zones drawn with replacement
};
struct BootstrapSettings {
  ResampledUnit unit = ResampledUnit::people;
  std::size_t replicates = 1000;
  double level = 0.95;
  std::uint64_t seed = 0;
  std::vector<double> household_sizes;  ///< as in PermutationSettings
};
struct BootstrapResult {
  double observed = 0;
  double bias = 0;       ///< mean of replicates less observed
  double corrected = 0;  ///< observed less bias
  double standard_error = 0;
  /// Basic (reverse percentile) interval, which carries the bias correction:
  /// 2 observed less the upper and the lower percentile.
  double low = 0;
  double high = 0;
  std::size_t replicates = 0;  ///< that gave a value
  std::vector<double> values;  ///< of the replicates, in order
};
/// @source Efron and Tibshirani 1993; Elbers 2021 for people over cells.
BootstrapResult bootstrap(const PeopleTable& people,
                          const Statistic& statistic,
                          const BootstrapSettings& settings);
std::vector<BootstrapResult> bootstraps(const PeopleTable& people,
                                        const Statistics& statistics,
                                        const BootstrapSettings& settings);

struct JackknifeResult {
  double observed = 0;
  double bias = 0;
  double corrected = 0;
  double standard_error = 0;
};
enum class LeftOut {
  zone,   ///< the zone is taken away
  people  ///< the zone stays, empty, so that it keeps its place on the map
};
/// Leaves out one zone at a time.
/// @source Efron and Tibshirani 1993, chapter 11.
JackknifeResult jackknife(const PeopleTable& people,
                          const Statistic& statistic,
                          LeftOut left_out = LeftOut::zone);
std::vector<JackknifeResult> jackknives(const PeopleTable& people,
                                        const Statistics& statistics,
                                        LeftOut left_out);

/// Second less first, of two places or dates with the same groups.
struct ComparisonResult {
  double first = 0;
  double second = 0;
  double difference = 0;
  double low = 0;  ///< of the difference, by independent bootstraps
  double high = 0;
  /// Two-sided, zones exchanged between the two; 1 without permutations.
  double p_value = 0;
};
/// One of two places: its table, the index there, and how it is resampled.
struct ComparedPlace {
  const PeopleTable* people = nullptr;
  Statistics statistics;  ///< of tables of this place
  BootstrapSettings settings;
};
/// @param permutations  of whole zones between the places; 0 where the index
///                      depends on where zones lie
/// @returns one result a number of the statistics
std::vector<ComparisonResult> compare_places(const ComparedPlace& first,
                                             const ComparedPlace& second,
                                             std::size_t permutations);

/// Number of successes in `trials` independent trials. Exact but for rounding,
/// one uniform number each; O(standard deviation).
std::int64_t draw_binomial(std::int64_t trials, double chance, double uniform);
/// Number of `marked` among `drawn` of `all` without replacement.
std::int64_t draw_hypergeometric(std::int64_t all,
                                 std::int64_t marked,
                                 std::int64_t drawn,
                                 double uniform);

/// Allen et al.'s bias-corrected D: 2 D less the mean of D over tables drawn
/// with each group's people allotted by its own distribution.
double bias_corrected_dissimilarity(const TwoGroups& groups,
                                    std::size_t iterations,
                                    std::uint64_t seed);
/// Carrington and Troske's modified index: how far above (or below) its mean
/// under random allotment (independent binomial zones) the index lies.
double modified_index(const TwoGroups& groups,
                      const std::function<double(const TwoGroups&)>& index,
                      std::size_t iterations,
                      std::uint64_t seed);

}  // namespace mingle
