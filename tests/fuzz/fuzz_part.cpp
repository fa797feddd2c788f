// libFuzzer's target for one part (see run.sh).
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "part.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto broken = sluss::fuzz::broken_by({reinterpret_cast<const char*>(data), size});
  if (broken.empty()) return 0;
  std::fprintf(stderr, "%s\n", broken.c_str());
  std::abort();
}
