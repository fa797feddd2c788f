#include "engine/run_lock.h"

#include <fcntl.h>
#include <set>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include "base/folder.h"
#include "store/store_file.h"

namespace sluss::engine {
namespace {

constexpr std::string_view ending = ".lock";

std::string holder(const std::string& pipeline) {
  if (pipeline == daemon_lock) return "a daemon works with the store; stop it first";
  if (pipeline == store_lock) return "another command on the whole store is under way; wait for it to end";
  if (pipeline.starts_with('@')) return "something else is at work: " + pipeline.substr(1) + "; wait for it to end";
  return "a run of " + pipeline + " is under way already; wait for it to end";
}

}  // namespace

Result<std::optional<RunLock>> RunLock::try_take(const std::filesystem::path& store, const std::string& name) {
  const auto path = store.string() + "." + name + std::string(ending);
  const auto file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0)
    return fail(Fault::store, "the lock file " + path +
                                  " cannot be made; may Sluss write in that folder, and is there room on the disk?");
  RunLock lock(file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  return lock;
}

Result<RunLock> RunLock::take(const std::filesystem::path& store, const std::string& pipeline) {
  SLUSS_TRY_ASSIGN(lock, try_take(store, pipeline));
  if (!lock) return fail(Fault::unavailable, holder(pipeline));
  return std::move(*lock);
}

RunLock::RunLock(RunLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

RunLock::~RunLock() {
  if (file_ >= 0) ::close(file_);
}

Result<std::vector<RunLock>> take_store(const std::filesystem::path& store, const std::vector<std::string>& pipelines) {
  const auto folder = std::filesystem::absolute(store).parent_path();
  SLUSS_TRY(store::make_folders(folder));
  std::set<std::string> names(pipelines.begin(), pipelines.end());
  names.insert({daemon_lock, store_lock});
  // A pipeline that this configuration no longer has may be run by another.
  const auto prefix = store.filename().string() + ".";
  SLUSS_TRY_ASSIGN(beside, names_in(folder));
  for (const auto& path : beside) {
    const auto name = path.filename().string();
    if (name.starts_with(prefix) && name.ends_with(ending) && name.size() > prefix.size() + ending.size())
      names.insert(name.substr(prefix.size(), name.size() - prefix.size() - ending.size()));
  }
  std::vector<RunLock> locks;
  for (const auto& name : names) {
    SLUSS_TRY_ASSIGN(lock, RunLock::take(store, name));
    locks.push_back(std::move(lock));
  }
  return locks;
}

}  // namespace sluss::engine
