// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "toml_value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mingle/engine/levers/prior.h>

namespace mingle {

/// Whether `text` is a prior: fixed, uniform(a, b), loguniform(a, b),
/// normal(mean, sd), lognormal(median, sd of log), beta(a, b),
/// triangular(a, mode, b), choice(a, b, ...).
bool is_prior(std::string_view text);

/// The distribution that such a text means, uncut; nothing if it means none
/// or has impossible numbers (a lowest above the highest).
std::optional<levers::Prior> parse_prior(std::string_view text);

/// What is wrong with a { value, prior, min, max } table; each continues
/// "'KEY' ".
std::vector<std::string> prior_table_problems(const TomlValue& table);

/// Its value, if it has one.
std::optional<double> prior_table_value(const TomlValue& table);

/// "normal(0.85, 0.15) in [0.4, 1.1]" of a { value, prior, min, max } table;
/// "" if it has no prior.
std::string prior_text(const TomlValue& table);

}  // namespace mingle
