// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// What does the housing system do in cases whose outcome is known? Prints the
// tables of "Limiting cases" in docs/methods/validation.md; tests run smaller
// versions of the same (tests/property/housing_limits_test.cpp).
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include <fmt/format.h>

#include <mingle/engine/parallel.h>
#include <mingle/test_support/limiting_cases.h>

namespace mingle::test {
namespace {

constexpr const char* usage =
    "usage: limiting_cases CASE [REPLICATES]\n"
    "CASE is lattice, sets, urn, quota, lettings or dispersal.\n";

std::string cells(const Summary& summary) {
  std::string text;
  for (std::size_t i = 0; i < summary.mean.size(); ++i) {
    text +=
        fmt::format(" {:.3f} ({:.3f}) |", summary.mean[i], summary.error[i]);
  }
  return text;
}

void row(const std::string& what, const Summary& summary) {
  fmt::print("| {} |{}\n", what, cells(summary));
  std::fflush(stdout);
}

void lattice(int replicates) {
  for (const double slope : {0.5, 1.0, 2.0, 4.0, 8.0}) {
    for (const double threshold : {0.3, 0.4, 0.5}) {
      const LatticeCase spec{.slope = slope, .threshold = threshold};
      row(fmt::format("threshold {} | {}", threshold, slope),
          summarise(run_lattice(spec, replicates)));
    }
    const LatticeCase spec{.form = UtilityForm::linear, .slope = slope};
    row(fmt::format("linear | {}", slope),
        summarise(run_lattice(spec, replicates)));
  }
  for (const double second : {1.0, 0.3, 0.0}) {
    for (const double threshold : {0.3, 0.5}) {
      const LatticeCase spec{.threshold = threshold, .alpha = {1.0, second}};
      row(fmt::format(
              "threshold {}, second group {} times | 8", threshold, second),
          summarise(run_lattice(spec, replicates)));
    }
  }
}

void sets(int replicates) {
  for (const double delta : {0.0, 2.2, 4.0}) {
    for (const int looked_at : {5, 20, 100, 400, 0}) {
      const ChoiceSetCase spec{.delta = delta, .looked_at = looked_at};
      row(fmt::format("{} | {}",
                      delta,
                      looked_at == 0 ? "all" : std::to_string(looked_at)),
          summarise(run_choice_sets(spec, replicates)));
    }
  }
}

void urn(int replicates) {
  for (const double alpha : {0.0, 0.7, 1.0, 1.5}) {
    for (const int steps : {4, 12}) {
      row(fmt::format("{} | {}", alpha, steps == 4 ? "quarter" : "month"),
          summarise(run_urn(alpha, 8, 200, steps, replicates)));
    }
  }
}

void quota(int replicates) {
  const Replicates none = run_quota(2.0, 8, replicates);
  row("no quota", summarise(none));
  for (const double cap : {0.5, 0.35}) {
    const Replicates capped = run_quota(cap, 8, replicates);
    row(fmt::format("quota {}", cap), summarise(capped));
    row("difference", paired(none, capped));
  }
}

void lettings(int replicates) {
  const Replicates direct = run_letting_rule(0.0, 0.1, 8, replicates);
  row("direct", summarise(direct));
  for (const double urgency : {0.0, 0.1, 0.5}) {
    const Replicates choice = run_letting_rule(1.0, urgency, 8, replicates);
    row(fmt::format("choice-based, urgency {}", urgency), summarise(choice));
    row("less direct", paired(direct, choice));
  }
}

void dispersal(int replicates) {
  const Replicates none = run_dispersal(0.0, 8, replicates);
  row("nobody", summarise(none));
  for (const double share : {0.25, 0.5, 1.0}) {
    const Replicates some = run_dispersal(share, 8, replicates);
    row(fmt::format("share {}", share), summarise(some));
    row("difference", paired(none, some));
  }
}

int run(const std::string& which, int replicates) {
  if (which == "lattice")
    lattice(replicates);
  else if (which == "sets")
    sets(replicates);
  else if (which == "urn")
    urn(replicates);
  else if (which == "quota")
    quota(replicates);
  else if (which == "lettings")
    lettings(replicates);
  else if (which == "dispersal")
    dispersal(replicates);
  else
    return 2;
  return 0;
}

}  // namespace
}  // namespace mingle::test

int main(int count, char** words) {
  try {
    const int replicates = count == 3 ? std::atoi(words[2]) : 8;
    const int done = count >= 2 && replicates > 1
                         ? mingle::test::run(words[1], replicates)
                         : 2;
    if (done == 2) fmt::print(stderr, "{}", mingle::test::usage);
    return done;
  } catch (const std::exception& error) {
    fmt::print(stderr, "limiting_cases: {}\n", error.what());
    return 1;
  }
}
