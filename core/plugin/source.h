// A Source is a transport that things come in by. It knows no format.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "plugin/codec.h"

namespace sluss {

/// One thing that was found to read: a file, an attachment, an answer.
struct Read {
  std::string ticket;   ///< names it in `settle`
  std::string name;     ///< what people call it: a file's name without its folder
  std::string version;  ///< the same as last time means: surely the same content; empty when that is not known
  std::unique_ptr<Input> input;
};

/// What became of a Read.
enum class Outcome {
  taken,    ///< all of it is safely stored
  refused,  ///< it cannot be read as it is; a person is told
  left,     ///< not decided (stopped, or the store failed): it will be asked for again
};

/// Called by one thread. The engine owns retries, threads and time-outs.
class Source {
 public:
  virtual ~Source() = default;
  [[nodiscard]] virtual Result<void> open(std::stop_token stop) = 0;
  /// The next thing to read; nullopt when there is nothing more now.
  [[nodiscard]] virtual Result<std::optional<Read>> read(std::stop_token stop) = 0;
  /// Called exactly once for each Read, after its content is stored or refused.
  [[nodiscard]] virtual Result<void> settle(const std::string& ticket, Outcome outcome) = 0;
  /// Also called when `open` was not.
  virtual void close() noexcept = 0;
};

}  // namespace sluss
