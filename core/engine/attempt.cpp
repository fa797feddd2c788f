#include "engine/attempt.h"

#include <algorithm>

#include "engine/hang_note.h"

namespace sluss::engine {
namespace {

constexpr std::int64_t small_batch = 50;
constexpr std::size_t large_batch = 1000;  // of rows that are stored already
constexpr int first_one_by_one = 3;
constexpr int enough_blame = 2;  // a power cut may hit any row once

/// The same content, read by the same code. Another configuration is no reason to count anew: prices change often.
std::string version_of(const Surroundings& around, const Read& read) { return read.version + " " + around.modules; }

bool reads(const config::Configuration& configuration, const std::string& pipeline, const std::string& channel) {
  if (pipeline == channel) return true;
  const auto at = configuration.pipelines.find(pipeline);
  return at != configuration.pipelines.end() &&
         std::find(at->second.from.begin(), at->second.from.end(), channel) != at->second.from.end();
}

/// Its process ended over a step of another pipeline, which held the store so long that this one could only wait.
bool had_to_wait(const Surroundings& around, const store::Begun& begun) {
  const auto hung = last_hang(around.configuration.store);
  return hung && begun.at <= hung->at && !reads(around.configuration, hung->pipeline, begun.channel);
}

}  // namespace

std::string row_at(Stage stage, const Message& message) {
  const auto& bytes = message.raw.empty() ? message.origin.place() : message.raw;
  return (stage == Stage::inlet ? "inlet " : "pipeline ") + to_hex(digest(bytes));
}

Result<Attempt> Attempt::begin(const Surroundings& around, const std::string& channel, const Read& read) {
  SLUSS_TRY_ASSIGN(transaction, around.store.begin(store::Access::write));
  SLUSS_TRY_ASSIGN(before, transaction->readings().find(channel, read.name));
  const auto version = version_of(around, read);
  if (!before || before->version != version) before = store::Begun{channel, read.name, version, 0, {}, 0, "", 0};
  if (before->attempts > 0 && had_to_wait(around, *before)) {
    --before->attempts;
    before->suspect.clear();
    before->blamed = 0;
  }
  Attempt attempt(around, std::move(*before));
  SLUSS_TRY(attempt.count(*transaction));
  SLUSS_TRY_ASSIGN(rows, transaction->readings().passed_over(channel, around.modules));
  attempt.passed_over_.insert(rows.begin(), rows.end());
  SLUSS_TRY(transaction->commit());
  return attempt;
}

Result<void> Attempt::count(store::Transaction& transaction) {
  if (reading_.blamed >= enough_blame) {
    SLUSS_TRY(transaction.readings().pass_over(reading_.channel, reading_.suspect, around_.modules));
    reading_.suspect.clear();
    reading_.blamed = 0;
    reading_.attempts = 1;
  }
  refused_ = reading_.attempts >= most_attempts;
  if (refused_) return {};
  ++reading_.attempts;
  reading_.at = around_.clock.now();
  first_alone_ = reading_.rows;
  earlier_suspect_ = reading_.suspect;
  earlier_blamed_ = reading_.blamed;
  return transaction.readings().set(reading_);
}

Error Attempt::refusal() const {
  return {Fault::data, "reading it has broken off " + std::to_string(reading_.attempts) +
                           " times, the last time in the attempt begun " + to_stockholm(reading_.at) +
                           ": it is not tried again before its content or the plugins change. When the cause is "
                           "mended: sluss connections resume " +
                           reading_.channel};
}

Error Attempt::why_passed_over(const Message& message) const {
  return {Fault::data, message.origin.place() +
                           ": a step breaks on this row, so it is passed over; the rest goes on. When the step is "
                           "mended: sluss connections resume " +
                           reading_.channel};
}

std::size_t Attempt::rows_at_once(std::int64_t row) const {
  if (row < first_alone_) return std::min(large_batch, static_cast<std::size_t>(first_alone_ - row));
  const bool is_alone = reading_.attempts >= first_one_by_one && row < first_alone_ + small_batch;
  return is_alone ? 1 : small_batch;
}

Result<void> Attempt::suspect(const std::string& row) {
  reading_.suspect = row;
  reading_.blamed = row == earlier_suspect_ ? earlier_blamed_ + 1 : 1;
  return save();
}

Result<void> Attempt::pass_over(const std::string& row) {
  passed_over_.insert(row);
  SLUSS_TRY_ASSIGN(transaction, around_.store.begin(store::Access::write));
  SLUSS_TRY(transaction->readings().pass_over(reading_.channel, row, around_.modules));
  return transaction->commit();
}

Result<void> Attempt::advance(store::Transaction& transaction, std::size_t rows) {
  stored_ += static_cast<std::int64_t>(rows);
  reading_.rows = std::max(reading_.rows, stored_);
  reading_.suspect.clear();
  reading_.blamed = 0;
  // It has come past what it ended at: what may follow is another matter.
  if (reading_.rows >= first_alone_ + small_batch) reading_.attempts = 2;
  return transaction.readings().set(reading_);
}

Result<void> Attempt::end(store::Transaction& transaction) const {
  return transaction.readings().remove(reading_.channel, reading_.resource);
}

Result<void> Attempt::take_back() {
  --reading_.attempts;
  reading_.suspect = earlier_suspect_;
  reading_.blamed = earlier_blamed_;
  return save();
}

Result<void> Attempt::save() const {
  SLUSS_TRY_ASSIGN(transaction, around_.store.begin(store::Access::write));
  if (reading_.attempts == 0) SLUSS_TRY(transaction->readings().remove(reading_.channel, reading_.resource));
  else SLUSS_TRY(transaction->readings().set(reading_));
  return transaction->commit();
}

}  // namespace sluss::engine
