// Payments and what is owed, as `sluss payments`, `sluss invoices unpaid` and the admin API tell of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "domain/payment.h"
#include "store/inspection.h"

namespace sluss::views {

/// A payment as the bank told of it, and what became of it. Of what the payer wrote only a number is shown.
[[nodiscard]] Value payment(const store::StoredMessage& stored);

/// An invoice on which something is due, or too much was paid.
struct Owed {
  store::OpenInvoice invoice;
  std::int64_t days_late = 0;

  [[nodiscard]] Ore overpaid() const { return invoice.due() < Ore{} ? -invoice.due() : Ore{}; }
};

/// First what is owed, by institution, unit, day and number; then what is overpaid, in order of issue. With `until`
/// only what is due on that day or before, and nothing that is overpaid. Error: Fault::store when an invoice has no
/// document.
[[nodiscard]] Result<std::vector<Owed>> unpaid(store::Transaction& reading, std::optional<Day> until, Day today);

/// What the buyer said against an invoice, in a few words; empty: nothing. A person who reminds it must know that.
[[nodiscard]] Result<std::string> objection_to(store::Transaction& reading, const std::string& number);

[[nodiscard]] Value to_value(const Owed& owed, const std::string& objection);

}  // namespace sluss::views
