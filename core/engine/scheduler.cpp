#include "engine/scheduler.h"

#include <algorithm>

namespace sluss::engine {

Result<Scheduler> Scheduler::make(const config::Configuration& configuration, store::Store& store, Instant now) {
  Scheduler scheduler;
  scheduler.configuration_ = &configuration;
  SLUSS_TRY_ASSIGN(reading, store.begin(store::Access::read));
  for (const auto& [name, pipeline] : configuration.pipelines) {
    if (!pipeline.schedule) continue;
    auto from = now;
    SLUSS_TRY_ASSIGN(runs, reading->runs().list(name, 1));
    if (!runs.empty() && pipeline.schedule->missed == config::Missed::run_once)
      from = std::min(now, runs.front().started);
    if (const auto at = pipeline.schedule->cron.next_after(from)) scheduler.next_[name] = *at;
  }
  return scheduler;
}

std::optional<Due> Scheduler::next() const {
  std::optional<Due> first;
  for (const auto& [name, at] : next_) {
    if (!first || at < first->at) first = Due{at, name};
  }
  return first;
}

void Scheduler::done(const std::string& pipeline, Instant now) {
  const auto& schedule = configuration_->pipelines.at(pipeline).schedule;
  const auto at = schedule->cron.next_after(now);
  if (at) next_[pipeline] = *at;
  else next_.erase(pipeline);
}

std::optional<Instant> Scheduler::next_of(const std::string& pipeline) const {
  const auto at = next_.find(pipeline);
  return at == next_.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace sluss::engine
