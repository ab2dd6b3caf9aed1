// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "expand_path.h"
#include "levers/toml_fields.h"
#include "toml_reader.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

#include <fmt/format.h>

#include <mingle/engine/error.h>
#include <mingle/geo/sha256.h>
#include <mingle/scenarios/hindcast_study.h>

namespace mingle {
namespace {

using Kind = TomlValue::Kind;

std::string whole_text(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) {
    throw ConfigError{{{file.string(),
                        0,
                        0,
                        "",
                        "the study file cannot be read",
                        "Check the path"}}};
  }
  return {std::istreambuf_iterator<char>{stream}, {}};
}

class StudyFile {
 public:
  explicit StudyFile(const std::filesystem::path& file)
      : file_{file.string()},
        folder_{file.parent_path()},
        text_{whole_text(file)},
        document_{parse_toml(text_, file_)} {}

  HindcastStudy read() {
    TomlFields top{document_, file_, "study", problems_};
    study_.text = text_;
    study_.title = top.text("title");
    (void)top.whole("schema_version", 1, 1);
    census(top, "before", study_.before, study_.before_year);
    census(top, "after", study_.after, study_.after_year);
    read_earliest(top);
    read_zones(top);
    read_map(top);
    read_groups(top);
    read_forecast(top);
    read_engine(top);
    read_twin(top);
    read_covariates(top);
    top.refuse_others();
    check_whole();
    if (!problems_.empty()) {
      std::stable_sort(problems_.begin(),
                       problems_.end(),
                       [](const ConfigProblem& a, const ConfigProblem& b) {
                         return a.line < b.line;
                       });
      throw ConfigError{std::move(problems_)};
    }
    return std::move(study_);
  }

 private:
  /// A section's table, or null; complains of other kinds and of absence.
  const TomlValue* section(TomlFields& top,
                           const std::string& name,
                           bool needed) {
    const TomlMember* member = top.find(name);
    if (member == nullptr) {
      if (needed) {
        top.add(nullptr,
                fmt::format("the section [{}] is missing", name),
                "See `mingle hindcast --help`");
      }
      return nullptr;
    }
    if (member->value.kind == Kind::table) return &member->value;
    top.add(member, fmt::format("'{}' must be a section, [{}]", name, name));
    return nullptr;
  }

  std::filesystem::path path(TomlFields& fields,
                             const std::string& name,
                             bool needed) {
    const std::string text = fields.text(name, needed);
    if (text.empty()) return {};
    const ExpandedPath expanded = expand_path(text, process_environment());
    if (!expanded.problem.empty()) {
      // One variable stands in many paths: once is enough. The path stays, so
      // that nothing else complains of its absence.
      if (unexpanded_.insert(expanded.problem).second) {
        fields.add(fields.find(name), expanded.problem, expanded.hint);
      }
      return text;
    }
    const std::filesystem::path given{expanded.path};
    return given.is_absolute() ? given : folder_ / given;
  }

  void census(TomlFields& top,
              const std::string& name,
              std::filesystem::path& file,
              int& year) {
    const TomlValue* table = section(top, name, true);
    if (table == nullptr) return;
    TomlFields fields{*table, file_, name, problems_};
    file = path(fields, "table", true);
    year = fields.whole("year", 1801, 2200).value_or(year);
    fields.refuse_others();
  }

  void read_earliest(TomlFields& top) {
    const TomlValue* table = section(top, "earliest", false);
    if (table == nullptr) return;
    TomlFields fields{*table, file_, "earliest", problems_};
    EarliestChoice& earliest = study_.earliest;
    earliest.file = path(fields, "table", true);
    earliest.key = fields.text("key", true);
    earliest.year = fields.whole("year", 1801, 2200).value_or(2001);
    read_fold(fields, earliest.fold);
    fields.refuse_others();
  }

  /// Columns that count as another one.
  void read_fold(TomlFields& fields, std::map<std::string, std::string>& to) {
    const TomlValue* fold = section(fields, "fold", false);
    if (fold == nullptr) return;
    for (const TomlMember& member : fold->members) {
      if (member.value.kind == Kind::text) {
        to[member.key] = member.value.text;
      } else {
        fields.add(&member,
                   fmt::format("'fold.{}' must be a text", member.key));
      }
    }
  }

