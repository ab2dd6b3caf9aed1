// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "comparison_more_h5.h"
#include "prices.h"
#include "responses.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>

namespace mingle {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Rows that are written as columns along a scale of labels.
template <class Row>
class Columns {
 public:
  Columns(H5Writer& file, std::string scale, const std::vector<Row>& rows)
      : file_{file}, scale_{std::move(scale)}, rows_{rows} {}

  void texts(const char* name,
             const char* words,
             const std::function<std::string(const Row&)>& text) {
    std::vector<std::string> all;
    for (const Row& row : rows_) all.push_back(text(row));
    file_.column(layout(name, words, "1"), all);
  }
  void numbers(const char* name,
               const char* words,
               const char* units,
               const std::function<double(const Row&)>& number) {
    std::vector<double> all;
    for (const Row& row : rows_) all.push_back(number(row));
    file_.column(layout(name, words, units), std::span<const double>{all});
  }
  /// Mean and interval of numbers by replicate.
  void interval(const std::string& name,
                const std::string& words,
                const char* units,
                const std::function<std::vector<double>(const Row&)>& values) {
    const auto of = [&values](double MeanInterval::*part) {
      return [&values, part](const Row& row) {
        return mean_interval(values(row)).*part;
      };
    };
    numbers((name + "_mean").c_str(),
            (words + ", mean").c_str(),
            units,
            of(&MeanInterval::mean));
    numbers((name + "_low").c_str(),
            (words + ", lower end").c_str(),
            units,
            of(&MeanInterval::low));
    numbers((name + "_high").c_str(),
            (words + ", upper end").c_str(),
            units,
            of(&MeanInterval::high));
  }

 private:
  H5Layout layout(const std::string& name,
                  const std::string& words,
                  const char* units) const {
    H5Layout layout;
    layout.path = "/levers/" + name;
    layout.dims = {scale_};
    layout.units = units;
    layout.long_name = words;
    return layout;
  }

  H5Writer& file_;
  std::string scale_;
  const std::vector<Row>& rows_;
};

struct PulledRow {
  std::string arm;
  const LeverUse* lever = nullptr;
};

struct EffectRow {
  const LeverEffectUse* effect = nullptr;
  const Response* response = nullptr;
};

struct ReachedRow {
  const LeverReached* reached = nullptr;
  std::size_t label = 0;
};

void write_pulled(H5Writer& file, const Comparison& comparison) {
  std::vector<PulledRow> rows;
  std::vector<std::string> labels;
  for (const ComparedArm& arm : comparison.arms) {
    for (const LeverUse& lever : arm.levers) {
      rows.push_back({arm.name, &lever});
      labels.push_back(arm.name + '/' + lever.info.label);
    }
  }
  const std::string scale{"/levers/pulled"};
  file.scale(scale, labels, "levers, as SCENARIO/LABEL");
  Columns<PulledRow> columns{file, scale, rows};
  columns.texts(
      "pulled_arm", "scenario", [](const auto& row) { return row.arm; });
  const auto text =
      [&](const char* name, const char* words, std::string LeverInfo::*part) {
        columns.texts(name, words, [part](const PulledRow& row) {
          return row.lever->info.*part;
        });
      };
  text("lever_id", "lever in the catalogue", &LeverInfo::id);
  text("lever_name", "name of the lever", &LeverInfo::name);
  text("lever_mode", "effects fixed, sampled or zero", &LeverInfo::mode);
  text("lever_grade", "evidence: E, W or A", &LeverInfo::grade);
  text("lever_evidence", "what the evidence is", &LeverInfo::evidence);
  text("lever_source", "source of the evidence", &LeverInfo::source);
  text("cost_per", "what the unit cost is for", &LeverInfo::cost_per);
  text("cost_note", "where the unit cost is from", &LeverInfo::cost_note);
  columns.numbers(
      "unit_cost", "cost of one unit; NaN: not known", "GBP", [](auto& row) {
        return row.lever->info.unit_cost;
      });
  columns.interval(
      "people", "people reached, over the whole period", "1", [](auto& row) {
        return row.lever->people;
      });
  columns.interval("hours",
                   "hours that they spent, over the whole period",
                   "h",
                   [](auto& row) { return row.lever->hours; });
  columns.interval("cost",
                   "pounds, over the whole period; NaN: not known",
                   "GBP",
                   [](auto& row) { return row.lever->cost; });
}

struct EffectRows {
  std::vector<std::vector<Response>> responses;  ///< by contrast
  std::vector<EffectRow> rows;
  std::vector<std::string> labels;
};

EffectRows effect_rows(const Comparison& comparison) {
  EffectRows all;
  for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
    all.responses.push_back(
        responses_of(comparison, comparison.measures.front(), c));
  }
  for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm) {
    for (const LeverUse& lever : comparison.arms[arm].levers) {
      for (const LeverEffectUse& effect : lever.effects) {
        EffectRow row{&effect, nullptr};
        for (std::size_t i = 0; arm > 0 && i < all.responses[arm - 1].size();
             ++i) {
          const Response& one = all.responses[arm - 1][i];
          if (one.effect == &effect) row.response = &one;
        }
        all.rows.push_back(row);
        all.labels.push_back(comparison.arms[arm].name + '/' +
                             effect.info.label);
      }
    }
  }
  return all;
}

