#include "engine/pipeline_run.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <thread>
#include <unistd.h>

#include "base/folder.h"
#include "engine/attempt.h"
#include "engine/deliverer.h"
#include "engine/intake.h"
#include "engine/recorder.h"
#include "engine/review.h"
#include "engine/run_lock.h"
#include "engine/steps.h"

namespace sluss::engine {
namespace {

class PipelineRun {
 public:
  PipelineRun(const Surroundings& around, const config::Pipeline& pipeline, RunMode mode, Pace pace, RunReport& report,
              Steps& steps, RunObserver& observer, std::stop_token stop)
      : around_(around),
        pipeline_(pipeline),
        mode_(mode),
        pace_(pace),
        report_(report),
        steps_(steps),
        stop_(stop),
        observer_(observer),
        context_(around.clock, std::move(stop), around.configuration.agreements, report),
        recorder_(around, steps, context_, report, observer),
        intake_(around, mode, report, recorder_, stop_) {}

  Result<void> run() {
    // What steps look up is read first, so that most is decided once.
    auto from = pipeline_.from;
    std::stable_partition(from.begin(), from.end(), [&](const std::string& name) { return is_looked_at(name); });
    for (const auto& name : from) SLUSS_TRY(intake_.read(around_.configuration.inlets.at(name)));
    if (stop_.stop_requested()) return {};
    SLUSS_TRY(review());
    for (const auto& channel : pipeline_.from) SLUSS_TRY(decide_again(channel, {store::State::held}, "what is held"));
    SLUSS_TRY(decide_again_by_agreements());
    if (stop_.stop_requested()) return {};
    if (report_.complete()) SLUSS_TRY(recorder_.finish(pipeline_.name));
    else report_.note("because the input is not complete, nothing new was invoiced in this run");
    return mode_ == RunMode::real ? deliver() : Result<void>();
  }

 private:
  [[nodiscard]] bool is_looked_at(const std::string& inlet) const {
    const auto kinds = steps_.looked_at();
    return std::find(kinds.begin(), kinds.end(), around_.configuration.inlets.at(inlet).kind) != kinds.end();
  }

  /// What steps look up may be another than when they decided. Comes before what is held is decided again, which then
  /// finds what was looked up as it stands there.
  Result<void> review() {
    if (steps_.looked_at().empty()) return {};
    SLUSS_TRY_ASSIGN(review, Review::due(around_, pipeline_.name, steps_.looked_at(), report_.run));
    steps_.look_anew();
    for (const auto& channel : pipeline_.from) {
      if (is_looked_at(channel)) continue;
      for (const auto& again : review.parts()) SLUSS_TRY(decide_again(channel, again, "what rests on other messages"));
    }
    if (stop_.stop_requested() || !report_.complete()) return {};
    SLUSS_TRY(recorder_.remember(review.mark()));
    return recorder_.commit();
  }

