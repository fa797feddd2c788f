// What Fortnox answers, read without asking anybody. No text of an answer goes into a fault: it may name people.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plugin/sdk.h"

namespace sluss::fortnox {

/// The reference that a delivery is known again by: 38 characters, so that none begins with another.
[[nodiscard]] std::string reference_of(std::string_view key);

/// The number of an error, in both forms that there are; empty when it has none.
[[nodiscard]] std::string error_code(std::string_view body);

/// The number of the invoice that was made. Error (Fault::unknown_outcome) when the answer does not say it.
[[nodiscard]] Result<std::string> document_number(std::string_view body);

/// The number of the invoice with that reference, out of a list; nullopt when there is none. Fortnox lists what begins
/// with what is searched for. Error: Fault::unavailable, the answer is no list; Fault::unknown_outcome, there are
/// several.
[[nodiscard]] Result<std::optional<std::string>> found_in(std::string_view body, std::string_view reference);

/// The document with its reference in it. Error (Fault::rejected) when it is none of the format `fortnox`.
[[nodiscard]] Result<std::string> with_reference(std::string_view document, const std::string& reference);

struct Total {
  std::int64_t ore = 0;
  std::size_t rows = 0;
};
/// What a document's rows come to, each its quantity times its price. Error: Fault::data.
[[nodiscard]] Result<Total> total_in(std::string_view document);

}  // namespace sluss::fortnox
