// libFuzzer's target: fuzz_codec --codec=csv CORPUS... (see run.sh).
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "codec_target.h"

namespace {

sluss::Codec* codec = nullptr;
std::string name;
constexpr const char* option = "--codec=";

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
  for (int i = 1; i < *count; ++i) {
    const char* word = (*words)[i];
    if (std::strncmp(word, option, std::strlen(option)) != 0) continue;
    name = word + std::strlen(option);
    codec = sluss::fuzz::codec_named(name).release();
  }
  if (codec == nullptr) std::exit((std::fputs("which format? --codec=NAME\n", stderr), 2));
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto broken = sluss::fuzz::broken_by(*codec, bytes);
  if (broken.empty()) broken = sluss::fuzz::broken_by_recogniser(name, bytes);
  if (broken.empty()) return 0;
  std::fprintf(stderr, "%s\n", broken.c_str());
  std::abort();
}
