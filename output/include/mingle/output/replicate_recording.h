// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <mingle/engine/observer.h>

namespace mingle {

/// Keeps the frames of one replicate, so that replicates may be simulated in
/// any order, set aside in files, and passed on to other observers in theirs.
class ReplicateRecording : public Observer {
 public:
  void begin(const RunShape& shape) override;
  void record(const Frame& frame) override;
  void end() override {}

  /// Passes every frame on. Zone tables are given only where they are due.
  void replay(std::span<Observer* const> observers) const;

  /// Writes the frames into `file`, which appears when it is complete.
  /// @param key  what the frames are of; load() asks for the same
  /// @throws OutputError
  void save(const std::filesystem::path& file, const std::string& key) const;
  /// Whether `file` holds frames under that key, whole; then they are read.
  bool load(const std::filesystem::path& file, const std::string& key);

 private:
  /// A frame with everything that it points into.
  struct Moment {
    int replicate = 0;
    int tick = 0;
    Date date;
    bool zones_due = false;
    GroupCounts residents;
    GroupCounts households;
    ZoneCounts tenure;
    std::vector<IndexValues> indices;
    std::vector<std::vector<IndexValues>> authority_indices;
    std::vector<std::vector<std::int64_t>> flows;
    std::vector<std::vector<double>> tables;
  };
  template <class Stream>
  static void transfer(Stream& stream, Moment& moment);

  std::vector<Moment> moments_;
};

}  // namespace mingle
