// What names a basis that waits for approval: a key that everybody may know, and a code that only its mail tells.
#pragma once

#include <string>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::approval {

/// "agreement/institution/unit/term/basis-<digest of the lines>": other lines are another basis.
[[nodiscard]] std::string basis_key(const Group& group, const std::vector<WaitingLine>& lines);

/// "K3TQ-7XM2-9FQA-PPLE": 80 bits that nobody without the secret can make. The same for the same key and secret.
[[nodiscard]] std::string code_of(std::string_view key, const Secret& secret);

constexpr std::size_t shortest_secret = 32;
/// A secret that can be tried out protects nothing.
void check_secret(const Node& node, const Secret& secret, ParseContext& context);

/// Whether a person is asked about the group at all, by its agreement, and its term's invoices may be issued today.
[[nodiscard]] bool waits_for_person(const Group& group, const domain::AgreementBook& agreements, Day today);

}  // namespace sluss::approval
