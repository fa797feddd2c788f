// The recorder's part for what goes through the steps once more: it may break them like anything that is read.
#include <algorithm>
#include <iterator>

#include "engine/recorder.h"

namespace sluss::engine {

using store::State;
using store::StoredMessage;

namespace {

constexpr std::size_t page = 1000;

/// Whether a message is what somebody could decide otherwise.
bool is_decided(const StoredMessage& stored) {
  return standing_of(stored.state) && stored.state != State::rejected && stored.message.change != Change::withdrawn;
}

}  // namespace

Result<void> Recorder::decide_again(const std::string& channel, const Again& again, Attempt& attempt) {
  store::MessageFilter filter;
  filter.state = again.state;
  filter.channel = channel;
  filter.after = again.after;
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
    std::erase_if(messages, [&](const StoredMessage& stored) {
      const bool is_not_meant = again.otherwise ? !is_decided(stored) : stored.run == report_.run;
      return is_not_meant || stored.purged.has_value();
    });
    if (again.otherwise) leave_passed_over(messages, attempt);
    else SLUSS_TRY(take_out_passed_over(messages, attempt));
    if (!attempt.is_careful()) SLUSS_TRY(retry_or_alone(std::move(messages), again, attempt));
    else if (again.otherwise || again.state == State::held) SLUSS_TRY(retry_alone(std::move(messages), again, attempt));
    else SLUSS_TRY(retry_carefully(std::move(messages), again, row, attempt));
    if (is_last) return {};
  }
}

/// In batches that grow as far as an earlier attempt came, so that what was broken off goes on quickly.
Result<void> Recorder::retry_carefully(std::vector<StoredMessage>&& messages, const Again& again, std::int64_t& row,
                                       Attempt& attempt) {
  for (std::size_t from = 0; from < messages.size();) {
    if (context_.stop().stop_requested()) return fail(Fault::cancelled, "stopped before all was decided again");
    const auto rows = std::min(attempt.rows_at_once(row), messages.size() - from);
    const auto first = messages.begin() + static_cast<std::ptrdiff_t>(from);
    std::vector<StoredMessage> some(std::make_move_iterator(first),
                                    std::make_move_iterator(first + static_cast<std::ptrdiff_t>(rows)));
    SLUSS_TRY(rows == 1 ? retry_alone(std::move(some), again, attempt)
                        : retry_or_alone(std::move(some), again, attempt));
    SLUSS_TRY(in_transaction([&](store::Transaction& transaction) { return attempt.advance(transaction, rows); }));
    row += static_cast<std::int64_t>(rows);
    from += rows;
  }
  return {};
}

Result<void> Recorder::retry_or_alone(std::vector<StoredMessage>&& messages, const Again& again, Attempt& attempt) {
  const auto retried = retry(messages, again);
  if (retried || !a_step_broke_) return retried;
  return retry_alone(std::move(messages), again, attempt);
}

Result<void> Recorder::retry(const std::vector<StoredMessage>& messages, const Again& again) {
  std::vector<Pending> pending;
  SLUSS_TRY(in_transaction([&](store::Transaction& transaction) -> Result<void> {
    SLUSS_TRY_ASSIGN(current, next_of(transaction, messages, again));
    pending = std::move(current);
    return decide(transaction, pending, 0);
  }));
  for (const auto& p : pending) {
    // What turned out to be no new version is told of where all that is held is.
    if (!p.before || !p.is_stored) tell(p);
  }
  return {};
}

Result<std::vector<Recorder::Pending>> Recorder::next_of(store::Transaction& transaction,
                                                         const std::vector<StoredMessage>& messages,
                                                         const Again& again) {
  const HangWatch::Work work(hang_watch_);
  std::vector<Pending> pending;
  for (const auto& stored : messages) {
    if (again.otherwise) {
      SLUSS_TRY_ASSIGN(otherwise, decided_otherwise(stored));
      if (!otherwise) continue;
    }
    // Since it was listed, a newer version may have come, or a person may have decided about it.
    SLUSS_TRY_ASSIGN(current, transaction.messages().find(stored.channel, stored.message.key));
    if (!current || current->message != stored.message.id || current->state != stored.state) continue;
    Pending next;
    next.stored = stored;
    next.item.message = std::move(next.stored.message);
    next.item.again = next.is_stored = !again.otherwise;
    if (again.otherwise) SLUSS_TRY(make_next_version(transaction, next));
    pending.push_back(std::move(next));
  }
  return pending;
}

Result<void> Recorder::make_next_version(store::Transaction& transaction, Pending& pending) const {
  auto& message = pending.item.message;
  pending.before = message;
  SLUSS_TRY_ASSIGN(id, transaction.messages().next_id());
  message.id = id;
  message.change = Change::changed;
  pending.stored.run = report_.run;
  return {};
}

Result<bool> Recorder::decided_otherwise(const StoredMessage& stored) {
  auto otherwise = guarded("a step of " + report_.pipeline, [&] {
    return steps_.decide_otherwise(stored.message, *standing_of(stored.state), context_);
  });
  a_step_broke_ = !otherwise && is_poison(otherwise.error());
  return otherwise;
}

void Recorder::leave_passed_over(std::vector<StoredMessage>& messages, const Attempt& attempt) {
  const auto& rows = attempt.passed_over();
  std::erase_if(messages, [&](const StoredMessage& stored) {
    return !rows.empty() && rows.contains(row_at(Stage::pipeline, stored.message));
  });
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

Result<void> Recorder::retry_alone(std::vector<StoredMessage>&& messages, const Again& again, Attempt& attempt) {
  for (auto& stored : messages) {
    if (context_.stop().stop_requested()) return fail(Fault::cancelled, "stopped before all was decided again");
    const auto name = row_at(Stage::pipeline, stored.message);
    SLUSS_TRY(attempt.suspect(name));
    const auto retried = retry({stored}, again);
    if (retried) continue;
    if (!a_step_broke_) return retried;
    SLUSS_TRY(attempt.pass_over(name));
    std::vector<StoredMessage> broken = {std::move(stored)};
    SLUSS_TRY(take_out_passed_over(broken, attempt));
  }
  return {};
}

}  // namespace sluss::engine
