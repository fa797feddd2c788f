// What a message was at, from when to when: for traces. Holds numbers and names of the configuration, never what a
// message says.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace sluss::observe {

/// By the machine's clock: what is traced took place when it did, whatever day a run is told to think it is.
using Moment = std::chrono::sys_time<std::chrono::nanoseconds>;

[[nodiscard]] inline Moment now() {
  return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
}

struct Span {
  enum class Kind {
    message,   ///< all that one run did with it; the others of that run lie within
    work,      ///< a part of that: "read", "step bill", "commit"
    delivery,  ///< one attempt
  };
  Kind kind = Kind::work;
  std::int64_t message = 0;     ///< its id; all spans of one message are one trace
  std::int64_t run = 0;         ///< that stored the message; a delivery between runs belongs to the same
  std::string name;             ///< "message", "read", "step bill", "commit", "deliver"
  std::string connection = {};  ///< the inlet, the pipeline of what a step made, or the outlet
  std::string outcome = {};     ///< the state it was left in
  int attempt = 0;              ///< of a delivery, counted from 1
  bool failed = false;
  Moment begin{}, end{};
};

/// Takes spans from whichever thread, at once, and whatever becomes of them: it neither waits nor throws.
class Tracer {
 public:
  virtual ~Tracer() = default;
  virtual void take(std::vector<Span> spans) noexcept = 0;
};

}  // namespace sluss::observe
