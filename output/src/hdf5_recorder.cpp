// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "h5_writer.h"
#include "run_layout.h"
#include "run_levers.h"

#include <mingle/engine/indices.h>
#include <mingle/output/hdf5_recorder.h>

namespace mingle {

/// The open file, and where the frames go in it.
class Hdf5Recorder::Target {
 public:
  Target(const std::filesystem::path& path,
         const RunInfo& info,
         const RunShape& shape)
      : file_{path}, shape_{shape} {
    write_provenance(file_, info);
    write_dimensions(file_, shape);
    create_zone_tables(file_, shape);
    write_deprivation(file_, info);
    create_index_tables(file_, shape);
    create_more_tables(file_, shape);
    write_levers(file_, info, shape);
  }

  void record(const Frame& frame);
  void end() { file_.commit(); }

 private:
  void record_zones(const Frame& frame);
  void record_indices(const Frame& frame);
  void record_authorities(const Frame& frame);
  void record_flows(const Frame& frame);
  void record_tables(const Frame& frame);

  H5Writer file_;
  RunShape shape_;
  bool flows_created_ = false;
  IndexValues buffer_;
};

void Hdf5Recorder::Target::record(const Frame& frame) {
  if (frame.zones_due) record_zones(frame);
  record_indices(frame);
  record_authorities(frame);
  record_flows(frame);
  record_tables(frame);
  if (frame.tick == shape_.ticks) file_.flush();
}

void Hdf5Recorder::Target::record_zones(const Frame& frame) {
  const auto replicate = static_cast<hsize_t>(frame.replicate);
  const auto row = static_cast<hsize_t>(frame.tick / shape_.zone_every_ticks);
  const auto write = [&](const char* path, const ZoneCounts* counts) {
    if (counts != nullptr) {
      file_.write({path, replicate, row}, counts->values());
    }
  };
  write("/zones/residents", frame.residents);
  write("/zones/households", frame.households);
  write("/zones/tenure", frame.tenure);
  if (frame.residents == nullptr) return;
  const std::vector<double> quotients = location_quotients(*frame.residents);
  file_.write({"/zones/location_quotient", replicate, row},
              std::span<const double>{quotients});
}

void Hdf5Recorder::Target::record_indices(const Frame& frame) {
  const auto replicate = static_cast<hsize_t>(frame.replicate);
  const auto row = static_cast<hsize_t>(frame.tick);
  for (std::size_t i = 0; i < frame.indices.size(); ++i) {
    file_.write({index_path("/indices", shape_.indices[i]), replicate, row},
                std::span<const double>{frame.indices[i]});
  }
}

void Hdf5Recorder::Target::record_authorities(const Frame& frame) {
  if (shape_.authorities->size() < 2 || frame.authority_indices.empty()) {
    return;
  }
  const auto replicate = static_cast<hsize_t>(frame.replicate);
  const auto row = static_cast<hsize_t>(frame.tick);
  for (std::size_t i = 0; i < shape_.indices.size(); ++i) {
    buffer_.clear();
    for (const std::vector<IndexValues>& values : frame.authority_indices) {
      buffer_.insert(buffer_.end(), values[i].begin(), values[i].end());
    }
    file_.write(
        {index_path("/authorities/indices", shape_.indices[i]), replicate, row},
        std::span<const double>{buffer_});
  }
}

void Hdf5Recorder::Target::record_flows(const Frame& frame) {
  if (!flows_created_) {
    std::vector<std::size_t> lengths;
    for (const auto& flow : frame.flows) lengths.push_back(flow.size());
    lengths.resize(shape_.flows.size(), 1);
    create_flow_tables(file_, shape_, lengths);
    flows_created_ = true;
  }
  const auto replicate = static_cast<hsize_t>(frame.replicate);
  const auto row = static_cast<hsize_t>(frame.tick);
  for (std::size_t i = 0; i < frame.flows.size(); ++i) {
    file_.write({"/flows/" + shape_.flows[i].name, replicate, row},
                std::span<const std::int64_t>{frame.flows[i]});
  }
}

void Hdf5Recorder::Target::record_tables(const Frame& frame) {
  const auto replicate = static_cast<hsize_t>(frame.replicate);
  for (std::size_t i = 0; i < frame.tables.size(); ++i) {
    const TableSpec& table = shape_.tables[i];
    if (table.at_zone_dates && !frame.zones_due) continue;
    const int every = table.at_zone_dates ? shape_.zone_every_ticks : 1;
    file_.write(
        {table.path, replicate, static_cast<hsize_t>(frame.tick / every)},
        std::span<const double>{frame.tables[i]});
  }
}

Hdf5Recorder::Hdf5Recorder(std::filesystem::path file, RunInfo info)
    : file_{std::move(file)}, info_{std::move(info)} {}

Hdf5Recorder::~Hdf5Recorder() = default;

void Hdf5Recorder::begin(const RunShape& shape) {
  target_ = std::make_unique<Target>(file_, info_, shape);
}

void Hdf5Recorder::record(const Frame& frame) {
  target_->record(frame);
}

void Hdf5Recorder::end() {
  target_->end();
  target_.reset();
}

}  // namespace mingle