  /// An agreement or a price that is another than at the last run changes what is worth what, also of what was
  /// invoiced.
  Result<void> decide_again_by_agreements() {
    const store::Cursor now{pipeline_.name, agreements_cursor, to_hex(around_.configuration.agreements_hash), 0,
                            report_.run};
    SLUSS_TRY_ASSIGN(reading, around_.store.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(before, reading->cursors().find(now.channel, now.resource));
    reading.reset();
    if (before && before->version == now.version) return {};
    for (const auto& channel : pipeline_.from)
      SLUSS_TRY(decide_again(channel, {store::State::collected}, "what is billed"));
    if (stop_.stop_requested() || !report_.complete()) return {};
    SLUSS_TRY(recorder_.remember(now));
    return recorder_.commit();
  }

  /// What stands in this state goes through the steps once more, and may break them like anything that is read.
  Result<void> decide_again(const std::string& channel, const Again& again, const std::string& called) {
    SLUSS_TRY_ASSIGN(any, there_are_some(channel, again));
    if (!any) return {};
    SLUSS_TRY_ASSIGN(attempt, Attempt::begin(around_, channel, Read{"", called, "", nullptr}));
    if (attempt.is_refused()) {
      report_.trouble({called + " of " + channel + ": " + attempt.refusal().what, channel});
      return {};
    }
    const auto decided = recorder_.decide_again(channel, again, attempt);
    if (!decided) {
      const auto taken_back = attempt.take_back();
      // A stop is no trouble: the run ends, and the next one begins with this again.
      return decided.error().fault == Fault::cancelled ? taken_back : decided;
    }
    SLUSS_TRY_ASSIGN(writing, around_.store.begin(store::Access::write));
    SLUSS_TRY(attempt.end(*writing));
    return writing->commit();
  }

  Result<bool> there_are_some(const std::string& channel, const Again& again) {
    SLUSS_TRY_ASSIGN(reading, around_.store.begin(store::Access::read));
    store::MessageFilter filter;
    filter.state = again.state;
    filter.channel = channel;
    filter.after = again.after;
    filter.limit = 1;
    SLUSS_TRY_ASSIGN(messages, reading->messages().list(filter));
    return !messages.empty();
  }

  /// Each outlet on a thread of its own: one that is slow or away holds back no other.
  Result<void> deliver() {
    RunTale tale(report_, observer_);
    std::vector<Result<void>> worked(pipeline_.to.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < worked.size(); ++i)
        threads.emplace_back([&, i] { worked[i] = deliver_to(pipeline_.to[i].outlet, tale); });
    }
    for (auto& result : worked) SLUSS_TRY(std::move(result));
    return {};
  }

  Result<void> deliver_to(const std::string& outlet, RunTale& tale) {
    const auto& configuration = around_.configuration;
    SLUSS_TRY_ASSIGN(store, store::open_sqlite(configuration.store, configuration.largest_store,
                                               store::SealingKeys(configuration.store_keys)));
    const DeliveryRoom room{*store, configuration.store, around_.clock, configuration.patience, tale};
    return Deliverer(room, pace_, stop_).deliver(configuration.outlets.at(outlet));
  }

  const Surroundings& around_;
  const config::Pipeline& pipeline_;
  RunMode mode_;
  Pace pace_;
  RunReport& report_;
  Steps& steps_;
  std::stop_token stop_;
  RunObserver& observer_;
  StepContext context_;
  Recorder recorder_;
  Intake intake_;
};

Result<void> count_undelivered(store::Store& store, const config::Pipeline& pipeline, RunReport& report) {
  SLUSS_TRY_ASSIGN(reading, store.begin(store::Access::read));
  for (const auto& route : pipeline.to) {
    SLUSS_TRY_ASSIGN(undone, reading->deliveries().undone(route.outlet));
    report.undelivered += undone;
  }
  return {};
}

std::string state_after(const Result<void>& worked, const RunReport& report, const std::stop_token& stop) {
  if (!worked) return worked.error().fault == Fault::cancelled ? "interrupted" : "failed";
  if (stop.stop_requested()) return "interrupted";
  return report.complete() ? "done" : "failed";
}

Result<RunReport> run_unlocked(const Surroundings& around, const config::Pipeline& pipeline, RunMode mode,
                               const std::string& trigger, RunObserver& observer, const std::stop_token& stop) {
  RunReport report;
  report.pipeline = pipeline.name;
  report.started = around.clock.now();
  SLUSS_TRY_ASSIGN(steps, Steps::make(pipeline, around.configuration, around.registry));
  SLUSS_TRY_ASSIGN(id, begin_run(around, pipeline.name, trigger));
  report.run = id;
  const auto pace = trigger == by_command ? Pace::now : Pace::patient;
  // Also what a machine without threads throws: a run that is over never stands there as one that goes on.
  const auto worked = guarded("the run of " + pipeline.name, [&] {
    return PipelineRun(around, pipeline, mode, pace, report, steps, observer, stop).run();
  });
  if (!worked) report.trouble({worked.error().what});
  if (stop.stop_requested()) report.trouble({"the run was stopped; the next one goes on from here"});
  auto ended = count_undelivered(around.store, pipeline, report);
  if (ended) ended = end_run(around, report, state_after(worked, report, stop));
  if (!worked) return fail(worked.error());
  SLUSS_TRY(ended);
  return report;
}

/// A file beside the store that is removed, with what a database leaves beside it, when this goes out of scope.
struct TemporaryStore {
  std::filesystem::path file;
  explicit TemporaryStore(const std::filesystem::path& store)
      : file(store.string() + ".plan-" + std::to_string(::getpid())) {
    remove_left_behind(store);
  }
  TemporaryStore(const TemporaryStore&) = delete;
  TemporaryStore& operator=(const TemporaryStore&) = delete;
  ~TemporaryStore() {
    std::error_code gone;
    for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix, gone);
  }

