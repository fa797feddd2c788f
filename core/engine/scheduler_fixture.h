// What the scheduler's tests stand on: pipelines that run by a clock that the test sets, and a store that knows of it.
#pragma once

#include <vector>

#include "engine/scheduler.h"
#include "store/store_fixture.h"

namespace sluss::engine {

/// A run that took place.
struct Ran {
  std::string pipeline;
  Instant at;  ///< the time it stood for
  std::string trigger;
};

class ScheduledTest : public store::StoreTest {
 protected:
  static config::Schedule schedule(const std::string& cron, config::Missed missed = config::Missed::run_once) {
    return {must(config::Cron::parse(cron, "Europe/Stockholm")), missed};
  }
  void pipeline(const std::string& name, std::optional<config::Schedule> schedule) {
    config::Pipeline made;
    made.name = name;
    made.schedule = std::move(schedule);
    configuration_.pipelines.emplace(name, std::move(made));
  }
  void pipeline(const std::string& name, const std::string& cron, config::Missed missed = config::Missed::run_once) {
    pipeline(name, schedule(cron, missed));
  }
  /// Without a state at its end it has none.
  void began(const std::string& name, Instant when, const std::string& trigger, const std::string& ends = "done") {
    const auto transaction = writing();
    store::Run run;
    run.pipeline = name;
    run.trigger = trigger;
    run.state = "running";
    run.started = when;
    const auto id = must(transaction->runs().begin(run));
    if (!ends.empty()) must(transaction->runs().end(id, ends, when, Value()));
    must(transaction->commit());
  }
  /// The process ended in it.
  void broke_off(const std::string& name, const std::string& when, const std::string& trigger) {
    began(name, *parse_instant(when), trigger, "");
  }
  /// It was told to stop, and did.
  void stopped(const std::string& name, const std::string& when, const std::string& trigger) {
    began(name, *parse_instant(when), trigger, "interrupted");
  }
  void ran(const std::string& name, const std::string& when, const std::string& trigger = "schedule") {
    began(name, *parse_instant(when), trigger);
  }
  Scheduler scheduler(const std::string& now) {
    return must(Scheduler::make(configuration_, *must(store_->begin(store::Access::read)), *parse_instant(now)));
  }
  static std::string next_of(const Scheduler& scheduler, const std::string& name) {
    const auto next = scheduler.next_of(name);
    return next ? to_iso(*next) : "never";
  }

  config::Configuration configuration_;
};

/// Runs what is due, as the daemon does, while the test moves and sets the clock.
class ClockTest : public ScheduledTest {
 protected:
  void start(const std::string& now) {
    now_ = *parse_instant(now);
    restart();
  }
  void restart() { scheduler_ = must(Scheduler::make(configuration_, *must(store_->begin(store::Access::read)), now_)); }
  void set_clock(std::chrono::seconds by) { now_ += by; }
  void set_clock(const std::string& to) { now_ = *parse_instant(to); }

  /// The earliest of what comes next, each pipeline being asked.
  std::optional<Due> ask() {
    std::optional<Due> first;
    for (const auto& [name, pipeline] : configuration_.pipelines) {
      const auto due = scheduler_.next_of(name, now_);
      if (due && (!first || due->at < first->at)) first = due;
    }
    return first;
  }
  /// What is due now runs, for a second each.
  void run_due() {
    for (auto due = ask(); due && due->at <= now_; due = ask()) {
      ran_.push_back({due->pipeline, due->at, due->trigger()});
      if (store_knows_) began(due->pipeline, now_, due->trigger());
      now_ += std::chrono::seconds(1);
      scheduler_.done(*due, now_);
    }
  }
  /// Time goes by, and is asked for every hour, and when something comes due.
  void walk_to(Instant end) {
    run_due();
    while (now_ < end) {
      auto step = std::min(end, now_ + std::chrono::hours(1));
      if (const auto due = scheduler_.next()) step = std::min(step, std::max(due->at, now_ + std::chrono::seconds(1)));
      now_ = step;
      run_due();
    }
  }
  void walk_to(const std::string& end) { walk_to(*parse_instant(end)); }

  /// The times that had a run since that was last asked, in local time.
  std::vector<std::string> times() {
    std::vector<std::string> all;
    for (const auto& run : ran_) all.push_back(to_stockholm(run.at));
    ran_.clear();
    return all;
  }

  Instant now_{};
  Scheduler scheduler_;
  std::vector<Ran> ran_;
  bool store_knows_ = true;
};

}  // namespace sluss::engine
