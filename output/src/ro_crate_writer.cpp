// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// The only file of this folder that includes nlohmann/json.
#include "clock.h"
#include "part_file.h"

#include <nlohmann/json.hpp>

#include <mingle/output/ro_crate_writer.h>

namespace mingle {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* crate_1_1 = "https://w3id.org/ro/crate/1.1";
constexpr const char* process_run = "https://w3id.org/ro/wfrun/process/0.5";
constexpr const char* program = "#mingle";
constexpr const char* action = "#run";

Json reference(const std::string& id) {
  return Json{{"@id", id}};
}

Json property(const std::string& id,
              const std::string& name,
              const Json& value) {
  return Json{{"@id", id},
              {"@type", "PropertyValue"},
              {"name", name},
              {"value", value}};
}

std::string input_id(const RunInfo::Input& input) {
  return "#input-" + input.role + "-" + input.sha256.substr(0, 12);
}

Json descriptor() {
  return Json{{"@id", "ro-crate-metadata.json"},
              {"@type", "CreativeWork"},
              {"conformsTo", reference(crate_1_1)},
              {"about", reference("./")}};
}

Json dataset(const RunInfo& info,
             const std::vector<CrateFile>& files,
             const std::string& when) {
  Json parts = Json::array();
  for (const CrateFile& file : files) parts.push_back(reference(file.name));
  return Json{
      {"@id", "./"},
      {"@type", "Dataset"},
      {"name", info.title},
      {"description",
       (info.banner.empty() ? "" : info.banner + " ") +
           "Results of a simulation of households in " + info.area_name +
           (info.stylised ? "; its neighbourhoods are invented" : "")},
      {"datePublished", when},
      {"license", reference("#licence")},
      {"conformsTo", Json::array({reference(process_run)})},
      {"hasPart", parts},
      {"mentions", reference(action)}};
}

Json run_action(const RunInfo& info,
                const std::vector<CrateFile>& files,
                const std::string& when) {
  Json objects = Json::array(
      {reference("#scenario"), reference("#seed"), reference("#parameters")});
  for (const RunInfo::Input& input : info.inputs) {
    objects.push_back(reference(input_id(input)));
  }
  Json results = Json::array();
  for (const CrateFile& file : files) results.push_back(reference(file.name));
  return Json{{"@id", action},
              {"@type", "CreateAction"},
              {"name", "mingle run"},
              {"instrument", reference(program)},
              {"object", objects},
              {"result", results},
              {"endTime", when}};
}

void add_inputs(Json& graph, const RunInfo& info) {
  graph.push_back(Json{{"@id", "#scenario"},
                       {"@type", "CreativeWork"},
                       {"name", "resolved scenario"},
                       {"encodingFormat", "application/toml"},
                       {"sha256", info.config_sha256},
                       {"text", info.config_toml}});
  // A string: JSON readers keep only 53 bits of a number.
  graph.push_back(property("#seed", "seed", std::to_string(info.seed)));
  graph.push_back(property(
      "#parameters", "sha256 of the parameter table", info.parameters_sha256));
  for (const RunInfo::Input& input : info.inputs) {
    graph.push_back(Json{{"@id", input_id(input)},
                         {"@type", "CreativeWork"},
                         {"name", input.role},
                         {"alternateName", input.path},
                         {"sha256", input.sha256},
                         {"license", reference("#licence")}});
  }
}

Json crate(const RunInfo& info, const std::vector<CrateFile>& files) {
  const std::string when = creation_time();
  Json graph = Json::array({descriptor(),
                            dataset(info, files, when),
                            run_action(info, files, when)});
  graph.push_back(Json{{"@id", process_run},
                       {"@type", "CreativeWork"},
                       {"name", "Process Run Crate"},
                       {"version", "0.5"}});
  graph.push_back(Json{{"@id", program},
                       {"@type", "SoftwareApplication"},
                       {"name", "mingle"},
                       {"softwareVersion", info.mingle_version},
                       {"version", info.git_commit},
                       {"license", reference("#software-licence")}});
  graph.push_back(Json{{"@id", "#software-licence"},
                       {"@type", "CreativeWork"},
                       {"name", "Apache-2.0"},
                       {"url", "https://www.apache.org/licenses/LICENSE-2.0"}});
  graph.push_back(Json{{"@id", "#licence"},
                       {"@type", "CreativeWork"},
                       {"name", "licence and attribution of the input data"},
                       {"text", info.licence}});
  add_inputs(graph, info);
  for (const CrateFile& file : files) {
    graph.push_back(Json{{"@id", file.name},
                         {"@type", "File"},
                         {"name", file.name},
                         {"description", file.description},
                         {"encodingFormat", file.media_type}});
  }
  for (std::size_t i = 0; i < info.notes.size(); ++i) {
    graph.push_back(property(
        "#note-" + std::to_string(i + 1), "note on the run", info.notes[i]));
  }
  return Json{{"@context", "https://w3id.org/ro/crate/1.1/context"},
              {"@graph", graph}};
}

}  // namespace

void write_ro_crate(const std::filesystem::path& folder,
                    const RunInfo& info,
                    const std::vector<CrateFile>& files) {
  // Text that is not UTF-8 (a path, a licence) is mended, not refused.
  const std::string text =
      crate(info, files).dump(2, ' ', false, Json::error_handler_t::replace);
  write_text_file(folder / "ro-crate-metadata.json", text + "\n");
}

}  // namespace mingle
