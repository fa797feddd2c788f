// Stores messages: finds out what is new, runs the pipeline's steps, and appends the outcome - in one transaction a
// batch.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/decoder.h"
#include "engine/run_observer.h"
#include "engine/run_report.h"
#include "engine/steps.h"
#include "store/store.h"

namespace sluss::engine {

/// What has been seen of one snapshot.
class Seen {
 public:
  void mark(std::int64_t message, const std::string& scope);
  [[nodiscard]] bool contains(std::int64_t message) const;
  [[nodiscard]] const std::set<std::string>& scopes() const { return scopes_; }

 private:
  std::vector<bool> messages_;  // one bit a message: flat enough for a million rows
  std::set<std::string> scopes_;
};

class Recorder {
 public:
  Recorder(store::Store& store, Steps& steps, StepContext& context, RunReport& report, RunObserver& observer);

  /// Stores a batch of an inlet's messages. Some batches share a transaction: they are safe after `commit`.
  [[nodiscard]] Result<void> record(const std::string& channel, IncomingBatch&& batch, Seen& seen);
  /// The cursor of something read before, as it stands within what is not committed yet.
  [[nodiscard]] Result<std::optional<store::Cursor>> cursor(const std::string& channel, const std::string& resource);
  /// Remembers a cursor together with what was recorded before it.
  [[nodiscard]] Result<void> remember(const store::Cursor& cursor);
  /// Gives up what was not committed.
  void forget() {
    batches_in_open_ = 0;
    open_.reset();
  }
  /// Commits what `record` has taken since the last commit. Called at the end of each input, whatever became of it.
  [[nodiscard]] Result<void> commit();
  /// A whole snapshot was read: what it no longer holds has been withdrawn. More missing than `limit_percent` of a
  /// scope is an error (Fault::data) and withdraws nothing.
  [[nodiscard]] Result<void> withdraw_missing(const std::string& channel, const std::string& resource, const Seen& seen,
                                              std::int64_t limit_percent);
  /// Tries again what is held in these channels since an earlier run.
  [[nodiscard]] Result<void> retry_held(const std::vector<std::string>& channels);
  /// Takes out of the steps what they collected, and stores what is new or changed of it.
  [[nodiscard]] Result<void> finish(const std::string& pipeline);

 private:
  struct Pending;
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
                                      const std::string& resource);
  [[nodiscard]] Result<bool> finish_some(const std::string& pipeline, std::size_t step);
  /// What a step made, as the next version of its thing; nullopt when it says what the current one says.
  [[nodiscard]] Result<std::optional<Pending>> version_of(store::Transaction& transaction, const std::string& pipeline,
                                                          Message&& made);
  void tell(const Pending& pending);

  store::Store& store_;
  Steps& steps_;
  StepContext& context_;
  RunReport& report_;
  RunObserver& observer_;
  std::unique_ptr<store::Transaction> open_;  ///< the shared one
  std::size_t batches_in_open_ = 0;
};

}  // namespace sluss::engine
