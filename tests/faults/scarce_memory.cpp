// Loaded before a program (LD_PRELOAD), it counts the program's calls of `new`, and at the n-th one, or from it on,
// there is no memory: see fault.h for how it is told. What C libraries take by malloc is not touched.
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <string>
#include <unistd.h>

#include "fault.h"

namespace {

using namespace sluss::faults;

std::atomic<long> count = 0;

/// Read before main, so that `new` itself reads nothing.
struct Told {
  long at = 0;
  bool for_ever = false;
  const char* calls = nullptr;
  Told() noexcept {
    if (const auto* text = std::getenv(at_variable)) at = std::strtol(text, nullptr, 10);
    if (const auto* text = std::getenv(fault_variable)) for_ever = std::strcmp(text, "for_ever") == 0;
    calls = std::getenv(calls_variable);
  }
  ~Told() {
    if (calls == nullptr) return;
    const auto text = std::to_string(count) + "\n";
    const int file = ::open(calls, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    static_cast<void>(!::write(file, text.data(), text.size()));
    ::close(file);
  }
};

const Told told;

/// From the moment on at which the program says what it does without memory: its first act in main. What the loader and
/// the libraries take before is taken from nobody.
bool is_scarce() {
  if (std::get_new_handler() == nullptr) return false;
  const auto number = ++count;
  return told.at > 0 && (told.for_ever ? number >= told.at : number == told.at);
}

/// As the standard says of `new`.
[[noreturn]] void give_up() {
  if (const auto handler = std::get_new_handler()) handler();
  throw std::bad_alloc();
}

void* take(std::size_t size) {
  if (is_scarce()) give_up();
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  give_up();
}

void* take(std::size_t size, std::align_val_t alignment) {
  if (is_scarce()) give_up();
  const auto align = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(align, (size + align - 1) / align * align)) return memory;
  give_up();
}

}  // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return take(size, alignment); }
void* operator new[](std::size_t size, std::align_val_t alignment) { return take(size, alignment); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
