// Shapes that tables of several plugins have, for Spec::shape.
#pragma once

#include <string_view>

namespace sluss::shapes {

/// A text under each name.
inline constexpr std::string_view texts_by_name =
    R"({"type":"object","additionalProperties":{"type":["string","number"]}})";
/// The same with one name at least.
inline constexpr std::string_view some_texts_by_name =
    R"({"type":"object","minProperties":1,"additionalProperties":{"type":["string","number"]}})";
/// A text for all, or one under each name.
inline constexpr std::string_view text_or_texts_by_name =
    R"({"type":["object","string","number"],"additionalProperties":{"type":["string","number"]}})";
/// Whatever somebody else's program understands.
inline constexpr std::string_view any_table = R"({"type":"object"})";

}  // namespace sluss::shapes
