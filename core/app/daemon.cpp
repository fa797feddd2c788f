#include "app/daemon.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <unistd.h>

#include "app/admin_house.h"
#include "app/daemon_words.h"
#include "app/foreign_hands.h"
#include "app/jobs.h"
#include "app/kept_configurations.h"
#include "app/memory.h"
#include "app/own_metrics.h"
#include "app/run_progress.h"
#include "app/service_notice.h"
#include "app/tracing.h"
#include "app/watch.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/text.h"
#include "engine/alarms.h"
#include "engine/deliverer.h"
#include "engine/live_intake.h"
#include "engine/proof.h"
#include "engine/run_lock.h"
#include "engine/run_rests.h"
#include "engine/scheduler.h"
#include "observe/log.h"

namespace sluss::app {
namespace {

namespace asio = boost::asio;
using observe::Level;

// The wall clock may be set while we wait, so it is looked at again and again.
constexpr std::chrono::seconds longest_wait{20};
// However short the configured patience: a sink is not tried more often than that.
constexpr std::chrono::seconds shortest_wait{1};
// After a source that is pushed to could not be opened, or gave out.
constexpr std::chrono::seconds intake_opened_again{30};
// With less the store writes nothing: a try would only fail again.
constexpr std::uintmax_t least_room_for_a_run = 1U << 20U;
constexpr std::chrono::minutes watched_again{1};
constexpr auto watching = "watch";
// A plugin that hangs must not keep the process. Whatever is not committed then is done again by the next start.
constexpr std::chrono::seconds longest_stop{60};
constexpr std::chrono::hours proved_at_most_every{1};

/// A job's work. Whatever it throws is told, and ends that job alone.
template <class F>
void attempt(const std::string& name, F&& work) {
  try {
    work();
  } catch (const Stop& stop) {
    observe::log(Level::error, name, stop.text);
  } catch (const std::exception& exception) {
    observe::log(Level::error, name,
                 is_scarcity(exception) ? out_of_memory : std::string("a bug: ") + exception.what());
  }
}

class Daemon {
 public:
  explicit Daemon(const Options& options)
      : options_(options),
        work_(std::make_shared<Workplace>(options)),
        watch_(std::make_shared<Watch>(work_->configuration())),
        exporter_(exporter_of(work_->configuration())),
        lock_(take_lock()),
        scheduler_(schedule(*work_)),
        signals_(io_, SIGTERM, SIGINT, SIGHUP),
        timer_(io_),
        jobs_(io_, [this] { end_if_idle(); }),
        house_(
            options, work_, progress_,
            [this](const std::string& name, const std::string& by) { return start_by_hand(name, by); },
            [this] { return own_metrics_text(*house_.configuration(), exporter_.get()); }) {}

  void run() {
    keep_configuration();
    await_signal();
    house_.open();
    tick();
    ServiceNotice::ready();
    observe::log(Level::info, "", "started with " + counted(work_->configuration().pipelines.size(), "pipeline"));
    io_.run();
    house_.close();
    observe::log(Level::info, "", "stopped");
  }

 private:
  engine::RunLock take_lock() {
    work_->need_configuration();
    if (const auto faults = foreign_hands(*work_); !faults.empty()) throw Stop{Exit::usage, join(faults, "\n")};
    static_cast<void>(work_->store());  // first of all: makes the folder
    auto lock = engine::RunLock::take(work_->configuration().store, engine::daemon_lock);
    if (!lock) throw Stop{Exit::store, "another daemon runs on " + work_->configuration().store.string()};
    return std::move(*lock);
  }

  [[nodiscard]] std::vector<std::string> foreign_hands(const Workplace& work) const {
    auto files = modules_of(options_.plugins);
    for (const auto& read : work.configuration().read_files) files.push_back(read.path);
    return writable_by_others(files);
  }

  static engine::Scheduler schedule(Workplace& work) {
    const auto reading = must(work.store().begin(store::Access::read));
    return must(engine::Scheduler::make(work.configuration(), *reading, work.clock().now()));
  }

  /// So that an edited one can be compared with it. Its want stops nothing.
  void keep_configuration() const {
    const auto kept = app::keep_configuration(*work_);
    if (!kept) observe::log(Level::warn, "", "the configuration is not kept: " + kept.error().what);
  }

  void await_signal() {
    signals_.async_wait([this](const boost::system::error_code& failed, int signal) {
      if (failed) return;
      if (signal != SIGHUP) return stop();
      if (!stopping_) reload();
      await_signal();
    });
  }

