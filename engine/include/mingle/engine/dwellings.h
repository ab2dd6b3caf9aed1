// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <mingle/engine/id.h>

namespace mingle {

/// A cell holds the dwellings of one zone, tenure and size. Cells of an
/// authority are adjacent, kind by kind, zones in order within a kind:
/// `cell = first_cell(authority) + kind * zones + local zone`.
using CellId = Id<struct CellTag>;

/// The housing stock of a run, sorted by cell. Rows of a cell are alike.
struct DwellingTable {
  std::vector<CellId> cells;  ///< cell of each dwelling, ascending
  /// Tick from which a dwelling exists; empty when all exist from the start.
  std::vector<std::uint16_t> available_from;

  std::size_t size() const { return cells.size(); }
  bool exists_at(DwellingId dwelling, int tick) const {
    return available_from.empty() || available_from[dwelling.index()] <= tick;
  }
};

}  // namespace mingle
