#include "app/interrupt.h"

#include <csignal>
#include <ctime>
#include <iostream>
#include <unistd.h>

#include "app/options.h"

namespace sluss::app {
namespace {

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

/// For a plugin that hangs: what is not committed then is done again by the next run.
[[noreturn]] void end_by_force() {
  std::cerr << "ended by force; nothing is lost, the next run goes on from here\n";
  ::_exit(static_cast<int>(Exit::parked));
}

}  // namespace

Interrupt::Interrupt() {
  const auto signals = stop_signals();
  // Blocked here, before any other thread is made, so that only the waiter gets them.
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  waiter_ = std::jthread([this](const std::stop_token& ended) {
    const auto awaited = stop_signals();
    const timespec moment{0, 100'000'000};
    while (!ended.stop_requested()) {
      const bool asked = sigtimedwait(&awaited, nullptr, &moment) > 0;
      if (asked && !source_.request_stop()) end_by_force();
    }
  });
}

Interrupt::~Interrupt() {
  waiter_.request_stop();
  waiter_.join();
  const auto signals = stop_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace sluss::app
