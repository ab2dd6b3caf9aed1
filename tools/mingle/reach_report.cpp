// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "reach_report.h"

#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mingle/engine/levers/pull_contact.h>

namespace mingle::tool {
namespace {

/// 1234567.8 as "1,234,568".
std::string grouped(double number) {
  std::string digits = fmt::format("{:.0f}", number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string contact_words(const levers::ReachCheck& check) {
  if (std::isnan(check.share_of_contact)) return "";
  const std::string share = fmt::format(
      "{:.2g}% of all time among other groups", 100 * check.share_of_contact);
  const bool little = check.share_of_contact < levers::least_share_of_contact;
  return fmt::format(", {} hours, {}{}",
                     grouped(check.hours),
                     share,
                     little ? ": too little to be seen in the mean of an "
                              "authority"
                            : "");
}

}  // namespace

std::vector<levers::ReachCheck> reach_of(const Prepared& prepared) {
  if (!prepared.housing || prepared.housing->world.levers.empty()) return {};
  std::optional<levers::ContactRoles> roles;
  if (prepared.contact) roles.emplace(prepared.contact->start);
  return levers::check_reach(prepared.housing->world.levers,
                             prepared.housing->world,
                             prepared.housing->start,
                             roles ? &*roles : nullptr,
                             prepared.resolved.scenario.run.seed);
}

std::string reach_words(const levers::ReachCheck& check) {
  std::string words = fmt::format("lever '{}': ", check.label);
  if (check.eligible > 0 || check.people > 0) {
    words += fmt::format("about {} of {} people a year{}",
                         grouped(check.people),
                         grouped(check.eligible),
                         contact_words(check));
  } else {
    words += fmt::format("{} zones", check.zones);
  }
  if (std::isnan(check.cost)) return words + "; cost not known";
  return words + fmt::format("; about {} pounds a year", grouped(check.cost));
}

std::string reach_json(const std::vector<levers::ReachCheck>& checks) {
  std::vector<std::string> items;
  for (const levers::ReachCheck& check : checks) {
    items.push_back(fmt::format(
        "{{\"lever\": {}, \"eligible\": {}, \"people_a_year\": {}, "
        "\"hours_a_year\": {}, \"share_of_contact\": {}, \"zones\": {}, "
        "\"cost_a_year\": {}}}",
        json_text(check.label),
        json_number(check.eligible),
        json_number(check.people),
        json_number(check.hours),
        json_number(check.share_of_contact),
        check.zones,
        json_number(check.cost)));
  }
  return fmt::format("[{}]", fmt::join(items, ", "));
}

}  // namespace mingle::tool
