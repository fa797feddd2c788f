// What a step is known to do to messages before it has seen one: `sluss check` finds by it what does not fit together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace sluss {

/// What a step does not state is not held against anybody.
struct Effect {
  enum class Body {
    unknown,  ///< nobody can tell what it holds afterwards
    kept,     ///< as it was, with what stands in `adds`
  };
  /// Messages that it makes itself, beside those that come.
  struct Made {
    std::string kind;
    std::vector<std::string> paths = {};  ///< all that their bodies may hold; empty: it is not told
  };
  Body body = Body::unknown;
  std::vector<std::string> adds = {};                     ///< dotted paths
  std::optional<std::vector<Made>> makes = std::nullopt;  ///< nullopt: it is not told
  std::vector<std::string> ends = {};  ///< kinds of which no message comes out of it: they are kept, or held, there
};

/// Whether a body that holds these paths may have something at `path`: there, above it or below it.
[[nodiscard]] bool may_hold(const std::vector<std::string>& paths, std::string_view path);
/// The paths of a body down to its texts, numbers and lists.
[[nodiscard]] std::vector<std::string> paths_in(const Value& body);
/// A body that has the text "x" at each of the paths.
[[nodiscard]] Value body_with(const std::vector<std::string>& paths);

}  // namespace sluss
