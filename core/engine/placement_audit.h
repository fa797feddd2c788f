// One placement against the lines that bill it.
#pragma once

#include "engine/reconciliation.h"
#include "plugin/billing_book.h"

namespace sluss::engine {

/// What a placement is judged by.
struct Rules {
  const domain::AgreementBook& agreements;
  bool are_new = false;  ///< no complete run has decided by them yet: the next one brings what is billed to them
};

/// Adds what the placement is worth, and what its lines amount to, to the accounts; excepts what does not fit. `lines`
/// are all of them, in order of id. The message is its current version.
void audit_placement(const store::StoredMessage& stored, const std::vector<store::LedgerLine>& lines,
                     const Rules& rules, BillingBook& book, Reconciliation& into);

}  // namespace sluss::engine
