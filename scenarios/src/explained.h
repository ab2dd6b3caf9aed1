// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <mingle/scenarios/schema.h>

namespace mingle {

/// @throws UsageError with the nearest names if there is no such key.
const SchemaKey& key_to_explain(std::string_view path_or_id);

}  // namespace mingle
