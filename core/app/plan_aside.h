// A plan made by this program in a process of its own: what breaks it, or takes all memory, breaks nothing else.
#pragma once

#include <stop_token>
#include <string>

#include "app/options.h"
#include "base/result.h"
#include "base/value.h"

namespace sluss::app {

/// What `sluss plan PIPELINE --json` says, the lists cut at `most`. `scratch`: a folder of the daemon's own, for what
/// the program complains of. Error: what it complains of.
[[nodiscard]] Result<Value> plan_aside(const Options& options, const std::string& pipeline, std::int64_t most,
                                       const std::filesystem::path& scratch, const std::stop_token& stop);

}  // namespace sluss::app