  void read_zones(TomlFields& top) {
    const TomlValue* table = section(top, "zones", true);
    if (table == nullptr) return;
    TomlFields fields{*table, file_, "zones", problems_};
    study_.lookup.file = path(fields, "lookup", true).string();
    study_.lookup.earlier = fields.text("earlier", true);
    study_.lookup.later = fields.text("later", true);
    study_.lookup.authority = fields.text("authority", true);
    study_.lookup.authority_name = fields.text("authority_name");
    study_.regions = path(fields, "regions", false);
    study_.regions_authority = fields.text("regions_authority");
    study_.regions_region = fields.text("regions_region");
    study_.authorities = fields.texts("codes");
    fields.refuse_others();
  }

  void read_map(TomlFields& top) {
    const TomlValue* table = section(top, "map", false);
    if (table == nullptr) return;
    TomlFields fields{*table, file_, "map", problems_};
    study_.map.file = path(fields, "file", true);
    study_.map.layer = fields.text("layer");
    study_.map.key = fields.text("key");
    study_.map.authority = fields.text("authority");
    fields.refuse_others();
  }

  void read_groups(TomlFields& top) {
    const TomlValue* table = section(top, "groups", false);
    if (table == nullptr) return;
    TomlFields fields{*table, file_, "groups", problems_};
    study_.grouping = fields.one_of("scheme", {"broad", "detailed"}) == 0
                          ? Grouping::broad
                          : Grouping::detailed;
    study_.pairs = fields.texts("pairs");
    read_fold(fields, study_.fold);
    fields.refuse_others();
  }

  void read_forecast(TomlFields& top) {
    const TomlValue* table = section(top, "forecast", false);
    if (table == nullptr) return;
    TomlFields fields{*table, file_, "forecast", problems_};
    study_.members = fields.whole("members", 2, 10000).value_or(100);
    study_.folds = fields.whole("folds", 2, 1000).value_or(10);
    if (fields.truth("leave_region_out")) study_.folds = 0;
    study_.seed = static_cast<std::uint64_t>(
        fields.whole("seed", 0, 2147483647).value_or(1));
    study_.show = fields.texts("show");
    study_.turnover_other = fields.number("turnover", 0.001, 0.9).value_or(0.1);
    if (const TomlValue* by = section(fields, "turnover_by_group", false)) {
      TomlFields groups{*by, file_, "turnover_by_group", problems_};
      for (const TomlMember& member : by->members) {
        if (const auto value = groups.number(member.key, 0.001, 0.9)) {
          study_.turnover[member.key] = *value;
        }
      }
    }
    fields.refuse_others();
  }

  void read_engine(TomlFields& top) {
    const TomlValue* table = section(top, "engine", false);
    if (table == nullptr) return;
    TomlFields fields{*table, file_, "engine", problems_};
    EngineChoice& engine = study_.engine;
    engine.authorities = fields.texts("authorities");
    engine.replicates = fields.whole("replicates", 2, 10000).value_or(8);
    engine.twin_appeal = fields.one_of("appeal", {"twin", "none"}) == 0;
    engine.scenario = path(fields, "scenario", true);
    engine.households = path(fields, "households", true);
    engine.households_column = fields.text("households_column", true);
    engine.tenure = path(fields, "tenure", true);
    engine.tenure_key = fields.text("tenure_key", true);
    if (const TomlValue* by = section(fields, "tenure_columns", true)) {
      TomlFields columns{*by, file_, "engine.tenure_columns", problems_};
      for (const Tenure tenure : all_tenures) {
        const std::string name{name_of(tenure)};
        auto& given = engine.tenure_columns[static_cast<std::size_t>(tenure)];
        given = columns.texts(name);
        if (given.empty()) {
          columns.add(columns.find(name),
                      fmt::format("'{}' names no column", name),
                      "List the columns that add up to this tenure");
        }
      }
      columns.refuse_others();
    }
    fields.refuse_others();
  }

  static std::optional<double> whole_number(TomlFields& fields,
                                            const Parameter& row,
                                            const std::string& name) {
    const auto value = fields.whole(
        name, static_cast<int>(row.minimum), static_cast<int>(row.maximum));
    if (!value) return std::nullopt;
    return static_cast<double>(*value);
  }

  /// Constants of the twin, by their names in the table of parameters.
  void read_twin(TomlFields& top) {
    const TomlValue* table = section(top, "twin", false);
    if (table != nullptr) read_constants(*table, "twin");
  }

