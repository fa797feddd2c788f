// A Sink is a transport that things go out by. It knows no format.
#pragma once

#include <optional>
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

/// What became of a call of `write`.
struct WriteReport {
  /// For the first parcels, in their order: what the target gave as a receipt (a path, an id), or why it did not take
  /// the parcel. Fault::rejected and Fault::data park it; Fault::unavailable and Fault::throttled mean that this one
  /// is to be tried later, while the connection is well; Fault::unknown_outcome that it left and no answer came.
  std::vector<Result<std::string>> receipts;
  /// Why the connection gave out, so that the parcels without a receipt were not tried: Fault::unavailable,
  /// Fault::throttled, Fault::denied or Fault::cancelled.
  std::optional<Error> stopped = std::nullopt;
};

/// What may be done about a parcel that left, while nobody knows whether it arrived.
enum class Resend {
  safe,   ///< send it again: the target takes the same key for the same delivery
  ask,    ///< ask by `find` first
  never,  ///< only a person can tell
};

/// What a target still has of a delivery that it took.
struct Kept {
  std::optional<std::string> receipt;  ///< as `write` gave it; nullopt where that is not known any more
  std::vector<Document> documents;     ///< those that have not been fetched yet
};

/// Called by one thread.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Known without `open`. With Resend::safe the same key again, after a crash at any moment, must not make a second
  /// delivery, and the same key with other documents is Fault::rejected.
  [[nodiscard]] virtual Resend resend() const = 0;
  [[nodiscard]] virtual Result<void> open(std::stop_token stop) = 0;
  /// Delivers the parcels, in order. An error for the whole call means that none was delivered, by the connection's
  /// fault.
  [[nodiscard]] virtual Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) = 0;
  /// For Resend::ask: the receipt of a delivery that arrived; nullopt when it surely did not.
  [[nodiscard]] virtual Result<std::optional<std::string>> find(const std::string& /*key*/, std::stop_token /*stop*/) {
    return fail(Fault::unknown_outcome, "the target cannot be asked what it has");
  }
  /// For the nightly proof: what the target has of a delivery that it took; nullopt when it knows nothing of it.
  /// Changes nothing. Fault::data: what lies there is not what was delivered. Fault::config: this target cannot be
  /// asked. Any other fault: it cannot be asked now.
  [[nodiscard]] virtual Result<std::optional<Kept>> kept(const std::string& key, std::stop_token stop) {
    if (resend() != Resend::ask) return fail(Fault::config, "this target cannot be asked what it has");
    const auto found = find(key, std::move(stop));
    if (!found) return fail(found.error());
    return *found ? std::optional(Kept()) : std::nullopt;
  }
  /// Also called when `open` was not.
  virtual void close() noexcept = 0;
};

}  // namespace sluss
