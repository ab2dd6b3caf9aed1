// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "evidence.h"

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
          "No number of the model would: nothing in it responds to what this "
          "scenario changes. Only evidence of an effect could, such as a "
          "trial, and it would have to be built into the model first.");
      break;
    case Verdict::no_interval:
      sentences.emplace_back(
          "Nothing is concluded yet; take at least 20 replicates.");
      break;
  }
  return sentences;
}

}  // namespace mingle
