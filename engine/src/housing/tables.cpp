// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include <mingle/engine/assert.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/random.h>

namespace mingle::housing {
namespace {

template <class Column>
double width(const Column& column) {
  return column.empty() ? 0.0 : static_cast<double>(sizeof column[0]);
}

/// Calls `change(table.column, value of a new row)` for each column.
template <class Table, class F>
void for_columns(Table& table, F&& change) {
  change(table.ids, std::uint64_t{0});
  change(table.dwellings, DwellingId{});
  change(table.zones, ZoneId{});
  change(table.kinds, std::uint8_t{0});
  change(table.first_member, PersonId{});
  change(table.sizes, std::uint8_t{0});
  change(table.groups, std::uint8_t{0});
  change(table.bedrooms_needed, std::uint8_t{0});
  change(table.compositions, Composition::single_under_65);
  change(table.social_classes, SocialClass::intermediate);
  change(table.bands, NeedBand::none);
  change(table.incomes, std::uint16_t{0});
  change(table.earnings, usual_earnings);
  change(table.fifths, no_fifth);
  change(table.authorities, std::uint16_t{0});
  change(table.arrived, never);
  change(table.moved_in, std::int16_t{0});
  change(table.registered, never);
  change(table.changed, never);
  change(table.local_since, std::int16_t{0});
  change(table.kin_zones, ZoneId{});
  change(table.flags, std::uint8_t{0});
}

}  // namespace

void PersonTable::resize(std::size_t rows) {
  ids.resize(rows);
  next.resize(rows);
  born.resize(rows);
  groups.resize(rows);
  sexes.resize(rows);
}

void PersonTable::reserve(std::size_t rows) {
  ids.reserve(rows);
  next.reserve(rows);
  born.reserve(rows);
  groups.reserve(rows);
  sexes.reserve(rows);
}

void HouseholdTable::resize(std::size_t rows) {
  for_columns(*this, [rows](auto& column, const auto& value) {
    column.resize(rows, value);
  });
}

void HouseholdTable::reserve(std::size_t rows) {
  for_columns(*this, [rows](auto& column, const auto& /*value*/) {
    column.reserve(rows);
  });
}

void HouseholdTable::clear_row(HouseholdId household) {
  for_columns(*this,
              [row = household.index()](auto& column, const auto& value) {
                column[row] = value;
              });
}

double PersonTable::bytes_per_row() const {
  return width(ids) + width(next) + width(born) + width(groups) + width(sexes);
}

double HouseholdTable::bytes_per_row() const {
  double bytes = 0;
  for_columns(*this, [&bytes](const auto& column, const auto& /*value*/) {
    bytes += width(column);
  });
  return bytes;
}

DwellingId DwellingTable::build(CellId cell, int tick, std::uint64_t number) {
  const std::uint64_t here = derived_id(
      cell.value(), static_cast<std::uint64_t>(tick), Purpose::dwelling_id);
  std::vector<std::uint64_t> ids = std::move(built_ids);
  built_ids.clear();
  const DwellingId made = add(cell, tick);
  built_ids = std::move(ids);
  built_ids.push_back(derived_id(here, number, Purpose::dwelling_id));
  return made;
}

DwellingId DwellingTable::add(CellId cell, int tick) {
  MINGLE_EXPECT(built_ids.empty());
  cells.push_back(cell);
  occupants.emplace_back();
  vacant_since.push_back(static_cast<std::int16_t>(tick));
  chain.push_back(0);
  flags.push_back(0);
  return DwellingId{cells.size() - 1};
}

double DwellingTable::bytes_per_row() const {
  return width(cells) + width(occupants) + width(vacant_since) + width(chain) +
         width(flags);
}

double State::bytes_per_household() const {
  if (households.size() == 0) return 0;
  double bytes =
      persons.bytes_per_row() * static_cast<double>(persons.size()) +
      dwellings.bytes_per_row() * static_cast<double>(dwellings.size());
  for (const Vacancies& each : vacancies) {
    bytes += static_cast<double>(each.dwellings.size() * sizeof(DwellingId) +
                                 each.first.size() * sizeof each.first[0] +
                                 each.counts.size() * sizeof each.counts[0]);
  }
  return households.bytes_per_row() +
         bytes / static_cast<double>(households.size());
}

}  // namespace mingle::housing
