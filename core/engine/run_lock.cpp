#include "engine/run_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace sluss::engine {

Result<std::optional<RunLock>> RunLock::try_take(const std::filesystem::path& store, const std::string& name) {
  const auto path = store.string() + "." + name + ".lock";
  const auto file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0)
    return fail(Fault::unavailable, "the lock file " + path + " cannot be made; may Sluss write in that folder?");
  RunLock lock(file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  return lock;
}

Result<RunLock> RunLock::take(const std::filesystem::path& store, const std::string& pipeline) {
  SLUSS_TRY_ASSIGN(lock, try_take(store, pipeline));
  if (!lock) return fail(Fault::unavailable, "a run of " + pipeline + " is under way already; wait for it to end");
  return std::move(*lock);
}

RunLock::RunLock(RunLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

RunLock::~RunLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace sluss::engine
