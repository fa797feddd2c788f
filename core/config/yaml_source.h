// The text of a YAML file before it is parsed: its places, and what must not stand in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/diagnostics.h"

namespace sluss::config {

class YamlSource {
 public:
  /// Without its byte order mark. `bytes` must outlive it.
  YamlSource(std::string_view bytes, std::shared_ptr<const std::string> file);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool is_blank() const;
  /// The place of a byte: line and column in characters.
  [[nodiscard]] Mark mark(std::size_t position) const;
  /// Refuses what no parser should meet. False: it must not be parsed.
  [[nodiscard]] bool check(Diagnostics& diagnostics) const;

 private:
  [[nodiscard]] bool check_tabs(Diagnostics& diagnostics) const;

  std::string_view text_;
  std::shared_ptr<const std::string> file_;
  std::vector<std::size_t> lines_;         ///< where each begins
  std::vector<std::uint32_t> characters_;  ///< per byte: how many characters begin before it
};

}  // namespace sluss::config
