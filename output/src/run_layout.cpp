// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "run_layout.h"

#include "clock.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <sstream>

#include <mingle/engine/tenure.h>
#include <mingle/output/hdf5_recorder.h>

namespace mingle {
namespace {

/// Small index tables share a chunk between time steps up to this many
/// numbers; one time slice each would be mostly overhead.
constexpr hsize_t chunk_numbers = 32768;

/// Unit of shares, indices, labels and ordinals.
const std::string pure_number{"1"};

/// Not "/tenure": xarray refuses a table (/zones/tenure) that bears the name
/// of one of its own axes.
const std::string tenure_scale{"/tenure_class"};

const std::string zone_coordinates = "zone_name easting northing";

void link_scales(H5Writer& file,
                 const std::string& group,
                 const std::vector<std::string>& scales) {
  for (const std::string& scale : scales) {
    const std::string name = scale.substr(scale.rfind('/') + 1);
    std::string link = group;
    file.link(scale, link.append("/").append(name));
  }
}

void write_time(H5Writer& file,
                const std::string& path,
                const RunShape& shape,
                int every_ticks) {
  std::vector<std::int32_t> days;
  for (int tick = 0; tick <= shape.ticks; tick += every_ticks) {
    const Date date = tick_start(shape.start, tick);
    days.push_back(static_cast<std::int32_t>(days_between(shape.start, date)));
  }
  file.scale(path,
             std::span<const std::int32_t>{days},
             "time",
             std::string{"days since "} + shape.start.text() + " 00:00:00");
  file.attribute(path, "calendar", "proleptic_gregorian");
  file.attribute(path, "standard_name", "time");
  file.attribute(path, "axis", "T");
}

void write_labels(H5Writer& file,
                  const std::string& path,
                  const std::string& dim,
                  const std::string& long_name,
                  std::span<const std::string> labels) {
  H5Layout layout;
  layout.path = path;
  layout.dims = {dim};
  layout.units = pure_number;
  layout.long_name = long_name;
  file.column(layout, labels);
}

void write_tenures(H5Writer& file) {
  std::vector<std::string> names;
  std::vector<std::string> labels;
  for (const Tenure tenure : all_tenures) {
    names.emplace_back(name_of(tenure));
    labels.emplace_back(label_of(tenure));
  }
  file.scale(tenure_scale, names, "tenure of a household");
  write_labels(file, "/tenure_label", tenure_scale, "tenure in words", labels);
}

void write_groups(H5Writer& file, const GroupScheme& groups) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    labels.push_back(groups.label(GroupId{i}));
  }
  file.scale("/group", groups.names(), "population group");
  file.scale("/group_other", groups.names(), "the other group of a pair");
  write_labels(
      file, "/group_label", "/group", "population group in words", labels);
}

