#include "engine/live_intake.h"

#include <algorithm>
#include <set>
#include <vector>

#include "engine/attempt.h"
#include "engine/decoder.h"
#include "engine/recorder.h"
#include "engine/steps.h"

namespace sluss::engine {
namespace {

constexpr std::size_t at_once = 256;
/// After a crash, so many in a row that broke nothing are enough to commit several at once again.
constexpr std::size_t careful_for = 1000;

/// One thing that was pushed, and what its sender will hear.
struct Push {
  Read read;
  Outcome outcome = Outcome::left;
  std::string why;
  std::optional<std::vector<IncomingBatch>> batches = std::nullopt;  ///< what was decoded: it can be read once
};

/// What is known of the intakes before this one.
struct Past {
  bool broke_off = false;       ///< the last one never came to its end: something pushed may have ended the process
  std::set<std::string> begun;  ///< what was begun and never ended
};

/// Nobody looks on; but what comes may be traced.
class Traced final : public RunObserver {
 public:
  explicit Traced(observe::Tracer* tracer) : tracer_(tracer) {}
  [[nodiscard]] observe::Tracer* tracer() override { return tracer_; }

 private:
  observe::Tracer* tracer_;
};

class LiveIntake {
 public:
  LiveIntake(const Surroundings& around, const config::Inlet& inlet, const IntakeListener& listener, Steps& steps,
             RunReport& report, Past&& past, const std::stop_token& stop)
      : around_(around),
        inlet_(inlet),
        listener_(listener),
        stop_(stop),
        report_(report),
        is_careful_(past.broke_off),
        begun_before_(std::move(past.begun)),
        source_(inlet.source()),
        context_(around.clock, stop, around.configuration.agreements, report),
        observer_(listener.tracer),
        recorder_(around, steps, context_, report, observer_) {}

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
    const bool one_by_one = is_careful_ || std::any_of(pushes.begin(), pushes.end(), [&](const Push& push) {
                              return begun_before_.contains(push.read.name);
                            });
    const auto stored = one_by_one ? store_one_by_one(pushes) : store_all(pushes);
    for (const auto& push : pushes) {
      const auto told = guarded(inlet_.name, [&] { return source_->settle(push.read.ticket, push.outcome, push.why); });
      if (!told) report_.trouble({inlet_.name + ": " + told.error().what, inlet_.name});
    }
    if (stored) listener_.committed();
    tell(stored);
  }

  void tell(const Result<void>& stored) {
    if (!stored && !in_trouble_) listener_.in_trouble(stored.error().what);
    in_trouble_ = !stored;
  }

  Result<void> store_all(std::vector<Push>& pushes) {
    const auto stored = store_together(pushes);
    if (stored) return stored;
    recorder_.forget();
    for (auto& push : pushes) push.outcome = Outcome::left;
    return recorder_.a_step_broke() ? store_one_by_one(pushes) : stored;
  }

  Result<void> store_together(std::vector<Push>& pushes) {
    for (auto& push : pushes) SLUSS_TRY(store(push));
    return recorder_.commit();
  }

  /// One that breaks a step, or the process, takes no other with it.
  Result<void> store_one_by_one(std::vector<Push>& pushes) {
    for (auto& push : pushes) {
      const auto stored = store_alone(push);
      if (stored) continue;
      recorder_.forget();
      push.outcome = Outcome::left;
      return stored;
    }
    return {};
  }

  Result<void> store_alone(Push& push) {
    SLUSS_TRY_ASSIGN(attempt, Attempt::begin(around_, inlet_.name, push.read));
    if (attempt.is_refused()) return decide(push, Outcome::refused, attempt.refusal().what);
    const auto stored = store(push);
    if (!stored) {
      recorder_.forget();
      if (!recorder_.a_step_broke()) {
        static_cast<void>(attempt.take_back());
        return stored;
      }
      SLUSS_TRY(decide(push, Outcome::refused, stored.error().what));
    }
    SLUSS_TRY(recorder_.along([&](store::Transaction& transaction) { return attempt.end(transaction); }));
    SLUSS_TRY(recorder_.commit());
    unbroken_ = stored ? unbroken_ + 1 : 0;
    if (unbroken_ >= careful_for) is_careful_ = false;
    return {};
  }

  /// An error is the store's, or a step's.
  Result<void> store(Push& push) {
    const auto& read = push.read;
    SLUSS_TRY_ASSIGN(known, recorder_.cursor(inlet_.name, read.name));
    if (known && known->version == read.version) return decide(push, Outcome::taken);
    if (known)
      return decide(push, Outcome::refused,
                    "the same key came before with other content; a change needs a key of its own");
    const auto decoded = decode(push);
    if (!decoded) {
      const auto fault = decoded.error().fault;
      const bool may_come_again = fault == Fault::cancelled || fault == Fault::unavailable;
      return decide(push, may_come_again ? Outcome::left : Outcome::refused, decoded.error().what);
    }
    Seen seen;
    std::int64_t rows = 0;
    for (const auto& batch : *push.batches) {
      rows += static_cast<std::int64_t>(batch.size());
      SLUSS_TRY(recorder_.record(inlet_.name, IncomingBatch(batch), seen));
    }
    SLUSS_TRY(recorder_.remember({inlet_.name, read.name, read.version, rows, report_.run}));
    return decide(push, Outcome::taken);
  }

  Result<void> decode(Push& push) {
    if (push.batches) return {};
    std::vector<IncomingBatch> batches;
    Decoder decoder(inlet_, push.read, around_.clock, stop_);
    while (auto batch = decoder.next()) batches.push_back(std::move(*batch));
    SLUSS_TRY(decoder.outcome());
    push.batches = std::move(batches);
    return {};
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
  bool is_careful_;
  std::size_t unbroken_ = 0;  ///< committed alone, in a row, without a step that broke
  std::set<std::string> begun_before_;
  std::unique_ptr<Source> source_;
  StepContext context_;
  Traced observer_;
  Recorder recorder_;
  bool in_trouble_ = false;
};

Result<Past> past_of(store::Store& store, const std::string& inlet) {
  Past past;
  SLUSS_TRY_ASSIGN(reading, store.begin(store::Access::read));
  SLUSS_TRY_ASSIGN(runs, reading->runs().list(inlet, 2));
  past.broke_off = runs.size() > 1 && runs[1].state == "interrupted";
  SLUSS_TRY_ASSIGN(readings, reading->readings().list());
  for (const auto& begun : readings) {
    if (begun.channel == inlet) past.begun.insert(begun.resource);
  }
  return past;
}

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
  SLUSS_TRY_ASSIGN(past, past_of(surroundings.store, inlet.name));
  auto worked = guarded("the intake of " + inlet.name, [&] {
    return LiveIntake(surroundings, inlet, listener, steps, report, std::move(past), stop).run();
  });
  if (!worked) report.trouble({worked.error().what});
  SLUSS_TRY(end_run(surroundings, report, worked ? "done" : "failed"));
  return worked;
}

}  // namespace sluss::engine
