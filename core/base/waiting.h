// Waiting for descriptors, in a way that can be broken off.
#pragma once

#include <chrono>
#include <poll.h>
#include <span>
#include <stop_token>

namespace sluss {

enum class Waited { ready, late, stopped };

/// Until one of the descriptors is ready as poll(2) says, the moment has come, or a stop is asked for: within a tenth
/// of a second.
[[nodiscard]] Waited wait_for(std::span<pollfd> descriptors, std::chrono::steady_clock::time_point latest,
                              const std::stop_token& stop);

}  // namespace sluss
