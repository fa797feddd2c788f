// What a person said of a payment: which invoices it does not pay. It stands in the payment message's body.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"

namespace sluss::domain {

/// The numbers of the invoices that a person took the payment off: it is not booked there again by itself.
[[nodiscard]] std::vector<std::string> taken_off(const Value& payment);

/// The body with one more of them.
[[nodiscard]] Value with_taken_off(Value payment, const std::string& number);

}  // namespace sluss::domain
