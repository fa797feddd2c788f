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

}  // namespace sluss::shapes
