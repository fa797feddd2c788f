// What a person takes back: a payment that was booked on the wrong invoice.
#pragma once

#include <string>

#include "engine/parked.h"
#include "store/store.h"

namespace sluss::engine {

struct UnbookOrder {
  std::int64_t message = 0;  ///< any that tells of the payment
  std::string invoice;       ///< empty: all invoices that it stands on
};

/// Takes a payment off an invoice. What it paid is owed again, and the payment waits for a person: it is not booked
/// there again by itself (domain/taken_off.h). In the audit log in the same transaction. Gives what was done, for
/// people. Refused (Fault::config, nothing is changed): no payment, one that does not stand there, or money of which
/// the bank has taken some back since.
[[nodiscard]] Result<std::string> unbook_payment(store::Transaction& transaction, const UnbookOrder& order,
                                                 const Decider& decider);

}  // namespace sluss::engine