std::string input_lines(const RunInfo& info) {
  std::string lines;
  for (const RunInfo::Input& input : info.inputs) {
    lines += input.sha256;
    lines.append("  ").append(input.role).append("  ").append(input.path);
    lines += '\n';
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(line).append("\n");
  return text;
}

H5Layout zone_layout(const std::string& name,
                     const std::string& column_dim,
                     const RunShape& shape) {
  H5Layout layout;
  layout.path = "/zones/" + name;
  layout.dims = {"/replicate", "/zones/time", "/zone", column_dim};
  layout.type = H5Type::int32;
  layout.chunk = {1, 1, shape.zones->size(), GroupScheme::max_groups};
  layout.coordinates = zone_coordinates;
  return layout;
}

void write_zone_particulars(H5Writer& file, const ZoneTable& zones) {
  std::vector<std::int32_t> authorities;
  for (const AuthorityId id : zones.authorities) {
    authorities.push_back(static_cast<std::int32_t>(id.index()));
  }
  H5Layout layout{.path = "/zones/zone_name",
                  .dims = {"/zone"},
                  .units = pure_number,
                  .long_name = "name of the zone",
                  .chunk = {},
                  .coordinates = {}};
  file.column(layout, zones.names);
  layout.path = "/zones/zone_authority";
  layout.long_name = "row of the zone's authority in /authority, from 0";
  file.column(layout, std::span<const std::int32_t>{authorities});
  const auto metres = [&](const char* path,
                          const char* unit,
                          const char* words,
                          const std::vector<double>& values) {
    layout.path = path;
    layout.units = unit;
    layout.long_name = words;
    file.column(layout, std::span<const double>{values});
  };
  metres("/zones/easting",
         "m",
         "easting of the centroid, British National Grid",
         zones.eastings);
  metres("/zones/northing",
         "m",
         "northing of the centroid, British National Grid",
         zones.northings);
  metres("/zones/area", "m2", "area of the zone", zones.areas);
}

void create_index(H5Writer& file,
                  const std::string& root,
                  const IndexSpec& index,
                  const RunShape& shape) {
  H5Layout layout;
  layout.path = index_path(root, index);
  layout.dims = {"/replicate", "/indices/time"};
  layout.units = pure_number;
  layout.long_name = index.long_name;
  hsize_t slice = index.length(shape.groups->size());
  std::vector<hsize_t> rest;
  if (root != "/indices") {
    layout.dims.push_back("/authority");
    slice *= shape.authorities->size();
    layout.long_name += ", within each authority";
    rest.push_back(shape.authorities->size());
  }
  if (index.shape != IndexShape::scalar) layout.dims.push_back("/group");
  if (index.shape == IndexShape::group_pair) {
    layout.dims.push_back("/group_other");
  }
  rest.resize(layout.dims.size() - 2, GroupScheme::max_groups);
  layout.chunk = {1, std::max<hsize_t>(1, chunk_numbers / slice)};
  layout.chunk.insert(layout.chunk.end(), rest.begin(), rest.end());
  file.create(layout);
}

void create_indices(H5Writer& file,
                    const std::string& root,
                    const std::vector<std::string>& scales,
                    const std::vector<std::string>& multigroup_scales,
                    const RunShape& shape) {
  std::vector<std::string> all = scales;
  all.insert(all.end(), {"/group", "/group_other", "/group_label"});
  link_scales(file, root, all);
  file.create_group(root + "/multigroup");
  link_scales(file, root + "/multigroup", multigroup_scales);
  for (const IndexSpec& index : shape.indices) {
    create_index(file, root, index, shape);
  }
}

std::string flow_scale(const std::string& dimension) {
  if (dimension == "round") return "/flows/round";
  if (dimension == "tenure") return tenure_scale;
  return std::string{"/"}.append(dimension);
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in{text};
  return {std::istream_iterator<std::string>{in}, {}};
}

std::vector<std::string> flow_dimensions(const std::vector<FlowSpec>& flows) {
  std::vector<std::string> all;
  for (const FlowSpec& flow : flows) {
    const auto words = words_of(flow.dimension);
    all.insert(all.end(), words.begin(), words.end());
  }
  return all;
}

/// Links those of RunShape::scales that `dimensions` name, each once.
void link_more_scales(H5Writer& file,
                      const std::string& group,
                      const std::vector<std::string>& dimensions,
                      const RunShape& shape) {
  for (const ScaleSpec& scale : shape.scales) {
    const auto found =
        std::find(dimensions.begin(), dimensions.end(), scale.name);
    if (found != dimensions.end()) link_scales(file, group, {"/" + scale.name});
  }
}

/// "/zones" of "/zones/price_index".
std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

/// Dates of a table.
std::string time_of(const TableSpec& table) {
  return table.at_zone_dates ? "/zones/time" : "/indices/time";
}

/// Makes a folder of further tables, with the scales they may use. Tables of
/// one folder have the same dates, `time`.
void open_folder(H5Writer& file,
                 const std::string& folder,
                 const std::string& time,
                 const RunShape& shape) {
  if (folder == "/zones" || folder == "/indices") return;
  if (folder == "/authorities") {
    if (shape.authorities->size() < 2) file.create_group(folder);
    link_scales(file,
                folder,
                {"/replicate",
                 time,
                 "/authority",
                 "/authority_name",
                 "/group",
                 "/group_label"});
    return;
  }
  file.create_group(folder);
  if (folder == "/homes") {
    link_scales(file,
                folder,
                {"/replicate",
                 time,
                 "/authority",
                 "/authority_name",
                 tenure_scale,
                 "/tenure_label"});
    return;
  }
  link_scales(file,
              folder,
              {"/replicate", time, "/group", "/group_other", "/group_label"});
}

/// Rounds 1, 2, ... of the longest flow that is counted by round, if any.
void write_rounds(H5Writer& file,
                  const RunShape& shape,
                  const std::vector<std::size_t>& lengths) {
  std::size_t longest = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (shape.flows[i].dimension == "round") {
      longest = std::max(longest, lengths[i]);
    }
  }
  if (longest == 0) return;
  std::vector<std::int32_t> rounds(longest);
  std::iota(rounds.begin(), rounds.end(), 1);
  file.scale("/flows/round",
             std::span<const std::int32_t>{rounds},
             "round of the tick's moves, from 1",
             "1");
}

}  // namespace

