// Where a test is played: the real configuration, connector or pipeline, without the world around it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "trial/night_result.h"
#include "trial/test_file.h"

namespace sluss::trial {

/// A configuration, and which of it is tested.
struct Stage {
  config::Configuration configuration;
  Subject subject = Subject::pipeline;
  std::string pipeline;
};

/// A configuration whose secrets are all made up: a test needs none, and none that is real is near it.
[[nodiscard]] config::Configuration load_configuration(const std::filesystem::path& folder, const Registry& registry,
                                                       Diagnostics& diagnostics);

/// The stage of a pipeline's tests. Nullopt with a fault where there is no such pipeline.
[[nodiscard]] std::optional<Stage> stage_of_pipeline(const config::Configuration& configuration, const Node& name,
                                                     Diagnostics& diagnostics);

/// The stage of a connector's test: one connection of that connector, which lies in the folder of the test, and one
/// pipeline without steps that reads all it provides, and sends it what it takes. A parameter that the test does not
/// give, and that must be given, has the connector's own example. Nullopt with the faults.
[[nodiscard]] std::optional<Stage> stage_of_connector(const TestFile& file, const Test& test, const Registry& registry,
                                                      Diagnostics& diagnostics);

/// A way in or out by the name that a test gives it: in full, or by as much of it as is enough.
[[nodiscard]] std::optional<std::string> way_of(const Node& name, const std::vector<std::string>& ways,
                                                const std::string& what, Diagnostics& diagnostics);
/// What may come in, and by which ways messages come out, in a night of this pipeline. What a connector provides comes
/// out of it as messages, by the way it came in.
[[nodiscard]] std::vector<std::string> ways_in(const Stage& stage, const std::string& pipeline);
[[nodiscard]] std::vector<std::string> ways_out(const Stage& stage, const std::string& pipeline);

}  // namespace sluss::trial
