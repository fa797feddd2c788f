// The texts that cells share, and how a text is put together from its runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive.h"
#include "xml.h"

namespace sluss::xlsx {

class SharedStrings {
 public:
  /// No texts.
  SharedStrings() = default;
  /// Error: Fault::data, also for more than limits::shared_string_bytes in all.
  [[nodiscard]] static Result<SharedStrings> read(Archive& archive, const std::string& part);

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  /// The text of that index, or nullopt.
  [[nodiscard]] std::optional<std::string_view> at(std::size_t index) const;

 private:
  std::string texts_;  ///< one after the other
  std::vector<std::uint32_t> ends_;
};

/// Reads a text item up to the end of the element `name`, which has just started: plain or in formatted runs, without
/// reading aids (phonetics). Error: Fault::data; `place` names the item for a text that is too long.
[[nodiscard]] Result<std::string> read_text_item(XmlReader& xml, std::string_view name, std::string_view place);

/// Excel writes characters that XML cannot hold as "_x000D_": back to the characters.
[[nodiscard]] std::string unescape(std::string text);
/// Keeps a text that looks like such a character from becoming one: "_x000D_" is written "_x005F_x000D_".
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace sluss::xlsx