  /// What is under way ends its batch; then nothing keeps the process. A second signal does not wait for it.
  void stop() {
    if (stopping_) end_by_force();
    ServiceNotice::stopping();
    stopping_ = true;
    tell_status();
    jobs_.stop_all();
    timer_.expires_after(longest_stop);
    timer_.async_wait([this](const boost::system::error_code& failed) {
      if (!failed) end_by_force();
    });
    await_signal();
    end_if_idle();
  }

  /// After a stop was asked for: when no job is left, nothing is waited for any more.
  void end_if_idle() {
    if (!stopping_ || !jobs_.names().empty()) return;
    timer_.cancel();
    signals_.cancel();
  }

  [[noreturn]] void end_by_force() const {
    observe::log(Level::error, "",
                 "ended by force: " + join(jobs_.names(), ", ") +
                     " did not stop. Nothing is lost; what was under way is done again after the next start");
    ::_exit(static_cast<int>(Exit::parked));
  }

  /// Whatever comes of it, the manager hears that it is over.
  void reload() {
    ServiceNotice::reloading();
    refused_ = "the configuration was not read again";
    attempt("", [this] { read_again(); });
    ServiceNotice::ready();
    tick();
  }

  /// Jobs that are under way end with the configuration they began with.
  void read_again() {
    auto fresh = std::make_shared<Workplace>(options_);
    if (!fresh->diagnostics().ok()) {
      log_faults(fresh->diagnostics());
      return refuse("the new configuration is refused; the old one goes on");
    }
    if (const auto faults = foreign_hands(*fresh); !faults.empty()) {
      for (const auto& fault : faults) observe::log(Level::error, "", fault);
      return refuse("the new configuration is refused; the old one goes on");
    }
    if (fresh->configuration().store != work_->configuration().store)
      return refuse("another store takes a restart; the old configuration goes on");
    if (fresh->configuration().admin != work_->configuration().admin)
      observe::log(Level::warn, "admin", "what stands at admin: takes a restart; until then it is as it was");
    if (fresh->configuration().traces != work_->configuration().traces)
      observe::log(Level::warn, "traces", "what stands at traces: takes a restart; until then it is as it was");
    scheduler_ = schedule(*fresh);
    work_ = std::move(fresh);
    house_.set(work_);
    watch_ = std::make_shared<Watch>(work_->configuration());
    refused_.clear();
    keep_configuration();
    for (const auto& intake : intakes_) jobs_.stop(intake);  // opened again with what stands there now
    observe::log(Level::info, "", "configuration read again");
  }

  void refuse(const std::string& why) {
    refused_ = why;
    observe::log(Level::error, "", why);
  }

  void tell_status() {
    auto under_way = jobs_.names();
    std::erase(under_way, watching);  // comes and goes each minute
    const auto pipelines = work_->configuration().pipelines.size();
    notice_.status(status_line({pipelines, scheduler_.next(), under_way, refused_, stopping_}));
  }

  /// Starts all that is due, and sets the timer for what comes next.
  void tick() {
    if (stopping_) return;
    ServiceNotice::alive();
    house_.looked();
    auto wait = pulse_;
    attempt("", [&] {
      start_intakes();
      start_watch();
      wait = std::min({wait, start_due_pipelines(), start_due_deliveries()});
      start_proof();
    });
    tell_status();
    timer_.expires_after(std::max(wait, shortest_wait));
    timer_.async_wait([this](const boost::system::error_code& failed) {
      if (!failed) tick();
    });
  }

  std::chrono::seconds start_due_pipelines() {
    const auto now = work_->clock().now();
    auto wait = longest_wait;
    for (const auto& [name, pipeline] : work_->configuration().pipelines) {
      if (jobs_.runs(name) || run_rests(name)) continue;
      const auto due = scheduler_.next_of(name, now);
      if (!due) continue;
      if (due->at <= now) start_pipeline(*due);
      else wait = std::min<std::chrono::seconds>(wait, due->at - now);
    }
    return wait;
  }

  void start_pipeline(const engine::Due& due) {
    start(due.pipeline, due.trigger(), [this, due] { scheduler_.done(due, work_->clock().now()); });
  }

  /// `done` is called when the run took place. One that did not has been no run: what is due stays due.
  void start(const std::string& name, const std::string& trigger, std::function<void()> done) {
    const auto took_place = std::make_shared<bool>(true);
    jobs_.start(
        name,
        [this, name, work = work_, progress = progress_, took_place, trigger](const std::stop_token& stop) {
          attempt(name, [&] { *took_place = run_now(*work, name, trigger, {*progress, name, exporter_.get()}, stop); });
        },
        [this, name, took_place, done = std::move(done)] {
          if (*took_place) {
            run_rests_.took_place(name);
            done();
          } else {
            run_rests_.broke_off(name, std::chrono::steady_clock::now());
          }
          tick();
        });
  }

