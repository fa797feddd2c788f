// The nightly proof: what the placements are worth is what was invoiced, waits, or is held - to the öre; and ledger,
// lines, invoices and deliveries tell the same story, and so do the targets.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "config/configuration.h"
#include "engine/account.h"
#include "engine/asking.h"
#include "engine/invariants.h"
#include "store/store.h"

namespace sluss::engine {

/// How much was looked at.
struct Examined {
  std::int64_t placements = 0;
  std::int64_t lines = 0, days = 0;  ///< of the ledger; days that credits took back are not among them
  std::int64_t invoices = 0, credit_notes = 0, deliveries = 0, series = 0;

  [[nodiscard]] std::int64_t documents() const { return invoices + credit_notes; }
};

struct Reconciliation {
  /// A placement stands under the unit, institution and term that it is for now; öre under those that each line and
  /// document is for. What is not known of a placement without a price reads "(unknown)".
  Accounts accounts;
  Account total;
  Examined seen;
  std::int64_t held_without_amount = 0;  ///< held placements whose worth cannot be told yet
  std::int64_t rejected = 0;             ///< rows whose content is wrong
  std::vector<Exception> exceptions;     ///< each names the row or document that does not fit
  std::vector<std::string> under_way;    ///< what has not arrived yet, or is evened by the next run: nobody need do
                                         ///< anything about it now
  std::int64_t asked = 0;                ///< deliveries that their targets were asked about
  std::vector<Unasked> unasked;

  void add(const AccountName& name, const Account& more);
  void except(Invariant invariant, std::string what) { exceptions.push_back({invariant, std::move(what)}); }
  /// Nothing is wrong, though something may be under way.
  [[nodiscard]] bool fits() const { return exceptions.empty() && total.difference() == Ore{}; }
  [[nodiscard]] bool balances() const { return fits() && under_way.empty(); }
};

/// Reads the whole store in one state of it, a page at a time: memory does not grow with it. Errors are the store's,
/// and Fault::cancelled when it was stopped; a damaged row is an exception in the result.
[[nodiscard]] Result<Reconciliation> reconcile(store::Store& store, const config::Configuration& configuration,
                                               const std::stop_token& stop = {});
/// The same in a transaction that is open already.
[[nodiscard]] Result<Reconciliation> reconcile_in(store::Transaction& transaction,
                                                  const config::Configuration& configuration,
                                                  const std::stop_token& stop = {});

[[nodiscard]] Value to_value(const Reconciliation& reconciliation, Grouping grouping = Grouping::all);
[[nodiscard]] std::string to_text(const Reconciliation& reconciliation, Grouping grouping = Grouping::all);

}  // namespace sluss::engine
