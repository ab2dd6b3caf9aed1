// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "comparison_more_h5.h"

#include <algorithm>
#include <array>

#include <mingle/output/read_results.h>

namespace mingle {
namespace {

const std::string group{"/probes"};
const std::string scale{"/probes/probe"};

struct Part {
  const char* name;
  const char* words;
  double PairedResult::*value;
};
constexpr std::array<Part, 6> parts{
    {{"base_mean", "mean of the baseline", &PairedResult::base_mean},
     {"other_mean", "mean of the scenario", &PairedResult::other_mean},
     {"difference", "mean paired difference", &PairedResult::difference},
     {"low", "lower end of the 95 percent t interval", &PairedResult::low},
     {"high", "upper end", &PairedResult::high},
     {"p_value", "two-sided paired t test", &PairedResult::p_value}}};

H5Layout layout_of(const char* name, const char* words, bool by_contrast) {
  H5Layout layout;
  layout.path = group + '/' + name;
  if (by_contrast) layout.dims.emplace_back("/contrast");
  layout.dims.push_back(scale);
  layout.units = "1";
  layout.long_name = words;
  return layout;
}

void write_matrix(H5Writer& file,
                  const Comparison& comparison,
                  const H5Layout& layout,
                  double (*value)(const PairedResult&, const Part*),
                  const Part* part) {
  file.create(layout);
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    for (std::size_t p = 0; p < comparison.probes.size(); ++p) {
      const double number = value(comparison.probes[p].results[c], part);
      file.write({layout.path, c, p}, std::span<const double>{&number, 1});
    }
  }
}

}  // namespace

void write_probes(H5Writer& file, const Comparison& comparison) {
  if (comparison.probes.empty()) return;
  std::vector<std::string> labels;
  std::vector<std::string> keys;
  std::vector<std::string> before;
  std::vector<std::string> after;
  for (const Probe& probe : comparison.probes) {
    labels.push_back(probe.key + '=' + probe.value);
    keys.push_back(probe.key);
    before.push_back(probe.base_value);
    after.push_back(probe.value);
  }
  file.create_group(group);
  file.scale(scale, labels, "number that was moved, as KEY=VALUE");
  file.link("/contrast", group + "/contrast");
  file.column(layout_of("key", "number that was moved", false), keys);
  file.column(layout_of("base_value", "as it was", false), before);
  file.column(layout_of("value", "as it was set", false), after);
  write_matrix(
      file,
      comparison,
      layout_of("pairs",
                "replicates; 0 where the number is not the scenario's",
                true),
      [](const PairedResult& result, const Part*) {
        return static_cast<double>(result.pairs);
      },
      nullptr);
  write_matrix(
      file,
      comparison,
      layout_of("identical", "1 if no digit differs in any replicate", true),
      [](const PairedResult& result, const Part*) {
        return result.identical ? 1.0 : 0.0;
      },
      nullptr);
  for (const Part& part : parts) {
    write_matrix(
        file,
        comparison,
        layout_of(part.name, part.words, true),
        [](const PairedResult& result, const Part* one) {
          return result.*(one->value);
        },
        &part);
  }
}

std::vector<Probe> read_probes(const std::filesystem::path& comparison_h5) {
  const ResultFile file{comparison_h5};
  if (!file.has(scale)) return {};
  const auto keys = file.read_strings(group + "/key");
  const auto before = file.read_strings(group + "/base_value");
  const auto after = file.read_strings(group + "/value");
  const auto pairs = file.read_numbers(group + "/pairs");
  const auto same = file.read_numbers(group + "/identical");
  const std::size_t contrasts = pairs.size() / keys.size();
  std::vector<Probe> probes(keys.size());
  for (std::size_t p = 0; p < keys.size(); ++p) {
    probes[p] = {keys[p], before[p], after[p], 0, {}};
    probes[p].results.resize(contrasts);
  }
  const auto fill = [&](const std::vector<double>& values, auto put) {
    for (std::size_t c = 0; c < contrasts; ++c) {
      for (std::size_t p = 0; p < keys.size(); ++p) {
        put(probes[p].results[c], values[c * keys.size() + p]);
      }
    }
  };
  fill(pairs, [](PairedResult& result, double value) {
    result.pairs = static_cast<std::size_t>(value);
  });
  fill(same, [](PairedResult& result, double value) {
    result.identical = value > 0;
  });
  for (const Part& part : parts) {
    fill(file.read_numbers(group + '/' + part.name),
         [&part](PairedResult& result, double value) {
           result.*(part.value) = value;
         });
  }
  for (Probe& probe : probes) {
    for (const PairedResult& result : probe.results) {
      probe.replicates = std::max(probe.replicates, result.pairs);
    }
  }
  return probes;
}

}  // namespace mingle
