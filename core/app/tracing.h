// The daemon's traces: sent where `traces:` in sluss.yaml says, or nowhere.
#pragma once

#include <memory>

#include "config/configuration.h"
#include "engine/run_observer.h"
#include "traces/exporter.h"

namespace sluss::app {

/// Null when nobody is to be told.
[[nodiscard]] std::shared_ptr<traces::Exporter> exporter_of(const config::Configuration& configuration);

/// Looks on at what is delivered, and gives its traces to somebody.
class TracingObserver final : public engine::RunObserver {
 public:
  explicit TracingObserver(observe::Tracer* tracer) : tracer_(tracer) {}
  [[nodiscard]] observe::Tracer* tracer() override { return tracer_; }

 private:
  observe::Tracer* tracer_;
};

}  // namespace sluss::app
