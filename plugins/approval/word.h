// What a line says, when it says it plainly.
#pragma once

#include <optional>
#include <string_view>

namespace sluss::approval {

enum class Word { yes, no };

/// "Godkänns.", "Ja", "NEJ!", "Avslås": the whole line is one of the words that are listed. Nullopt: anything else,
/// also where a yes or a no is a part of it.
[[nodiscard]] std::optional<Word> word_of(std::string_view line);

}  // namespace sluss::approval
