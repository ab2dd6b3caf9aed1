// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "csv_text.h"
#include "main_groups.h"
#include "part_file.h"

#include <mingle/output/summary_writer.h>

namespace mingle {

SummaryWriter::SummaryWriter(std::filesystem::path file, std::string banner)
    : file_{std::move(file)}, banner_{std::move(banner)} {}

void SummaryWriter::begin(const RunShape& shape) {
  shape_ = shape;
  groups_.clear();
  text_ = "replicate,date,index,groups,value\r\n";
  if (banner_.empty()) return;
  text_ +=
      "0," + shape.start.text() + ",banner," + csv_field(banner_) + ",\r\n";
}

void SummaryWriter::record(const Frame& frame) {
  if (groups_.empty()) groups_ = main_groups(*frame.residents);
  for (std::size_t i = 0; i < frame.indices.size(); ++i) {
    switch (shape_.indices[i].shape) {
      case IndexShape::scalar:
        add(frame, shape_.indices[i].name, "all", frame.indices[i].front());
        break;
      case IndexShape::group:
        add_groups(frame, i);
        break;
      case IndexShape::group_pair:
        add_pairs(frame, i);
        break;
    }
  }
}

void SummaryWriter::add_groups(const Frame& frame, std::size_t index) {
  const std::string& name = shape_.indices[index].name;
  const bool against_rest = name.ends_with("_rest");
  const std::string shown =
      against_rest ? name.substr(0, name.size() - 5) : name;
  for (const GroupId group : groups_) {
    std::string words = shape_.groups->name(group);
    if (against_rest) words += ":rest";
    add(frame, shown, words, frame.indices[index][group.index()]);
  }
}

void SummaryWriter::add_pairs(const Frame& frame, std::size_t index) {
  const std::string& name = shape_.indices[index].name;
  const IndexValues& values = frame.indices[index];
  const std::size_t size = shape_.groups->size();
  const GroupId largest = groups_.front();
  const bool exposure = name == "exposure";
  for (const GroupId group : groups_) {
    const std::string& own = shape_.groups->name(group);
    if (exposure) {
      add(frame, "isolation", own, values[group.index() * (size + 1)]);
    }
    if (group == largest) continue;
    add(frame,
        name,
        own + ":" + shape_.groups->name(largest),
        values[group.index() * size + largest.index()]);
  }
}

void SummaryWriter::add(const Frame& frame,
                        const std::string& index,
                        const std::string& groups,
                        double value) {
  text_ += std::to_string(frame.replicate);
  for (const std::string& field : {frame.date.text(),
                                   csv_field(index),
                                   csv_field(groups),
                                   number_text(value)}) {
    text_ += ',';
    text_ += field;
  }
  text_ += "\r\n";
}

void SummaryWriter::end() {
  write_text_file(file_, text_);
}

}  // namespace mingle
