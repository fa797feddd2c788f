// Loaded before a program (LD_PRELOAD): whoever opens a file named hangs.yaml never comes back, as with a dead file
// server.
#include <cstdarg>
#include <string_view>

#include "support/interposed.h"

namespace {

using Open = int (*)(const char*, int, ...);

int open_or_hang(const char* name, const char* path, int flags, mode_t mode) {
  while (std::string_view(path).ends_with("/hangs.yaml")) ::pause();
  return sluss::test::next<Open>(name)(path, flags, mode);
}

}  // namespace

extern "C" int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = sluss::test::mode_of(flags, rest);
  va_end(rest);
  return open_or_hang("open", path, flags, mode);
}

extern "C" int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = sluss::test::mode_of(flags, rest);
  va_end(rest);
  return open_or_hang("open64", path, flags, mode);
}
