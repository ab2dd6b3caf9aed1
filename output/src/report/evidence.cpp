// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "evidence.h"

#include "comparison/responses.h"
#include "settings.h"
#include "words.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace mingle {
namespace {

constexpr double many_replicates = 10000;

std::string grade_words(const ReportParameter* parameter) {
  if (parameter == nullptr) return "not a graded parameter";
  if (parameter->grade == "E") return "grade E, evidence";
  if (parameter->grade == "W") return "grade W, weak evidence";
  return "grade A, an assumption";
}

/// Where a number would have to be for the effect to have another size.
std::string tipping_words(const SettingChange& change,
                          double times,
                          const std::string& what,
                          const ReportParameter* parameter) {
  const auto from = number_of(change.base);
  const auto to = number_of(change.other);
  if (!from || !to) return "";
  const double tipping = *from + (*to - *from) * times;
  std::string text = fmt::format("{} ({}) goes from {:.4g} to {:.4g}. ",
                                 change.key,
                                 grade_words(parameter),
                                 *from,
                                 *to);
  if (parameter != nullptr && parameter->maximum > parameter->minimum &&
      (tipping < parameter->minimum || tipping > parameter->maximum)) {
    return text + fmt::format(
                      "If the response is proportional, no value that the "
                      "model accepts ({:.4g} to {:.4g}) would make the effect "
                      "{}.",
                      parameter->minimum,
                      parameter->maximum,
                      what);
  }
  return text + fmt::format(
                    "If the response is proportional, the effect would be {} "
                    "at {:.4g}.",
                    what,
                    tipping);
}

std::string sign_words(const PairedResult& result) {
  const double near = std::min(std::abs(result.low), std::abs(result.high));
  const double share = 100 * near / std::abs(result.difference);
  const double size = std::abs(result.difference);
  return fmt::format(
      "The direction would be open again if the model overstated the effect "
      "of {} by {:.0f} percent of it or more.",
      with_interval(size,
                    std::min(std::abs(result.low), std::abs(result.high)),
                    std::max(std::abs(result.low), std::abs(result.high))),
      std::floor(share));
}

std::string replicate_words(const PairedResult& result) {
  const double ratio = result.detectable / std::abs(result.difference);
  const double needed =
      std::ceil(static_cast<double>(result.pairs) * ratio * ratio);
  if (!(needed < many_replicates)) {
    return "If the difference is as small as it looks, more than 10,000 "
           "replicates would be needed to tell it from none: chance hides it, "
           "and in a real town it would too.";
  }
  return fmt::format(
      "About {} replicates would tell a difference of the size seen from none, "
      "four times in five.",
      grouped(std::max(needed, static_cast<double>(result.pairs) + 1)));
}

std::string none_words(const Comparison& comparison,
                       const PairedResult& result) {
  const double end = std::max(std::abs(result.low), std::abs(result.high));
  return fmt::format(
      "The effect would have to be {:.1f} times the outer end of its interval "
      "(95% interval {} to {}) to reach ±{}.",
      comparison.margin / end,
      fixed(result.low, decimals_for(result.low, result.high)),
      fixed(result.high, decimals_for(result.low, result.high)),
      comparison.margin);
}

void add_tipping(const Comparison& comparison,
                 std::size_t contrast,
                 const std::vector<ReportParameter>& parameters,
                 std::vector<std::string>& sentences) {
  const PairedResult& result = comparison.measures.front().results[contrast];
  const auto changes =
      setting_changes(comparison.arms[0], comparison.arms[contrast + 1]);
  // With several changes at once no single one carries the effect.
  if (changes.size() != 1 || result.difference == 0) return;
  // What was tried is better than what was reckoned.
  for (const Probe& probe : comparison.probes) {
    if (probe.key == changes.front().key) return;
  }
  const double times = comparison.margin / std::abs(result.difference);
  const std::string size =
      times < 1 ? fmt::format("below ±{}, practically none,", comparison.margin)
                : fmt::format("as large as ±{}", comparison.margin);
  const std::string words =
      tipping_words(changes.front(),
                    times,
                    size,
                    find_parameter(parameters, changes.front().key));
  if (!words.empty() && times < 20) sentences.push_back(words);
}

/// "attitude of community_english" of "community_english.attitude".
std::string effect_words(const LeverEffectUse& effect) {
  const std::string& label = effect.info.label;
  const std::size_t dot = label.rfind('.');
  if (dot == std::string::npos) return label;
  std::string name = label.substr(dot + 1);
  std::replace(name.begin(), name.end(), '_', ' ');
  return fmt::format("{} of “{}” (grade {})",
                     name,
                     label.substr(0, dot),
                     effect.info.grade.empty() ? "A" : effect.info.grade);
}

/// What effects that were drawn anew in each replicate show.
void add_responses(const Comparison& comparison,
                   std::size_t contrast,
                   std::vector<std::string>& sentences) {
  const Measure& lead = comparison.measures.front();
  for (const Response& one : responses_of(comparison, lead, contrast)) {
    const std::string what = effect_words(*one.effect);
    const std::string drawn =
        fmt::format("{:.3g} to {:.3g}", one.lowest, one.highest);
    if (!std::isfinite(one.slope.low)) continue;
    if (one.slope.low <= 0 && one.slope.high >= 0) {
      sentences.push_back(fmt::format(
          "The {} was drawn from {} over the replicates; the difference does "
          "not visibly depend on it.",
          what,
          drawn));
      continue;
    }
    std::string text = fmt::format(
        "The {} was drawn from {} over the replicates; each unit of it changes "
        "the difference by {}.",
        what,
        drawn,
        with_interval(one.slope.slope, one.slope.low, one.slope.high));
    text += fmt::format(" Along that line the difference is 0 at {:.3g}{}.",
                        one.none_at,
                        one.none_at < one.lowest || one.none_at > one.highest
                            ? ", outside what was drawn"
                            : "");
    sentences.push_back(std::move(text));
  }
}

/// Same verdict by the plain interval: probes are few and not corrected.
int direction_of(const PairedResult& result) {
  if (result.high < 0) return -1;
  return result.low > 0 ? 1 : 0;
}

std::string probe_words(const Comparison& comparison,
                        std::size_t contrast,
                        const Probe& probe,
                        const ReportParameter* parameter) {
  const PairedResult& found = probe.results[contrast];
  const PairedResult& lead = comparison.measures.front().results[contrast];
  std::string text = fmt::format("Run again with {} ({}) at {} instead of {}, ",
                                 probe.key,
                                 grade_words(parameter),
                                 probe.value,
                                 probe.base_value);
  if (found.identical) {
    return text + "the difference is still none, in every digit.";
  }
  text += fmt::format("{} replicates: the difference is {}. ",
                      found.pairs,
                      with_interval(found.difference, found.low, found.high));
  const int before = direction_of(lead);
  const int now = direction_of(found);
  if (lead.identical) return text + "There was none before.";
  if (before == now) {
    return text +
           (before == 0 ? "It is still not clear." : "The direction holds.");
  }
  if (before != 0 && now != 0) return text + "The direction is the other one.";
  return text + (now == 0 ? "The direction is open there."
                          : "There, a direction is clear.");
}

void add_probes(const Comparison& comparison,
                std::size_t contrast,
                const std::vector<ReportParameter>& parameters,
                std::vector<std::string>& sentences) {
  for (const Probe& probe : comparison.probes) {
    if (probe.results[contrast].pairs == 0) continue;
    sentences.push_back(probe_words(
        comparison, contrast, probe, find_parameter(parameters, probe.key)));
  }
}

}  // namespace

