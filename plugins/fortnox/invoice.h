// An invoice as Fortnox takes it: what stands in which member, pure.
#pragma once

#include <map>
#include <string>

#include "domain/invoice.h"
#include "plugin/sdk.h"

namespace sluss::fortnox {

/// One text for all, or a text for each by its id.
struct Table {
  std::string for_all;
  std::map<std::string, std::string> by_id;

  [[nodiscard]] bool empty() const { return for_all.empty() && by_id.empty(); }
  /// Null when it has nothing for that id.
  [[nodiscard]] const std::string* find(const std::string& id) const;
};
[[nodiscard]] Table read_table(const Node& node, Diagnostics& diagnostics);

struct Booking {
  Table customers;     ///< the number in Fortnox's customer register, by institution
  Table accounts;      ///< by unit; empty: the article's or Fortnox's own
  Table cost_centres;  ///< by unit
  Table projects;      ///< by agreement
};

/// `{"Invoice": {...}}`, of which ExternalInvoiceReference1 is the sink's. Amounts are written with two decimals; a
/// credit note has a quantity below zero. Error (Fault::data), by the member's name: a customer or code that the tables
/// lack, a text that is longer than Fortnox takes.
[[nodiscard]] Result<std::string> invoice_json(const domain::Invoice& invoice, const Booking& booking);

}  // namespace sluss::fortnox
