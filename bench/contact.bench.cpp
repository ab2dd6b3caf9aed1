// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// How many person-ticks a second does the tick of contact make, with all of
// it on, and how much memory do persons take? A synthetic authority: the
// households of a stylised area with invented persons (tests/support).
#include "bench_world.h"
#include "machine.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <string>

#include <fmt/format.h>

#include <mingle/engine/contact/measures.h>
#include <mingle/engine/contact/network.h>
#include <mingle/engine/contact/outlook.h>
#include <mingle/engine/contact/step.h>
#include <mingle/engine/housing/step.h>
#include <mingle/engine/parallel.h>
#include <mingle/test_support/small_contact_world.h>

namespace mingle::bench {
namespace {

constexpr int timed_ticks = 12;
constexpr double bradford_households = 209'856.0;

constexpr const char* usage = "usage: contact_scaling HOUSEHOLDS THREADS\n";

void line(const char* what, const std::string& value) {
  fmt::print("{:<34} {}\n", what, value);
}

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void print_bytes(const test::SmallContactWorld& made, double persons) {
  line("bytes of a person",
       fmt::format(
           "{:.0f}",
           made.homes.persons.bytes_per_row() + made.state.bytes_per_person()));
  line("bytes of a household with persons",
       fmt::format("{:.1f}",
                   made.homes.bytes_per_household() +
                       made.state.bytes_per_person() * persons /
                           static_cast<double>(made.homes.households.size())));
}

/// The explicit network of a week, as runs with contact.resolution =
/// "network" draw it each tick.
void draw_a_network(const test::SmallContactWorld& made) {
  constexpr int days = 7;
  const double before = processor_seconds();
  const contact::ContactNetwork network =
      contact::draw_network(made.housing,
                            made.world,
                            made.homes,
                            made.state,
                            AuthorityId{std::size_t{0}},
                            1,
                            days);
  const double drawn = processor_seconds();
  const contact::NetworkMeasures seen = contact::measure_network(network);
  const double measured = processor_seconds();
  const double contacts = static_cast<double>(network.targets.size()) / 2;
  line("network of a week, contacts", fmt::format("{:.3g}", contacts));
  line("  drawn, contacts/s of processor",
       fmt::format("{:.3g}", contacts / (drawn - before)));
  line("  measured, contacts/s",
       fmt::format("{:.3g}", contacts / (measured - drawn)));
  line("  contacts a day of a person (check)",
       fmt::format("{:.4f}", seen.mean_degree));
}

/// Seconds of processor of the ticks that are timed.
struct Spent {
  double homes = 0;
  double people = 0;  ///< incomes included
  double looked = 0;
  double paid = 0;
};

Spent run(test::SmallContactWorld& made,
          housing::Stepper& houses,
          contact::Stepper& people) {
  Spent spent;
  contact::Outlooks outlooks{made.world};
  for (int tick = 0; tick < timed_ticks; ++tick) {
    const double before = processor_seconds();
    outlooks.look(made.homes, made.state);
    const double seen = processor_seconds();
    houses.step(made.homes, &outlooks);
    const double between = processor_seconds();
    people.step(made.homes, made.state);
    const double lived = processor_seconds();
    people.pay(made.homes, made.state);
    const double after = processor_seconds();
    spent.looked += seen - before;
    spent.homes += between - before;
    spent.people += after - between;
    spent.paid += after - lived;
  }
  return spent;
}

int measure(double households, int threads) {
  const Concurrency limit{threads};
  line("processor", processor());
  line("load at start", fmt::format("{:.1f}", load()));
  auto [base, start] =
      stylised_world("bradford", households / bradford_households);
  auto [housing, homes] = test::as_housing_world(
      base, start, test::lively_housing_rules(base.groups.size()));
  start = {};
  // Persons of a zone have ids one after the other, as made from census tables.
  for (std::size_t row = 0; row < homes.persons.size(); ++row) {
    homes.persons.ids[row] = row;
  }
  // Nobody looked at adjacent zones so far; here nobody meets them either.
  housing.base.neighbours = NeighbourGraph{housing.base.zones.size(), {}};
  auto made =
      test::as_contact_world(std::move(housing), std::move(homes), {}, {});
  const auto persons = static_cast<double>(made.homes.persons.size());
  line("persons", fmt::format("{:.0f}", persons));
  line("zones", std::to_string(made.housing.base.zones.size()));
  line("threads", std::to_string(threads));
  contact::Stepper people{made.housing, made.world, 1};
  housing::Stepper houses{made.housing, 1};
  const double begun = processor_seconds();
  people.begin(made.homes, made.state);
  line("begin, s of processor",
       fmt::format("{:.2f}", processor_seconds() - begun));
  const Spent spent = run(made, houses, people);
  const double before = processor_seconds();
  const contact::Measures seen =
      contact::measure(made.housing, made.world, made.homes, made.state);
  const double measured = processor_seconds() - before;
  const double work = persons * timed_ticks;
  line("person-ticks/s of processor",
       fmt::format("{:.3g}", work / spent.people));
  line("  with housing",
       fmt::format("{:.3g}", work / (spent.people + spent.homes)));
  line("outlooks, share of the person-ticks",
       fmt::format("{:.3g}", spent.looked / spent.people));
  line("incomes, share of the person-ticks",
       fmt::format("{:.3g}", spent.paid / spent.people));
  line("measuring, persons/s", fmt::format("{:.3g}", persons / measured));
  draw_a_network(made);
  print_bytes(made, persons);
  line("tolerance (check)", fmt::format("{:.4f}", seen.tolerance_all));
  line("load at end", fmt::format("{:.1f}", load()));
  return 0;
}

}  // namespace
}  // namespace mingle::bench

int main(int count, char** words) {
  if (count != 3) {
    fmt::print(stderr, "{}", mingle::bench::usage);
    return 2;
  }
  try {
    return mingle::bench::measure(std::atof(words[1]), std::atoi(words[2]));
  } catch (const std::exception& error) {
    fmt::print(stderr, "contact_scaling: {}\n", error.what());
    return 1;
  }
}
