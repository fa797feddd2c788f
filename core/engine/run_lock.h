// Never two runs of one pipeline at once, whoever starts them: the operating system keeps the lock, and drops it when
// its holder dies.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace sluss::engine {

// Not names that a pipeline can have.
inline constexpr auto daemon_lock = "@daemon";
inline constexpr auto store_lock = "@store";  ///< of the commands that care for the store as a whole

class RunLock {
 public:
  /// Nullopt when somebody holds it. Error: Fault::store when the lock's file cannot be made.
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

/// The store for the caller alone: no daemon, no run of these pipelines or of one that has ever run on it, no other
/// command on the whole store. Error: Fault::unavailable, saying who holds it.
[[nodiscard]] Result<std::vector<RunLock>> take_store(const std::filesystem::path& store,
                                                      const std::vector<std::string>& pipelines);

}  // namespace sluss::engine
