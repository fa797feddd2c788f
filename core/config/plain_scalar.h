// What may be meant by a text in YAML that stands without quotes.
#pragma once

#include <string_view>

namespace sluss::config {

/// Is it one thing to a person and another to some reader of YAML? `0777`, `1_000`, `12:30`, `0x1F`, `1e5`.
[[nodiscard]] bool is_ambiguous(std::string_view text);

/// “ ” „ ‘ ’ ‚ « »: what word processors make of quotes.
[[nodiscard]] bool begins_with_typographic_quote(std::string_view text);

/// Does YAML take it for a truth value: yes, no, on, off, true, false?
[[nodiscard]] bool is_truth_word(std::string_view text);

}  // namespace sluss::config
