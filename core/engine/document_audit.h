// One issued document against its row in the register, its lines in the ledger, and what was delivered of it.
#pragma once

#include "engine/reconciliation.h"

namespace sluss::engine {

/// Excepts what does not fit; counts the document and its deliveries, and adds what was re-read from delivered bytes to
/// its account. An error is the store's.
[[nodiscard]] Result<void> audit_document(store::Transaction& transaction, const store::IssuedInvoice& invoice,
                                          Reconciliation& into);

}  // namespace sluss::engine
