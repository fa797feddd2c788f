// Who a party is, by the identifiers that it bears in documents of others.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/parties.h"

namespace sluss::domain {

/// An identifier by its scheme of ISO 6523, "0007:2029990013": an organisation number (0007, 10 digits), a GLN (0088,
/// 13 digits), or another one whose letters and digits are taken as they stand. nullopt: it is none, or a person's
/// number.
[[nodiscard]] std::optional<std::string> party_id(std::string_view scheme, std::string_view id);
/// A text of that form.
[[nodiscard]] bool is_party_id(std::string_view text);

/// The buyer of an invoice, as the invoice has it.
struct BilledParty {
  std::string organisation_number;  ///< 10 digits
  Endpoint endpoint;
};

/// Whether the identifiers are the party's. Organisation numbers decide where there are any: a party may answer from
/// another address than it is invoiced at. Otherwise GLNs do, and else the same identifier must stand on both sides.
[[nodiscard]] bool is_party(const std::vector<std::string>& ids, const BilledParty& party);

}  // namespace sluss::domain
