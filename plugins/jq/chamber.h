// A process of its own for work that cannot be trusted to end, or to stay small: whatever it does, only that process
// dies.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>

#include "base/result.h"

namespace sluss::jq {

/// What the work may use for one request.
struct Limits {
  std::chrono::milliseconds time{1000};  ///< of the processor: a machine that is busy with other things does not count
  std::size_t memory = 256U << 20U;      ///< beyond what this process has when the chamber is made
};

/// Used by one thread at a time. The process is forked at the first request, and again after it died.
class Chamber {
 public:
  /// Answers one request. Runs in the chamber, as this process was when it was forked: with its memory, but without
  /// its other threads, files, sockets and environment.
  using Work = std::function<std::string(std::string_view request)>;

  Chamber(Work work, Limits limits) : work_(std::move(work)), limits_(limits) {}
  ~Chamber() { close(); }
  Chamber(const Chamber&) = delete;
  Chamber& operator=(const Chamber&) = delete;

  /// Fault::data: the work broke a limit; the text reads on from "the program ...". Fault::unavailable: no process
  /// could be made.
  [[nodiscard]] Result<std::string> ask(std::string_view request);

 private:
  [[nodiscard]] Result<void> open();
  /// Ends the process; the state it ended with.
  int close();
  [[nodiscard]] tl::unexpected<Error> died();

  Work work_;
  Limits limits_;
  pid_t process_ = -1;
  int socket_ = -1;
};

}  // namespace sluss::jq
