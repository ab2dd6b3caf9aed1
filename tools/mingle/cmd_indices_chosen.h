// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cmd_indices.h"

#include <string_view>
#include <vector>

namespace mingle::tool {

/// Kind of an index in records; `rest` where a pair is a group and the rest.
std::string_view word_for(IndexKind kind, bool rest);

/// The indices that a request asks for, in order.
/// @throws UsageError if there is none.
std::vector<const IndexDefinition*> chosen_definitions(
    const IndicesRequest& request);

/// Every combination of the values given for an index's parameters.
std::vector<Parameters> parameter_sets(const IndexDefinition& definition,
                                       const IndicesRequest& request);

}  // namespace mingle::tool
