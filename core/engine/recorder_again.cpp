// The recorder's part for what goes through the steps once more: it may break them like anything that is read.
#include <algorithm>
#include <iterator>

#include "engine/recorder.h"

namespace sluss::engine {

using store::State;
using store::StoredMessage;

namespace {

constexpr std::size_t page = 1000;

}  // namespace

Result<void> Recorder::decide_again(const std::string& channel, State state, Attempt& attempt) {
  store::MessageFilter filter;
  filter.state = state;
  filter.channel = channel;
  filter.limit = page;
  std::int64_t row = 0;
  for (;;) {
    if (context_.stop().stop_requested()) return fail(Fault::cancelled, "stopped before all was decided again");
    SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(messages, reading->messages().list(filter));
    reading.reset();
    const bool is_last = messages.size() < page;
    if (!messages.empty()) filter.after = messages.back().message.id;
    // What was purged was billed as it was, and tells of no student any more.
    std::erase_if(messages,
                  [&](const StoredMessage& stored) { return stored.run == report_.run || stored.purged.has_value(); });
    SLUSS_TRY(take_out_passed_over(messages, attempt));
    if (!attempt.is_careful()) SLUSS_TRY(retry_or_alone(std::move(messages), attempt));
    else if (state == State::held) SLUSS_TRY(retry_alone(std::move(messages), attempt));
    else SLUSS_TRY(retry_carefully(std::move(messages), row, attempt));
    if (is_last) return {};
  }
}

/// In batches that grow as far as an earlier attempt came, so that what was broken off goes on quickly.
Result<void> Recorder::retry_carefully(std::vector<StoredMessage>&& messages, std::int64_t& row, Attempt& attempt) {
  for (std::size_t from = 0; from < messages.size();) {
    if (context_.stop().stop_requested()) return fail(Fault::cancelled, "stopped before all was decided again");
    const auto rows = std::min(attempt.rows_at_once(row), messages.size() - from);
    const auto first = messages.begin() + static_cast<std::ptrdiff_t>(from);
    std::vector<StoredMessage> some(std::make_move_iterator(first),
                                    std::make_move_iterator(first + static_cast<std::ptrdiff_t>(rows)));
    SLUSS_TRY(rows == 1 ? retry_alone(std::move(some), attempt) : retry_or_alone(std::move(some), attempt));
    SLUSS_TRY(in_transaction([&](store::Transaction& transaction) { return attempt.advance(transaction, rows); }));
    row += static_cast<std::int64_t>(rows);
    from += rows;
  }
  return {};
}

Result<void> Recorder::retry_or_alone(std::vector<StoredMessage>&& messages, Attempt& attempt) {
  const auto retried = retry(messages);
  if (retried || !a_step_broke_) return retried;
  return retry_alone(std::move(messages), attempt);
}

Result<void> Recorder::retry(const std::vector<StoredMessage>& messages) {
  std::vector<Pending> pending;
  SLUSS_TRY(in_transaction([&](store::Transaction& transaction) -> Result<void> {
    for (const auto& stored : messages) {
      // Since it was listed, a newer version may have come, or a person may have decided about it.
      SLUSS_TRY_ASSIGN(current, transaction.messages().find(stored.channel, stored.message.key));
      if (!current || current->message != stored.message.id || current->state != stored.state) continue;
      Pending p;
      p.stored = stored;
      p.item.message = std::move(p.stored.message);
      p.item.again = true;
      p.is_stored = true;
      pending.push_back(std::move(p));
    }
    return decide(transaction, pending, 0);
  }));
  for (const auto& p : pending) tell(p);
  return {};
}

Result<void> Recorder::take_out_passed_over(std::vector<StoredMessage>& messages, const Attempt& attempt) {
  const auto& rows = attempt.passed_over();
  if (rows.empty()) return {};
  const auto broken = std::stable_partition(messages.begin(), messages.end(), [&](const StoredMessage& stored) {
    return !rows.contains(row_at(Stage::pipeline, stored.message));
  });
  SLUSS_TRY(in_transaction([&](store::Transaction& transaction) -> Result<void> {
    for (auto stored = broken; stored != messages.end(); ++stored)
      SLUSS_TRY(transaction.messages().set_state(stored->message.id, State::held,
                                                 attempt.why_passed_over(stored->message).what, stored->amount));
    return {};
  }));
  for (auto stored = broken; stored != messages.end(); ++stored) report_.held.add(stored->amount.value_or(Ore{}));
  messages.erase(broken, messages.end());
  return {};
}

Result<void> Recorder::retry_alone(std::vector<StoredMessage>&& messages, Attempt& attempt) {
  for (auto& stored : messages) {
    if (context_.stop().stop_requested()) return fail(Fault::cancelled, "stopped before all was decided again");
    const auto name = row_at(Stage::pipeline, stored.message);
    SLUSS_TRY(attempt.suspect(name));
    const auto retried = retry({stored});
    if (retried) continue;
    if (!a_step_broke_) return retried;
    SLUSS_TRY(attempt.pass_over(name));
    std::vector<StoredMessage> broken = {std::move(stored)};
    SLUSS_TRY(take_out_passed_over(broken, attempt));
  }
  return {};
}

}  // namespace sluss::engine
