// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "point_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <mingle/engine/indices/geometry.h>

namespace mingle {

namespace {

constexpr std::size_t not_chosen = std::numeric_limits<std::size_t>::max();

std::vector<double> pick(const std::vector<double>& column,
                         std::span<const std::size_t> chosen) {
  std::vector<double> out;
  if (column.empty()) return out;
  for (const std::size_t zone : chosen) out.push_back(column[zone]);
  return out;
}

struct Link {
  std::size_t from;
  std::size_t to;
  double weight;
};

/// Rows sorted by target.
ZoneWeights in_rows(std::size_t zones, std::vector<Link> links) {
  std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
    return std::pair{a.from, a.to} < std::pair{b.from, b.to};
  });
  ZoneWeights out;
  out.offsets.assign(zones + 1, 0);
  for (const Link& link : links) {
    ++out.offsets[link.from + 1];
    out.targets.push_back(link.to);
    out.weights.push_back(link.weight);
  }
  for (std::size_t z = 0; z < zones; ++z) out.offsets[z + 1] += out.offsets[z];
  return out;
}

/// `weight(contact)` both ways; none where it is 0.
template <class Weight>
ZoneWeights weights_of_contacts(const IndexGeometry& geometry,
                                const Weight& weight) {
  std::vector<Link> links;
  for (const Contact& contact : geometry.contacts) {
    const double value = weight(contact);
    if (value <= 0) continue;
    links.push_back({contact.a, contact.b, value});
    links.push_back({contact.b, contact.a, value});
  }
  return in_rows(geometry.zones(), std::move(links));
}

/// Other zones within `radius`, nearest first.
std::vector<std::pair<double, std::size_t>> others_within(
    const IndexGeometry& geometry,
    const PointGrid& grid,
    std::size_t zone,
    double radius) {
  std::vector<std::pair<double, std::size_t>> out;
  const double x = geometry.x[zone];
  const double y = geometry.y[zone];
  grid.ranges_near(x, y, radius, [&](std::size_t begin, std::size_t end) {
    for (std::size_t place = begin; place < end; ++place) {
      const double metres = std::hypot(grid.x(place) - x, grid.y(place) - y);
      const std::size_t other = grid.original(place);
      if (other != zone && metres <= radius) out.emplace_back(metres, other);
    }
  });
  std::sort(out.begin(), out.end());
  return out;
}

double widest(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return values.empty() ? 0 : *high - *low;
}

}  // namespace

IndexGeometry IndexGeometry::subset(std::span<const std::size_t> chosen) const {
  IndexGeometry out;
  out.x = pick(x, chosen);
  out.y = pick(y, chosen);
  out.areas = pick(areas, chosen);
  out.perimeters = pick(perimeters, chosen);
  std::vector<std::size_t> place(zones(), not_chosen);
  for (std::size_t i = 0; i < chosen.size(); ++i) place[chosen[i]] = i;
  for (const Contact& contact : contacts) {
    const std::size_t a = place[contact.a];
    const std::size_t b = place[contact.b];
    if (a != not_chosen && b != not_chosen) {
      out.contacts.push_back({a, b, contact.border});
    }
  }
  if (network) {
    std::vector<std::size_t> zones{chosen.begin(), chosen.end()};
    out.network = [all = network, zones](std::size_t zone, double range) {
      return pick(all(zones[zone], range), zones);
    };
  }
  return out;
}

ZoneWeights contiguity_weights(const IndexGeometry& geometry, Contiguity kind) {
  return weights_of_contacts(geometry, [&](const Contact& contact) {
    return kind == Contiguity::queen || contact.border > 0 ? 1.0 : 0.0;
  });
}

ZoneWeights border_weights(const IndexGeometry& geometry) {
  return weights_of_contacts(
      geometry, [](const Contact& contact) { return contact.border; });
}

ZoneWeights nearest_weights(const IndexGeometry& geometry, std::size_t k) {
  constexpr double same = 1e-6;
  const std::size_t zones = geometry.zones();
  const PointGrid grid{geometry.x, geometry.y, 1};
  const double widest_span = widest(geometry.x) + widest(geometry.y) + 1;
  std::vector<Link> links;
  for (std::size_t z = 0; z < zones; ++z) {
    double radius = widest_span / std::sqrt(static_cast<double>(zones));
    auto near = others_within(geometry, grid, z, radius);
    while (near.size() <= k && radius < widest_span) {
      radius *= 2;
      near = others_within(geometry, grid, z, radius);
    }
    const double reach =
        near.size() > k && k > 0 ? near[k - 1].first + same : widest_span;
    for (const auto& [metres, other] : near) {
      if (k > 0 && metres <= reach) links.push_back({z, other, 1});
    }
  }
  return in_rows(zones, std::move(links));
}

ZoneWeights distance_weights(const IndexGeometry& geometry, double metres) {
  const PointGrid grid{geometry.x, geometry.y, std::max(metres, 1e-9)};
  std::vector<Link> links;
  for (std::size_t z = 0; z < geometry.zones(); ++z) {
    for (const auto& near : others_within(geometry, grid, z, metres)) {
      links.push_back({z, near.second, 1});
    }
  }
  return in_rows(geometry.zones(), std::move(links));
}

void row_standardise(ZoneWeights& weights) {
  for (std::size_t z = 0; z < weights.zones(); ++z) {
    double sum = 0;
    for (std::size_t k = weights.offsets[z]; k < weights.offsets[z + 1]; ++k) {
      sum += weights.weights[k];
    }
    for (std::size_t k = weights.offsets[z]; k < weights.offsets[z + 1]; ++k) {
      weights.weights[k] /= sum;
    }
  }
}

}  // namespace mingle
