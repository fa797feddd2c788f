// How far a feed has been read. Pure.
#pragma once

#include <optional>
#include <string>

namespace sluss::feed {

struct Position {
  std::string from;     ///< what `from` said when reading began: another word there begins anew
  std::string page;     ///< the address of the page that the entry stood on
  std::string entry;    ///< the id of the newest entry that was taken
  std::string updated;  ///< of that entry
  std::string etag;     ///< of the page when nothing came after it; empty: it must be read again

  [[nodiscard]] std::string text() const;
  /// nullopt for what `text` did not make.
  [[nodiscard]] static std::optional<Position> read(const std::string& text);
};

}  // namespace sluss::feed
