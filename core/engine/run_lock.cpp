#include "engine/run_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace sluss::engine {

Result<RunLock> RunLock::take(const std::filesystem::path& store, const std::string& pipeline) {
  const auto name = store.string() + "." + pipeline + ".lock";
  const auto file = ::open(name.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0)
    return fail(Fault::store, "the lock file " + name +
                                  " cannot be made; may Sluss write in that folder, and is there "
                                  "room on the disk?");
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    ::close(file);
    return fail(Fault::unavailable, "a run of " + pipeline + " is under way already; wait for it to end");
  }
  return RunLock(file);
}

RunLock::RunLock(RunLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

RunLock::~RunLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace sluss::engine
