// What a person may do to the payments on invoices, and no step: it is not part of the PaymentBook that steps are lent.
#pragma once

#include <string>

#include "base/money.h"
#include "base/result.h"
#include "store/store.h"

namespace sluss::store {

/// Takes the part of a payment off an invoice, and gives its amount. A payment of which no part stands any more is as
/// if it had never been booked. Error: Fault::internal when no part of it stands there (ask PaymentBook::find first).
[[nodiscard]] Result<Ore> unbook(Transaction& transaction, const std::string& payment, const std::string& invoice);

}  // namespace sluss::store
