// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <mingle/engine/observer.h>

namespace mingle::tool {

/// Dissimilarity of the two largest groups at the start and end of each
/// replicate, for the words at the end of a run.
class Headline : public Observer {
 public:
  void begin(const RunShape& shape) override;
  void record(const Frame& frame) override;
  void end() override {}

  /// "Dissimilarity between White British and Pakistani residents: 0.734 at
  /// the start, 0.731 (0.729 to 0.733 over 4 replicates) in 2031."
  std::string words() const;
  /// The same as members of a JSON object.
  std::string json() const;

 private:
  double value_at(const Frame& frame) const;

  RunShape shape_;
  std::size_t index_ = 0;  ///< of dissimilarity in Frame::indices
  bool has_index_ = false;
  GroupId first_;
  GroupId second_;
  std::vector<double> starts_;
  std::vector<double> ends_;
  Date end_;
};

}  // namespace mingle::tool
