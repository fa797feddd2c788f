// Code pages that files of other systems are written in: whole texts to and from UTF-8. What is read as a stream, and
// may be in one of several encodings, is encoding.h's.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace sluss {

enum class CodePage { utf8, windows1252, latin1, cp437, cp850 };

/// "Windows-1252", as people call it.
[[nodiscard]] const char* name_of(CodePage page);

/// The bytes of a text that is UTF-8. Error: how many characters stand before the first one that the page does not
/// have, or that is not UTF-8.
[[nodiscard]] tl::expected<std::string, std::size_t> to_code_page(std::string_view text, CodePage page);

/// The text of the bytes. Error: how many characters stand before the first byte that means nothing in the page.
[[nodiscard]] tl::expected<std::string, std::size_t> from_code_page(std::string_view bytes, CodePage page);

}  // namespace sluss
