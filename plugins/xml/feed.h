// The bytes of a document on their way to the parser: their encoding settled, their markup looked at.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/encoding.h"
#include "base/markup.h"
#include "plugin/sdk.h"

namespace sluss::xml {

class Feed {
 public:
  explicit Feed(Input& input) : input_(input) {}
  /// Reads the beginning and settles the encoding by its byte order mark or declaration; without either it is UTF-8.
  /// Error (Fault::data): one that is not known here, or not the one that the bytes are in.
  [[nodiscard]] Result<void> open();
  /// What the parser is told: "UTF-8", "windows-1252", ...
  [[nodiscard]] const std::string& encoding() const { return encoding_; }
  /// Fills the buffer from its front; 0 at the end. The error of reading, or of the markup.
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer);

  [[nodiscard]] Markup& markup() { return markup_; }
  [[nodiscard]] const Markup& markup() const { return markup_; }
  [[nodiscard]] bool at_end() const { return ended_; }

 private:
  [[nodiscard]] Result<void> fill();

  Input& input_;
  Markup markup_;
  std::string encoding_ = "UTF-8";
  bool wide_ = false;                     ///< the document is in UTF-16
  std::optional<Transcoder> transcoder_;  ///< of a document in UTF-16 or UTF-8
  std::string ready_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

/// The encoding that the declaration at the front of a document states; nullopt without one.
[[nodiscard]] std::optional<std::string> declared_encoding(std::string_view head);

}  // namespace sluss::xml
