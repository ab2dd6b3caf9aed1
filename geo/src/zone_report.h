// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mingle/geo/read_zones.h>

namespace mingle {

/// The report in plain sentences. `asked` has the columns the user named.
std::vector<std::string> report_notes(const GeometryReport& report,
                                      const ZoneSource& asked);

}  // namespace mingle
