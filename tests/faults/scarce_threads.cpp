// Loaded before a program (LD_PRELOAD), it counts the threads that the program makes; the n-th one is not given: see
// fault.h for how n is told.
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <pthread.h>

#include "fault.h"
#include "support/interposed.h"

extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*), void* given) {
  static const auto real = sluss::test::next<decltype(&::pthread_create)>("pthread_create");
  static const auto at = std::strtol(sluss::test::from_environment(sluss::faults::at_variable).c_str(), nullptr, 10);
  static std::atomic<long> count = 0;
  return ++count == at ? EAGAIN : real(thread, attributes, work, given);
}
