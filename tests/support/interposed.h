// What libraries share that stand between a program and its system calls (LD_PRELOAD).
#pragma once

#include <array>
#include <climits>
#include <cstdarg>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/types.h>
#include <unistd.h>

namespace sluss::test {

inline std::string from_environment(const char* name) {
  const auto* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

inline std::string link_of(int descriptor) {
  std::array<char, PATH_MAX> path{};
  const auto name = "/proc/self/fd/" + std::to_string(descriptor);
  const auto size = ::readlink(name.c_str(), path.data(), path.size());
  return size < 0 ? "" : std::string(path.data(), static_cast<std::size_t>(size));
}

/// What a descriptor stands for; of standard input, output and error nothing.
inline std::string path_of(int descriptor) { return descriptor <= STDERR_FILENO ? "" : link_of(descriptor); }

/// A path as the system will find it, as far as names go.
inline std::string path_at(int folder, const char* name) {
  if (name[0] == '/') return name;
  std::array<char, PATH_MAX> here{};
  if (folder == AT_FDCWD) return std::string(::getcwd(here.data(), here.size())) + "/" + name;
  return link_of(folder) + "/" + name;
}

/// The function that would have been called.
template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

/// The last argument of an open.
inline mode_t mode_of(int flags, va_list& rest) { return (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0; }

}  // namespace sluss::test
