// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "h5_writer.h"

#include <string>
#include <vector>

#include <mingle/engine/frame.h>
#include <mingle/engine/observer.h>
#include <mingle/output/run_info.h>

namespace mingle {

/// The datasets of run.h5 as docs/formats/run-h5.md lists them. Each function
/// adds one part of the file; all throw OutputError.

/// Where a run's file keeps the index: "/indices/dissimilarity",
/// "/indices/multigroup/information_theory"; `root` is "/indices" or
/// "/authorities/indices".
std::string index_path(const std::string& root, const IndexSpec& index);

/// Title, seed, versions, scenario, licence and the rest of the provenance.
void write_provenance(H5Writer& file, const RunInfo& info);

/// The root's scales (replicate, zone, authority, group, group_other,
/// tenure) and their labels.
void write_dimensions(H5Writer& file, const RunShape& shape);

/// /zones: its time scale, the zones' particulars and the empty zone tables.
void create_zone_tables(H5Writer& file, const RunShape& shape);

/// /indices and, where there are several authorities, /authorities/indices.
void create_index_tables(H5Writer& file, const RunShape& shape);

/// RunShape::tables and the folders they need. After the zone and index
/// tables.
void create_more_tables(H5Writer& file, const RunShape& shape);

/// /flows; `lengths` is the size of each flow in RunShape::flows.
void create_flow_tables(H5Writer& file,
                        const RunShape& shape,
                        const std::vector<std::size_t>& lengths);

}  // namespace mingle
