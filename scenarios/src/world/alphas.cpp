// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "alphas.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <mingle/engine/error.h>
#include <mingle/geo/read_table.h>

namespace mingle {
namespace {

constexpr double largest_alpha = 3;

std::optional<std::size_t> place_of(const AuthorityTable& authorities,
                                    const std::string& code) {
  const auto& codes = authorities.codes;
  const auto found = std::lower_bound(codes.begin(), codes.end(), code);
  if (found == codes.end() || *found != code) return std::nullopt;
  return static_cast<std::size_t>(found - codes.begin());
}

/// Exponents by authority and group while they are put together.
class Alphas {
 public:
  Alphas(const GroupScheme& groups,
         const AuthorityTable& authorities,
         double usual)
      : groups_{groups},
        authorities_{authorities},
        values_(authorities.size() * groups.size(), usual) {}

  void take_authorities(
      const std::vector<std::pair<std::string, double>>& numbers) {
    for (const auto& [code, alpha] : numbers) {
      const auto place = place_of(authorities_, code);
      if (!place) {
        throw ConfigError{{{"",
                            0,
                            0,
                            "housing.alpha_by_authority." + code,
                            "'housing.alpha_by_authority' names '" + code +
                                "', which is not an authority of the study",
                            "The study has " + first_few(authorities_.codes)}}};
      }
      const auto begin = values_.begin() +
                         static_cast<std::ptrdiff_t>(*place * groups_.size());
      std::fill(
          begin, begin + static_cast<std::ptrdiff_t>(groups_.size()), alpha);
    }
  }

  void take_groups(const std::vector<std::pair<std::string, double>>& numbers) {
    for (const auto& [name, alpha] : numbers) {
      const auto group = groups_.find(name);
      if (!group) continue;  // load_study() has refused it
      for (std::size_t a = 0; a < authorities_.size(); ++a) {
        values_[a * groups_.size() + group->index()] = alpha;
      }
    }
  }

  void take_file(const std::string& file) {
    const TextTable table = read_text_table(file);
    const std::size_t authority = table.require("authority");
    const std::size_t group = table.require("group");
    const std::size_t alpha = table.require("alpha");
    for (std::size_t i = 0; i < table.rows(); ++i) {
      const auto fail = [&](std::size_t column,
                            const std::string& expected,
                            const std::string& hint) {
        throw DataError{{.file = table.file,
                         .field = table.columns[column],
                         .line = table.lines[i]},
                        "'" + table.at(i, column) + "' is not " + expected,
                        hint};
      };
      const auto place = place_of(authorities_, table.at(i, authority));
      if (!place) {
        fail(authority,
             "an authority of the study",
             "The study has " + first_few(authorities_.codes));
      }
      const auto found = groups_.find(table.at(i, group));
      if (!found) {
        fail(group, "a group", "The groups are " + first_few(groups_.names()));
      }
      const std::string& text = table.at(i, alpha);
      double value = -1;
      const char* end = text.data() + text.size();
      const auto result = std::from_chars(text.data(), end, value);
      if (result.ec != std::errc{} || result.ptr != end || value < 0 ||
          value > largest_alpha) {
        fail(alpha, "an exponent from 0 to 3", "");
      }
      values_[*place * groups_.size() + found->index()] = value;
    }
  }

  /// One row where all authorities are alike.
  std::vector<double> values() const {
    const auto width = static_cast<std::ptrdiff_t>(groups_.size());
    std::vector<double> first{values_.begin(), values_.begin() + width};
    for (auto row = values_.begin(); row != values_.end(); row += width) {
      if (!std::equal(first.begin(), first.end(), row)) return values_;
    }
    return first;
  }

 private:
  const GroupScheme& groups_;
  const AuthorityTable& authorities_;
  std::vector<double> values_;
};

}  // namespace

void set_alphas(const Scenario& scenario,
                const GroupScheme& groups,
                const AuthorityTable& authorities,
                double usual,
                mingle::Rules& rules) {
  Alphas alphas{groups, authorities, usual};
  alphas.take_authorities(scenario.housing.alpha_by_authority);
  alphas.take_groups(scenario.housing.alpha_by_group);
  if (!scenario.housing.alpha_file.empty()) {
    alphas.take_file(scenario.housing.alpha_file.string());
  }
  rules.alpha = alphas.values();
}

}  // namespace mingle
