// The recorder's part for what goes through the steps once more: it may break them like anything that is read.
#include <algorithm>

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
  for (;;) {
    SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(messages, reading->messages().list(filter));
    reading.reset();
    const bool is_last = messages.size() < page;
    if (!messages.empty()) filter.after = messages.back().message.id;
    std::erase_if(messages, [&](const StoredMessage& stored) { return stored.run == report_.run; });
    SLUSS_TRY(take_out_passed_over(messages, attempt));
    const auto retried = attempt.is_careful() ? Result<void>() : retry(messages);
    if (!retried && !a_step_broke_) return retried;
    if (!retried || attempt.is_careful()) SLUSS_TRY(retry_alone(std::move(messages), attempt));
    if (is_last) return {};
  }
}

Result<void> Recorder::retry(const std::vector<StoredMessage>& messages) {
  std::vector<Pending> pending;
  for (const auto& stored : messages) {
    Pending p;
    p.stored = stored;
    p.item.message = std::move(p.stored.message);
    p.item.again = true;
    p.is_stored = true;
    pending.push_back(std::move(p));
  }
  SLUSS_TRY(in_transaction([&](store::Transaction& transaction) { return decide(transaction, pending, 0); }));
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
