// Stores messages: finds out what is new, runs the pipeline's steps, and appends the outcome - in one transaction a
// batch.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/batch_spans.h"
#include "engine/decoder.h"
#include "engine/hang_watch.h"
#include "engine/run_observer.h"
#include "engine/run_report.h"
#include "engine/steps.h"
#include "store/store.h"

namespace sluss::engine {

/// What has been seen of one snapshot.
class Seen {
 public:
  void mark(std::int64_t message, const std::string& scope);
  /// A row whose key cannot be read: it may be any that seems to be missing.
  void mark_unknown() { ++unknown_; }
  [[nodiscard]] std::int64_t unknown() const { return unknown_; }
  [[nodiscard]] bool contains(std::int64_t message) const;
  [[nodiscard]] const std::set<std::string>& scopes() const { return scopes_; }

 private:
  std::vector<bool> messages_;  // one bit a message: flat enough for a million rows
  std::set<std::string> scopes_;
  std::int64_t unknown_ = 0;
};

/// What goes through the steps once more.
struct Again {
  std::optional<store::State> state;  ///< what stands in it since an earlier run; without one whatever was decided
  bool otherwise = false;  ///< of that only what a step decides otherwise now: it becomes a new version, in any run
  std::int64_t after = 0;  ///< messages with ids above this one
};

class Recorder {
 public:
  Recorder(const Surroundings& around, Steps& steps, StepContext& context, RunReport& report, RunObserver& observer);

  /// Stores a batch of an inlet's messages. Some batches share a transaction: they are safe after `commit`.
  [[nodiscard]] Result<void> record(const std::string& channel, IncomingBatch&& batch, Seen& seen);
  /// The cursor of something read before, as it stands within what is not committed yet.
  [[nodiscard]] Result<std::optional<store::Cursor>> cursor(const std::string& channel, const std::string& resource);
  /// Remembers a cursor together with what was recorded before it.
  [[nodiscard]] Result<void> remember(const store::Cursor& cursor);
  /// Writes something else together with what was recorded before it.
  [[nodiscard]] Result<void> along(const std::function<Result<void>(store::Transaction&)>& write) {
    return in_shared_transaction(write);
  }
  /// Whether the last error was a step's own: it threw, or said that what it was given is wrong. Not the store's.
  [[nodiscard]] bool a_step_broke() const { return a_step_broke_; }
  /// Gives up what was not committed.
  void forget() {
    batches_in_open_ = 0;
    open_.reset();
    spans_.forget();
  }
  /// Commits what `record` has taken since the last commit. Called at the end of each input, whatever became of it.
  [[nodiscard]] Result<void> commit();
  /// A whole snapshot was read: what it no longer holds has been withdrawn. More missing than `limit_percent` of a
  /// scope is an error (Fault::data) and withdraws nothing. Nor is anything withdrawn while a row's key is unknown.
  [[nodiscard]] Result<void> withdraw_missing(const std::string& channel, const std::string& resource, const Seen& seen,
                                              std::int64_t limit_percent);
  /// Takes something of the channel through the steps once more: what is held; what was collected, when agreements or
  /// prices are others now; what rests on something that was looked up, when that is another now.
  [[nodiscard]] Result<void> decide_again(const std::string& channel, const Again& again, Attempt& attempt);
  /// Takes out of the steps what they collected, and stores what is new or changed of it.
  [[nodiscard]] Result<void> finish(const std::string& pipeline);

 private:
  /// A message on its way into the store.
  struct Pending {
    Item item;
    store::StoredMessage stored;                   ///< without its message, which is the item's until the end
    bool is_stored = false;                        ///< it stands in the store already and only its state may change
    std::optional<Message> before = std::nullopt;  ///< of one that is decided otherwise: as it stands in the store
    bool is_news = true;                           ///< it did not stand in the store, or in another state
  };
  [[nodiscard]] Result<void> in_transaction(const std::function<Result<void>(store::Transaction&)>& work);
  /// In the transaction that `commit` ends; it also ends by itself when enough is in it.
  [[nodiscard]] Result<void> in_shared_transaction(const std::function<Result<void>(store::Transaction&)>& work);
  [[nodiscard]] Result<std::vector<Pending>> classify(store::Transaction& transaction, const std::string& channel,
                                                      IncomingBatch&& batch, Seen& seen);
  [[nodiscard]] Result<void> decide(store::Transaction& transaction, std::vector<Pending>& pending,
                                    std::size_t first_step);
  [[nodiscard]] Result<void> store_outcome(store::Transaction& transaction, Pending& pending);
  [[nodiscard]] Result<void> deliver(store::Transaction& transaction, const std::string& channel,
                                     const Message& message, const Destination& to);
  [[nodiscard]] Result<void> withdraw(const std::string& channel, const std::vector<std::int64_t>& missing,
                                      const std::string& resource, bool in_doubt);
  [[nodiscard]] Result<bool> finish_some(const std::string& pipeline, std::size_t step);
  /// The same messages, one at a time.
  [[nodiscard]] Result<void> retry_alone(std::vector<store::StoredMessage>&& messages, const Again& again,
                                         Attempt& attempt);
  /// Those that a step breaks on are held, and say so.
  [[nodiscard]] Result<void> take_out_passed_over(std::vector<store::StoredMessage>& messages, const Attempt& attempt);
  [[nodiscard]] Result<void> retry(const std::vector<store::StoredMessage>& messages, const Again& again);
  [[nodiscard]] Result<bool> decided_otherwise(const store::StoredMessage& stored);
  /// What is still to be decided of these, once more or as a new version.
  [[nodiscard]] Result<std::vector<Pending>> next_of(store::Transaction& transaction,
                                                     const std::vector<store::StoredMessage>& messages,
                                                     const Again& again);
  [[nodiscard]] Result<void> make_next_version(store::Transaction& transaction, Pending& pending) const;
  static void leave_passed_over(std::vector<store::StoredMessage>& messages, const Attempt& attempt);
  /// Together, or one at a time when a step breaks.
  [[nodiscard]] Result<void> retry_or_alone(std::vector<store::StoredMessage>&& messages, const Again& again,
                                            Attempt& attempt);
  [[nodiscard]] Result<void> retry_carefully(std::vector<store::StoredMessage>&& messages, const Again& again,
                                             std::int64_t& row, Attempt& attempt);
  [[nodiscard]] Result<void> run_steps(Batch& batch, std::size_t first_step);
  /// What a step made, as the next version of its thing; nullopt when it says what the current one says.
  [[nodiscard]] Result<std::optional<Pending>> version_of(store::Transaction& transaction, const std::string& pipeline,
                                                          Message&& made);
  [[nodiscard]] Result<void> commit_traced(store::Transaction& transaction);
  void tell(const Pending& pending);

  store::Store& store_;
  Steps& steps_;
  StepContext& context_;
  RunReport& report_;
  RunObserver& observer_;
  std::unique_ptr<store::Transaction> open_;  ///< the shared one
  std::size_t batches_in_open_ = 0;
  bool a_step_broke_ = false;
  BatchSpans spans_;
  HangWatch hang_watch_;
};

}  // namespace sluss::engine
