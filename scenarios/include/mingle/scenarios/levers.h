// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/error.h>
#include <mingle/engine/levers/mechanism.h>
#include <mingle/engine/levers/prior.h>
#include <mingle/scenarios/parameters.h>
#include <mingle/scenarios/predicate.h>

namespace mingle {

/// Whom a lever reaches, and so what its coverage is a share of.
enum class Reach : std::uint8_t {
  nobody,
  persons,
  zones,
  authorities,
  dwellings
};
std::string_view name_of(Reach reach);

/// When a lever acts while it is on.
enum class Every : std::uint8_t {
  once,     ///< in its first quarter, or the first that is LeverDefinition::
            ///< quarter
  quarter,  ///< a quarter of its yearly coverage each quarter
  year      ///< its coverage once a year
};
std::string_view name_of(Every every);

/// What a cost is counted for.
enum class CostPer : std::uint8_t {
  person,          ///< reached
  zone,            ///< taking part, a year
  authority,       ///< taking part, once
  authority_year,  ///< taking part, a year
  dwelling         ///< built
};
std::string_view name_of(CostPer per);

/// One thing that a lever does.
struct LeverEffect {
  levers::Mechanism mechanism = levers::Mechanism::none;
  /// Default; nothing where the scenario must give it.
  std::optional<double> value;
  levers::Prior prior;
  std::string prior_text;
  std::vector<std::string> choices;  ///< of mechanisms that take a name
  std::vector<std::string> of;       ///< levers that COVERAGE acts on
  std::string grade;                 ///< E, W or A
  std::size_t line = 0;

  std::string_view name() const { return levers::info_of(mechanism).name; }
  std::string_view op() const { return levers::info_of(mechanism).op; }
};

/// A row of the catalogue: docs/methods/levers.md says what each part means.
struct LeverDefinition {
  std::string id;
  std::string row;  ///< of the design's table: "22", "59b"
  std::string name;
  std::vector<std::string> factors;
  std::string what;
  Reach reaches = Reach::nobody;
  Condition target;  ///< of persons
  Condition zones;
  double zone_share = 1;
  bool zones_grow = false;  ///< zone_share more of them each year
  double coverage = 1;
  levers::Prior coverage_prior;
  std::string coverage_prior_text;
  double take_up = 1;
  Every every = Every::quarter;
  int quarter = 0;   ///< of the year, 1-4, in which it acts; 0: any
  int quarters = 0;  ///< how long it lasts by itself; 0: while it is on
  int duration = 1;  ///< quarters that a place lasts
  double hours = 0;  ///< that a person reached spends on it
  double quality = 1;
  int group_size = 0;               ///< people that meet together; 0: no groups
  bool mixed = false;               ///< groups are mixed on purpose
  std::optional<double> unit_cost;  ///< pounds; nothing: not known
  CostPer cost_per = CostPer::person;
  std::string cost_note;
  double half_life = 4;  ///< quarters, of effects on attitudes and hazards
  double rho_gen = 0.3;  ///< share of an effect that generalises
  /// Factor on effects on attitudes for those with less contact than most.
  double low_contact_factor = 1;
  int lag = 0;          ///< quarters until INCOME next_generation acts
  std::string follows;  ///< lever whose participants it reaches
  std::vector<std::string> parts;  ///< of a bundle
  bool research_only = false;
  bool needs_groups = false;
  std::vector<std::string> groups;  ///< it is for; empty: all
  bool observable = false;  ///< not a lever: an observation to compare with
  std::string legal_note;
  std::string evidence;  ///< E, W or A
  std::string evidence_note;
  std::string source;
  std::string note;
  std::vector<LeverEffect> effects;
  std::string file;
  std::size_t line = 0;

  /// Null if the lever has no effect of that name.
  const LeverEffect* effect(std::string_view name) const;
  /// Whether nothing of the model can change: NULL operators only.
  bool is_placebo() const;
  /// The parts of the model that it needs.
  bool needs(levers::Needs needs) const;
};

/// The suffix of an id that names the zero sibling of a lever: the same
/// people, hours and money, with every effect at the value that changes
/// nothing.
inline constexpr std::string_view zero_suffix = "_zero";

/// The same of an effect's prior.
std::optional<CentralRange> central_range(const LeverEffect& effect);

/// A text of the catalogue and its name, for messages.
struct CatalogueFile {
  std::string name;
  std::string_view text;
};

class LeverCatalogue {
 public:
  /// @throws ConfigError with every mistake of every file.
  explicit LeverCatalogue(std::span<const CatalogueFile> files);

  /// In the order of their rows.
  const std::vector<LeverDefinition>& levers() const { return levers_; }
  /// By id, without the suffix of a zero sibling; null if there is none.
  const LeverDefinition* find(std::string_view id) const;
  std::vector<std::string> ids() const;

 private:
  std::vector<LeverDefinition> levers_;
};

/// The catalogue of this version (scenarios/library/levers).
const LeverCatalogue& shipped_levers();
const std::string& lever_catalogue_sha256();

/// "common ground" of "common_ground".
std::string factor_words(std::string_view factor);
/// Machine names of the five factors.
std::span<const std::string> factor_names();

/// A table of the levers, a line each.
std::string levers_table(std::span<const LeverDefinition* const> levers);
/// Those with `text` in their id, name, description, factors or operators,
/// whatever the case; all if it is empty.
std::vector<const LeverDefinition*> search_levers(std::string_view text);
/// All about one lever.
/// @throws UsageError with the nearest ids if there is none.
std::string explain_lever(std::string_view id);
/// The same for machines: a JSON object.
std::string explain_lever_json(std::string_view id);
/// All levers: a JSON object with the list, the fields and the operators.
std::string levers_json(std::span<const LeverDefinition* const> levers);
/// The reference of the catalogue in Markdown (docs/levers.md).
std::string levers_reference();

}  // namespace mingle
