// How far the daemon's runs have come, for whoever looks on.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "admin/house.h"
#include "engine/run_observer.h"

namespace sluss::app {

/// Safe to use from several threads.
class RunProgress {
 public:
  /// Notes the progress of one run while it lives, and gives its traces to somebody; null: to nobody.
  class Watcher final : public engine::RunObserver {
   public:
    Watcher(RunProgress& progress, std::string pipeline, observe::Tracer* tracer)
        : progress_(progress), pipeline_(std::move(pipeline)), tracer_(tracer) {}
    ~Watcher() override { progress_.forget(pipeline_); }
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;
    void on_progress(const engine::RunReport& report) override {
      progress_.set(pipeline_, {report.run, report.read, report.deliveries()});
    }
    [[nodiscard]] observe::Tracer* tracer() override { return tracer_; }

   private:
    RunProgress& progress_;
    const std::string pipeline_;
    observe::Tracer* const tracer_;
  };

  /// Nullopt: it does not run, or has only just begun.
  [[nodiscard]] std::optional<admin::Progress> of(const std::string& pipeline) const {
    const std::lock_guard lock(mutex_);
    const auto at = under_way_.find(pipeline);
    return at == under_way_.end() ? std::nullopt : std::optional(at->second);
  }

 private:
  void set(const std::string& pipeline, admin::Progress progress) {
    const std::lock_guard lock(mutex_);
    under_way_[pipeline] = progress;
  }
  void forget(const std::string& pipeline) {
    const std::lock_guard lock(mutex_);
    under_way_.erase(pipeline);
  }

  mutable std::mutex mutex_;
  std::map<std::string, admin::Progress> under_way_;
};

}  // namespace sluss::app
