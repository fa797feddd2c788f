#include "engine/pipeline_run.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <thread>
#include <unistd.h>

#include "engine/decoder.h"
#include "engine/deliverer.h"
#include "engine/recorder.h"
#include "engine/run_lock.h"
#include "engine/steps.h"

namespace sluss::engine {
namespace {

enum class RunMode { real, plan };

class PipelineRun {
 public:
  PipelineRun(const Surroundings& around, const config::Pipeline& pipeline, RunMode mode, Pace pace, RunReport& report,
              Steps& steps, RunObserver& observer, std::stop_token stop)
      : around_(around),
        pipeline_(pipeline),
        mode_(mode),
        pace_(pace),
        report_(report),
        stop_(stop),
        observer_(observer),
        context_(around.clock, std::move(stop), around.configuration.agreements, report),
        recorder_(around.store, steps, context_, report, observer) {}

  Result<void> run() {
    for (const auto& name : pipeline_.from) SLUSS_TRY(read(around_.configuration.inlets.at(name)));
    if (stop_.stop_requested()) return {};
    SLUSS_TRY(recorder_.retry_held(pipeline_.from));
    SLUSS_TRY(decide_again_by_agreements());
    if (report_.complete()) SLUSS_TRY(recorder_.finish(pipeline_.name));
    else report_.note("because the input is not complete, nothing new was invoiced in this run");
    return mode_ == RunMode::real ? deliver() : Result<void>();
  }

 private:
  Result<void> read(const config::Inlet& inlet) {
    const auto source = inlet.source();
    if (source->arrival() == Arrival::pushed) return {};  // the daemon takes it in as it comes
    auto opened = guarded(inlet.name, [&] { return source->open(stop_); });
    while (opened && !stop_.stop_requested()) {
      auto next = guarded(inlet.name, [&] { return source->read(stop_); });
      if (!next) opened = fail(next.error());
      if (!next || !*next) break;
      SLUSS_TRY(take(inlet, *source, **next));
    }
    source->close();
    if (!opened) report_.trouble(inlet.name + ": " + opened.error().what);
    return {};
  }

  /// An agreement or a price that is another than at the last run changes what is worth what, also of what was
  /// invoiced.
  Result<void> decide_again_by_agreements() {
    const store::Cursor now{pipeline_.name, "agreements", to_hex(around_.configuration.agreements_hash), 0,
                            report_.run};
    SLUSS_TRY_ASSIGN(before, recorder_.cursor(now.channel, now.resource));
    SLUSS_TRY(recorder_.commit());
    if (before && before->version == now.version) return {};
    SLUSS_TRY(recorder_.decide_again(pipeline_.from));
    if (stop_.stop_requested()) return {};
    SLUSS_TRY(recorder_.remember(now));
    return recorder_.commit();
  }

  Result<void> take(const config::Inlet& inlet, Source& source, Read& read) {
    ResourceReport resource{inlet.name, read.name, 0, ""};
    const auto before = report_.read;
    SLUSS_TRY_ASSIGN(known, cursor_of(inlet, read));
    auto outcome = Outcome::taken;
    if (known) {
      resource.rows = known->rows;
      report_.read += known->rows;
      report_.unchanged += known->rows;
    } else {
      SLUSS_TRY_ASSIGN(taken, decode(inlet, read));
      resource.rows = report_.read - before;
      if (!taken.has_value()) SLUSS_TRY(remember(inlet, read, resource.rows));
      else
        outcome =
            taken->fault == Fault::unavailable || taken->fault == Fault::cancelled ? Outcome::left : Outcome::refused;
      if (taken.has_value()) resource.trouble = taken->what;
    }
    if (!resource.trouble.empty()) report_.trouble(read.name + ": " + resource.trouble);
    report_.resources.push_back(resource);
    const auto settled = source.settle(read.ticket, mode_ == RunMode::real ? outcome : Outcome::left, resource.trouble);
    if (!settled) report_.trouble(read.name + ": " + settled.error().what);
    return {};
  }

