// A pipeline's steps and routes: what becomes of each message, decided but not yet stored.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "engine/run_report.h"
#include "engine/store_lookup.h"
#include "plugin/approvals.h"
#include "plugin/review.h"
#include "store/store.h"

namespace sluss::engine {

/// What the steps of one run share. Lives as long as the run.
class StepContext final : public Context, public Approvals {
 public:
  StepContext(const Clock& clock, std::stop_token stop, const domain::AgreementBook& agreements, RunReport& report)
      : clock_(clock), stop_(std::move(stop)), agreements_(agreements), report_(report) {}
  /// The transaction that the next calls belong to.
  void use(store::Transaction& transaction) {
    transaction_ = &transaction;
    lookup_.use(transaction);
  }

  [[nodiscard]] std::stop_token stop() const override { return stop_; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  void note(std::string text) override { report_.note(std::move(text)); }
  [[nodiscard]] const domain::AgreementBook& agreements() const override { return agreements_; }
  [[nodiscard]] BillingBook& book() override { return transaction_->book(); }
  [[nodiscard]] PaymentBook& payments() override { return transaction_->payments(); }
  [[nodiscard]] Lookup& lookup() override { return lookup_; }
  [[nodiscard]] Result<void> decide(const Group& group, const std::vector<WaitingLine>& lines, bool approved,
                                    const Approver& by) override;

 private:
  const Clock& clock_;
  std::stop_token stop_;
  const domain::AgreementBook& agreements_;
  RunReport& report_;
  store::Transaction* transaction_ = nullptr;
  StoreLookup lookup_;
};

/// Where a message that passed all steps goes.
struct Destination {
  store::State state = store::State::delivering;
  std::string reason;
  std::vector<std::string> outlets;
};

class Steps {
 public:
  /// Error: Fault::config when a condition does not compile.
  [[nodiscard]] static Result<Steps> make(const config::Pipeline& pipeline, const config::Configuration& configuration,
                                          const Registry& registry);

  [[nodiscard]] std::size_t count() const { return steps_.size(); }
  /// Hears of each step's name when it has been through with a batch.
  void tell_of_steps(std::function<void(const std::string&)> hear) { hear_ = std::move(hear); }
  /// Runs the steps from number `first` on over the batch. Decided items are left alone by later steps.
  [[nodiscard]] Result<void> run(std::span<Item> batch, std::size_t first, Context& context);
  /// What step number `step` has collected; nothing when it is done.
  [[nodiscard]] Result<Messages> finish(std::size_t step, Context& context);
  /// The kinds of messages that steps look up to decide others.
  [[nodiscard]] std::vector<std::string> looked_at() const;
  /// What steps remember of them is looked up anew from now on.
  void look_anew();
  /// Whether some step would decide otherwise now about a message that all steps have left as it is.
  [[nodiscard]] Result<bool> decide_otherwise(const Message& message, Standing standing, Context& context);
  /// Where an item goes that no step stopped.
  [[nodiscard]] Result<Destination> route(const Message& message);

 private:
  struct Way {
    std::string outlet, kind;
    std::unique_ptr<Predicate> when;
  };
  std::vector<std::unique_ptr<Processor>> steps_;
  std::vector<std::string> names_;  ///< of the steps, each as its plugin is called
  std::function<void(const std::string&)> hear_;
  std::vector<Reviewer*> reviewers_;  ///< those steps that are
  std::vector<Way> ways_;
};

/// Calls something of a plugin's; what it throws becomes Fault::internal, naming who threw, and a lack of memory or
/// threads Fault::unavailable.
[[nodiscard]] Error thrown_by(const std::string& who);

template <class F>
auto guarded(const std::string& who, F&& call) -> decltype(call()) {
  try {
    return call();
  } catch (...) {
    return fail(thrown_by(who));
  }
}

}  // namespace sluss::engine
