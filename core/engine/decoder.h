// Decodes one resource on a thread of its own: bytes to records to messages, ready for the store.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "config/configuration.h"
#include "engine/attempt.h"
#include "engine/bounded_queue.h"

namespace sluss::engine {

/// A message as it comes in, before it is known whether it is new.
struct Incoming {
  Item item;  ///< decided already when its record was faulty
  std::string scope;
  std::string event;     ///< what names the event that the row tells of; empty: none does
  Digest hash{};         ///< of what the mapping made; of the raw bytes when it made nothing
  bool keyless = false;  ///< its business key could not be read: the key is made of its raw bytes
};

using IncomingBatch = std::vector<Incoming>;

/// Is a step's error about what it was given, or the step's own? The others are about the world around it: also a want
/// of memory.
[[nodiscard]] bool is_poison(const Error& error);

/// The texts at some paths of a body, joined: its key or scope. nullopt when one is empty.
[[nodiscard]] std::optional<std::string> joined(const Value& body, const std::vector<std::string>& paths);

/// Takes a batch on. An error ends the decoding, and is what came of it.
using HandOn = std::function<Result<void>(IncomingBatch&&)>;

/// Decodes in the caller's thread, and nothing while a batch is being handed on: whatever ends the process then ends it
/// at a place that the attempt knows. The notes are what the mapping wants people to know.
[[nodiscard]] Result<void> decode_carefully(const config::Inlet& inlet, const Read& read, const Clock& clock,
                                            const std::stop_token& stop, Attempt& attempt, const HandOn& hand_on,
                                            std::vector<std::string>& notes);

/// Hears of each record as it was decoded, before any step, in the order in which the messages are handed on: one for
/// each.
using OnRecord = std::function<void(const Record&)>;

/// Decodes in the caller's thread for someone who looks on. A table whose columns a step refuses is gone through to its
/// end, each record rejected for that; the refusal is what comes back.
[[nodiscard]] Result<void> decode_watched(const config::Inlet& inlet, const Read& read, const Clock& clock,
                                          const std::stop_token& stop, const OnRecord& on_record, const HandOn& hand_on,
                                          std::vector<std::string>& notes);

class Decoder {
 public:
  /// Starts decoding. All of it must outlive the decoder. Without an attempt no row is passed over.
  Decoder(const config::Inlet& inlet, const Read& read, const Clock& clock, std::stop_token stop,
          Attempt* attempt = nullptr);
  ~Decoder();

  /// Waits that long at most; true when `next` does not wait any more.
  [[nodiscard]] bool is_ready_within(std::chrono::milliseconds longest) { return queue_.wait_for(longest); }
  /// The next batch, in order; nullopt at the end.
  [[nodiscard]] std::optional<IncomingBatch> next();
  /// After the end: whether all of the input was decoded. An error refuses the input.
  [[nodiscard]] Result<void> outcome() const { return outcome_; }
  /// After the end: what the mapping wants people to know.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  BoundedQueue<IncomingBatch> queue_;
  Result<void> outcome_;
  std::vector<std::string> notes_;
  std::jthread thread_;
};

}  // namespace sluss::engine
