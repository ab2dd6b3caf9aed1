// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cmd_indices.h"
#include "cmd_indices_view.h"

#include <set>
#include <string>
#include <vector>

namespace mingle::tool {

/// Intervals, p-values and comparisons of one index of one view.
class IndexInference {
 public:
  IndexInference(const View& view,
                 const IndexDefinition& definition,
                 const Parameters& parameters,
                 const IndicesRequest& request);

  /// Adds to the records, one a value, what was asked for: p-values,
  /// intervals, bias. What it cannot do it says in `notes`.
  void infer(std::vector<IndexRecord>& records);

  /// Whether the view's second table can be measured by this index.
  bool can_compare();
  /// The values in the first table, in the second, and the differences.
  std::vector<IndexRecord> compare(std::vector<IndexRecord> first);

  const std::set<std::string>& notes() const { return notes_; }

 private:
  PeopleTable table_to_draw(const std::optional<TwoGroups>& groups,
                            const PeopleTable& people) const;
  Statistics statistics(const IndexInput& input) const;
  BootstrapSettings bootstrap_settings() const;
  bool tied_to_zones() const;
  bool possible(std::size_t values);
  void add_permutations(const PeopleTable& table,
                        std::vector<IndexRecord>& records);
  void add_bootstrap(const PeopleTable& table,
                     std::vector<IndexRecord>& records);
  void add_jackknife(const PeopleTable& table,
                     std::vector<IndexRecord>& records);
  void note(const std::string& what);

  const View& view_;
  const IndexDefinition& definition_;
  const Parameters& parameters_;
  const IndicesRequest& request_;
  IndexInput input_;
  std::set<std::string> notes_;
};

}  // namespace mingle::tool
