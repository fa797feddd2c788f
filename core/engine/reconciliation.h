// The nightly proof: what the placements are worth is what was invoiced, waits, or is held - to the öre; and ledger,
// lines, invoices and deliveries tell the same story, and so do the targets.
#pragma once

#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/value.h"
#include "config/configuration.h"
#include "engine/asking.h"
#include "store/store.h"

namespace sluss::engine {

/// One unit and term. worth = issued + waiting + held.
struct Account {
  std::int64_t placements = 0;
  Ore worth;    ///< by the placements and the agreements as they are now, rounded line by line
  Ore issued;   ///< on invoices
  Ore waiting;  ///< booked, for an invoice to come
  Ore held;     ///< what a person must decide; negative when something invoiced should be credited

  [[nodiscard]] Ore difference() const { return worth - issued - waiting - held; }
};

struct Reconciliation {
  /// By unit id and term; placements whose unit or price is not known stand under "(unknown)".
  std::map<std::pair<std::string, std::string>, Account> accounts;
  Account total;
  std::int64_t held_without_amount = 0;  ///< held placements whose worth cannot be told yet
  std::int64_t rejected = 0;             ///< rows whose content is wrong
  std::int64_t invoices = 0;
  std::vector<std::string> exceptions;  ///< each names the row or document that does not fit
  std::vector<std::string> under_way;   ///< invoices that have not arrived yet; nobody need do anything about them now
  std::int64_t asked = 0;               ///< deliveries that their targets were asked about
  std::vector<Unasked> unasked;

  /// Nothing is wrong, though something may be under way.
  [[nodiscard]] bool fits() const { return exceptions.empty() && total.difference() == Ore{}; }
  [[nodiscard]] bool balances() const { return fits() && under_way.empty(); }
};

/// Reads the whole store in one state of it. Errors are the store's, and Fault::cancelled when it was stopped; a
/// damaged row is an exception in the result.
[[nodiscard]] Result<Reconciliation> reconcile(store::Store& store, const domain::AgreementBook& agreements,
                                               const std::stop_token& stop = {});

[[nodiscard]] Value to_value(const Reconciliation& reconciliation);
[[nodiscard]] std::string to_text(const Reconciliation& reconciliation);

}  // namespace sluss::engine
