// Never two runs of one pipeline at once, whoever starts them: the operating system keeps the lock, and drops it when
// its holder dies.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace sluss::engine {

class RunLock {
 public:
  /// Error: Fault::unavailable when another run of the pipeline holds it.
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
