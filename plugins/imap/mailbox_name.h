// Names of mail folders as IMAP writes them.
#pragma once

#include <string>
#include <string_view>

namespace sluss::imap {

/// UTF-8 as modified UTF-7 (RFC 3501, 5.1.3): "Åtgärdat" is "&AMU-tg&AOQ-rdat".
[[nodiscard]] std::string to_utf7(std::string_view utf8);

/// A folder's name as it stands in a command, quoted.
[[nodiscard]] std::string quoted_name(std::string_view utf8);

}  // namespace sluss::imap
