#include "chain.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/sleep.h"

namespace sluss::fortnox {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t room = 4096;
constexpr int most_waits = 1200;
constexpr std::chrono::milliseconds wait{50};

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

tl::unexpected<Error> cannot(const fs::path& file, const std::string& what) {
  return fail(Fault::unavailable, "the file " + file.string() + " " + what + ": " + std::strerror(errno));
}

/// The whole file is these bytes, on disk.
bool is_written(int file, std::string_view bytes) {
  return ::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()) &&
         ::ftruncate(file, static_cast<off_t>(bytes.size())) == 0 && ::fsync(file) == 0;
}

bool is_named(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return false;
  const Descriptor folder(to.parent_path(), O_RDONLY | O_DIRECTORY);
  return folder.is_open() && ::fsync(folder.number()) == 0;
}

Result<void> lock(int file, const fs::path& path, const std::stop_token& stop) {
  for (int i = 0; ::flock(file, LOCK_EX | LOCK_NB) != 0; ++i) {
    if (errno != EWOULDBLOCK || i == most_waits) return cannot(path, "cannot be had for oneself");
    if (!sleep_for(wait, stop)) return fail(Fault::cancelled, "it was stopped");
  }
  return {};
}

std::string origin_of(const Secret& first) { return to_hex(digest(first.reveal())); }

}  // namespace

/// The file: what the chain began with (its digest), a line break, the token.
Result<Secret> Chain::current() const {
  std::error_code failed;
  if (!fs::exists(file_, failed)) return first_;
  SLUSS_TRY_ASSIGN(text, file_bytes(file_));
  const auto end = text.find('\n');
  if (end == std::string::npos || end + 1 == text.size())
    return fail(Fault::denied,
                "the file " + file_.string() + " holds no token; move it away, and get a new refresh_token");
  return text.substr(0, end) == origin_of(first_) ? Secret(text.substr(end + 1)) : first_;
}

Result<Token> Chain::advance(const Use& use, const std::stop_token& stop) const {
  const auto beside = [&](const char* ending) { return fs::path(file_.string() + ending); };
  const Descriptor held(beside(".lock"), O_RDWR | O_CREAT);
  if (!held.is_open()) return cannot(beside(".lock"), "cannot be opened");
  SLUSS_TRY(lock(held.number(), beside(".lock"), stop));
  SLUSS_TRY_ASSIGN(token, current());
  const Descriptor next(beside(".new"), O_RDWR | O_CREAT | O_TRUNC);
  if (!next.is_open() || !is_written(next.number(), std::string(room, ' ')))
    return cannot(beside(".new"), "cannot be written");
  SLUSS_TRY_ASSIGN(grant, use(token));
  const auto bytes = origin_of(first_) + "\n" + grant.refresh.reveal();
  if (!is_written(next.number(), bytes) || !is_named(beside(".new"), file_))
    return fail(Fault::denied, "Fortnox gave a new refresh token, and it could not be kept in " + file_.string() +
                                   ": " + std::strerror(errno) + "; the customer must consent again");
  return std::move(grant.token);
}

}  // namespace sluss::fortnox
