#include "base/replace_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/file.h"

namespace sluss {
namespace {

namespace fs = std::filesystem;

constexpr mode_t usual_mode = 0644;
constexpr mode_t all_rights = 07777;
constexpr auto access_list = "system.posix_acl_access";

/// The new content beside the file. It goes when it has not taken the file's place.
class Draft {
 public:
  explicit Draft(const fs::path& file)
      : file_(file), draft_(file.parent_path() / ("." + file.filename().string() + ".new")) {}
  ~Draft() {
    if (is_ours_) ::unlink(draft_.c_str());
    if (number_ >= 0) ::close(number_);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  /// One that was left behind by a crash is taken over, one that somebody writes is not.
  [[nodiscard]] Result<void> open() {
    number_ = ::open(draft_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (number_ < 0) return failed("cannot be written: " + draft_.string());
    is_ours_ = ::flock(number_, LOCK_EX | LOCK_NB) == 0 && is_still_there();
    if (!is_ours_) return fail(Fault::unavailable, file_.string() + " is just being written by somebody else");
    return ::ftruncate(number_, 0) == 0 ? Result<void>() : failed("cannot be written");
  }

  [[nodiscard]] Result<void> write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::write(number_, bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) return failed("cannot be written");
      bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return {};
  }

  /// Gives it the rights that the file has.
  [[nodiscard]] Result<void> take_rights() {
    struct stat theirs {};
    if (::stat(file_.c_str(), &theirs) != 0) return set_mode(usual_mode);
    struct stat ours {};
    if (::fstat(number_, &ours) != 0) return failed("cannot be written");
    const bool is_other = ours.st_uid != theirs.st_uid || ours.st_gid != theirs.st_gid;
    if (is_other && ::fchown(number_, theirs.st_uid, theirs.st_gid) != 0)
      return failed("cannot be written so that its owner stays");
    SLUSS_TRY(take_access_list());
    return set_mode(theirs.st_mode & all_rights);
  }

  [[nodiscard]] Result<void> take_place() {
    if (::fsync(number_) != 0 || ::rename(draft_.c_str(), file_.c_str()) != 0) return failed("cannot be written");
    is_ours_ = false;
    const int folder = ::open(file_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return {};  // it may be written in, and not read
    static_cast<void>(::fsync(folder));
    ::close(folder);
    return {};
  }

 private:
  /// Who had it locked before may have put it in its place meanwhile.
  [[nodiscard]] bool is_still_there() const {
    struct stat held {
    }, named{};
    return ::fstat(number_, &held) == 0 && ::stat(draft_.c_str(), &named) == 0 && held.st_ino == named.st_ino;
  }

  [[nodiscard]] Result<void> set_mode(mode_t mode) {
    return ::fchmod(number_, mode) == 0 ? Result<void>() : failed("cannot be written so that its mode stays");
  }

  [[nodiscard]] Result<void> take_access_list() {
    std::array<char, 65536> list{};
    const auto size = ::getxattr(file_.c_str(), access_list, list.data(), list.size());
    if (size < 0 && (errno == ENODATA || errno == ENOTSUP)) return {};
    const bool is_taken = size >= 0 && ::fsetxattr(number_, access_list, list.data(), std::size_t(size), 0) == 0;
    return is_taken ? Result<void>() : failed("cannot be written so that its access list stays");
  }

  [[nodiscard]] Result<void> failed(const std::string& what) const {
    return fail(Fault::unavailable, file_.string() + " " + what + ": " + std::strerror(errno));
  }

  fs::path file_, draft_;
  int number_ = -1;
  bool is_ours_ = false;
};

/// What a link leads to.
fs::path target_of(const fs::path& file) {
  std::error_code failed;
  auto target = fs::canonical(file, failed);
  return failed ? file : target;
}

}  // namespace

Result<void> replace_file(const fs::path& file, std::string_view bytes, std::optional<std::string_view> before) {
  const auto target = target_of(file);
  // In a folder that may be written in, a file can be replaced that may not: that would be against somebody's will.
  if (::eaccess(target.c_str(), W_OK) != 0 && errno != ENOENT)
    return fail(Fault::unavailable, target.string() + " cannot be written: " + std::strerror(errno));
  Draft draft(target);
  SLUSS_TRY(draft.open());
  SLUSS_TRY(draft.write(bytes));
  SLUSS_TRY(draft.take_rights());
  if (before) {
    SLUSS_TRY_ASSIGN(now, file_bytes(target));
    if (now != *before) return fail(Fault::unavailable, target.string() + " was changed by somebody else meanwhile");
  }
  return draft.take_place();
}

}  // namespace sluss