const ReportParameter* find_parameter(
    const std::vector<ReportParameter>& parameters,
    const std::string& key) {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&](const auto& row) {
        return row.key == key;
      });
  return found == parameters.end() ? nullptr : &*found;
}

std::vector<std::string> what_would_change(
    const Comparison& comparison,
    std::size_t contrast,
    const std::vector<ReportParameter>& parameters) {
  std::vector<std::string> sentences;
  if (comparison.measures.empty()) return sentences;
  const Measure& measure = comparison.measures.front();
  const PairedResult& result = measure.results[contrast];
  switch (measure.verdicts[contrast]) {
    case Verdict::lower:
    case Verdict::higher:
      sentences.push_back(sign_words(result));
      add_tipping(comparison, contrast, parameters, sentences);
      break;
    case Verdict::none:
      sentences.push_back(none_words(comparison, result));
      add_tipping(comparison, contrast, parameters, sentences);
      break;
    case Verdict::unclear:
      sentences.push_back(replicate_words(result));
      break;
    case Verdict::same:
      sentences.emplace_back(
          "No number of these runs would: in no replicate did what this "
          "scenario changes reach the measure. Only evidence of an effect "
          "could, such as a trial, and it would have to be built into the "
          "model first.");
      break;
    case Verdict::no_interval:
      sentences.emplace_back(
          "Nothing is concluded yet; take at least 20 replicates.");
      break;
  }
  add_responses(comparison, contrast, sentences);
  add_probes(comparison, contrast, parameters, sentences);
  return sentences;
}

}  // namespace mingle
