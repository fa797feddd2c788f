// The daemon: runs pipelines on their schedules until it is told to stop.
#pragma once

#include <filesystem>

#include "app/options.h"

namespace sluss::app {

/// Runs until SIGTERM or SIGINT: what is under way ends its batch, and the process ends. SIGHUP reads the configuration
/// again; a faulty one is refused and the old one goes on. Tells systemd when it is ready and when it stops.
/// Throws Stop when it cannot begin: a faulty configuration, an unusable store, another daemon on the same store.
void run_daemon(const Options& options);

/// Whether a daemon has this store in its care.
[[nodiscard]] bool daemon_runs(const std::filesystem::path& store);

}  // namespace sluss::app
