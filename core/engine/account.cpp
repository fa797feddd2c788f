#include "engine/account.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace sluss::engine {
namespace {

using Row = std::vector<std::string>;

/// Names to the left, figures to the right; each column as wide as it must be.
std::string table(const std::vector<Row>& rows, std::size_t names) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters_in(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - characters_in(row[i]), ' ');
      text += (i == 0 ? "" : "  ") + (i < names ? row[i] + pad : pad + row[i]);
    }
    text += "\n";
  }
  return text;
}

Row names_of(const AccountName& name, Grouping grouping) {
  switch (grouping) {
    case Grouping::unit: return {name.unit};
    case Grouping::institution: return {name.institution};
    case Grouping::term: return {name.term};
    case Grouping::all: break;
  }
  return {name.unit, name.institution, name.term};
}

Row row_of(Row cells, const Account& account) {
  cells.push_back(std::to_string(account.placements));
  for (const auto figure :
       {account.worth, account.invoiced, account.credited, account.waiting, account.held, account.delivered})
    cells.push_back(to_kronor(figure));
  return cells;
}

}  // namespace

Account& Account::operator+=(const Account& other) {
  placements += other.placements;
  worth += other.worth;
  invoiced += other.invoiced;
  credited += other.credited;
  waiting += other.waiting;
  held += other.held;
  delivered += other.delivered;
  return *this;
}

Accounts grouped(const Accounts& accounts, Grouping grouping) {
  if (grouping == Grouping::all) return accounts;
  Accounts fewer;
  for (const auto& [name, account] : accounts) {
    AccountName kept;
    if (grouping == Grouping::unit) kept.unit = name.unit;
    if (grouping == Grouping::institution) kept.institution = name.institution;
    if (grouping == Grouping::term) kept.term = name.term;
    fewer[kept] += account;
  }
  return fewer;
}

Value to_value(const Account& account) {
  auto value = Value::object();
  value["placements"] = account.placements;
  value["worth_ore"] = account.worth.value;
  value["invoiced_ore"] = account.invoiced.value;
  value["credited_ore"] = account.credited.value;
  value["issued_ore"] = account.issued().value;
  value["waiting_ore"] = account.waiting.value;
  value["held_ore"] = account.held.value;
  value["delivered_ore"] = account.delivered.value;
  value["difference_ore"] = account.difference().value;
  return value;
}

Value to_value(const AccountName& name, const Account& account) {
  auto value = Value::object();
  if (!name.unit.empty()) value["unit"] = name.unit;
  if (!name.institution.empty()) value["institution"] = name.institution;
  if (!name.term.empty()) value["term"] = name.term;
  const auto figures = to_value(account);
  for (const auto& [figure, amount] : *figures.as_object()) value[figure] = amount;
  return value;
}

std::string to_text(const Accounts& accounts, const Account& total, Grouping grouping) {
  auto heads = names_of({"unit", "institution", "term"}, grouping);
  const auto names = heads.size();
  std::vector<Row> rows = {heads};
  for (const auto* head : {"placements", "worth", "invoiced", "credited", "waiting", "held", "delivered"})
    rows.front().emplace_back(head);
  for (const auto& [name, account] : accounts) rows.push_back(row_of(names_of(name, grouping), account));
  Row last(names);
  last.front() = "all";
  rows.push_back(row_of(std::move(last), total));
  return table(rows, names);
}

}  // namespace sluss::engine
