// What is said of a payment that waits: what it is, how much, and what a person can do.
#pragma once

#include <string>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::settle {

/// Why a body is no payment, as one sentence.
[[nodiscard]] std::string text_of(const std::vector<domain::FieldFault>& faults);
/// Of a match that is not `paid`.
[[nodiscard]] std::string reason_of(const domain::Payment& payment, const domain::Match& match, std::int64_t message);
/// Of one that a person took off the invoice that it names.
[[nodiscard]] std::string reason_of_taken_off(const domain::Payment& payment, const std::string& invoice,
                                              std::int64_t message);
/// "5 202,00 kr on invoice 1000001, 100,00 kr on 1000002".
[[nodiscard]] std::string text_of(const std::vector<domain::PaidPart>& parts);

}  // namespace sluss::settle
