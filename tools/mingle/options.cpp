// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include <CLI/CLI.hpp>

namespace mingle::tool {

void Options::argument(const std::string& name,
                       std::string& value,
                       const std::string& help) {
  app_->add_option(name, value, help)->required()->type_name("");
}

void Options::optional_argument(const std::string& name,
                                std::string& value,
                                const std::string& help) {
  app_->add_option(name, value, help)->type_name("");
}

void Options::arguments(const std::string& name,
                        std::vector<std::string>& values,
                        const std::string& help) {
  app_->add_option(name, values, help)->required()->type_name("");
}

void Options::value(const std::string& flag,
                    std::optional<std::string>& value,
                    const std::string& type,
                    const std::string& help) {
  app_->add_option(flag, value, help)->type_name(type);
}

void Options::integer(const std::string& flag,
                      std::optional<std::int64_t>& value,
                      const std::string& type,
                      const std::string& help) {
  app_->add_option(flag, value, help)->type_name(type);
}

void Options::values(const std::string& flag,
                     std::vector<std::string>& values,
                     const std::string& type,
                     const std::string& help) {
  app_->add_option(flag, values, help)
      ->type_name(type)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void Options::many(const std::string& flag,
                   std::vector<std::string>& values,
                   const std::string& type,
                   const std::string& help) {
  app_->add_option(flag, values, help)->type_name(type);
}

void Options::flag(const std::string& name,
                   bool& value,
                   const std::string& help) {
  app_->add_flag(name, value, help);
}

}  // namespace mingle::tool
