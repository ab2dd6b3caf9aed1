// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/output/read_results.h>

namespace mingle::tool {
namespace {

std::string joined_shape(const DatasetInfo& info) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < info.shape.size(); ++i) {
    const bool named = i < info.dims.size() && !info.dims[i].empty();
    parts.push_back(named ? fmt::format("{}={}", info.dims[i], info.shape[i])
                          : fmt::format("{}", info.shape[i]));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// Long attributes (the scenario's text) are cut, unless asked for.
std::string shortened(const std::string& text, bool whole) {
  constexpr std::size_t longest = 72;
  const std::size_t end = std::min(text.find('\n'), longest);
  if (whole || text.size() <= end) return text;
  return text.substr(0, end) + " ...";
}

std::string words_of(const ResultFile& file, bool whole) {
  std::string text = "attributes\n";
  for (const AttributeInfo& one : file.attributes()) {
    text += fmt::format("  {:<24}{}\n", one.name, shortened(one.value, whole));
  }
  text += "datasets\n";
  for (const DatasetInfo& one : file.datasets()) {
    text += fmt::format("  {:<48} {:<8}({}) {}{}\n",
                        one.path,
                        one.type,
                        joined_shape(one),
                        one.long_name,
                        one.units.empty() || one.units == "1"
                            ? ""
                            : fmt::format(" [{}]", one.units));
  }
  return text;
}

std::string json_list(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(json_text(text));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

std::string json_of(const ResultFile& file) {
  std::vector<std::string> attributes;
  for (const AttributeInfo& one : file.attributes()) {
    attributes.push_back(
        fmt::format("{}: {}", json_text(one.name), json_text(one.value)));
  }
  std::vector<std::string> datasets;
  for (const DatasetInfo& one : file.datasets()) {
    datasets.push_back(fmt::format(
        "{{\"path\": {}, \"type\": {}, \"dims\": {}, \"shape\": [{}], "
        "\"units\": {}, \"long_name\": {}}}",
        json_text(one.path),
        json_text(one.type),
        json_list(one.dims),
        fmt::join(one.shape, ", "),
        json_text(one.units),
        json_text(one.long_name)));
  }
  return fmt::format("{{\"attributes\": {{{}}},\n \"datasets\": [{}]}}\n",
                     fmt::join(attributes, ", "),
                     fmt::join(datasets, ",\n  "));
}

std::string csv_text(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

/// Names of the places along one axis: its labels or times where the file has
/// them under the axis's name, numbers otherwise.
std::vector<std::string> axis_labels(const ResultFile& file,
                                     const DatasetInfo& info,
                                     std::size_t axis) {
  const std::string& name = info.dims[axis];
  const std::string folder = info.path.substr(0, info.path.rfind('/'));
  for (const std::string& path :
       {folder + '/' + name, '/' + name, "/zones/" + name}) {
    if (name.empty() || path == info.path || !file.has(path)) continue;
    const DatasetInfo scale = file.info(path);
    if (scale.shape != std::vector<std::size_t>{info.shape[axis]}) continue;
    const DatasetValues values = file.read(path);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&values)) {
      return *texts;
    }
    std::vector<std::string> labels;
    for (const double number : file.read_numbers(path)) {
      labels.push_back(fmt::format("{}", number));
    }
    return labels;
  }
  std::vector<std::string> labels(info.shape[axis]);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    labels[i] = fmt::format("{}", i);
  }
  return labels;
}

std::string value_text(const DatasetValues& values, std::size_t at) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&values)) {
    return csv_text((*texts)[at]);
  }
  if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&values)) {
    return fmt::format("{}", (*whole)[at]);
  }
  return fmt::format("{}", std::get<std::vector<double>>(values)[at]);
}

/// One row a value, one column a dimension.
void write_csv(const ResultFile& file,
               const std::string& path,
               Console& console) {
  const DatasetInfo info = file.info(path);
  const std::size_t axes = info.shape.size();
  std::vector<std::vector<std::string>> labels;
  std::string text;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    labels.push_back(axis_labels(file, info, axis));
    const std::string& name = info.dims[axis];
    text += (name.empty() ? fmt::format("dimension_{}", axis) : name) + ',';
  }
  text += "value\n";
  const DatasetValues values = file.read(path);
  const std::size_t count =
      std::visit([](const auto& list) { return list.size(); }, values);
  std::vector<std::size_t> place(axes, 0);
  for (std::size_t at = 0; at < count; ++at) {
    for (std::size_t axis = 0; axis < axes; ++axis) {
      text += csv_text(labels[axis][place[axis]]) + ',';
    }
    text += value_text(values, at) + '\n';
    for (std::size_t axis = axes; axis-- > 0;) {
      if (++place[axis] < info.shape[axis]) break;
      place[axis] = 0;
    }
    constexpr std::size_t block = 1 << 20;
    if (text.size() < block) continue;
    console.out(text);
    text.clear();
  }
  console.out(text);
}

class InspectCommand : public Command {
 public:
  std::string name() const override { return "inspect"; }
  std::string summary() const override { return "What is in a result file"; }
  std::string example() const override {
    return "  mingle inspect bradford-1/run.h5\n"
           "  mingle inspect bradford-1/run.h5 --csv /indices/dissimilarity";
  }
  void declare(Options& options) override {
    options.argument("FILE", file_, "A run.h5");
    options.value("--csv",
                  dataset_,
                  "DATASET",
                  "Print one dataset as CSV, a row a value");
  }
  void run(Console& console) override {
    const ResultFile file{file_};
    if (dataset_) return write_csv(file, *dataset_, console);
    console.out(console.json ? json_of(file) : words_of(file, console.verbose));
  }

 private:
  std::string file_;
  std::optional<std::string> dataset_;
};

}  // namespace

std::unique_ptr<Command> make_inspect_command() {
  return std::make_unique<InspectCommand>();
}

}  // namespace mingle::tool
