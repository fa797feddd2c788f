// Loaded before a program (LD_PRELOAD), it stands between the program and the calls that change files, or those that
// read them, counts those below one folder, and at the k-th of them breaks something: see fault.h for how it is told.
//
// A file's memory-mapped part is never disturbed, nor what libc opens for itself. What is given up on after a failed
// call (close) is not counted: it stores nothing.
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "fault.h"
#include "support/interposed.h"

namespace {

using namespace sluss::faults;
using namespace sluss::test;

enum class Kind { none, kill_before, kill_after, fail_once, fail_for_ever, short_write };

/// What may be hit: all that changes files, or a part of it; a failed fsync is a fault of its own. Or what reads them.
enum class Hits { all, writes, syncs, reads };

struct Fault {
  std::string_view name;
  Kind kind;
  Hits hits;
  int error_number;
};

constexpr std::array faults = {
    Fault{"kill", Kind::kill_before, Hits::all, 0},
    Fault{"kill_after", Kind::kill_after, Hits::all, 0},
    Fault{"eio", Kind::fail_once, Hits::all, EIO},
    Fault{"eio_for_ever", Kind::fail_for_ever, Hits::all, EIO},
    Fault{"enospc", Kind::fail_once, Hits::all, ENOSPC},
    Fault{"enospc_for_ever", Kind::fail_for_ever, Hits::all, ENOSPC},
    Fault{"erofs_for_ever", Kind::fail_for_ever, Hits::all, EROFS},
    Fault{"short", Kind::short_write, Hits::writes, 0},
    Fault{"sync", Kind::fail_once, Hits::syncs, EIO},
    Fault{"eio_read", Kind::fail_once, Hits::reads, EIO},
    Fault{"eio_read_for_ever", Kind::fail_for_ever, Hits::reads, EIO},
};

/// What the k-th call does. Calls are numbered among those that the fault can hit.
enum class Fate { go, fail, kill_before, kill_after, short_write };

class Plan {
 public:
  Plan()
      : folder_(from_environment(folder_variable)),
        while_(from_environment(while_variable)),
        at_(std::strtol(from_environment(at_variable).c_str(), nullptr, 10)) {
    const auto name = from_environment(fault_variable);
    for (const auto& fault : faults) {
      if (fault.name == name) fault_ = fault;
    }
    const auto calls = from_environment(calls_variable);
    if (!calls.empty()) calls_ = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, calls.c_str(), open_flags, 0600));
  }

  [[nodiscard]] int error_number() const { return fault_.error_number; }

  /// Counts the call and says what becomes of it.
  Fate fate_of(const char* call, Hits sort, const std::string& path) {
    const bool counts = below(path) && is_hit(sort) && (while_.empty() || ::access(while_.c_str(), F_OK) == 0);
    if (!counts) return Fate::go;
    const auto number = ++count_;
    note(call, path);
    if (fault_.kind == Kind::fail_for_ever && at_ > 0 && number >= at_) return Fate::fail;
    if (number != at_) return Fate::go;
    switch (fault_.kind) {
      case Kind::kill_before: return Fate::kill_before;
      case Kind::kill_after: return Fate::kill_after;
      case Kind::fail_once: return Fate::fail;
      case Kind::short_write: return Fate::short_write;
      default: return Fate::go;
    }
  }

 private:
  static constexpr int open_flags = O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC;

  [[nodiscard]] bool is_hit(Hits sort) const {
    return fault_.hits == sort || (fault_.hits == Hits::all && sort != Hits::reads);
  }

  [[nodiscard]] bool below(const std::string& path) const {
    return !folder_.empty() && path.size() > folder_.size() && path.compare(0, folder_.size(), folder_) == 0 &&
           path[folder_.size()] == '/';
  }

  void note(const char* call, const std::string& path) const {
    if (calls_ < 0) return;
    const auto line = std::string(call) + " " + path.substr(folder_.size() + 1) + "\n";
    static_cast<void>(::syscall(SYS_write, calls_, line.data(), line.size()));
  }

  std::string folder_, while_;
  long at_;
  Fault fault_{"", Kind::none, Hits::all, 0};
  int calls_ = -1;
  std::atomic<long> count_ = 0;
};

