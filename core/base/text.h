// Small helpers for text. All text is UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluss {

/// Without white space (also U+00A0) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view between);

/// Lower case for ASCII and the Latin-1 letters (åäöéü...): for comparing names that people wrote.
[[nodiscard]] std::string fold_case(std::string_view text);

/// The text's shape without its content: digits become 9, letters x, the rest stays. "19990102-1234" gives
/// "99999999-9999". For error texts about personal data.
[[nodiscard]] std::string shape_of(std::string_view text);
/// How many characters UTF-8 has, not bytes.
[[nodiscard]] std::size_t characters_in(std::string_view text);

/// A value of unknown content as an error text may show it: on one line, cut after some 40 bytes, and by its shape
/// alone when it may be a personnummer, since a row whose columns have slipped brings one anywhere.
[[nodiscard]] std::string excerpt(std::string_view value);

/// The candidate nearest to `word` when it is near enough to be a slip of the pen ("did you mean").
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

/// Does the name match a pattern with `*` and `?`, as in a shell?
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view name);

/// Whether it holds a control character of ASCII: a line break, a tab, NUL, DEL, ...
[[nodiscard]] bool has_control(std::string_view text);

/// Strictly valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace sluss
