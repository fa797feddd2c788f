// Loaded before a program (LD_PRELOAD), it writes down every call that changes a file below one folder, with its bytes,
// and what the program answers over the network: see record.h. Only what was done is written down; an answer before it
// leaves, so that all it promises must stand before it.
//
// One call at a time: the order of the records is the order of the calls. Not written down is what is changed through
// memory: SQLite alone does that here, with the index of its log (-shm), which it never believes after a crash.
#include <array>
#include <cerrno>
#include <cstdarg>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "power/record.h"
#include "support/interposed.h"

namespace {

using namespace sluss::power;
using namespace sluss::test;

class Log {
 public:
  Log() : folder_(from_environment(folder_variable)) {
    const auto file = from_environment(file_variable);
    if (!file.empty()) file_ = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, file.c_str(), open_flags, 0600));
  }

  [[nodiscard]] std::recursive_mutex& turn() { return turn_; }

  [[nodiscard]] bool holds(const std::string& path) const {
    const bool below = path.size() >= folder_.size() && path.compare(0, folder_.size(), folder_) == 0 &&
                       (path.size() == folder_.size() || path[folder_.size()] == '/');
    return file_ >= 0 && !folder_.empty() && below;
  }

  void add(Call call, const std::string& path, std::int64_t at = 0, std::string_view bytes = "",
           const std::string& other = "") const {
    const auto from = relative(path), to = relative(other);
    const RecordHead head{static_cast<std::uint32_t>(call), static_cast<std::uint32_t>(from.size()),
                          static_cast<std::uint32_t>(to.size()), static_cast<std::uint32_t>(bytes.size()), at};
    put({reinterpret_cast<const char*>(&head), sizeof head});
    for (const auto part : {std::string_view(from), std::string_view(to), bytes}) put(part);
  }

  void add_answer(std::string_view bytes) const {
    if (file_ >= 0) add(Call::answer, "", 0, bytes.substr(0, bytes.find('\r')));
  }

 private:
  static constexpr int open_flags = O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC;

  [[nodiscard]] std::string relative(const std::string& path) const {
    return path.size() <= folder_.size() ? "" : path.substr(folder_.size() + 1);
  }
  void put(std::string_view bytes) const { static_cast<void>(::syscall(SYS_write, file_, bytes.data(), bytes.size())); }

  std::string folder_;
  int file_ = -1;
  std::recursive_mutex turn_;
};

Log& record() {
  static Log only;
  return only;
}

/// Does the call, and writes it down when it was done. Without an `errno` of our own left behind.
template <class Do, class Note>
auto recorded(const Do& act, const Note& note) -> decltype(act()) {
  const std::scoped_lock turn(record().turn());
  const auto result = act();
  const auto error_number = errno;
  if (result >= 0) note(result);
  errno = error_number;
  return result;
}

bool is_answer(std::string_view bytes) { return bytes.starts_with("HTTP/1.1 "); }

/// Where a plain write will begin.
off_t position_of(int descriptor) {
  const bool appends = (::fcntl(descriptor, F_GETFL) & O_APPEND) != 0;
  return ::lseek(descriptor, 0, appends ? SEEK_END : SEEK_CUR);
}

std::string joined(const iovec* parts, std::size_t count) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
  return bytes;
}

template <class Do>
ssize_t on_write(int descriptor, std::string_view bytes, off_t at, const Do& act) {
  const auto path = path_of(descriptor);
  if (!record().holds(path)) return act();
  return recorded(
      act, [&](ssize_t done) { record().add(Call::write, path, at, bytes.substr(0, static_cast<std::size_t>(done))); });
}

template <class Do>
ssize_t on_plain_write(int descriptor, std::string_view bytes, const Do& act) {
  const std::scoped_lock turn(record().turn());
  if (is_answer(bytes)) record().add_answer(bytes);
  const bool holds = record().holds(path_of(descriptor));
  return on_write(descriptor, bytes, holds ? position_of(descriptor) : 0, act);
}

template <class Do>
int on_file(Call call, int descriptor, off_t at, const Do& act) {
  const auto path = path_of(descriptor);
  if (!record().holds(path)) return act();
  return recorded(act, [&](int) { record().add(call, path, at); });
}

template <class Do>
int on_name(Call call, const std::string& path, const std::string& other, const Do& act) {
  if (!record().holds(path)) return act();
  return recorded(act, [&](int) { record().add(call, path, 0, "", other); });
}

template <class Do>
int on_open(int folder, const char* name, int flags, const Do& act) {
  if ((flags & (O_CREAT | O_TRUNC)) == 0) return act();
  const auto path = path_at(folder, name);
  if (!record().holds(path)) return act();
  return recorded(act, [&](int) {
    if ((flags & O_CREAT) != 0) record().add(Call::create, path);
    if ((flags & O_TRUNC) != 0) record().add(Call::truncate, path);
  });
}

