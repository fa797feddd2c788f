#include "app/service_notice.h"

#include <algorithm>
#include <ctime>
#include <systemd/sd-daemon.h>

namespace sluss::app {
namespace {

// What could not be told is told by the manager itself: it sees that nothing came.
void tell(const std::string& text) { static_cast<void>(::sd_notify(0, text.c_str())); }

/// Of the clock by which the manager tells this reload from an earlier one.
std::string monotonic_microseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  constexpr long thousand = 1000;
  return std::to_string(now.tv_sec * thousand * thousand + now.tv_nsec / thousand);
}

}  // namespace

std::chrono::seconds ServiceNotice::pulse(std::chrono::seconds otherwise) {
  std::uint64_t patience = 0;
  if (::sd_watchdog_enabled(0, &patience) <= 0) return otherwise;
  const auto half = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::microseconds(patience) / 2);
  return std::clamp(half, std::chrono::seconds(1), otherwise);
}

void ServiceNotice::ready() { tell("READY=1"); }

void ServiceNotice::reloading() { tell("RELOADING=1\nMONOTONIC_USEC=" + monotonic_microseconds()); }

void ServiceNotice::stopping() { tell("STOPPING=1"); }

void ServiceNotice::alive() { tell("WATCHDOG=1"); }

void ServiceNotice::status(const std::string& line) {
  if (line == status_) return;
  status_ = line;
  tell("STATUS=" + line);
}

}  // namespace sluss::app
