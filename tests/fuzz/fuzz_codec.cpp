// libFuzzer's target: fuzz_codec --codec=csv CORPUS... (see run.sh).
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "codec_target.h"

namespace {

sluss::Codec* codec = nullptr;
constexpr const char* option = "--codec=";

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
  for (int i = 1; i < *count; ++i) {
    const char* word = (*words)[i];
    if (std::strncmp(word, option, std::strlen(option)) == 0)
      codec = sluss::fuzz::codec_named(word + std::strlen(option)).release();
  }
  if (codec == nullptr) std::exit((std::fputs("which format? --codec=NAME\n", stderr), 2));
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto broken = sluss::fuzz::broken_by(*codec, {reinterpret_cast<const char*>(data), size});
  if (broken.empty()) return 0;
  std::fprintf(stderr, "%s\n", broken.c_str());
  std::abort();
}
