// The most memory that this process has had.
#pragma once

#include <fstream>
#include <string>

namespace sluss::test {

/// What a sanitizer keeps of what was freed is not told apart: a test of memory says that it is skipped then.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool memory_can_be_measured = false;
#else
inline constexpr bool memory_can_be_measured = true;
#endif

/// From now on the peak counts anew.
inline void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

/// Since `forget_peak`, in KiB.
inline long peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word == "VmHWM:") break;
  }
  long kib = 0;
  status >> kib;
  return kib;
}

}  // namespace sluss::test
