// One run of one pipeline, from its sources to its sinks.
#pragma once

#include <stop_token>
#include <string>

#include "config/configuration.h"
#include "engine/run_observer.h"
#include "engine/run_report.h"
#include "store/store.h"

namespace sluss::engine {

/// What a run needs around it. All of it outlives the run.
struct Surroundings {
  const config::Configuration& configuration;
  const Registry& registry;
  store::Store& store;
  const Clock& clock;
  std::string version;  ///< of Sluss
  std::string modules;  ///< digest of the plugins' files
};

/// A plan leaves sources as they are, delivers nothing, and works on a copy of the store.
enum class RunMode { real, plan };

/// Why a run takes place. A person who asks for one does not wait for what is to be tried later.
/// What a schedule begins tells the time it stands for (Due::trigger).
inline constexpr auto by_command = "command", by_arrival = "arrival";

/// The cursor, among those of what a pipeline has read, whose version is the hash of the agreements and prices by which
/// its last complete run decided.
inline constexpr auto agreements_cursor = "agreements";

/// Writes that a run begins; gives its id.
[[nodiscard]] Result<std::int64_t> begin_run(const Surroundings& surroundings, const std::string& name,
                                             const std::string& trigger);
[[nodiscard]] Result<void> end_run(const Surroundings& surroundings, const RunReport& report, const std::string& state);

/// Runs a pipeline once, to its end. What a person must see is in the report; an error means that the store or the
/// configuration did not allow a run: Fault::unavailable also when another run of it is under way.
[[nodiscard]] Result<RunReport> run_pipeline(const Surroundings& surroundings, const config::Pipeline& pipeline,
                                             const std::string& trigger, RunObserver& observer,
                                             const std::stop_token& stop);

/// What a run would do now: the same engine on a copy of the store beside it, which is gone afterwards. Sources are
/// left as they are, and nothing is delivered.
[[nodiscard]] Result<RunReport> plan_pipeline(const Surroundings& surroundings, const config::Pipeline& pipeline,
                                              RunObserver& observer, const std::stop_token& stop);

}  // namespace sluss::engine
