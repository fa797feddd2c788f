// libxml2 without memory, for tests of what reads by it.
#pragma once

#include <cstdlib>
#include <cstring>
#include <libxml/xmlmemory.h>

namespace sluss::test {

/// Lets the parser's n-th call for memory fail.
class ScarceMemory {
 public:
  explicit ScarceMemory(int at) {
    left = at;
    xmlMemSetup(std::free, take, retake, copy);
  }
  ~ScarceMemory() { xmlMemSetup(std::free, std::malloc, std::realloc, ::strdup); }
  ScarceMemory(const ScarceMemory&) = delete;
  ScarceMemory& operator=(const ScarceMemory&) = delete;
  [[nodiscard]] static bool was_met() { return left <= 0; }

 private:
  static bool fails() { return --left == 0; }
  static void* take(std::size_t size) { return fails() ? nullptr : std::malloc(size); }
  static void* retake(void* old, std::size_t size) { return fails() ? nullptr : std::realloc(old, size); }
  static char* copy(const char* text) { return fails() ? nullptr : ::strdup(text); }
  static inline int left = 0;
};

}  // namespace sluss::test
