// What a person decides about a payment that waits: which invoice it pays.
#pragma once

#include <optional>
#include <string>

#include "engine/parked.h"
#include "store/store.h"

namespace sluss::engine {

struct PaymentOrder {
  std::int64_t message = 0;
  std::string invoice;
  std::optional<Ore> amount;  ///< without it, all of the payment that is not booked yet
};

/// Books a held payment, or a part of it, on an invoice, whatever is due there; of money that was taken back, takes as
/// much off the invoice. The message is filtered when nothing of it is left, else it is held with the rest. In the
/// audit log in the same transaction. Gives what was done, for people. Refused (Fault::config, nothing is changed): no
/// payment, one that does not wait or cannot be read, an invoice that does not exist or has a part of this payment
/// already, more than is left, or more taken off than was paid.
[[nodiscard]] Result<std::string> book_payment(store::Transaction& transaction, const PaymentOrder& order,
                                               const Decider& decider);

}  // namespace sluss::engine
