// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Sentences made from numbers. The rules, which tests hold them to: no number
// without its interval; no direction unless the interval leaves out 0 after
// Holm's correction; "no effect" only where equivalence is shown; no order
// between scenarios that the intervals do not support.
#pragma once

#include <string>
#include <vector>

#include <mingle/output/comparison.h>

namespace mingle {

/// Decimals that show an interval to two figures of its width, and never 0 at
/// an end that is not 0.
int decimals_for(double low, double high);
/// "-0.0012" with a true minus sign.
std::string fixed(double value, int decimals);
/// "0.0123 (95% interval 0.0080 to 0.0166)"; "nothing can be said" words where
/// there is no interval.
std::string with_interval(double value, double low, double high);
/// 1234567 as "1,234,567".
std::string grouped(double count);
/// "2031-01-01" as "1 January 2031".
std::string date_words(const std::string& date);
/// First letter in upper case.
std::string capitalised(std::string text);

/// "0.0123 (0.0080 to 0.0166)", for tables whose head names the interval.
std::string with_bounds(double value, double low, double high);

/// A word or two for what is said: "Lower", "Slightly lower" where it is shown
/// to be within the margin, "No effect", ...
std::string verdict_words(const Measure& measure, std::size_t contrast);

/// What a scenario does to a measure, in one or two sentences.
std::string difference_words(const Comparison& comparison,
                             const Measure& measure,
                             std::size_t contrast);
/// Other measures that a scenario clearly moves, most standard errors first,
/// a few of them: "Share with a close tie across groups: higher by ...".
std::vector<std::string> clear_words(const Comparison& comparison,
                                     std::size_t contrast);
/// "Of 9 measures, 2 are lower, 1 is higher and 6 are unclear."
std::string count_words(const Comparison& comparison, std::size_t contrast);

/// One sentence for each pair of scenarios (not the baseline) on the first
/// measure.
std::vector<std::string> order_words(const Comparison& comparison);

}  // namespace mingle
