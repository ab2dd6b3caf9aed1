// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <mingle/scenarios/study_area.h>

namespace mingle {

/// Reads housing.appeal_file: CSV with columns zone, group, appeal. Fills
/// `study.appeal`, names the file among the inputs and notes how many zones of
/// the study it leaves out; rows of other zones are passed over.
/// @pre  the ethnic group table has been read
/// @throws DataError on an unknown group, a pair given twice, a number outside
///         -5..5, or when no zone is of the study.
void read_appeal(const std::string& file, StudyArea& study);

}  // namespace mingle
