// A basis that waits for a person's approval: what the invoice would be, without its number and its days. The body of a
// message of the kind "basis".
#pragma once

#include <string>
#include <vector>

#include "domain/invoice.h"

namespace sluss::domain {

struct BasisToApprove {
  std::string code;  ///< whoever answers names it; nobody else can guess it
  Invoice invoice;   ///< without number, OCR, key, day of issue and due date
};

/// The members are those of an invoice's body (`to_value(Invoice)`) as far as it has them, and `code`, `count` (lines),
/// `worth_ore`, `worth` (for people). Nothing in it changes while the lines and the parties stay as they are.
[[nodiscard]] Value to_value(const BasisToApprove& basis);
/// Error: Fault::data, naming the member that is missing or of the wrong kind.
[[nodiscard]] Result<BasisToApprove> read_basis_to_approve(const Value& body);
/// As `faults_of(Invoice)`, without what only an issued invoice has.
[[nodiscard]] std::vector<std::string> faults_of(const BasisToApprove& basis);

}  // namespace sluss::domain
