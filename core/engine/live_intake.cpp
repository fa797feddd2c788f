#include "engine/live_intake.h"

#include <vector>

#include "engine/decoder.h"
#include "engine/recorder.h"
#include "engine/steps.h"

namespace sluss::engine {
namespace {

constexpr std::size_t at_once = 256;

/// One thing that was pushed, and what its sender will hear.
struct Push {
  Read read;
  Outcome outcome = Outcome::left;
  std::string why;
};

class LiveIntake {
 public:
  LiveIntake(const Surroundings& around, const config::Inlet& inlet, const IntakeListener& listener, Steps& steps,
             RunReport& report, const std::stop_token& stop)
      : around_(around),
        inlet_(inlet),
        listener_(listener),
        stop_(stop),
        report_(report),
        source_(inlet.source()),
        context_(around.clock, stop, around.configuration.agreements, report),
        recorder_(around.store, steps, context_, report, nobody_) {}

  Result<void> run() {
    auto opened = guarded(inlet_.name, [&] { return source_->open(stop_); });
    while (opened && !stop_.stop_requested()) {
      const auto waited = guarded(inlet_.name, [&] { return source_->wait(stop_); });
      if (!waited) opened = fail(waited.error());
      else if (!stop_.stop_requested()) take(waiting());
    }
    source_->close();
    if (stop_.stop_requested()) return {};  // also where the stop came while it was opened
    return opened;
  }

 private:
  std::vector<Push> waiting() {
    std::vector<Push> pushes;
    while (pushes.size() < at_once) {
      auto next = guarded(inlet_.name, [&] { return source_->read(stop_); });
      if (!next || !*next) break;
      pushes.push_back({std::move(**next), Outcome::left, ""});
    }
    return pushes;
  }

  void take(std::vector<Push> pushes) {
    if (pushes.empty()) return;
    const auto stored = store_all(pushes);
    if (!stored) {
      recorder_.forget();
      for (auto& push : pushes) push.outcome = Outcome::left;
    }
    for (const auto& push : pushes) {
      const auto told = guarded(inlet_.name, [&] { return source_->settle(push.read.ticket, push.outcome, push.why); });
      if (!told) report_.trouble(inlet_.name + ": " + told.error().what);
    }
    if (stored) listener_.committed();
    tell(stored);
  }

  void tell(const Result<void>& stored) {
    if (!stored && !in_trouble_) listener_.in_trouble(stored.error().what);
    in_trouble_ = !stored;
  }

  Result<void> store_all(std::vector<Push>& pushes) {
    for (auto& push : pushes) SLUSS_TRY(store(push));
    return recorder_.commit();
  }

  /// An error is the store's.
  Result<void> store(Push& push) {
    const auto& read = push.read;
    SLUSS_TRY_ASSIGN(known, recorder_.cursor(inlet_.name, read.name));
    if (known && known->version == read.version) return decide(push, Outcome::taken);
    if (known)
      return decide(push, Outcome::refused,
                    "the same key came before with other content; a change needs a key of its own");
    std::vector<IncomingBatch> batches;
    Decoder decoder(inlet_, read, around_.clock, stop_);
    std::int64_t rows = 0;
    while (auto batch = decoder.next()) {
      rows += static_cast<std::int64_t>(batch->size());
      batches.push_back(std::move(*batch));
    }
    if (!decoder.outcome()) {
      const auto fault = decoder.outcome().error().fault;
      const bool may_come_again = fault == Fault::cancelled || fault == Fault::unavailable;
      return decide(push, may_come_again ? Outcome::left : Outcome::refused, decoder.outcome().error().what);
    }
    Seen seen;
    for (auto& batch : batches) SLUSS_TRY(recorder_.record(inlet_.name, std::move(batch), seen));
    SLUSS_TRY(recorder_.remember({inlet_.name, read.name, read.version, rows, report_.run}));
    return decide(push, Outcome::taken);
  }

  static Result<void> decide(Push& push, Outcome outcome, std::string why = "") {
    push.outcome = outcome;
    push.why = std::move(why);
    return {};
  }

  const Surroundings& around_;
  const config::Inlet& inlet_;
  const IntakeListener& listener_;
  const std::stop_token& stop_;
  RunReport& report_;
  std::unique_ptr<Source> source_;
  RunObserver nobody_;
  StepContext context_;
  Recorder recorder_;
  bool in_trouble_ = false;
};

}  // namespace

Result<void> take_in(const Surroundings& surroundings, const config::Pipeline& pipeline, const config::Inlet& inlet,
                     const IntakeListener& listener, const std::stop_token& stop) {
  RunReport report;
  // Under the inlet's name: the pipeline's own runs go on beside it.
  report.pipeline = inlet.name;
  report.started = surroundings.clock.now();
  SLUSS_TRY_ASSIGN(steps, Steps::make(pipeline, surroundings.configuration, surroundings.registry));
  SLUSS_TRY_ASSIGN(id, begin_run(surroundings, inlet.name, by_arrival));
  report.run = id;
  auto worked = LiveIntake(surroundings, inlet, listener, steps, report, stop).run();
  if (!worked) report.trouble(worked.error().what);
  SLUSS_TRY(end_run(surroundings, report, worked ? "done" : "failed"));
  return worked;
}

}  // namespace sluss::engine
