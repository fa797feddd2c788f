// What others have brought in, as a processor may look it up.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "message/message.h"

namespace sluss {

/// How far a message came.
enum class Standing {
  accepted,  ///< no step had anything against it
  filtered,  ///< it rightly goes no further
  parked,    ///< it waits for a person: what it says must not be believed yet
};

struct Found {
  Message message;  ///< without its raw bytes
  Standing standing = Standing::accepted;
};

/// The current message of each thing (Change::withdrawn when it has gone), in the transaction of the call. What a step
/// decides becomes visible after its call.
class Lookup {
 public:
  virtual ~Lookup() = default;
  /// Under a key of a channel ("ladok.students", or a pipeline's name for what it makes): one quick look-up.
  [[nodiscard]] virtual Result<std::optional<Found>> in_channel(std::string_view channel, std::string_view key) = 0;
  /// Under a key, of that kind, whatever channel it came by; of several the newest.
  [[nodiscard]] virtual Result<std::optional<Found>> of_kind(std::string_view kind, std::string_view key) = 0;
  /// Each of a kind, in the order they came; with a scope only those of that part of a snapshot. Goes through the whole
  /// store: for what is done once a run.
  [[nodiscard]] virtual Result<void> each(std::string_view kind, std::optional<std::string_view> scope,
                                          const std::function<Result<void>(Found&&)>& visit) = 0;
};

}  // namespace sluss
