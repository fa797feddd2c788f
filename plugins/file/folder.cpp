#include "folder.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <unistd.h>
#include <utility>

namespace sluss::file {
namespace {

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

std::string system_reason(int error_number) {
  switch (error_number) {
    case EMFILE:
    case ENFILE: return "too many files are open; raise the limit (LimitNOFILE, ulimit -n)";
    case EACCES:
    case EPERM: return "the user that Sluss runs as is not allowed to; check owner and permissions";
    case ENOENT: return "it does not exist; check the path, and that the share is mounted";
    case ENOTDIR: return "it is not a folder";
    case ENOSPC:
    case EDQUOT: return "the disk is full";
    case EIO: return "the disk or share reports an error; look at the disk, then run again";
    case EROFS: return "the file system is mounted read-only";
    case EXDEV: return "the two folders lie on different file systems; choose one on the same";
    default: return std::strerror(error_number);
  }
}

bool is_same_file(const std::optional<Stamp>& a, const std::optional<Stamp>& b) {
  return a && b && a->device == b->device && a->inode == b->inode;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    number_ = std::exchange(other.number_, -1);
  }
  return *this;
}

void Descriptor::reset() noexcept {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

bool Stamp::same_content(const Stamp& other) const {
  return device == other.device && inode == other.inode && size == other.size && modified == other.modified;
}

std::string Stamp::text() const {
  return std::to_string(device) + "/" + std::to_string(inode) + "/" + std::to_string(size) + "/" +
         std::to_string(modified) + "/" + std::to_string(changed);
}

Stamp stamp_of(const struct stat& status) {
  return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

tl::unexpected<Error> system_failure(const std::string& what, int error_number) {
  const bool denied = error_number == EACCES || error_number == EPERM;
  return fail(denied ? Fault::denied : Fault::unavailable, what + ": " + system_reason(error_number));
}

Result<void> Folder::open(const std::filesystem::path& path) {
  path_ = path;
  descriptor_ = Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor_.is_open()) return system_failure("the folder " + path.string() + " cannot be opened", errno);
  return {};
}

Result<void> Folder::open_within(const Folder& other, const std::filesystem::path& path) {
  path_ = other.path() / path;
  constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  descriptor_ = Descriptor(::openat(other.descriptor(), path.c_str(), flags));
  if (!descriptor_.is_open()) return system_failure("the folder " + path_.string() + " cannot be opened", errno);
  return {};
}

Result<std::vector<std::string>> Folder::names() const {
  // A descriptor of its own: closedir closes it, and the reading position is not shared.
  const int number = ::openat(descriptor_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(number < 0 ? nullptr : ::fdopendir(number), ::closedir);
  if (listing == nullptr) return system_failure("the folder " + path_.string() + " cannot be listed", errno);
  std::vector<std::string> found;
  errno = 0;
  while (const auto* entry = ::readdir(listing.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") found.emplace_back(name);
  }
  if (errno != 0) return system_failure("the folder " + path_.string() + " cannot be listed", errno);
  return found;
}

std::optional<Stamp> Folder::regular_file(const std::string& name) const {
  struct stat status {};
  if (::fstatat(descriptor_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return stamp_of(status);
}

bool Folder::is_open_for_writing(const std::string& name) const {
  // The system lends a file for reading only while nobody writes it.
  const Descriptor file(::openat(descriptor_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) return false;
  // Whoever opens it in this moment is told to wait, and we get this signal, which does nothing.
  ::fcntl(file.get(), F_SETSIG, SIGURG);
  if (::fcntl(file.get(), F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN;
  ::fcntl(file.get(), F_SETLEASE, F_UNLCK);
  return false;
}

bool Folder::has(const std::string& name) const {
  struct stat status {};
  return ::fstatat(descriptor_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

Result<std::optional<std::string>> Folder::content(const std::string& name, std::int64_t largest) const {
  const auto what = "the file " + shown(name) + " in " + path_.string();
  // One look: whoever fetches the file may do so at any moment.
  const Descriptor file(::openat(descriptor_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open() && errno == ENOENT) return std::nullopt;
  const bool is_link_or_socket = !file.is_open() && (errno == ELOOP || errno == ENXIO);
  struct stat status {};
  if (!is_link_or_socket && (!file.is_open() || ::fstat(file.get(), &status) != 0))
    return system_failure(what + " cannot be read", errno);
  if (!S_ISREG(status.st_mode)) return fail(Fault::data, what + " is no file any more");
  if (status.st_size > largest)
    return fail(Fault::data, what + " has grown to " + std::to_string(status.st_size) + " bytes");
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t at = 0; at < bytes.size();) {
    const auto got = ::read(file.get(), bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(what + " cannot be read", errno);
    if (got == 0) bytes.resize(at);
    at += static_cast<std::size_t>(got);
  }
  return bytes;
}

Result<void> Folder::allows(int mode, const std::string& purpose) const {
  if (::faccessat(descriptor_.get(), ".", mode, AT_EACCESS) == 0) return {};
  return system_failure("the folder " + path_.string() + " cannot be " + purpose, errno);
}

Result<void> Folder::sync() const {
  if (::fsync(descriptor_.get()) == 0) return {};
  return system_failure("the folder " + path_.string() + " cannot be written to disk", errno);
}

Result<Renamed> rename_to_free_name(const Folder& from, const std::string& name, const Folder& to,
                                    const std::string& new_name) {
  if (::renameat2(from.descriptor(), name.c_str(), to.descriptor(), new_name.c_str(), RENAME_NOREPLACE) == 0)
    return Renamed::done;
  auto error_number = errno;
  const auto what = "the file " + shown(name) + " in " + from.path().string() + " cannot be moved to " +
                    (to.path() / shown(new_name)).string();
  // Some network file systems know no RENAME_NOREPLACE; a hard link does not overwrite either.
  const bool linked =
      error_number == EINVAL && ::linkat(from.descriptor(), name.c_str(), to.descriptor(), new_name.c_str(), 0) == 0;
  if (error_number == EINVAL) error_number = errno;
  if (!linked && error_number != EEXIST) return system_failure(what, error_number);
  if (!linked && !is_same_file(from.regular_file(name), to.regular_file(new_name))) return Renamed::name_taken;
  if (::unlinkat(from.descriptor(), name.c_str(), 0) != 0) return system_failure(what, errno);
  return Renamed::done;
}

}  // namespace sluss::file
