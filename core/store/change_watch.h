// Sees that a store was changed, by whatever program or thread, without reading what.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"

namespace sluss::store {

/// Used by one thread at a time. Looks at a number that SQLite keeps: a few microseconds, no lock that keeps a writer
/// waiting. Errors: as of Store.
class ChangeWatch {
 public:
  /// Of a store that exists. It is only read.
  [[nodiscard]] static Result<std::unique_ptr<ChangeWatch>> open(const std::filesystem::path& file);
  ~ChangeWatch();
  ChangeWatch(const ChangeWatch&) = delete;
  ChangeWatch& operator=(const ChangeWatch&) = delete;

  /// Whether somebody committed since the last call, or since it was opened.
  [[nodiscard]] Result<bool> changed();

 private:
  struct Open;
  explicit ChangeWatch(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

}  // namespace sluss::store