void write_effects(H5Writer& file, const Comparison& comparison) {
  const EffectRows all = effect_rows(comparison);
  if (all.rows.empty()) return;
  const std::string scale{"/levers/pulled_effect"};
  file.scale(scale, all.labels, "effects of levers, as SCENARIO/LABEL.EFFECT");
  Columns<EffectRow> columns{file, scale, all.rows};
  const auto text = [&](const char* name,
                        const char* words,
                        std::string LeverEffectInfo::*part) {
    columns.texts(name, words, [part](const EffectRow& row) {
      return row.effect->info.*part;
    });
  };
  text("effect_operator", "operator", &LeverEffectInfo::operator_name);
  text("effect_unit", "unit of the effect", &LeverEffectInfo::unit);
  text("effect_grade", "evidence: E, W or A", &LeverEffectInfo::grade);
  text("effect_prior", "what it is drawn from", &LeverEffectInfo::prior);
  columns.interval(
      "effect", "size over the replicates", "1", [](const EffectRow& row) {
        return row.effect->values;
      });
  const auto slope =
      [&](const char* name, const char* words, double Slope::*part) {
        columns.numbers(name, words, "1", [part](const EffectRow& row) {
          return row.response == nullptr ? none : row.response->slope.*part;
        });
      };
  slope("response",
        "change of the difference of the first measure for each unit of the "
        "effect; NaN where it was not drawn or replicates are too few",
        &Slope::slope);
  slope("response_low", "lower end of the interval", &Slope::low);
  slope("response_high", "upper end of the interval", &Slope::high);
  columns.numbers("none_at",
                  "size at which the fitted difference is 0; NaN where the "
                  "response may be none",
                  "1",
                  [](const EffectRow& row) {
                    return row.response == nullptr ? none
                                                   : row.response->none_at;
                  });
}

void write_reached(H5Writer& file, const Comparison& comparison) {
  std::vector<ReachedRow> rows;
  std::vector<std::string> labels;
  for (const ComparedArm& arm : comparison.arms) {
    for (const LeverUse& lever : arm.levers) {
      for (const LeverReached& reached : lever.reached) {
        for (std::size_t i = 0; i < reached.labels.size(); ++i) {
          rows.push_back({&reached, i});
          labels.push_back(arm.name + '/' + lever.info.label + '/' +
                           reached.by + '/' + reached.labels[i]);
        }
      }
    }
  }
  if (rows.empty()) return;
  const std::string scale{"/levers/reached"};
  file.scale(scale, labels, "as SCENARIO/LABEL/CHARACTERISTIC/VALUE");
  Columns<ReachedRow> columns{file, scale, rows};
  columns.interval(
      "reached",
      "people reached, over the whole period",
      "1",
      [](const ReachedRow& row) { return row.reached->people[row.label]; });
}

void write_prices(H5Writer& file, const Comparison& comparison) {
  struct Part {
    const char* name;
    const char* words;
    double RatioResult::*value;
  };
  static constexpr std::array<Part, 3> parts{
      {{"cost_per_effect",
        "pounds for each 0.01 (of counts: each 1) by which the measure moves; "
        "NaN where no direction is shown or the cost is not known",
        &RatioResult::ratio},
       {"cost_per_effect_low", "lower end of its interval", &RatioResult::low},
       {"cost_per_effect_high",
        "upper end of its interval",
        &RatioResult::high}}};
  for (const Part& part : parts) {
    H5Layout layout;
    layout.path = std::string{"/headline/"} + part.name;
    layout.dims = {"/contrast", "/headline/measure"};
    layout.units = "GBP";
    layout.long_name = part.words;
    file.create(layout);
    for (std::size_t c = 0; c < comparison.contrasts(); ++c) {
      for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
        const RatioResult price =
            price_of_effect(comparison, comparison.measures[m], c);
        const double value = price.*(part.value);
        file.write({layout.path, c, m}, std::span<const double>{&value, 1});
      }
    }
  }
}

}  // namespace

void write_lever_results(H5Writer& file, const Comparison& comparison) {
  const bool any = std::any_of(
      comparison.arms.begin(), comparison.arms.end(), [](const auto& arm) {
        return !arm.levers.empty();
      });
  if (!any || comparison.measures.empty()) return;
  file.create_group("/levers");
  write_pulled(file, comparison);
  write_effects(file, comparison);
  write_reached(file, comparison);
  write_prices(file, comparison);
}

}  // namespace mingle
