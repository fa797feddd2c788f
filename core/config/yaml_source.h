// The text of a YAML file before it is parsed: its places, and what must not stand in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
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
  /// The byte that a place of this text begins at; nullopt: there is no such place.
  [[nodiscard]] std::optional<std::size_t> position(const Mark& place) const;
  /// The same with how far what begins there reaches on its line. `value` is its text, when it is one.
  [[nodiscard]] Mark extent(std::size_t position, std::string_view value = {}) const;
  /// Whether the quote that opens there is never closed: yaml-cpp takes the end of the file for it.
  [[nodiscard]] bool leaves_open(std::size_t quote) const;
  /// The content of the line that a byte lies in, without blanks and comments at its ends; and where that begins.
  [[nodiscard]] std::string_view line_at(std::size_t position) const;
  /// The same of the nearest line before it that has any; empty when there is none.
  [[nodiscard]] std::string_view line_before(std::size_t position) const;
  [[nodiscard]] std::size_t position_of(std::string_view part) const {
    return static_cast<std::size_t>(part.data() - text_.data());
  }
  /// Where a bracket or quote opens that is never closed, as far as one sees without reading YAML.
  [[nodiscard]] std::optional<std::size_t> unclosed() const;
  /// Refuses what no parser should meet. False: it must not be parsed.
  [[nodiscard]] bool check(Diagnostics& diagnostics) const;

 private:
  [[nodiscard]] bool check_blanks(Diagnostics& diagnostics) const;
  [[nodiscard]] std::string_view rest_of_line(std::size_t position) const;

  std::string_view text_;
  std::shared_ptr<const std::string> file_;
  std::vector<std::size_t> lines_;         ///< where each begins
  std::vector<std::uint32_t> characters_;  ///< per byte: how many characters begin before it
};

}  // namespace sluss::config
