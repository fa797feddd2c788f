#include "app/daemon.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <memory>
#include <optional>
#include <systemd/sd-daemon.h>
#include <thread>

#include "app/workplace.h"
#include "engine/run_lock.h"
#include "engine/scheduler.h"
#include "observe/log.h"

namespace sluss::app {
namespace {

namespace asio = boost::asio;
using observe::Level;

// The wall clock may be set while we wait, so it is looked at again and again.
constexpr std::chrono::seconds longest_wait{20};

void log_faults(const Diagnostics& diagnostics) {
  for (const auto& fault : diagnostics.all()) observe::log(Level::error, "", fault.text());
}

std::string one_line(const engine::RunReport& report) {
  return "run " + std::to_string(report.run) + ": " + std::to_string(report.read) + " read, " +
         std::to_string(report.added) + " new, " + std::to_string(report.changed) + " changed, " +
         std::to_string(report.withdrawn) + " withdrawn, " + std::to_string(report.held.count) + " held, " +
         std::to_string(report.rejected) + " rejected, " + std::to_string(report.issued.count) + " invoices, " +
         std::to_string(report.deliveries()) + " delivered";
}

class Daemon {
 public:
  explicit Daemon(const Options& options)
      : options_(options),
        work_(std::make_shared<Workplace>(options)),
        lock_(take_lock()),
        scheduler_(schedule(*work_)),
        signals_(io_, SIGTERM, SIGINT, SIGHUP),
        timer_(io_) {}

  void run() {
    await_signal();
    tick();
    sd_notify(0, "READY=1");
    observe::log(Level::info, "",
                 "started with " + std::to_string(work_->configuration().pipelines.size()) + " pipelines");
    io_.run();
    observe::log(Level::info, "", "stopped");
  }

 private:
  engine::RunLock take_lock() {
    work_->need_configuration();
    static_cast<void>(work_->store());  // first of all: makes the folder
    auto lock = engine::RunLock::take(work_->configuration().store, engine::daemon_lock);
    if (!lock) throw Stop{Exit::store, "another daemon runs on " + work_->configuration().store.string()};
    return std::move(*lock);
  }

  static engine::Scheduler schedule(Workplace& work) {
    return must(engine::Scheduler::make(work.configuration(), work.store(), work.clock().now()));
  }

  void await_signal() {
    signals_.async_wait([this](const boost::system::error_code& failed, int signal) {
      if (failed) return;
      if (signal == SIGHUP) {
        reload_asked_ = true;
        if (!running_) reload();
        await_signal();
      } else {
        stop();
      }
    });
  }

  void stop() {
    sd_notify(0, "STOPPING=1");
    stopping_ = true;
    stop_.request_stop();
    timer_.cancel();
  }

  /// Between runs only: a run ends with the configuration it began with.
  void reload() {
    reload_asked_ = false;
    sd_notify(0, "RELOADING=1");
    auto fresh = std::make_shared<Workplace>(options_);
    if (!fresh->diagnostics().ok()) {
      log_faults(fresh->diagnostics());
      observe::log(Level::error, "", "the new configuration is refused; the old one goes on");
    } else if (fresh->configuration().store != work_->configuration().store) {
      observe::log(Level::error, "", "another store takes a restart; the old configuration goes on");
    } else {
      scheduler_ = schedule(*fresh);
      work_ = std::move(fresh);
      observe::log(Level::info, "", "configuration read again");
      tick();
    }
    sd_notify(0, "READY=1");
  }

  void tick() {
    if (stopping_ || running_) return;
    const auto due = scheduler_.next();
    const auto now = work_->clock().now();
    if (due && due->at <= now) return start(due->pipeline);
    const auto wait = due ? std::min<std::chrono::seconds>(longest_wait, due->at - now) : longest_wait;
    timer_.expires_after(wait);
    timer_.async_wait([this](const boost::system::error_code& failed) {
      if (!failed) tick();
    });
  }

  void start(const std::string& pipeline) {
    running_ = true;
    runner_ = std::jthread([this, pipeline, work = work_] {
      engine::RunObserver nobody;
      auto report =
          engine::run_pipeline(work->surroundings(), work->pipeline(pipeline), "schedule", nobody, stop_.get_token());
      asio::post(io_, [this, pipeline, report = std::move(report)] { ended(pipeline, report); });
    });
  }

  void ended(const std::string& pipeline, const Result<engine::RunReport>& report) {
    running_ = false;
    runner_.join();
    tell(pipeline, report);
    scheduler_.done(pipeline, work_->clock().now());
    if (reload_asked_ && !stopping_) reload();
    tick();
  }

  static void tell(const std::string& pipeline, const Result<engine::RunReport>& report) {
    if (!report) return observe::log(Level::error, pipeline, "the run did not take place: " + report.error().what);
    for (const auto& trouble : report->troubles) observe::log(Level::error, pipeline, trouble);
    observe::log(report->complete() ? Level::info : Level::error, pipeline, one_line(*report));
  }

  const Options& options_;
  std::shared_ptr<Workplace> work_;
  engine::RunLock lock_;
  engine::Scheduler scheduler_;
  asio::io_context io_;
  asio::signal_set signals_;
  asio::steady_timer timer_;
  std::stop_source stop_;
  bool stopping_ = false, running_ = false, reload_asked_ = false;
  std::jthread runner_;  // last: it uses all of the above
};

}  // namespace

void run_daemon(const Options& options) { Daemon(options).run(); }

bool daemon_runs(const std::filesystem::path& store) { return !engine::RunLock::take(store, engine::daemon_lock); }

}  // namespace sluss::app