Plan& plan() {
  static Plan only;
  return only;
}

[[noreturn]] void kill_myself() {
  static_cast<void>(::syscall(SYS_kill, ::getpid(), SIGKILL));
  for (;;) ::pause();
}

/// Does the call as it was asked for, unless its number has come.
template <class Call>
auto on_turn(Fate fate, const Call& call) -> decltype(call()) {
  if (fate == Fate::kill_before) kill_myself();
  if (fate == Fate::fail) {
    errno = plan().error_number();
    return -1;
  }
  const auto result = call();
  if (fate == Fate::kill_after) kill_myself();
  return result;
}

size_t half_of(Fate fate, size_t size) { return fate == Fate::short_write && size > 1 ? size / 2 : size; }

template <class Call>
ssize_t on_write(const char* name, int descriptor, size_t size, const Call& call) {
  const auto fate = plan().fate_of(name, Hits::writes, path_of(descriptor));
  return on_turn(fate, [&] { return call(half_of(fate, size)); });
}

template <class Call>
int on_sync(const char* name, int descriptor, const Call& call) {
  return on_turn(plan().fate_of(name, Hits::syncs, path_of(descriptor)), call);
}

template <class Call>
int on_file(const char* name, int descriptor, const Call& call) {
  return on_turn(plan().fate_of(name, Hits::all, path_of(descriptor)), call);
}

template <class Call>
int on_name(const char* name, int folder, const char* path, const Call& call) {
  return on_turn(plan().fate_of(name, Hits::all, path_at(folder, path)), call);
}

template <class Call>
ssize_t on_read(const char* name, int descriptor, const Call& call) {
  return on_turn(plan().fate_of(name, Hits::reads, path_of(descriptor)), call);
}

/// The next name in a folder.
template <class Entry, class Call>
Entry* on_entry(DIR* folder, const Call& call) {
  if (plan().fate_of("readdir", Hits::reads, path_of(::dirfd(folder))) != Fate::fail) return call();
  errno = plan().error_number();
  return nullptr;
}

