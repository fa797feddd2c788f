// The rules that a document must keep before it leaves: EN 16931, Peppol BIS Billing 3, Sweden's, and some of our own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sluss::ubl {

/// Whose rules are looked at. A new release comes each May and November; see the plugin's page for what to do then.
inline constexpr auto rule_release = "Peppol BIS Billing 3.0.21 (May 2026) with EN 16931 1.3.16";

/// The rules that a document breaks, of those that documents of ours could break: each a sentence that begins with the
/// rule's id and names the element, never its content. A rule that is broken several times is told once, with the first
/// line and how many more. Empty when it may leave. Looks at the bytes alone, which use the prefixes cac and cbc.
[[nodiscard]] std::vector<std::string> broken_rules(std::string_view bytes);

/// Error: Fault::rejected, with the first few of `broken_rules`: such a document would be refused by the network.
[[nodiscard]] Result<void> check_rules(std::string_view bytes);

}  // namespace sluss::ubl
