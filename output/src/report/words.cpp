// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <mingle/engine/calendar.h>

namespace mingle {
namespace {

constexpr double significance = 0.05;

bool shows_zero(double value, int decimals) {
  return value != 0 && std::abs(value) < 0.5 * std::pow(10, -decimals);
}

std::string title_of(const Comparison& comparison, std::size_t contrast) {
  return comparison.arms[contrast + 1].title;
}

/// "0.702 (0.700 to 0.704) against 0.714 (0.712 to 0.716)"
std::string levels_words(const Measure& measure, std::size_t contrast) {
  const MeanInterval& other = measure.levels[contrast + 1].back();
  const MeanInterval& base = measure.levels[0].back();
  return fmt::format("{} against {} in the baseline",
                     with_interval(other.mean, other.low, other.high),
                     with_interval(base.mean, base.low, base.high));
}

std::string direction_words(const Comparison& comparison,
                            const Measure& measure,
                            std::size_t contrast) {
  const PairedResult& result = measure.results[contrast];
  const bool lower = measure.verdicts[contrast] == Verdict::lower;
  const double sign = lower ? -1 : 1;
  const auto [low, high] = std::minmax({sign * result.low, sign * result.high});
  std::string text =
      fmt::format("{} is {} by {}: {}.",
                  capitalised(measure.name),
                  lower ? "lower" : "higher",
                  with_interval(sign * result.difference, low, high),
                  levels_words(measure, contrast));
  if (measure.holm_equivalence_p[contrast] < significance) {
    text += fmt::format(
        " That is beyond chance, but shown to be less than {}, the size "
        "below which a difference counts as practically none.",
        comparison.margin);
  }
  return text;
}

std::string unclear_words(const Comparison& comparison,
                          const Measure& measure,
                          std::size_t contrast) {
  const PairedResult& result = measure.results[contrast];
  std::string text =
      fmt::format("No clear difference in {}: {}.",
                  measure.name,
                  with_interval(result.difference, result.low, result.high));
  if (result.low > 0 || result.high < 0) {
    return text + fmt::format(
                      " The interval leaves out 0, but of {} measures one or "
                      "the other does so by chance.",
                      comparison.measures.size());
  }
  return text +
         fmt::format(
             " {} replicates find a difference of {} four times in "
             "five; a smaller one may be there.",
             result.pairs,
             fixed(result.detectable, decimals_for(0, result.detectable)));
}

/// Whether any of the scenario's levers has a modelled effect.
bool does_something(const ComparedArm& arm) {
  for (const LeverUse& lever : arm.levers) {
    for (const LeverEffectUse& effect : lever.effects) {
      if (effect.info.operator_name != "NULL") return true;
    }
  }
  return false;
}

struct Count {
  Verdict verdict;
  const char* words;
};

/// Paired difference on the first measure between two scenarios.
PairedResult between(const Comparison& comparison,
                     std::size_t first,
                     std::size_t second) {
  const Measure& measure = comparison.measures.front();
  const ComparedTable& table = comparison.tables[measure.table];
  const std::size_t times = comparison.dates_of(table.yearly).size();
  PairedSettings settings;
  settings.margin = comparison.margin;
  settings.resamples = 0;
  return compare_pairs(
      table.replicates(first + 1, times - 1, times, measure.cell),
      table.replicates(second + 1, times - 1, times, measure.cell),
      settings);
}

std::string pair_words(const Comparison& comparison,
                       std::size_t first,
                       std::size_t second,
                       const PairedResult& result,
                       double holm_p) {
  const std::string a = title_of(comparison, first);
  const std::string b = title_of(comparison, second);
  const std::string& name = comparison.measures.front().name;
  switch (holm_p < significance || result.identical
              ? (result.identical        ? Verdict::same
                 : result.difference < 0 ? Verdict::lower
                                         : Verdict::higher)
          : std::isfinite(result.low) ? Verdict::unclear
                                      : Verdict::no_interval) {
    case Verdict::same:
      return fmt::format("“{}” and “{}” give exactly the same {}.", a, b, name);
    case Verdict::lower:
      return fmt::format(
          "{} is lower under “{}” than under “{}”, by {}.",
          capitalised(name),
          b,
          a,
          with_interval(-result.difference, -result.high, -result.low));
    case Verdict::higher:
      return fmt::format(
          "{} is higher under “{}” than under “{}”, by {}.",
          capitalised(name),
          b,
          a,
          with_interval(result.difference, result.low, result.high));
    case Verdict::unclear:
      return fmt::format(
          "“{}” and “{}” cannot be put in order on {}: the difference is {}.",
          a,
          b,
          name,
          with_interval(result.difference, result.low, result.high));
    default:
      return fmt::format(
          "“{}” and “{}” cannot be put in order: there is no interval.", a, b);
  }
}

}  // namespace

int decimals_for(double low, double high) {
  const double width = high - low;
  int decimals = 3;
  if (std::isfinite(width) && width > 0) {
    decimals = 1 - static_cast<int>(std::floor(std::log10(width)));
    decimals = std::clamp(decimals, 0, 4);
    if (std::max(std::abs(low), std::abs(high)) < 1) {
      decimals = std::max(decimals, 3);
    }
  }
  while (decimals < 12 &&
         (shows_zero(low, decimals) || shows_zero(high, decimals))) {
    ++decimals;
  }
  return decimals;
}

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return "undefined";
  const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  return value < 0 && !zero ? "−" + digits : digits;
}

