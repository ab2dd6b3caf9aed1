// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <mingle/engine/observer.h>

namespace mingle {

/// Writes summary.csv: the headline indices of the main groups (those with at
/// least 1 percent of the residents at the start), one value a row. Columns
/// replicate,date,index,groups,value; see docs/formats/summary-csv.md. The
/// file appears at end(). Throws OutputError.
class SummaryWriter : public Observer {
 public:
  /// @param banner  what must be said of the results, as first row; empty:
  ///                nothing
  explicit SummaryWriter(std::filesystem::path file, std::string banner = {});

  void begin(const RunShape& shape) override;
  void record(const Frame& frame) override;
  void end() override;

 private:
  void add(const Frame& frame,
           const std::string& index,
           const std::string& groups,
           double value);
  void add_pairs(const Frame& frame, std::size_t index);
  void add_groups(const Frame& frame, std::size_t index);

  std::filesystem::path file_;
  std::string banner_;
  RunShape shape_;
  std::vector<GroupId> groups_;  ///< largest first
  std::string text_;
};

}  // namespace mingle
