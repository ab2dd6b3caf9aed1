// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "levers/lever_words.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace mingle {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

template <class T>
Json maybe(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of(const LeverEffect& effect) {
  const auto& info = levers::info_of(effect.mechanism);
  return {{"name", effect.name()},
          {"operator", effect.op()},
          {"value", maybe(effect.value)},
          {"prior", effect.prior_text},
          {"minimum", number(effect.prior.low)},
          {"maximum", number(effect.prior.high)},
          {"neutral", number(info.neutral)},
          {"unit", info.unit},
          {"meaning", info.meaning},
          {"needs", levers::name_of(info.needs)},
          {"choices", effect.choices},
          {"of", effect.of},
          {"grade", effect.grade}};
}

Json json_of(const LeverDefinition& lever) {
  Json effects = Json::array();
  for (const LeverEffect& effect : lever.effects) {
    effects.push_back(json_of(effect));
  }
  return {{"id", lever.id},
          {"zero_sibling", lever.id + std::string{zero_suffix}},
          {"row", lever.row},
          {"name", lever.name},
          {"factors", lever.factors},
          {"what", lever.what},
          {"reaches", name_of(lever.reaches)},
          {"needs", needs_words(lever)},
          {"target", lever.target.text},
          {"zones", lever.zones.text},
          {"groups", lever.groups},
          {"zone_share", lever.zone_share},
          {"zones_grow", lever.zones_grow},
          {"coverage", lever.coverage},
          {"coverage_prior", lever.coverage_prior_text},
          {"take_up", lever.take_up},
          {"every", name_of(lever.every)},
          {"quarter", lever.quarter},
          {"quarters", lever.quarters},
          {"duration_quarters", lever.duration},
          {"hours", lever.hours},
          {"quality", lever.quality},
          {"group_size", lever.group_size},
          {"mixed", lever.mixed},
          {"unit_cost", maybe(lever.unit_cost)},
          {"cost_per", name_of(lever.cost_per)},
          {"cost_note", lever.cost_note},
          {"half_life_quarters", lever.half_life},
          {"rho_gen", lever.rho_gen},
          {"low_contact_factor", lever.low_contact_factor},
          {"lag_quarters", lever.lag},
          {"follows", lever.follows},
          {"parts", lever.parts},
          {"placebo", lever.is_placebo() && !lever.observable},
          {"research_only", lever.research_only},
          {"observable", lever.observable},
          {"effects", effects},
          {"evidence", lever.evidence},
          {"evidence_note", lever.evidence_note},
          {"source", lever.source},
          {"note", lever.note},
          {"legal_note", lever.legal_note}};
}

}  // namespace

std::string explain_lever_json(std::string_view id) {
  return json_of(lever_to_explain(id)).dump(2);
}

std::string levers_json(std::span<const LeverDefinition* const> levers) {
  Json list = Json::array();
  for (const LeverDefinition* lever : levers) list.push_back(json_of(*lever));
  Json fields = Json::array();
  for (const FieldWords& field : condition_fields()) {
    fields.push_back(
        {{"name", field.name},
         {"of", field.scope == FieldScope::zone ? "zone" : "person"},
         {"takes", field.takes},
         {"meaning", field.meaning}});
  }
  return Json{{"catalogue_sha256", lever_catalogue_sha256()},
              {"levers", list},
              {"condition_fields", fields}}
      .dump(2);
}

}  // namespace mingle
