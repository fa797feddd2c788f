// The places of a message that a jq program surely looks at, found in its text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluss::jq {

/// The plain paths (`.a.b`) that the program looks up in its input itself, in order. Those are left out that it may
/// look up elsewhere (behind a `|`, within the arguments of a function), whose absence it reckons with (`?`, `//`, a
/// comparison with null), and that it writes to. None where variables, functions of its own or the like make it unsure.
[[nodiscard]] std::vector<std::string> plain_paths(std::string_view program);

/// Those of them that no body has which never holds more than `paths`.
[[nodiscard]] std::vector<std::string> lacking_paths(std::string_view program, const std::vector<std::string>& paths);

}  // namespace sluss::jq