/// Only the opening that may make a file stores something; under EROFS so does any that is for writing. What is opened
/// as it stands is opened to be read.
template <class Call>
int on_open(const char* name, int folder, const char* path, int flags, const Call& call) {
  const bool for_writing = (flags & O_ACCMODE) != O_RDONLY && plan().error_number() == EROFS;
  if ((flags & O_CREAT) != 0 || for_writing) return on_name(name, folder, path, call);
  return on_turn(plan().fate_of(name, Hits::reads, path_at(folder, path)), call);
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static const auto real = next<decltype(&::write)>("write");
  return on_write("write", descriptor, size, [&](size_t part) { return real(descriptor, bytes, part); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
  static const auto real = next<decltype(&::pwrite)>("pwrite");
  return on_write("pwrite", descriptor, size, [&](size_t part) { return real(descriptor, bytes, part, at); });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  static const auto real = next<decltype(&::pwrite64)>("pwrite64");
  return on_write("pwrite", descriptor, size, [&](size_t part) { return real(descriptor, bytes, part, at); });
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  static const auto real = next<decltype(&::writev)>("writev");
  // Half of a list is its first half; of a single part it is half of that.
  return on_write("writev", descriptor, static_cast<size_t>(count),
                  [&](size_t some) -> ssize_t { return real(descriptor, parts, static_cast<int>(some)); });
}

ssize_t read(int descriptor, void* bytes, size_t size) {
  static const auto real = next<decltype(&::read)>("read");
  return on_read("read", descriptor, [&] { return real(descriptor, bytes, size); });
}

ssize_t pread(int descriptor, void* bytes, size_t size, off_t at) {
  static const auto real = next<decltype(&::pread)>("pread");
  return on_read("pread", descriptor, [&] { return real(descriptor, bytes, size, at); });
}

ssize_t pread64(int descriptor, void* bytes, size_t size, off64_t at) {
  static const auto real = next<decltype(&::pread64)>("pread64");
  return on_read("pread", descriptor, [&] { return real(descriptor, bytes, size, at); });
}

dirent* readdir(DIR* folder) {
  static const auto real = next<decltype(&::readdir)>("readdir");
  return on_entry<dirent>(folder, [&] { return real(folder); });
}

dirent64* readdir64(DIR* folder) {
  static const auto real = next<decltype(&::readdir64)>("readdir64");
  return on_entry<dirent64>(folder, [&] { return real(folder); });
}

int fsync(int descriptor) {
  static const auto real = next<decltype(&::fsync)>("fsync");
  return on_sync("fsync", descriptor, [&] { return real(descriptor); });
}

int fdatasync(int descriptor) {
  static const auto real = next<decltype(&::fdatasync)>("fdatasync");
  return on_sync("fdatasync", descriptor, [&] { return real(descriptor); });
}

int ftruncate(int descriptor, off_t size) noexcept {
  static const auto real = next<decltype(&::ftruncate)>("ftruncate");
  return on_file("ftruncate", descriptor, [&] { return real(descriptor, size); });
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  static const auto real = next<decltype(&::ftruncate64)>("ftruncate64");
  return on_file("ftruncate", descriptor, [&] { return real(descriptor, size); });
}

int rename(const char* from, const char* to) noexcept {
  static const auto real = next<decltype(&::rename)>("rename");
  return on_name("rename", AT_FDCWD, from, [&] { return real(from, to); });
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  static const auto real = next<decltype(&::renameat)>("renameat");
  return on_name("rename", from_folder, from, [&] { return real(from_folder, from, to_folder, to); });
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  static const auto real = next<decltype(&::renameat2)>("renameat2");
  return on_name("rename", from_folder, from, [&] { return real(from_folder, from, to_folder, to, flags); });
}

int link(const char* from, const char* to) noexcept {
  static const auto real = next<decltype(&::link)>("link");
  return on_name("link", AT_FDCWD, to, [&] { return real(from, to); });
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
  static const auto real = next<decltype(&::linkat)>("linkat");
  return on_name("link", to_folder, to, [&] { return real(from_folder, from, to_folder, to, flags); });
}

int unlink(const char* path) noexcept {
  static const auto real = next<decltype(&::unlink)>("unlink");
  return on_name("unlink", AT_FDCWD, path, [&] { return real(path); });
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  static const auto real = next<decltype(&::unlinkat)>("unlinkat");
  return on_name("unlink", folder, path, [&] { return real(folder, path, flags); });
}

int mkdir(const char* path, mode_t mode) noexcept {
  static const auto real = next<decltype(&::mkdir)>("mkdir");
  return on_name("mkdir", AT_FDCWD, path, [&] { return real(path, mode); });
}

int mkdirat(int folder, const char* path, mode_t mode) noexcept {
  static const auto real = next<decltype(&::mkdirat)>("mkdirat");
  return on_name("mkdir", folder, path, [&] { return real(folder, path, mode); });
}

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  static const auto real = next<int (*)(const char*, int, ...)>("open");
  return on_open("open", AT_FDCWD, path, flags, [&] { return real(path, flags, mode); });
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  static const auto real = next<int (*)(const char*, int, ...)>("open64");
  return on_open("open", AT_FDCWD, path, flags, [&] { return real(path, flags, mode); });
}

int openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  static const auto real = next<int (*)(int, const char*, int, ...)>("openat");
  return on_open("open", folder, path, flags, [&] { return real(folder, path, flags, mode); });
}

int openat64(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = mode_of(flags, rest);
  va_end(rest);
  static const auto real = next<int (*)(int, const char*, int, ...)>("openat64");
  return on_open("open", folder, path, flags, [&] { return real(folder, path, flags, mode); });
}

}  // extern "C"