 private:
  using Paths = std::vector<std::filesystem::path>;
  /// A plan that was killed leaves its copy, and that holds personal data.
  static void remove_left_behind(const std::filesystem::path& store) {
    const auto prefix = store.filename().string() + ".plan-";
    std::error_code failed;
    for (const auto& path : names_in(std::filesystem::absolute(store).parent_path()).value_or(Paths())) {
      const auto name = path.filename().string();
      if (!name.starts_with(prefix)) continue;
      const auto maker = static_cast<pid_t>(std::strtol(name.c_str() + prefix.size(), nullptr, 10));
      const bool lives = maker != ::getpid() && (::kill(maker, 0) == 0 || errno != ESRCH);
      if (!lives) std::filesystem::remove(path, failed);
    }
  }
};

}  // namespace

Result<std::int64_t> begin_run(const Surroundings& surroundings, const std::string& name, const std::string& trigger) {
  SLUSS_TRY_ASSIGN(transaction, surroundings.store.begin(store::Access::write));
  store::Run run;
  run.pipeline = name;
  run.trigger = trigger;
  run.state = "running";
  run.started = surroundings.clock.now();
  run.configuration = to_hex(surroundings.configuration.hash);
  run.version = surroundings.version;
  run.modules = surroundings.modules;
  SLUSS_TRY_ASSIGN(id, transaction->runs().begin(run));
  SLUSS_TRY(transaction->commit());
  return id;
}

Result<void> end_run(const Surroundings& surroundings, const RunReport& report, const std::string& state) {
  SLUSS_TRY_ASSIGN(transaction, surroundings.store.begin(store::Access::write));
  SLUSS_TRY(transaction->runs().end(report.run, state, surroundings.clock.now(), to_value(report)));
  return transaction->commit();
}

Result<RunReport> run_pipeline(const Surroundings& surroundings, const config::Pipeline& pipeline,
                               const std::string& trigger, RunObserver& observer, const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(lock, RunLock::take(surroundings.configuration.store, pipeline.name));
  const auto held = std::move(lock);
  return run_unlocked(surroundings, pipeline, RunMode::real, trigger, observer, stop);
}

Result<RunReport> plan_pipeline(const Surroundings& surroundings, const config::Pipeline& pipeline,
                                RunObserver& observer, const std::stop_token& stop) {
  const TemporaryStore copy(surroundings.configuration.store);
  SLUSS_TRY(surroundings.store.copy_to(copy.file));
  SLUSS_TRY_ASSIGN(
      store, store::open_sqlite(copy.file, std::nullopt, store::SealingKeys(surroundings.configuration.store_keys)));
  const Surroundings there{surroundings.configuration, surroundings.registry, *store,
                           surroundings.clock,         surroundings.version,  surroundings.modules};
  return run_unlocked(there, pipeline, RunMode::plan, "plan", observer, stop);
}

}  // namespace sluss::engine
