// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settings.h"

#include <vector>

#include <mingle/scenarios/lever_entry.h>
#include <mingle/scenarios/scenario.h>

namespace mingle {

/// Key of the settings under which the entry of a label is kept.
std::string lever_setting(const std::string& label);

/// Takes the [[lever]] entries of one document, or changes to entries of
/// another one: [lever.LABEL], --set lever.LABEL.key=value.
void collect_levers(const TomlMember& member,
                    const DocumentSource& source,
                    Settings& settings,
                    std::vector<ConfigProblem>& problems);

/// Lets the levers of `over` win over those of `base`, by label.
void override_levers(Settings& base, const Settings& over);

/// The levers of a scenario, sorted by label, bundles taken apart. `time` is
/// that of the run.
std::vector<LeverEntry> levers_from_settings(
    const Settings& settings,
    const TimeChoice& time,
    std::vector<ConfigProblem>& problems);

}  // namespace mingle
