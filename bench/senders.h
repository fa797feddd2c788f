// Senders that post single messages to Sluss as fast as it acknowledges them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sluss::bench {

struct Post {
  std::uint16_t port = 0;
  std::string path, token;
};

struct Acknowledged {
  long count = 0;
  double seconds = 0;
  [[nodiscard]] double rate() const { return static_cast<double>(count) / seconds; }
};

/// Each sender posts placements of its own, one after the other, over one connection. Throws on any other answer than
/// 200. `run` makes the keys differ from those of other calls.
[[nodiscard]] Acknowledged send(const Post& to, int senders, std::chrono::seconds duration, int run);

/// Waits until one message is acknowledged, for up to ten minutes.
[[nodiscard]] double seconds_to_first_acknowledgement(const Post& to, int run);

/// Appends 1 KiB and calls fdatasync, over and over: what the disk gives to one writer. Per second.
[[nodiscard]] double raw_sync_rate(const std::string& file, std::chrono::seconds duration);

}  // namespace sluss::bench
