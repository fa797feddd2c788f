// The recorder's part for what is held: it goes through the steps once more, and may break them like anything that is
// read.
#include <algorithm>

#include "engine/recorder.h"

namespace sluss::engine {

using store::State;
using store::StoredMessage;

namespace {

constexpr std::size_t page = 1000;

}  // namespace

Result<void> Recorder::retry_held(const std::string& channel, Attempt& attempt) {
  store::MessageFilter filter;
  filter.state = State::held;
  filter.channel = channel;
  filter.limit = page;
  for (;;) {
    SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(held, reading->messages().list(filter));
    reading.reset();
    const bool is_last = held.size() < page;
    if (!held.empty()) filter.after = held.back().message.id;
    std::erase_if(held, [&](const StoredMessage& stored) { return stored.run == report_.run; });
    SLUSS_TRY(take_out_passed_over(held, attempt));
    const auto retried = attempt.is_careful() ? Result<void>() : retry(held);
    if (!retried && !a_step_broke_) return retried;
    if (!retried || attempt.is_careful()) SLUSS_TRY(retry_alone(std::move(held), attempt));
    if (is_last) return {};
  }
}

Result<void> Recorder::retry(const std::vector<StoredMessage>& held) {
  std::vector<Pending> pending;
  for (const auto& stored : held) {
    Pending p;
    p.stored = stored;
    p.item.message = std::move(p.stored.message);
    p.is_stored = true;
    pending.push_back(std::move(p));
  }
  SLUSS_TRY(in_transaction([&](store::Transaction& transaction) { return decide(transaction, pending, 0); }));
  for (const auto& p : pending) tell(p);
  return {};
}

Result<void> Recorder::take_out_passed_over(std::vector<StoredMessage>& held, const Attempt& attempt) {
  const auto& rows = attempt.passed_over();
  if (rows.empty()) return {};
  const auto broken = std::stable_partition(held.begin(), held.end(), [&](const StoredMessage& stored) {
    return !rows.contains(row_at(Stage::pipeline, stored.message));
  });
  SLUSS_TRY(in_transaction([&](store::Transaction& transaction) -> Result<void> {
    for (auto stored = broken; stored != held.end(); ++stored)
      SLUSS_TRY(transaction.messages().set_state(stored->message.id, State::held,
                                                 attempt.why_passed_over(stored->message).what, stored->amount));
    return {};
  }));
  for (auto stored = broken; stored != held.end(); ++stored) report_.held.add(stored->amount.value_or(Ore{}));
  held.erase(broken, held.end());
  return {};
}

Result<void> Recorder::retry_alone(std::vector<StoredMessage>&& held, Attempt& attempt) {
  for (auto& stored : held) {
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