std::string index_path(const std::string& root, const IndexSpec& index) {
  std::string path = root;
  path += index.multigroup ? "/multigroup/" : "/";
  return path += index.name;
}

void write_provenance(H5Writer& file, const RunInfo& info) {
  const auto text = [&file](const char* name, const std::string& value) {
    file.attribute("/", name, value);
  };
  text("Conventions", "CF-1.8");
  text("title", info.title);
  text("source",
       "mingle " + info.mingle_version +
           ", a simulation of households on small areas; modelled, not "
           "observed");
  text("history", "written by mingle " + info.mingle_version + " run");
  text("comment",
       "Synthetic households made from published zone tables. Counts are not "
       "suppressed: suppress those under 10 before publishing them.");
  text("mingle_format_version", std::string{run_format_version});
  text("mingle_version", info.mingle_version);
  text("git_commit", info.git_commit);
  file.attribute("/", "seed", info.seed);
  file.attribute("/", "stylised", std::uint64_t{info.stylised ? 1U : 0U});
  text("area_name", info.area_name);
  if (!info.banner.empty()) text("banner", info.banner);
  text("crs", "EPSG:27700");
  text("licence", info.licence);
  text("config_toml", info.config_toml);
  text("config_sha256", info.config_sha256);
  text("parameters_sha256", info.parameters_sha256);
  text("input_sha256", input_lines(info));
  text("notes", joined(info.notes));
  text("created", creation_time());
}

void write_dimensions(H5Writer& file, const RunShape& shape) {
  std::vector<std::int32_t> replicates(
      static_cast<std::size_t>(shape.replicates));
  std::iota(replicates.begin(), replicates.end(), 0);
  file.scale("/replicate",
             std::span<const std::int32_t>{replicates},
             "replicate, from 0",
             "1");
  file.scale("/zone", shape.zones->codes, "code of the zone (small area)");
  file.scale(
      "/authority", shape.authorities->codes, "code of the local authority");
  write_labels(file,
               "/authority_name",
               "/authority",
               "name of the local authority",
               shape.authorities->names);
  write_groups(file, *shape.groups);
  write_tenures(file);
  for (const ScaleSpec& scale : shape.scales) {
    file.scale("/" + scale.name, scale.labels, scale.long_name);
  }
}

