#include "http/refresh_chain.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/sleep.h"
#include "base/text.h"

namespace sluss::http {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t room = 16U << 10U;
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

/// The file: what the chain began with (its digest), the token, and the token's digest, a line each.
std::string record_of(const Secret& first, const Secret& token) {
  return origin_of(first) + "\n" + token.reveal() + "\n" + to_hex(digest(token.reveal()));
}

/// What a record holds. One without the last line comes of an older version.
struct Held {
  std::string origin;
  Secret token;  ///< empty: there is none, or not all of it
  bool is_proven = false;
};
Held held_in(const std::string& text) {
  const auto lines = split(text, '\n');
  if (lines.size() < 2 || lines.size() > 3) return {};
  Held held{std::string(lines[0]), Secret(std::string(lines[1])), lines.size() == 3};
  if (held.is_proven && lines[2] != to_hex(digest(lines[1]))) return {};
  return held;
}

}  // namespace

fs::path RefreshChain::beside(const char* ending) const { return file_.string() + ending; }

/// A successor that was written and not named, since we died in between, is the newest there is.
Result<void> RefreshChain::end_what_was_begun() const {
  const auto left = file_bytes(beside(".new"));
  if (!left) return {};
  const auto held = held_in(*left);
  if (!held.is_proven || held.token.empty() || held.origin != origin_of(first_)) return {};
  if (!is_named(beside(".new"), file_)) return cannot(file_, "cannot be written");
  return {};
}

Result<Secret> RefreshChain::current() const {
  std::error_code failed;
  if (!fs::exists(file_, failed)) return first_;
  SLUSS_TRY_ASSIGN(text, file_bytes(file_));
  const auto held = held_in(text);
  if (held.token.empty())
    return fail(Fault::denied, "the file " + file_.string() + " holds no token; move it away, and " + renew_);
  return held.origin == origin_of(first_) ? held.token : first_;
}

Result<AccessToken> RefreshChain::advance(const Use& use, const std::stop_token& stop) const {
  const Descriptor lock_file(beside(".lock"), O_RDWR | O_CREAT);
  if (!lock_file.is_open()) return cannot(beside(".lock"), "cannot be opened");
  SLUSS_TRY(lock(lock_file.number(), beside(".lock"), stop));
  SLUSS_TRY(end_what_was_begun());
  SLUSS_TRY_ASSIGN(token, current());
  const Descriptor next(beside(".new"), O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW);
  if (!next.is_open() || ::fchmod(next.number(), 0600) != 0 || !is_written(next.number(), std::string(room, ' ')))
    return cannot(beside(".new"), "cannot be written");
  SLUSS_TRY_ASSIGN(grant, use(token));
  if (grant.refresh.empty()) return std::move(grant.token);
  if (!is_written(next.number(), record_of(first_, grant.refresh)) || !is_named(beside(".new"), file_))
    return fail(Fault::denied, service_ + " gave a new refresh token, and it could not be kept in " + file_.string() +
                                   ": " + std::strerror(errno) + "; " + renew_);
  return std::move(grant.token);
}

}  // namespace sluss::http
