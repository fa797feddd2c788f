// A Sink is a transport that things go out by. It knows no format.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "plugin/codec.h"

namespace sluss {

/// One delivery: the documents of one message.
struct Parcel {
  std::string key;  ///< the same for every attempt at this delivery, and for no other delivery
  const Message* message = nullptr;
  std::vector<Document> documents;
};

/// Per parcel, in their order: what the target gave as a receipt (a path, an id), or why it did not take it.
using WriteReport = std::vector<Result<std::string>>;

/// Called by one thread.
class Sink {
 public:
  virtual ~Sink() = default;
  [[nodiscard]] virtual Result<void> open(std::stop_token stop) = 0;
  /// Delivers each parcel exactly once: the same key again, after a crash at any moment, must not make a second one.
  /// The same key with other documents is Fault::rejected. An error for the whole call means that none was delivered.
  [[nodiscard]] virtual Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) = 0;
  /// Also called when `open` was not.
  virtual void close() noexcept = 0;
};

}  // namespace sluss
