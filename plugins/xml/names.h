// Names of elements: a namespace and a local name. Prefixes are known in the configuration alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::xml {

struct Name {
  std::string space;  ///< empty: no namespace
  std::string local;
  friend bool operator==(const Name&, const Name&) = default;
};

/// The names of the elements from the document element to a row.
using Way = std::vector<Name>;

/// What prefixes stand for, as the configuration declares them.
class Prefixes {
 public:
  /// A fault for each entry that is no prefix with a namespace.
  static Prefixes read(const Node& table, Diagnostics& diagnostics);

  [[nodiscard]] std::optional<std::string_view> space_of(std::string_view prefix) const;
  /// The prefix that was declared for a namespace.
  [[nodiscard]] std::optional<std::string_view> prefix_of(std::string_view space) const;

 private:
  std::vector<std::pair<std::string, std::string>> declared_;  ///< prefix and namespace
};

/// "p:export/p:placement", with or without a slash before it. Error: a sentence.
[[nodiscard]] tl::expected<Way, std::string> read_way(std::string_view text, const Prefixes& prefixes);

}  // namespace sluss::xml
