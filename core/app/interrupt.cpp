#include "app/interrupt.h"

#include <csignal>
#include <ctime>

namespace sluss::app {
namespace {

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
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
      if (sigtimedwait(&awaited, nullptr, &moment) > 0) source_.request_stop();
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