  /// From the API's threads.
  Result<void> start_by_hand(const std::string& name, const std::string& by) {
    const auto told = std::make_shared<std::promise<Result<void>>>();
    auto answer = told->get_future();
    asio::post(io_, [this, name, by, told] { told->set_value(start_run(name, by)); });
    constexpr std::chrono::seconds longest_wait_for_daemon{5};
    if (answer.wait_for(longest_wait_for_daemon) != std::future_status::ready)
      return fail(Fault::unavailable, "the daemon is busy; whether the run begins is not known");
    return answer.get();
  }

  Result<void> start_run(const std::string& name, const std::string& by) {
    if (stopping_) return fail(Fault::unavailable, "the daemon ends");
    if (!work_->configuration().pipelines.contains(name))
      return fail(Fault::config, "there is no pipeline of that name");
    if (jobs_.runs(name)) return fail(Fault::config, "the pipeline runs already");
    observe::log(Level::info, name, "begun by " + by);
    start(name, engine::by_command, [this, name] { scheduler_.done(name, work_->clock().now()); });
    return {};
  }

  [[nodiscard]] bool run_rests(const std::string& pipeline) const {
    return run_rests_.rests(pipeline, std::chrono::steady_clock::now());
  }

  [[nodiscard]] bool has_room() const {
    const auto room = engine::room_of(work_->configuration().store);
    return !room || room->free >= least_room_for_a_run;
  }

  /// False when the store gave out (its disk is full, perhaps): the time has not had its run, and nobody else makes up
  /// for it before the next one.
  static bool run_now(const Workplace& work, const std::string& name, const std::string& trigger,
                      RunProgress::Watcher watcher, const std::stop_token& stop) {
    try {
      const auto store = work.another_store();
      const auto room = work.surroundings_in(*store);
      const auto report = engine::run_pipeline(room, work.pipeline(name), trigger, watcher, stop);
      tell(name, report);
      return report || report.error().fault != Fault::store;
    } catch (const Stop& stopped) {
      observe::log(Level::error, name, stopped.text);
      return stopped.exit != Exit::store;
    }
  }

  [[nodiscard]] bool rests(const std::string& what) const {
    const auto until = rest_until_.find(what);
    return until != rest_until_.end() && std::chrono::steady_clock::now() < until->second;
  }

  /// What runs have left to be delivered. An outlet of a pipeline that runs just now is left to that run.
  std::chrono::seconds start_due_deliveries() {
    const auto reading = must(work_->store().begin(store::Access::read));
    const auto now = work_->clock().now();
    auto wait = longest_wait;
    for (const auto& name : idle_outlets()) {
      const auto at = must(engine::next_delivery(*reading, work_->configuration().outlets.at(name)));
      if (!at || jobs_.runs(delivering(name))) continue;
      if (*at <= now) start_delivery(name);
      else wait = std::min<std::chrono::seconds>(wait, *at - now);
    }
    return wait;
  }

  [[nodiscard]] std::set<std::string> idle_outlets() const {
    std::set<std::string> all, busy;
    for (const auto& [name, pipeline] : work_->configuration().pipelines) {
      for (const auto& route : pipeline.to) (jobs_.runs(name) ? busy : all).insert(route.outlet);
    }
    for (const auto& outlet : busy) all.erase(outlet);
    return all;
  }

  static std::string delivering(const std::string& outlet) { return "deliveries to " + outlet; }

  void start_delivery(const std::string& outlet) {
    const auto work = work_;
    jobs_.start(
        delivering(outlet),
        [this, outlet, work](const std::stop_token& stop) {
          attempt(outlet, [&] { deliver(*work, outlet, exporter_.get(), stop); });
        },
        [this] { tick(); });
  }

  static void deliver(const Workplace& work, const std::string& outlet, observe::Tracer* tracer,
                      const std::stop_token& stop) {
    const auto& configuration = work.configuration();
    const auto store = work.another_store();
    engine::RunReport report;
    TracingObserver observer(tracer);
    engine::RunTale tale(report, observer);
    const engine::DeliveryRoom room{*store, configuration.store, work.clock(), configuration.patience, tale};
    const auto delivered =
        engine::Deliverer(room, engine::Pace::patient, stop).deliver(configuration.outlets.at(outlet));
    const observe::About about{.connection = outlet};
    if (!delivered) observe::log(Level::error, about, delivered.error().what);
    log_troubles(Level::warn, about, report.troubles);
    if (report.deliveries() > 0)
      observe::log(Level::info, about, std::to_string(report.deliveries()) + " delivered that had waited");
  }

