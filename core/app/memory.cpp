#include "app/memory.h"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>

#include "app/options.h"

namespace sluss::app {
namespace {

std::terminate_handler earlier = nullptr;
std::atomic<bool> memory_was_short = false;

void say(const char* text) { static_cast<void>(!::write(STDERR_FILENO, text, std::strlen(text))); }

[[noreturn]] void on_short_memory() {
  memory_was_short = true;
  throw std::bad_alloc();
}

void on_terminate() {
  const auto thrown = std::current_exception();
  // What leaves a noexcept function may end here without being caught first: then nobody can say what it is.
  if (!thrown && std::uncaught_exceptions() > 0 && memory_was_short) end_without_memory();
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const std::exception& exception) {
    if (is_scarcity(exception)) end_without_memory();
  } catch (...) {  // told as ever
  }
  earlier();
  std::abort();
}

}  // namespace

bool is_scarcity(const std::exception& thrown) {
  if (dynamic_cast<const std::bad_alloc*>(&thrown) != nullptr) return true;
  const auto* refused = dynamic_cast<const std::system_error*>(&thrown);
  return refused != nullptr && (refused->code() == std::errc::resource_unavailable_try_again ||
                                refused->code() == std::errc::not_enough_memory);
}

void end_cleanly_without_memory() {
  earlier = std::set_terminate(on_terminate);
  std::set_new_handler(on_short_memory);
}

void leave_no_image_of_memory() {
  const rlimit none{0, 0};
  static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
}

void end_without_memory() {
  say("sluss: ");
  say(out_of_memory);
  say("\n");
  ::_exit(static_cast<int>(Exit::unreachable));
}

}  // namespace sluss::app
