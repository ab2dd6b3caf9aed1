// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "run_levers.h"

#include <algorithm>

namespace mingle {
namespace {

struct LeverColumn {
  const char* name;
  const char* words;
  std::string LeverInfo::*text;
};

struct EffectColumn {
  const char* name;
  const char* words;
  std::string LeverEffectInfo::*text;
};

const std::vector<LeverColumn>& lever_columns() {
  static const std::vector<LeverColumn> columns{
      {"lever_id", "lever in the catalogue", &LeverInfo::id},
      {"lever_name", "name of the lever", &LeverInfo::name},
      {"lever_factors", "factors of integration", &LeverInfo::factors},
      {"lever_what", "what the lever does", &LeverInfo::what},
      {"lever_reaches", "whom or what it reaches", &LeverInfo::reaches},
      {"lever_mode",
       "whether effects are fixed, sampled or zero",
       &LeverInfo::mode},
      {"lever_grade",
       "evidence: E evidence, W weak evidence, A assumption",
       &LeverInfo::grade},
      {"lever_evidence", "what the evidence is", &LeverInfo::evidence},
      {"lever_source", "source of the evidence", &LeverInfo::source},
      {"lever_legal_note",
       "what the law may say of it",
       &LeverInfo::legal_note},
      {"cost_per", "what the unit cost is for", &LeverInfo::cost_per},
      {"cost_note", "where the unit cost is from", &LeverInfo::cost_note}};
  return columns;
}

const std::vector<EffectColumn>& effect_columns() {
  static const std::vector<EffectColumn> columns{
      {"effect_operator",
       "operator by which it acts",
       &LeverEffectInfo::operator_name},
      {"effect_meaning", "what the number does", &LeverEffectInfo::meaning},
      {"effect_unit", "unit of the number", &LeverEffectInfo::unit},
      {"effect_grade",
       "evidence: E evidence, W weak evidence, A assumption",
       &LeverEffectInfo::grade},
      {"effect_prior",
       "what sampled effects are drawn from",
       &LeverEffectInfo::prior}};
  return columns;
}

const std::vector<std::string>& labels_of(const RunShape& shape,
                                          const std::string& scale) {
  static const std::vector<std::string> none;
  for (const ScaleSpec& one : shape.scales) {
    if (one.name == scale) return one.labels;
  }
  return none;
}

H5Layout layout_of(const std::string& name,
                   const std::string& scale,
                   const std::string& words) {
  H5Layout layout;
  layout.path = "/levers/" + name;
  layout.dims = {"/" + scale};
  layout.units = "1";
  layout.long_name = words;
  return layout;
}

/// The members of `all` in the order of `labels`; blank where one is missing.
template <class Item>
std::vector<Item> in_order(const std::vector<std::string>& labels,
                           const std::vector<Item>& all) {
  std::vector<Item> ordered;
  for (const std::string& label : labels) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Item& one) {
          return one.label == label;
        });
    ordered.push_back(found == all.end() ? Item{} : *found);
  }
  return ordered;
}

template <class Column, class Item>
void write_texts(H5Writer& file,
                 const std::string& scale,
                 const std::vector<Column>& columns,
                 const std::vector<Item>& items) {
  for (const Column& column : columns) {
    std::vector<std::string> texts;
    for (const Item& item : items) texts.push_back(item.*(column.text));
    file.column(layout_of(column.name, scale, column.words), texts);
  }
}

}  // namespace

void write_deprivation(H5Writer& file, const RunInfo& info) {
  if (info.deprivation.empty()) return;
  H5Layout layout;
  layout.path = "/zones/deprivation_decile";
  layout.dims = {"/zone"};
  layout.units = "1";
  layout.long_name =
      "decile of deprivation among England's zones, 1 the most deprived";
  file.column(layout, std::span<const double>{info.deprivation});
}

void write_levers(H5Writer& file, const RunInfo& info, const RunShape& shape) {
  const auto& labels = labels_of(shape, "lever");
  if (labels.empty()) return;
  const auto levers = in_order(labels, info.levers);
  write_texts(file, "lever", lever_columns(), levers);
  std::vector<double> costs;
  for (const LeverInfo& lever : levers) costs.push_back(lever.unit_cost);
  H5Layout layout = layout_of("unit_cost", "lever", "cost of one unit");
  layout.units = "GBP";
  file.column(layout, std::span<const double>{costs});
  const auto& effects = labels_of(shape, "lever_effect");
  if (effects.empty()) return;
  write_texts(file,
              "lever_effect",
              effect_columns(),
              in_order(effects, info.lever_effects));
}

}  // namespace mingle
