// Never two runs of one pipeline at once, whoever starts them: the operating system keeps the lock, and drops it when
// its holder dies.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"

namespace sluss::engine {

class RunLock {
 public:
  /// Nullopt when somebody holds it. Error: Fault::unavailable when the lock's file cannot be made.
  [[nodiscard]] static Result<std::optional<RunLock>> try_take(const std::filesystem::path& store,
                                                               const std::string& name);
  /// The same, where a pipeline's lock that is held is an error: Fault::unavailable.
  [[nodiscard]] static Result<RunLock> take(const std::filesystem::path& store, const std::string& pipeline);
  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&&) = delete;
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;
  ~RunLock();

 private:
  explicit RunLock(int file) : file_(file) {}
  int file_;
};

}  // namespace sluss::engine
