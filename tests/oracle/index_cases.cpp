// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "index_cases.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace mingle::test {

namespace {

/// Cells of a line; quotes hold commas together.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

}  // namespace

Rows read_csv(const std::filesystem::path& path) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error{"cannot read " + path.string()};
  Rows rows;
  for (std::string line; std::getline(file, line);) {
    rows.push_back(cells_of(line));
  }
  return rows;
}

std::size_t IndexCase::group(const std::string& name) const {
  const auto found = std::find(groups.begin(), groups.end(), name);
  if (found == groups.end()) throw std::runtime_error{"no group " + name};
  return static_cast<std::size_t>(found - groups.begin());
}

IndexCase IndexCase::without_empty(const std::vector<double>& totals) const {
  std::vector<std::size_t> kept;
  IndexCase out;
  for (std::size_t z = 0; z < totals.size(); ++z) {
    if (totals[z] <= 0) continue;
    kept.push_back(z);
    out.ids.push_back(ids[z]);
  }
  out.groups = groups;
  out.people = people.rows(kept);
  out.geometry = geometry.subset(kept);
  return out;
}

IndexCase read_case(const std::filesystem::path& folder) {
  constexpr std::size_t first_group = 5;
  const Rows zones = read_csv(folder / "zones.csv");
  IndexCase out;
  out.groups.assign(zones[0].begin() + first_group, zones[0].end());
  std::vector<double> values;
  for (std::size_t r = 1; r < zones.size(); ++r) {
    const auto& row = zones[r];
    out.ids.push_back(row[0]);
    out.geometry.x.push_back(std::stod(row[1]));
    out.geometry.y.push_back(std::stod(row[2]));
    out.geometry.areas.push_back(std::stod(row[3]));
    out.geometry.perimeters.push_back(std::stod(row[4]));
    for (std::size_t c = first_group; c < row.size(); ++c) {
      values.push_back(std::stod(row[c]));
    }
  }
  out.people = PeopleTable{out.groups.size(), std::move(values)};
  const Rows edges = read_csv(folder / "edges.csv");
  for (std::size_t r = 1; r < edges.size(); ++r) {
    out.geometry.contacts.push_back({std::stoul(edges[r][0]),
                                     std::stoul(edges[r][1]),
                                     std::stod(edges[r][4])});
  }
  return out;
}

NamedTable read_named_table(const std::filesystem::path& path) {
  const Rows rows = read_csv(path);
  NamedTable out;
  out.groups.assign(rows[0].begin() + 1, rows[0].end());
  std::vector<double> values;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    out.ids.push_back(rows[r][0]);
    for (std::size_t c = 1; c < rows[r].size(); ++c) {
      values.push_back(std::stod(rows[r][c]));
    }
  }
  out.people = PeopleTable{out.groups.size(), std::move(values)};
  return out;
}

std::vector<GivenParameter> parse_parameters(const std::string& text) {
  std::vector<GivenParameter> out;
  std::istringstream parts{text};
  for (std::string part; std::getline(parts, part, ';');) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) continue;
    out.push_back({part.substr(0, equals), part.substr(equals + 1)});
  }
  return out;
}

std::map<std::string, MingleName> read_mingle_names(
    const std::filesystem::path& path) {
  std::map<std::string, MingleName> names;
  const Rows rows = read_csv(path);
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const auto& row = rows[r];
    // M is there twice, for pairs and for all groups.
    names[row[0] + "/" + row[3]] = {row[1], parse_parameters(row[2]), row[3]};
  }
  return names;
}

std::vector<double> compute_index(const std::string& name,
                                  IndexKind kind,
                                  const std::vector<GivenParameter>& given,
                                  const IndexInput& input) {
  for (const IndexDefinition* definition : find_indices(name)) {
    if (definition->kind != kind) continue;
    const Parameters parameters{definition->parameters, given};
    const std::string missing = what_is_missing(*definition, input, parameters);
    if (!missing.empty()) throw std::runtime_error{name + " " + missing};
    return definition->compute(input, parameters);
  }
  throw std::runtime_error{"no index " + name};
}

}  // namespace mingle::test
