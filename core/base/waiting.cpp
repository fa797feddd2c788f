#include "base/waiting.h"

#include <algorithm>

namespace sluss {

using std::chrono::milliseconds;

Waited wait_for(std::span<pollfd> descriptors, std::chrono::steady_clock::time_point latest,
                const std::stop_token& stop) {
  constexpr milliseconds between_looks(100);
  for (;;) {
    if (stop.stop_requested()) return Waited::stopped;
    const auto left = std::chrono::ceil<milliseconds>(latest - std::chrono::steady_clock::now());
    const auto wait = std::clamp(left, milliseconds(0), between_looks);
    if (::poll(descriptors.data(), descriptors.size(), static_cast<int>(wait.count())) > 0) return Waited::ready;
    if (left.count() <= 0) return Waited::late;
  }
}

}  // namespace sluss
