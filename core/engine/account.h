// The öre of one unit, institution and term, and tables of them.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include "base/money.h"
#include "base/value.h"

namespace sluss::engine {

/// worth = issued() + waiting + held.
struct Account {
  std::int64_t placements = 0;
  Ore worth;      ///< by the placements and the agreements as they are now, rounded line by line
  Ore invoiced;   ///< on invoices
  Ore credited;   ///< on credit notes
  Ore waiting;    ///< booked, for a document to come
  Ore held;       ///< what a person must decide; negative when something invoiced should be credited
  Ore delivered;  ///< of what is issued: re-read from the bytes that were delivered

  [[nodiscard]] Ore issued() const { return invoiced - credited; }
  [[nodiscard]] Ore difference() const { return worth - issued() - waiting - held; }
  Account& operator+=(const Account& other);
};

/// Whom it is owed to, by whom, and for when: ids, and the term as text.
struct AccountName {
  std::string unit, institution, term;
  friend auto operator<=>(const AccountName&, const AccountName&) = default;
};

using Accounts = std::map<AccountName, Account>;

/// What a table has a row for.
enum class Grouping { all, unit, institution, term };

/// The same öre in fewer rows; what is not asked for is empty in their names.
[[nodiscard]] Accounts grouped(const Accounts& accounts, Grouping grouping);

/// Members `unit`, `institution`, `term` where they are known, then the figures in öre.
[[nodiscard]] Value to_value(const AccountName& name, const Account& account);
[[nodiscard]] Value to_value(const Account& account);
/// In kronor; the last row is the sum.
[[nodiscard]] std::string to_text(const Accounts& accounts, const Account& total, Grouping grouping);

}  // namespace sluss::engine
