#include "finder.h"

#include <cstring>

namespace sluss::xlsx {

bool Finder::feed(std::string_view piece) {
  rest_ += piece;
  if (piece.find('\0') != std::string_view::npos) std::erase(rest_, '\0');
  if (::memmem(rest_.data(), rest_.size(), word_.data(), word_.size()) != nullptr) return true;
  const auto keep = word_.size() - 1;
  if (rest_.size() > keep) rest_.erase(0, rest_.size() - keep);
  return false;
}

}  // namespace sluss::xlsx
