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
  std::string version;  ///< the same as last time means: surely the same content; empty when that is not known.
                        ///< Of what was pushed: another version under the same name is refused
  std::unique_ptr<Input> input;
};

/// What became of a Read.
enum class Outcome {
  taken,    ///< all of it is safely stored
  refused,  ///< it cannot be read as it is; a person is told
  left,     ///< not decided (stopped, or the store failed): it will be asked for again
};

/// How things come to a source.
enum class Arrival {
  fetched,  ///< they lie somewhere until a run fetches them
  pushed,   ///< others send them and wait for an answer: the source is open as long as the daemon runs
};

/// Called by one thread. The engine owns retries, threads and time-outs.
class Source {
 public:
  virtual ~Source() = default;
  /// The name under which Sluss keeps how far this source was read; empty where its other end knows that itself.
  /// Known without `open`. For Arrival::fetched.
  [[nodiscard]] virtual std::string position_name() const { return {}; }
  /// Where there is such a name, called before `open`: the position of the last Read under it that was taken
  /// (Input::position); empty when none was.
  virtual void go_on_from(const std::string& /*position*/) {}
  /// What it takes things away from once they are read, as people know it, with what it picks there; empty: they stay.
  /// Two sources with the same one are refused, since each would lose what the other took. Known without `open`.
  [[nodiscard]] virtual std::string takes_from() const { return {}; }
  /// Why what it gives is never the whole picture, as people know it: it reads on from where it was, and what came
  /// before does not come again. Empty: each Read holds everything, or only the other end knows. A snapshot of it is
  /// refused, since it would withdraw all that is older. Known without `open`.
  [[nodiscard]] virtual std::string reads_on() const { return {}; }
  /// Called before `open` when nothing will be taken: every Read is settled as left. From then on nothing may change
  /// here or at the other end, not even by `open`.
  virtual void only_look() {}
  [[nodiscard]] virtual Result<void> open(std::stop_token stop) = 0;
  /// Known without `open`.
  [[nodiscard]] virtual Arrival arrival() const { return Arrival::fetched; }
  /// For Arrival::pushed: returns when there may be something to read, or a stop was asked for.
  [[nodiscard]] virtual Result<void> wait(std::stop_token /*stop*/) { return {}; }
  /// The next thing to read; nullopt when there is nothing more now. Several may be read before they are settled.
  [[nodiscard]] virtual Result<std::optional<Read>> read(std::stop_token stop) = 0;
  /// Called exactly once for each Read, after its content is stored or refused.
  /// `why` is for the one who sent it: the reason of a refusal, without personal data; else empty.
  [[nodiscard]] virtual Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) = 0;
  /// Also called when `open` was not.
  virtual void close() noexcept = 0;
};

}  // namespace sluss
