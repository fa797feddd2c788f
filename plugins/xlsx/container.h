// The file that holds the workbook: found or spooled, and judged by its first bytes.
#pragma once

#include <utility>

#include "plugin/codec.h"

namespace sluss::xlsx {

/// Owns an open file.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] int release() { return std::exchange(number_, -1); }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

/// The input's own file, or its bytes in a temporary file that no name leads to.
/// Error: Fault::unavailable when a file cannot be read or written; Fault::data for more than limits::file_bytes.
[[nodiscard]] Result<Descriptor> open_seekable(Input& input);

/// Refuses what is surely no .xlsx, and says what it is instead: an encrypted workbook, an .xls, or no zip archive.
[[nodiscard]] Result<void> check_container(const Descriptor& file);

}  // namespace sluss::xlsx
