// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "move_summary.h"

#include <algorithm>

#include <fmt/format.h>

#include <mingle/engine/calendar.h>

namespace mingle::tool {
namespace {

using housing::move_class_count;
using housing::sector_count;

template <class Specs, class Name>
std::size_t position(const Specs& specs, Name name, const char* wanted) {
  const auto found =
      std::find_if(specs.begin(), specs.end(), [&](const auto& each) {
        return name(each) == wanted;
      });
  return static_cast<std::size_t>(found - specs.begin());
}

std::string measure_name(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

}  // namespace

void MoveSummary::begin(const RunShape& shape) {
  const auto flow = [](const FlowSpec& each) { return each.name; };
  const auto table = [](const TableSpec& each) { return each.path; };
  moved_in_ = position(shape.flows, flow, "moved_in");
  found_ = position(shape.flows, flow, "found");
  lived_in_ = position(shape.tables, table, "/homes/lived_in");
  expected_found_ = position(shape.tables, table, "/homes/expected_found");
}

void MoveSummary::record(const Frame& frame) {
  if (frame.tick == 0) {
    moved_.assign(move_class_count, 0);
    found_sum_since_ = {};
  }
  for (std::size_t c = 0; c < move_class_count; ++c) {
    moved_[c] += frame.flows[moved_in_][c];
  }
  const std::vector<std::int64_t>& found = frame.flows[found_];
  for (std::size_t i = 0; i < found.size(); ++i) {
    found_sum_since_[i % sector_count] += static_cast<double>(found[i]);
  }
  if (frame.zones_due) take_year(frame);
}

/// Counts what has happened since the last tables of zones.
void MoveSummary::take_year(const Frame& frame) {
  housing::ByMoveClass now{};
  const std::vector<double>& lived = frame.tables[lived_in_];
  for (std::size_t i = 0; i < lived.size(); ++i) {
    now[i % move_class_count] += lived[i];
  }
  if (frame.tick > 0) {
    housing::ByMoveClass mean{};
    for (std::size_t c = 0; c < move_class_count; ++c) {
      mean[c] = (now[c] + households_[c]) / 2;
    }
    const double years = (frame.tick - since_) * tick_years;
    moves_.add(moved_,
               mean,
               housing::surveyed_rates(rules_, (since_ + frame.tick) / 2),
               years);
    const std::vector<double>& expected = frame.tables[expected_found_];
    for (std::size_t i = 0; i < expected.size(); ++i) {
      expected_sum_[i % sector_count] += expected[i] * years;
    }
    for (std::size_t s = 0; s < sector_count; ++s) {
      found_sum_[s] += found_sum_since_[s];
    }
    years_ += years;
  }
  households_ = now;
  since_ = frame.tick;
  moved_.assign(move_class_count, 0);
  found_sum_since_ = {};
}

std::string MoveSummary::words() const {
  if (!(years_ > 0)) return "";
  std::string text = "Moves into homes a year, per household (survey):";
  std::string missed;
  const char* separator = "";
  for (const housing::MoveRate& each : housing::rates_of(moves_)) {
    text += fmt::format(
        "{} {} {:.3f} ({:.3f})", separator, each.name, each.seen, each.survey);
    separator = ",";
    if (!each.met()) missed += (missed.empty() ? "" : ", ") + each.name;
  }
  text += '.';
  if (!missed.empty()) text += " More than a tenth off: " + missed + '.';
  return text;
}

std::string MoveSummary::csv() const {
  if (!(years_ > 0)) return "";
  std::string text;
  for (const housing::MoveRate& each : housing::rates_of(moves_)) {
    text += fmt::format("all,moves_a_year_{},{:.5f},{:.5f},{}\n",
                        measure_name(each.name),
                        each.seen,
                        each.survey,
                        each.met() ? "yes" : "no");
  }
  constexpr std::array names{"owner", "social", "private"};
  for (std::size_t s = 0; s < sector_count; ++s) {
    text += fmt::format("all,homes_found_a_year_{},{:.1f},{:.1f},\n",
                        names[s],
                        found_sum_[s] / years_,
                        expected_sum_[s] / years_);
  }
  return text;
}

}  // namespace mingle::tool
