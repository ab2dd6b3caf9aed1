// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "headline.h"

#include "console.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace mingle::tool {
namespace {

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) /
         static_cast<double>(values.size());
}

std::string spread_words(const std::vector<double>& values) {
  if (values.size() < 2) return fmt::format("{:.3f}", mean(values));
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return fmt::format("{:.3f} on average ({:.3f} to {:.3f} over {} replicates)",
                     mean(values),
                     *low,
                     *high,
                     values.size());
}

}  // namespace

void Headline::begin(const RunShape& shape) {
  shape_ = shape;
  for (std::size_t i = 0; i < shape.indices.size(); ++i) {
    if (shape.indices[i].name != "dissimilarity" ||
        shape.indices[i].shape != IndexShape::group_pair) {
      continue;
    }
    index_ = i;
    has_index_ = true;
  }
}

void Headline::record(const Frame& frame) {
  if (!has_index_ || shape_.groups->size() < 2) return;
  if (frame.tick == 0 && starts_.empty()) {
    std::vector<std::uint32_t> order(shape_.groups->size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(
        order.begin(), order.end(), [&frame](std::uint32_t a, std::uint32_t b) {
          return frame.residents->column_total(a) >
                 frame.residents->column_total(b);
        });
    first_ = GroupId{order[0]};
    second_ = GroupId{order[1]};
  }
  if (frame.tick == 0) starts_.push_back(value_at(frame));
  if (frame.tick != shape_.ticks) return;
  ends_.push_back(value_at(frame));
  end_ = frame.date;
}

double Headline::value_at(const Frame& frame) const {
  return frame.indices[index_][first_.index() * shape_.groups->size() +
                               second_.index()];
}

std::string Headline::words() const {
  if (ends_.empty()) return "";
  return fmt::format(
      "Dissimilarity between {} and {} residents: {:.3f} at the start, {} on "
      "{}.",
      shape_.groups->label(first_),
      shape_.groups->label(second_),
      starts_.front(),
      spread_words(ends_),
      end_.text());
}

std::string Headline::json() const {
  if (ends_.empty()) return "\"dissimilarity\": null";
  std::string ends;
  for (const double end : ends_) {
    ends += (ends.empty() ? "" : ", ") + json_number(end);
  }
  return fmt::format(
      "\"dissimilarity\": {{\"groups\": [{}, {}], \"start\": {}, \"end\": "
      "[{}]}}",
      json_text(shape_.groups->name(first_)),
      json_text(shape_.groups->name(second_)),
      json_number(starts_.front()),
      ends);
}

}  // namespace mingle::tool