  /// Rows `prefix.name`, and those of `prefix.section.name` in sections.
  void read_constants(const TomlValue& table, const std::string& prefix) {
    TomlFields fields{table, file_, prefix, problems_};
    std::set<std::string> sections;
    for (const Parameter& row : shipped_parameters().rows()) {
      if (row.key.rfind(prefix + '.', 0) != 0) continue;
      const std::string name = row.key.substr(prefix.size() + 1);
      const std::size_t dot = name.find('.');
      if (dot != name.npos) {
        sections.insert(name.substr(0, dot));
        continue;
      }
      const auto value = row.whole
                             ? whole_number(fields, row, name)
                             : fields.number(name, row.minimum, row.maximum);
      if (value) study_.parameters.set(row.id, *value);
    }
    for (const std::string& name : sections) {
      const TomlValue* inner = section(fields, name, false);
      if (inner != nullptr) read_constants(*inner, prefix + '.' + name);
    }
    fields.refuse_others();
  }

  void read_covariates(TomlFields& top) {
    const TomlMember* member = top.find("covariate");
    if (member == nullptr) return;
    if (member->value.kind != Kind::array) {
      top.add(member, "'covariate' must be written [[covariate]]");
      return;
    }
    for (const TomlValue& item : member->value.items) read_covariate(item);
  }

  void read_covariate(const TomlValue& item) {
    if (item.kind != Kind::table) {
      problems_.push_back({file_,
                           item.line,
                           item.column,
                           "covariate",
                           "a covariate must be a table",
                           "Write [[covariate]] and its keys below"});
      return;
    }
    CovariateChoice choice;
    TomlFields fields{item, file_, "covariate", problems_};
    choice.name = fields.text("name", true);
    choice.file = path(fields, "table", false);
    choice.key = fields.text("key");
    choice.columns = fields.texts("columns");
    choice.per = fields.texts("per");
    choice.via = path(fields, "via", false);
    choice.via_zone = fields.text("via_zone");
    choice.via_coarse = fields.text("via_coarse");
    choice.log = fields.truth("log");
    choice.after_start = fields.truth("after_start");
    choice.vintage = fields.one_of("zones", {"earlier", "later"}) == 0
                         ? Vintage::earlier
                         : Vintage::later;
    if (fields.truth("retention")) study_.retention.push_back(choice.name);
    if (!choice.file.empty() && choice.columns.empty()) {
      fields.add(nullptr,
                 fmt::format("'{}' names a table but no columns", choice.name));
    }
    if (choice.file.empty() && study_.map.file.empty()) {
      fields.add(nullptr,
                 fmt::format("'{}' has no table, so it is the density of "
                             "residents, which needs a [map]",
                             choice.name));
    }
    if (!choice.via.empty() &&
        (choice.via_zone.empty() || choice.via_coarse.empty())) {
      fields.add(nullptr, "'via' needs 'via_zone' and 'via_coarse'");
    }
    fields.refuse_others();
    study_.covariates.push_back(std::move(choice));
  }

  void check_whole() {
    std::set<std::string> names;
    for (const CovariateChoice& each : study_.covariates) {
      if (names.insert(each.name).second) continue;
      problems_.push_back(
          {file_,
           0,
           0,
           "covariate",
           fmt::format("two covariates are named '{}'", each.name),
           "Give each a name of its own"});
    }
    if (study_.folds == 0 && study_.regions.empty()) {
      problems_.push_back({file_,
                           0,
                           0,
                           "forecast.leave_region_out",
                           "leave_region_out needs zones.regions",
                           "Name a lookup from authority to region"});
    }
    if (study_.pairs.empty()) study_.pairs = {"white:asian"};
  }

  std::string file_;
  std::filesystem::path folder_;
  std::string text_;
  TomlValue document_;
  std::vector<ConfigProblem> problems_;
  std::set<std::string> unexpanded_;  ///< what was wrong with paths, once each
  HindcastStudy study_;
};

}  // namespace

std::vector<InputFile> hindcast_inputs(const HindcastStudy& study) {
  std::vector<InputFile> inputs;
  const auto add = [&inputs](const char* role, const std::string& path) {
    if (path.empty()) return;
    for (const InputFile& each : inputs) {
      if (each.path == path) return;
    }
    inputs.push_back({role, path, sha256_of_file(path)});
  };
  add("before", study.before.string());
  add("after", study.after.string());
  add("earliest", study.earliest.file.string());
  add("lookup", study.lookup.file);
  add("regions", study.regions.string());
  add("zones", study.map.file.string());
  for (const CovariateChoice& each : study.covariates) {
    add("covariate", each.file.string());
    add("lookup", each.via.string());
  }
  if (!study.engine.authorities.empty()) {
    add("scenario", study.engine.scenario.string());
    add("households", study.engine.households.string());
    add("tenure", study.engine.tenure.string());
  }
  return inputs;
}

HindcastStudy read_hindcast_study(const std::filesystem::path& file) {
  return StudyFile{file}.read();
}

}  // namespace mingle