  void start_intakes() {
    const auto& configuration = work_->configuration();
    for (const auto& [name, pipeline] : configuration.pipelines) {
      for (const auto& inlet : pipeline.from) {
        const bool pushed = configuration.inlets.at(inlet).source()->arrival() == Arrival::pushed;
        if (pushed && !rests(inlet) && !jobs_.runs(taking_in(inlet))) start_intake(name, inlet);
      }
    }
  }

  static std::string taking_in(const std::string& inlet) { return "intake of " + inlet; }

  void start_intake(const std::string& pipeline, const std::string& inlet) {
    const auto work = work_;
    rest_until_.erase(inlet);
    intakes_.insert(taking_in(inlet));
    jobs_.start(
        taking_in(inlet),
        [this, pipeline, inlet, work](const std::stop_token& stop) {
          attempt(inlet, [&] { take_in(*work, pipeline, inlet, stop); });
        },
        [this] { tick(); });
  }

  void take_in(const Workplace& work, const std::string& pipeline, const std::string& inlet,
               const std::stop_token& stop) {
    const auto store = work.another_store();
    const engine::IntakeListener listener{[this] { asio::post(io_, [this] { tick(); }); },
                                          [inlet](const std::string& trouble) {
                                            observe::log(Level::error, observe::About{.connection = inlet}, trouble);
                                          },
                                          exporter_.get()};
    const auto taken = engine::take_in(work.surroundings_in(*store), work.pipeline(pipeline),
                                       work.configuration().inlets.at(inlet), listener, stop);
    if (taken) return;
    observe::log(Level::error, observe::About{.connection = inlet}, taken.error().what);
    asio::post(io_, [this, inlet] { rest_until_[inlet] = std::chrono::steady_clock::now() + intake_opened_again; });
  }

  /// Looks at how all of it does. A mail server that hangs holds up the next look alone.
  void start_watch() {
    if (jobs_.runs(watching) || std::chrono::steady_clock::now() < next_watch_) return;
    next_watch_ = std::chrono::steady_clock::now() + watched_again;
    jobs_.start(
        watching,
        [work = work_, watch = watch_](const std::stop_token& /*stop*/) {
          attempt(watching, [&] {
            const auto store = work->another_store();
            static_cast<void>(watch->look(*store, work->clock().now(), engine::DaemonIs::running));  // it logs itself
          });
        },
        [] {});
  }

  /// Between runs: a run makes new what would be looked at. One that rests is due.
  void start_proof() {
    constexpr auto name = "reconciliation";
    const auto& pipelines = work_->configuration().pipelines;
    const bool busy = std::any_of(pipelines.begin(), pipelines.end(), [&](const auto& pipeline) {
      return jobs_.runs(pipeline.first) || run_rests(pipeline.first);
    });
    if (busy || jobs_.runs(name) || !proof_is_due()) return;
    next_proof_ = std::chrono::steady_clock::now() + proved_at_most_every;
    jobs_.start(
        name,
        [work = work_](const std::stop_token& stop) {
          attempt("reconciliation", [&] {
            const auto store = work->another_store();
            tell(engine::prove(work->surroundings_in(*store), "schedule", stop));
          });
        },
        [this] {
          next_watch_ = {};  // people hear of it at once
          tick();
        });
  }

  [[nodiscard]] bool proof_is_due() {
    if (std::chrono::steady_clock::now() < next_proof_) return false;
    const auto reading = must(work_->store().begin(store::Access::read));
    return must(engine::proof_is_due(*reading, work_->configuration(), work_->clock().now()));
  }

  const Options& options_;
  std::shared_ptr<Workplace> work_;
  std::shared_ptr<Watch> watch_;                      ///< of the configuration in work_
  const std::shared_ptr<traces::Exporter> exporter_;  ///< null: no traces are sent
  engine::RunLock lock_;
  engine::Scheduler scheduler_;
  asio::io_context io_;
  asio::signal_set signals_;
  asio::steady_timer timer_;
  const std::chrono::seconds pulse_ = ServiceNotice::pulse(longest_wait);
  ServiceNotice notice_;
  std::string refused_;  ///< why the configuration that stands there now does not run; empty: it does
  bool stopping_ = false;
  std::set<std::string> intakes_;
  std::map<std::string, std::chrono::steady_clock::time_point> rest_until_;  ///< intakes
  engine::RunRests run_rests_{[this] { return has_room(); }};
  std::chrono::steady_clock::time_point next_watch_;
  std::chrono::steady_clock::time_point next_proof_;
  const std::shared_ptr<RunProgress> progress_ = std::make_shared<RunProgress>();
  Jobs jobs_;
  AdminHouse house_;  // last: its threads use all of the above
};

}  // namespace

void run_daemon(const Options& options) { Daemon(options).run(); }

bool daemon_runs(const std::filesystem::path& store) { return !engine::RunLock::take(store, engine::daemon_lock); }

}  // namespace sluss::app