  /// Decodes and stores. Gives why the input was not taken, if it was not; an error is the store's.
  Result<std::optional<Error>> decode(const config::Inlet& inlet, const Read& read) {
    Seen seen;
    Decoder decoder(inlet, read, around_.clock, stop_);
    while (auto batch = decoder.next()) SLUSS_TRY(recorder_.record(inlet.name, std::move(*batch), seen));
    SLUSS_TRY(recorder_.commit());
    for (const auto& note : decoder.notes()) report_.note(read.name + ": " + note);
    if (!decoder.outcome()) return decoder.outcome().error();
    if (inlet.content != config::Content::snapshot) return std::nullopt;
    const auto withdrawn = recorder_.withdraw_missing(inlet.name, read.name, seen, inlet.withdraw_limit);
    if (!withdrawn && withdrawn.error().fault != Fault::data) return fail(withdrawn.error());
    return withdrawn ? std::optional<Error>() : withdrawn.error();
  }

  /// The cursor of something that is surely the same as when it was last read by this configuration.
  Result<std::optional<store::Cursor>> cursor_of(const config::Inlet& inlet, const Read& read) {
    if (read.version.empty()) return std::nullopt;
    SLUSS_TRY_ASSIGN(reading, around_.store.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(cursor, reading->cursors().find(inlet.name, read.name));
    if (!cursor || cursor->version != version_of(read)) return std::nullopt;
    return cursor;
  }

  Result<void> remember(const config::Inlet& inlet, const Read& read, std::int64_t rows) {
    SLUSS_TRY_ASSIGN(writing, around_.store.begin(store::Access::write));
    const auto version = read.version.empty() ? "" : version_of(read);
    SLUSS_TRY(writing->cursors().set({inlet.name, read.name, version, rows, report_.run}));
    return writing->commit();
  }

  /// Another configuration may read the same bytes in another way.
  [[nodiscard]] std::string version_of(const Read& read) const {
    return read.version + " " + to_hex(around_.configuration.hash);
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
    SLUSS_TRY_ASSIGN(store, store::open_sqlite(configuration.store, configuration.largest_store));
    const DeliveryRoom room{*store, configuration.store, around_.clock, configuration.patience, tale};
    return Deliverer(room, pace_, stop_).deliver(configuration.outlets.at(outlet));
  }

  const Surroundings& around_;
  const config::Pipeline& pipeline_;
  RunMode mode_;
  Pace pace_;
  RunReport& report_;
  std::stop_token stop_;
  RunObserver& observer_;
  StepContext context_;
  Recorder recorder_;
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
  if (!worked) return "failed";
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
  const auto worked = PipelineRun(around, pipeline, mode, pace, report, steps, observer, stop).run();
  if (!worked) report.trouble(worked.error().what);
  if (stop.stop_requested()) report.trouble("the run was stopped; the next one goes on from here");
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
  /// A plan that was killed leaves its copy, and that holds personal data.
  static void remove_left_behind(const std::filesystem::path& store) {
    const auto prefix = store.filename().string() + ".plan-";
    std::error_code failed;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::absolute(store).parent_path(), failed)) {
      const auto name = entry.path().filename().string();
      if (!name.starts_with(prefix)) continue;
      const auto maker = static_cast<pid_t>(std::strtol(name.c_str() + prefix.size(), nullptr, 10));
      const bool lives = maker != ::getpid() && (::kill(maker, 0) == 0 || errno != ESRCH);
      if (!lives) std::filesystem::remove(entry.path(), failed);
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
  SLUSS_TRY_ASSIGN(store, store::open_sqlite(copy.file));
  const Surroundings there{surroundings.configuration, surroundings.registry, *store,
                           surroundings.clock,         surroundings.version,  surroundings.modules};
  return run_unlocked(there, pipeline, RunMode::plan, "plan", observer, stop);
}

}  // namespace sluss::engine
