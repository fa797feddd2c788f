// A world whose daemon takes placements that another system pushes to it, one by one.
#pragma once

#include <cstdint>
#include <string>

#include "support/post.h"
#include "support/world.h"

namespace sluss::test {

/// Gives the world a connection `pushed` that listens at the port of loopback. Pipelines read from it that name it.
void accept_pushes(const World& world, std::uint16_t port);

/// A pipeline over it and the exports.
constexpr auto pipeline_of_pushes =
    "pipeline: nightly\nfrom: [pushed.placements, klipp.placements]\nsteps:\n  - validate: placement\n  - bill\n"
    "to: [peppol]\n";

/// Synthetic.
[[nodiscard]] std::string pushed_placement(const std::string& id, const std::string& status = "planned");

[[nodiscard]] Answer push(std::uint16_t port, const std::string& key, const std::string& body,
                          const std::string& token = "synthetic-token");

/// `sluss run`, by the machine's own clock.
[[nodiscard]] std::vector<std::string> daemon_of(const World& world);
/// Waits until the daemon answers at the port, or gives up.
void wait_for_daemon(std::uint16_t port);

}  // namespace sluss::test