std::string with_bounds(double value, double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high)) return "no interval";
  if (low == high) {
    return fixed(value, decimals_for(value, value)) + " in every replicate";
  }
  const int decimals = decimals_for(low, high);
  return fmt::format("{} ({} to {})",
                     fixed(value, decimals),
                     fixed(low, decimals),
                     fixed(high, decimals));
}

std::string with_interval(double value, double low, double high) {
  std::string text = with_bounds(value, low, high);
  const std::size_t open = text.find(" (");
  if (open != std::string::npos) text.insert(open + 2, "95% interval ");
  return text;
}

std::string grouped(double count) {
  std::string digits = fmt::format("{:.0f}", std::abs(count));
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return count < 0 && digits != "0" ? "−" + digits : digits;
}

std::string date_words(const std::string& date) {
  constexpr std::array<const char*, 12> months{"January",
                                               "February",
                                               "March",
                                               "April",
                                               "May",
                                               "June",
                                               "July",
                                               "August",
                                               "September",
                                               "October",
                                               "November",
                                               "December"};
  const auto day = parse_date(date);
  if (!day) return date;
  return fmt::format("{} {} {}",
                     day->day,
                     months[static_cast<std::size_t>(day->month - 1)],
                     day->year);
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string verdict_words(const Measure& measure, std::size_t contrast) {
  const bool slight = measure.holm_equivalence_p[contrast] < significance;
  switch (measure.verdicts[contrast]) {
    case Verdict::same:
      return "Exactly the same";
    case Verdict::lower:
      return slight ? "Slightly lower" : "Lower";
    case Verdict::higher:
      return slight ? "Slightly higher" : "Higher";
    case Verdict::none:
      return "No effect";
    case Verdict::unclear:
      return "No clear difference";
    case Verdict::no_interval:
      break;
  }
  return "Cannot be said";
}

std::string difference_words(const Comparison& comparison,
                             const Measure& measure,
                             std::size_t contrast) {
  const PairedResult& result = measure.results[contrast];
  switch (measure.verdicts[contrast]) {
    case Verdict::same:
      return fmt::format(
          "{} is exactly as in the baseline, in every digit of each of {} "
          "replicates: {}.",
          capitalised(measure.name),
          result.pairs,
          does_something(comparison.arms[contrast + 1])
              ? "what the scenario does did not reach it"
              : "the scenario has no modelled effect on it");
    case Verdict::lower:
    case Verdict::higher:
      return direction_words(comparison, measure, contrast);
    case Verdict::none:
      return fmt::format(
          "No effect of practical size on {}: the difference is {}, shown to "
          "be within ±{}.",
          measure.name,
          with_interval(result.difference, result.low, result.high),
          comparison.margin);
    case Verdict::unclear:
      return unclear_words(comparison, measure, contrast);
    case Verdict::no_interval:
      break;
  }
  return fmt::format(
      "Nothing can be said of {}: there is no interval. Take more replicates, "
      "or see whether it is defined.",
      measure.name);
}

std::vector<std::string> clear_words(const Comparison& comparison,
                                     std::size_t contrast) {
  constexpr std::size_t most_shown = 3;
  std::vector<const Measure*> moved;
  for (std::size_t m = 1; m < comparison.measures.size(); ++m) {
    const Measure& measure = comparison.measures[m];
    const Verdict verdict = measure.verdicts[contrast];
    if (verdict == Verdict::lower || verdict == Verdict::higher) {
      moved.push_back(&measure);
    }
  }
  const auto certainty = [contrast](const Measure& measure) {
    const PairedResult& result = measure.results[contrast];
    return std::abs(result.difference) / (result.high - result.low);
  };
  // Effects of practical size come before those that are shown to be small.
  std::stable_sort(moved.begin(), moved.end(), [&](auto* a, auto* b) {
    const bool small_a = a->holm_equivalence_p[contrast] < significance;
    const bool small_b = b->holm_equivalence_p[contrast] < significance;
    if (small_a != small_b) return small_b;
    return certainty(*a) > certainty(*b);
  });
  std::vector<std::string> sentences;
  for (const Measure* measure : moved) {
    if (sentences.size() == most_shown) break;
    const PairedResult& result = measure->results[contrast];
    const double sign = result.difference < 0 ? -1 : 1;
    const auto [low, high] =
        std::minmax({sign * result.low, sign * result.high});
    std::string verdict = verdict_words(*measure, contrast);
    verdict[0] = static_cast<char>(verdict[0] - 'A' + 'a');
    sentences.push_back(
        fmt::format("{}: {} by {}.",
                    capitalised(measure->name),
                    verdict,
                    with_interval(sign * result.difference, low, high)));
  }
  return sentences;
}

std::string count_words(const Comparison& comparison, std::size_t contrast) {
  const std::array<Count, 6> kinds{{
      {Verdict::lower, "lower"},
      {Verdict::higher, "higher"},
      {Verdict::none, "shown to be practically unchanged"},
      {Verdict::same, "exactly the same"},
      {Verdict::unclear, "unclear"},
      {Verdict::no_interval, "without an interval"},
  }};
  std::vector<std::string> parts;
  for (const Count& kind : kinds) {
    const auto number = std::count_if(
        comparison.measures.begin(),
        comparison.measures.end(),
        [&](const Measure& m) { return m.verdicts[contrast] == kind.verdict; });
    if (number == 0) continue;
    parts.push_back(fmt::format(
        "{} {} {}", number, number == 1 ? "is" : "are", kind.words));
  }
  std::string text =
      fmt::format("Of {} measures, ", comparison.measures.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text + '.';
}

std::vector<std::string> order_words(const Comparison& comparison) {
  if (comparison.measures.empty()) return {};
  struct Pair {
    std::size_t first;
    std::size_t second;
    PairedResult result;
  };
  std::vector<Pair> pairs;
  std::vector<double> p_values;
  for (std::size_t a = 0; a < comparison.contrasts(); ++a) {
    for (std::size_t b = a + 1; b < comparison.contrasts(); ++b) {
      pairs.push_back({a, b, between(comparison, a, b)});
      p_values.push_back(pairs.back().result.p_value);
    }
  }
  const std::vector<double> adjusted = holm(p_values);
  std::vector<std::string> sentences;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    sentences.push_back(pair_words(comparison,
                                   pairs[i].first,
                                   pairs[i].second,
                                   pairs[i].result,
                                   adjusted[i]));
  }
  return sentences;
}

}  // namespace mingle
