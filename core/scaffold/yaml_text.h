// Texts as they stand in YAML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluss::scaffold {

/// Without quotes where it is the same text to every reader, also within [] and {}; else in double quotes.
[[nodiscard]] std::string yaml_text(std::string_view text);
/// One text alone, several as [a, b].
[[nodiscard]] std::string yaml_texts(const std::vector<std::string>& texts);

}  // namespace sluss::scaffold
