// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "cmd_indices.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mingle::tool {
namespace {

std::string json_list(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  items.reserve(texts.size());
  for (const std::string& text : texts) items.push_back(json_text(text));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

/// The keys are always the same; further ones tell what was asked for.
std::string json_record(const IndexRecord& record) {
  std::vector<std::string> parameters;
  for (const auto& [name, value] : record.parameters) {
    parameters.push_back(fmt::format("{}: {}", json_text(name), value));
  }
  std::string out = fmt::format(
      "{{\"index\": {}, \"kind\": {}, \"groups\": {}, \"zone\": {}, "
      "\"parameters\": {{{}}}, \"value\": {}, \"interval\": {}",
      json_text(record.index),
      json_text(record.kind),
      json_list(record.groups.empty() ? *record.all_groups : record.groups),
      record.zone.empty() ? "null" : json_text(record.zone),
      fmt::join(parameters, ", "),
      json_number(record.value),
      record.interval ? fmt::format("[{}, {}]",
                                    json_number(record.interval->first),
                                    json_number(record.interval->second))
                      : "null");
  if (!record.place.empty()) {
    out += fmt::format(", \"area\": {}", json_text(record.place));
  }
  for (const auto& [name, value] : record.inference) {
    out += fmt::format(", {}: {}", json_text(name), json_number(value));
  }
  if (!record.problem.empty()) {
    out += fmt::format(", \"problem\": {}", json_text(record.problem));
  }
  return out + "}";
}

/// Rows in parts of some hundred kilobytes: a country's local indices would
/// take as much room as text as they do as numbers.
class Rows {
 public:
  explicit Rows(const RecordSink& sink) : sink_{sink} {}
  void add(const std::string& text) {
    constexpr std::size_t part = 1 << 18;
    text_ += text;
    if (text_.size() > part) flush();
  }
  void flush() {
    sink_(text_);
    text_.clear();
  }

 private:
  const RecordSink& sink_;
  std::string text_;
};

void in_json(const IndexRecords& records, Rows& rows) {
  bool first = true;
  for (const IndexRecord& record : records) {
    rows.add((first ? "[\n " : ",\n ") + json_record(record));
    first = false;
  }
  rows.add(first ? "[\n]\n" : "\n]\n");
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string plain(const std::string& json) {
  return json.size() >= 2 && json.front() == '"'
             ? json.substr(1, json.size() - 2)
             : json;
}

std::string parameters_text(const IndexRecord& record) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : record.parameters) {
    parts.push_back(name + "=" + plain(value));
  }
  return fmt::format("{}", fmt::join(parts, ";"));
}

/// Groups as a pair, or "all" where they are all that were chosen.
std::string groups_text(const IndexRecord& record) {
  if (record.groups.empty()) return "all";
  return fmt::format("{}", fmt::join(record.groups, ":"));
}

std::string number_text(double value, const char* undefined) {
  return std::isnan(value) ? undefined : json_number(value);
}

double inferred(const IndexRecord& record, const std::string& name) {
  for (const auto& [key, value] : record.inference) {
    if (key == name) return value;
  }
  return std::nan("");
}

/// Names of the inferred numbers that any record has, in their order.
std::vector<std::string> inferred_names(const IndexRecords& records) {
  std::vector<std::string> names;
  for (const IndexRecord& record : records) {
    for (const auto& entry : record.inference) {
      if (std::find(names.begin(), names.end(), entry.first) == names.end()) {
        names.push_back(entry.first);
      }
    }
  }
  return names;
}

void in_csv(const IndexRecords& records, Rows& rows) {
  const auto extra = inferred_names(records);
  std::string out =
      "area,index,kind,groups,zone,parameters,value,interval_low,"
      "interval_high";
  for (const std::string& name : extra) out += "," + name;
  rows.add(out + ",problem\n");
  for (const IndexRecord& record : records) {
    const auto interval =
        record.interval.value_or(std::pair{std::nan(""), std::nan("")});
    out = fmt::format("{},{},{},{},{},{},{},{},{}",
                      csv_cell(record.place),
                      record.index,
                      record.kind,
                      csv_cell(groups_text(record)),
                      csv_cell(record.zone),
                      csv_cell(parameters_text(record)),
                      number_text(record.value, ""),
                      number_text(interval.first, ""),
                      number_text(interval.second, ""));
    for (const std::string& name : extra) {
      out += "," + number_text(inferred(record, name), "");
    }
    rows.add(out + "," + csv_cell(record.problem) + "\n");
  }
}

std::string rounded(double value) {
  return std::isnan(value) ? "undefined" : fmt::format("{:.6g}", value);
}

/// Rows of cells, each column as wide as its widest cell.
std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], row[c].size());
    }
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += fmt::format("{:<{}}  ", row[c], widths[c]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string in_table(const IndexRecords& records, bool places) {
  const auto extra = inferred_names(records);
  const bool zones = std::any_of(
      records.begin(), records.end(), [](const IndexRecord& record) {
        return !record.zone.empty();
      });
  const bool intervals = std::any_of(
      records.begin(), records.end(), [](const IndexRecord& record) {
        return record.interval.has_value();
      });
  std::vector<std::vector<std::string>> rows(1);
  const auto head = [&](const char* name, bool shown) {
    if (shown) rows[0].emplace_back(name);
  };
  head("area", places);
  head("index", true);
  head("groups", true);
  head("zone", zones);
  head("value", true);
  head("interval", intervals);
  for (const std::string& name : extra) rows[0].push_back(name);
  head("parameters", true);
  for (const IndexRecord& record : records) {
    if (!record.problem.empty()) continue;
    auto& row = rows.emplace_back();
    if (places) row.push_back(record.place);
    row.push_back(record.index);
    row.push_back(groups_text(record));
    if (zones) row.push_back(record.zone);
    row.push_back(rounded(record.value));
    if (intervals) {
      const bool known = record.interval && !std::isnan(record.interval->first);
      row.push_back(known ? fmt::format("{:.4g} to {:.4g}",
                                        record.interval->first,
                                        record.interval->second)
                          : "");
    }
    for (const std::string& name : extra) {
      const double value = inferred(record, name);
      row.push_back(std::isnan(value) ? "" : fmt::format("{:.4g}", value));
    }
    row.push_back(parameters_text(record));
  }
  return aligned(rows);
}

}  // namespace

void print_records(const IndexRecords& records,
                   const std::string& format,
                   bool places,
                   const RecordSink& sink) {
  Rows rows{sink};
  if (format == "json") {
    in_json(records, rows);
  } else if (format == "csv") {
    in_csv(records, rows);
  } else {
    rows.add(in_table(records, places));
  }
  rows.flush();
}

}  // namespace mingle::tool