void create_zone_tables(H5Writer& file, const RunShape& shape) {
  file.create_group("/zones");
  write_time(file, "/zones/time", shape, shape.zone_every_ticks);
  link_scales(file,
              "/zones",
              {"/replicate",
               "/zone",
               "/group",
               tenure_scale,
               "/group_label",
               "/tenure_label"});
  write_zone_particulars(file, *shape.zones);

  H5Layout layout = zone_layout("residents", "/group", shape);
  layout.units = "persons";
  layout.long_name = "residents by group";
  file.create(layout);
  layout = zone_layout("households", "/group", shape);
  layout.units = "households";
  layout.long_name = "households by group of the reference person (modelled)";
  file.create(layout);
  layout = zone_layout("tenure", tenure_scale, shape);
  layout.units = "households";
  layout.long_name = "households by tenure";
  file.create(layout);
  layout = zone_layout("location_quotient", "/group", shape);
  layout.type = H5Type::float64;
  layout.units = pure_number;
  layout.long_name =
      "location quotient: the group's share of the zone over its share of "
      "the whole area";
  file.create(layout);
}

void create_index_tables(H5Writer& file, const RunShape& shape) {
  file.create_group("/indices");
  write_time(file, "/indices/time", shape, 1);
  create_indices(
      file, "/indices", {"/replicate"}, {"/replicate", "/indices/time"}, shape);
  if (shape.authorities->size() < 2) return;
  file.create_group("/authorities");
  file.create_group("/authorities/indices");
  const std::vector<std::string> scales{
      "/replicate", "/indices/time", "/authority", "/authority_name"};
  create_indices(file, "/authorities/indices", scales, scales, shape);
}

void create_more_tables(H5Writer& file, const RunShape& shape) {
  struct Folder {
    std::string time;
    std::vector<std::string> dimensions;
  };
  std::map<std::string, Folder> by_folder;
  for (const TableSpec& table : shape.tables) {
    Folder& folder = by_folder[folder_of(table.path)];
    folder.time = time_of(table);
    auto& dimensions = folder.dimensions;
    dimensions.insert(
        dimensions.end(), table.dimensions.begin(), table.dimensions.end());
  }
  for (const auto& [path, folder] : by_folder) {
    open_folder(file, path, folder.time, shape);
    link_more_scales(file, path, folder.dimensions, shape);
  }
  for (const TableSpec& table : shape.tables) {
    H5Layout layout;
    layout.path = table.path;
    layout.dims = {"/replicate", time_of(table)};
    layout.units = table.units;
    layout.long_name = table.long_name;
    layout.chunk = {1, 1};
    for (const std::string& dimension : table.dimensions) {
      layout.dims.push_back(flow_scale(dimension));
      layout.chunk.push_back(chunk_numbers);  // cut to the axis
    }
    file.create(layout);
  }
}

void create_flow_tables(H5Writer& file,
                        const RunShape& shape,
                        const std::vector<std::size_t>& lengths) {
  if (shape.flows.empty()) return;
  file.create_group("/flows");
  link_scales(file,
              "/flows",
              {"/replicate",
               "/indices/time",
               "/group",
               "/group_label",
               tenure_scale,
               "/tenure_label"});
  link_more_scales(file, "/flows", flow_dimensions(shape.flows), shape);
  write_rounds(file, shape, lengths);
  for (std::size_t i = 0; i < shape.flows.size(); ++i) {
    const FlowSpec& flow = shape.flows[i];
    H5Layout layout;
    layout.path = "/flows/" + flow.name;
    layout.dims = {"/replicate", "/indices/time"};
    layout.type = H5Type::int64;
    layout.units = pure_number;
    layout.long_name = flow.long_name + ", counted over the quarter before";
    layout.chunk = {1, std::max<hsize_t>(1, chunk_numbers / lengths[i])};
    for (const std::string& dimension : words_of(flow.dimension)) {
      layout.dims.push_back(flow_scale(dimension));
      layout.chunk.push_back(lengths[i]);  // cut to the axis
    }
    file.create(layout);
  }
}

}  // namespace mingle