template <class Do>
ssize_t on_send(std::string_view bytes, const Do& act) {
  if (is_answer(bytes)) {
    const std::scoped_lock turn(record().turn());
    record().add_answer(bytes);
  }
  return act();
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static const auto real = next<decltype(&::write)>("write");
  return on_plain_write(descriptor, {static_cast<const char*>(bytes), size},
                        [&] { return real(descriptor, bytes, size); });
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  static const auto real = next<decltype(&::writev)>("writev");
  return on_plain_write(descriptor, joined(parts, static_cast<size_t>(count)),
                        [&] { return real(descriptor, parts, count); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
  static const auto real = next<decltype(&::pwrite)>("pwrite");
  return on_write(descriptor, {static_cast<const char*>(bytes), size}, at,
                  [&] { return real(descriptor, bytes, size, at); });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  static const auto real = next<decltype(&::pwrite64)>("pwrite64");
  return on_write(descriptor, {static_cast<const char*>(bytes), size}, at,
                  [&] { return real(descriptor, bytes, size, at); });
}

ssize_t send(int socket, const void* bytes, size_t size, int flags) {
  static const auto real = next<decltype(&::send)>("send");
  return on_send({static_cast<const char*>(bytes), size}, [&] { return real(socket, bytes, size, flags); });
}

ssize_t sendmsg(int socket, const msghdr* message, int flags) {
  static const auto real = next<decltype(&::sendmsg)>("sendmsg");
  return on_send(joined(message->msg_iov, message->msg_iovlen), [&] { return real(socket, message, flags); });
}

int fsync(int descriptor) {
  static const auto real = next<decltype(&::fsync)>("fsync");
  return on_file(Call::sync, descriptor, 0, [&] { return real(descriptor); });
}

int fdatasync(int descriptor) {
  static const auto real = next<decltype(&::fdatasync)>("fdatasync");
  return on_file(Call::sync, descriptor, 0, [&] { return real(descriptor); });
}

int ftruncate(int descriptor, off_t size) noexcept {
  static const auto real = next<decltype(&::ftruncate)>("ftruncate");
  return on_file(Call::truncate, descriptor, size, [&] { return real(descriptor, size); });
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  static const auto real = next<decltype(&::ftruncate64)>("ftruncate64");
  return on_file(Call::truncate, descriptor, size, [&] { return real(descriptor, size); });
}

int rename(const char* from, const char* to) noexcept {
  static const auto real = next<decltype(&::rename)>("rename");
  return on_name(Call::rename, path_at(AT_FDCWD, from), path_at(AT_FDCWD, to), [&] { return real(from, to); });
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  static const auto real = next<decltype(&::renameat)>("renameat");
  return on_name(Call::rename, path_at(from_folder, from), path_at(to_folder, to),
                 [&] { return real(from_folder, from, to_folder, to); });
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  static const auto real = next<decltype(&::renameat2)>("renameat2");
  return on_name(Call::rename, path_at(from_folder, from), path_at(to_folder, to),
                 [&] { return real(from_folder, from, to_folder, to, flags); });
}

int link(const char* from, const char* to) noexcept {
  static const auto real = next<decltype(&::link)>("link");
  return on_name(Call::link, path_at(AT_FDCWD, from), path_at(AT_FDCWD, to), [&] { return real(from, to); });
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
  static const auto real = next<decltype(&::linkat)>("linkat");
  return on_name(Call::link, path_at(from_folder, from), path_at(to_folder, to),
                 [&] { return real(from_folder, from, to_folder, to, flags); });
}

int unlink(const char* path) noexcept {
  static const auto real = next<decltype(&::unlink)>("unlink");
  return on_name(Call::unlink, path_at(AT_FDCWD, path), "", [&] { return real(path); });
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  static const auto real = next<decltype(&::unlinkat)>("unlinkat");
  return on_name(Call::unlink, path_at(folder, path), "", [&] { return real(folder, path, flags); });
}

int mkdir(const char* path, mode_t mode) noexcept {
  static const auto real = next<decltype(&::mkdir)>("mkdir");
  return on_name(Call::mkdir, path_at(AT_FDCWD, path), "", [&] { return real(path, mode); });
}

int mkdirat(int folder, const char* path, mode_t mode) noexcept {
  static const auto real = next<decltype(&::mkdirat)>("mkdirat");
  return on_name(Call::mkdir, path_at(folder, path), "", [&] { return real(folder, path, mode); });
}

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  static const auto real = next<int (*)(const char*, int, ...)>("open");
  return on_open(AT_FDCWD, path, flags, [&] { return real(path, flags, mode); });
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  static const auto real = next<int (*)(const char*, int, ...)>("open64");
  return on_open(AT_FDCWD, path, flags, [&] { return real(path, flags, mode); });
}

int openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  static const auto real = next<int (*)(int, const char*, int, ...)>("openat");
  return on_open(folder, path, flags, [&] { return real(folder, path, flags, mode); });
}

int openat64(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  static const auto real = next<int (*)(int, const char*, int, ...)>("openat64");
  return on_open(folder, path, flags, [&] { return real(folder, path, flags, mode); });
}

}  // extern "C"
