#include "engine/recorder.h"

#include <algorithm>
#include <tuple>
#include <unistd.h>

#include "base/json.h"
#include "engine/hang_note.h"
#include "engine/told.h"
#include "observe/cells.h"
#include "observe/log.h"

namespace sluss::engine {

using store::State;
using store::StoredMessage;

namespace {

constexpr std::size_t page = 1000;
// Rows come to the ledger, and go from there to invoices, in no order of the file's pages: a commit of few rows
// rewrites nearly as many pages as one of many.
constexpr std::size_t batches_at_once = 10;
constexpr std::size_t parked_kept = 100;
constexpr int hung = 70;                  // as for a bug
constexpr std::size_t made_at_once = 20;  // in memory; an invoice of a large unit is a few hundred kB

State state_of(Decision::Kind kind) {
  switch (kind) {
    case Decision::Kind::filtered: return State::filtered;
    case Decision::Kind::held: return State::held;
    case Decision::Kind::rejected: return State::rejected;
    case Decision::Kind::collected: return State::collected;
    case Decision::Kind::pass: break;
  }
  return State::delivering;
}

/// The same for the same thing, also when a restored store issues it anew: the target then knows that it has it.
std::string delivery_key(const std::string& outlet, const std::string& channel, const Message& message) {
  const auto key = outlet + "/" + channel + "/" + message.key;
  return message.change == Change::added ? key : key + "/" + std::to_string(message.id);
}

/// The process that follows finds what it was (attempt.h).
[[noreturn]] void end_by_force(const Surroundings& around, const std::string& pipeline) {
  leave_hang_note(around.configuration.store, {around.clock.now(), pipeline});
  observe::log(observe::Level::error, pipeline,
               "a step has been at one batch for more than " +
                   std::to_string(around.configuration.longest_step.count()) +
                   " seconds (longest_step in sluss.yaml), and nothing else can be stored meanwhile: Sluss ends. The "
                   "next run looks for the row that it hangs on");
  ::_exit(hung);
}

bool is_parked(State state) { return state == State::held || state == State::rejected; }

}  // namespace

void Seen::mark(std::int64_t message, const std::string& scope) {
  const auto at = static_cast<std::size_t>(message);
  if (at >= messages_.size()) messages_.resize(std::max(at + 1, messages_.size() * 2));
  messages_[at] = true;
  scopes_.insert(scope);
}

bool Seen::contains(std::int64_t message) const {
  const auto at = static_cast<std::size_t>(message);
  return at < messages_.size() && messages_[at];
}

Recorder::Recorder(const Surroundings& around, Steps& steps, StepContext& context, RunReport& report,
                   RunObserver& observer)
    : store_(around.store),
      steps_(steps),
      context_(context),
      report_(report),
      observer_(observer),
      spans_(observer.tracer()),
      hang_watch_(around.configuration.longest_step, [&around, this] { end_by_force(around, report_.pipeline); }) {
  if (observer.tracer() != nullptr)
    steps.tell_of_steps([this](const std::string& step) { spans_.lap("step " + step); });
}

Result<void> Recorder::commit_traced(store::Transaction& transaction) {
  const auto begin = observe::now();
  auto done = transaction.commit();
  if (done) spans_.committed(begin);
  else spans_.forget();
  return done;
}

Result<void> Recorder::in_transaction(const std::function<Result<void>(store::Transaction&)>& work) {
  a_step_broke_ = false;
  SLUSS_TRY_ASSIGN(transaction, store_.begin(store::Access::write));
  context_.use(*transaction);
  spans_.forget();
  spans_.begin();
  SLUSS_TRY(guarded("a step of " + report_.pipeline, [&] { return work(*transaction); }));
  return commit_traced(*transaction);
}

Result<void> Recorder::in_shared_transaction(const std::function<Result<void>(store::Transaction&)>& work) {
  a_step_broke_ = false;
  if (open_ == nullptr) {
    SLUSS_TRY_ASSIGN(fresh, store_.begin(store::Access::write));
    open_ = std::move(fresh);
    context_.use(*open_);
    spans_.forget();
  }
  spans_.begin();
  auto worked = guarded("a step of " + report_.pipeline, [&] { return work(*open_); });
  if (!worked) {
    batches_in_open_ = 0;
    open_.reset();
    return worked;
  }
  return ++batches_in_open_ < batches_at_once ? Result<void>() : commit();
}

Result<void> Recorder::record(const std::string& channel, IncomingBatch&& batch, Seen& seen) {
  std::vector<Pending> pending;
  const auto rows = static_cast<std::int64_t>(batch.size());
  SLUSS_TRY(in_shared_transaction([&](store::Transaction& transaction) -> Result<void> {
    SLUSS_TRY_ASSIGN(fresh, classify(transaction, channel, std::move(batch), seen));
    pending = std::move(fresh);
    return decide(transaction, pending, 0);
  }));
  report_.read += rows;
  report_.unchanged += rows - static_cast<std::int64_t>(pending.size());
  for (const auto& p : pending) tell(p);
  observer_.on_progress(report_);
  return {};
}

Result<std::optional<store::Cursor>> Recorder::cursor(const std::string& channel, const std::string& resource) {
  std::optional<store::Cursor> found;
  SLUSS_TRY(in_shared_transaction([&](store::Transaction& transaction) -> Result<void> {
    SLUSS_TRY_ASSIGN(cursor, transaction.cursors().find(channel, resource));
    found = std::move(cursor);
    return {};
  }));
  return found;
}

Result<void> Recorder::remember(const store::Cursor& cursor) {
  return in_shared_transaction([&](store::Transaction& transaction) { return transaction.cursors().set(cursor); });
}

Result<void> Recorder::commit() {
  batches_in_open_ = 0;
  const auto ending = std::move(open_);
  return ending == nullptr ? Result<void>() : commit_traced(*ending);
}

Result<std::vector<Recorder::Pending>> Recorder::classify(store::Transaction& transaction, const std::string& channel,
                                                          IncomingBatch&& batch, Seen& seen) {
  auto& log = transaction.messages();
  std::vector<Pending> fresh;
  std::unordered_map<std::string, std::size_t> in_batch;
  for (auto& incoming : batch) {
    auto& message = incoming.item.message;
    if (incoming.keyless) seen.mark_unknown();
    SLUSS_TRY_ASSIGN(found, log.find(channel, message.key));
    SLUSS_TRY_ASSIGN(told, is_told(transaction, channel, incoming.event, found));
    if (told) continue;
    const auto twin = in_batch.find(message.key);
    const bool again = twin != in_batch.end() || (found && seen.contains(found->message));
    const auto& earlier_hash = twin != in_batch.end() ? fresh[twin->second].stored.hash
                               : found                ? found->hash
                                                      : incoming.hash;
    if (again && earlier_hash == incoming.hash) continue;
    if (again) {
      incoming.item.reject(message.origin.place() + ": \"" + message.key +
                           "\" stands more than once in this file, with different content; which one holds?");
      message.key += "-again-" + to_hex(incoming.hash);
      if (in_batch.contains(message.key)) continue;  // the same content once more
      SLUSS_TRY_ASSIGN(known_twin, log.find(channel, message.key));
      found = known_twin;
    }
    if (found && found->hash == incoming.hash && found->change != Change::withdrawn) {
      SLUSS_TRY(note_told(transaction, channel, incoming.event, {found->message, report_.run}));
      seen.mark(found->message, incoming.scope);
      continue;
    }
    SLUSS_TRY_ASSIGN(id, log.next_id());
    if (!incoming.keyless) SLUSS_TRY(note_told(transaction, channel, incoming.event, {id, report_.run}));
    message.id = id;
    message.item = found ? found->item : id;
    message.change = found ? Change::changed : Change::added;
    seen.mark(id, incoming.scope);
    Pending pending;
    pending.stored.channel = channel;
    pending.stored.scope = std::move(incoming.scope);
    pending.stored.hash = incoming.hash;
    pending.stored.run = report_.run;
    in_batch.emplace(message.key, fresh.size());
    pending.item = std::move(incoming.item);
    fresh.push_back(std::move(pending));
  }
  return fresh;
}

Result<void> Recorder::decide(store::Transaction& transaction, std::vector<Pending>& pending, std::size_t first_step) {
  Batch batch;
  batch.reserve(pending.size());
  for (auto& p : pending) batch.push_back(std::move(p.item));
  spans_.lap(first_step == 0 ? "read" : "make");
  SLUSS_TRY(run_steps(batch, first_step));
  for (std::size_t i = 0; i < pending.size(); ++i) {
    pending[i].item = std::move(batch[i]);
    SLUSS_TRY(store_outcome(transaction, pending[i]));
    spans_.add(pending[i].stored, report_.run);
  }
  return {};
}

Result<void> Recorder::run_steps(Batch& batch, std::size_t first_step) {
  Result<void> ran;
  const HangWatch::Work work(hang_watch_);
  const auto lived = guarded("a step of " + report_.pipeline, [&]() -> Result<void> {
    ran = steps_.run(batch, first_step, context_);
    return {};
  });
  auto outcome = lived ? ran : lived;
  a_step_broke_ = !outcome && is_poison(outcome.error());
  return outcome;
}

Result<void> Recorder::store_outcome(store::Transaction& transaction, Pending& pending) {
  auto& [item, stored, is_stored, before, is_news] = pending;
  // A step stopped it without a word in it, an earlier one than that which would decide otherwise, or that one: it is
  // no new version.
  if (before && item.message.body == before->body) {
    item.message = *before;
    is_stored = true;
  }
  const auto earlier = std::tuple(stored.state, stored.reason, stored.amount);
  Destination to{state_of(item.decision.kind), item.decision.reason, {}};
  if (item.decision.kind == Decision::Kind::pass) {
    auto destination = steps_.route(item.message);
    if (destination) to = std::move(*destination);
    else to = {State::rejected, destination.error().what, {}};
  }
  stored.state = to.state;
  // A reason may quote what stands in a column, and a shifted one has the personal number in any of them.
  stored.reason = observe::without_personal_numbers(to.reason);
  stored.amount = item.decision.amount;
  stored.message = std::move(item.message);
  is_news = !is_stored || std::get<State>(earlier) != stored.state;
  if (!is_stored) {
    SLUSS_TRY(transaction.messages().append(stored));
  } else if (earlier != std::tuple(stored.state, stored.reason, stored.amount)) {
    SLUSS_TRY(transaction.messages().set_state(stored.message.id, stored.state, stored.reason, stored.amount));
  }
  return deliver(transaction, stored.channel, stored.message, to);
}

Result<void> Recorder::deliver(store::Transaction& transaction, const std::string& channel, const Message& message,
                               const Destination& to) {
  for (const auto& outlet : to.outlets) {
    SLUSS_TRY(transaction.deliveries().add(message.id, outlet, delivery_key(outlet, channel, message)));
  }
  return {};
}

void Recorder::tell(const Pending& pending) {
  const auto& stored = pending.stored;
  if (!pending.is_stored) report_.count(stored.message.change);
  if (stored.state == State::filtered) ++report_.filtered;
  if (stored.state == State::rejected) ++report_.rejected;
  if (stored.state == State::held) report_.held.add(stored.amount.value_or(Ore{}));
  if (pending.is_news && is_parked(stored.state) && report_.parked.size() < parked_kept)
    report_.parked.push_back({stored.message.key, stored.state, stored.message.origin.place(), stored.reason});
  if (!pending.is_stored) observer_.on_message(stored);
}

Result<void> Recorder::withdraw_missing(const std::string& channel, const std::string& resource, const Seen& seen,
                                        std::int64_t limit_percent) {
  std::vector<std::int64_t> missing;
  std::int64_t doubtful = 0;
  SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
  for (const auto& scope : seen.scopes()) {
    std::int64_t all = 0, gone = 0;
    SLUSS_TRY(reading->messages().each_current(channel, scope, [&](std::int64_t id, State state) {
      const bool missed = !seen.contains(id);
      const bool in_doubt = missed && state != State::rejected && seen.unknown() > 0;
      if (in_doubt) ++doubtful;
      else if (missed) missing.push_back(id);
      // A faulty row that is gone was mended: that says nothing of the export.
      if (state == State::rejected) return;
      ++all;
      gone += missed ? 1 : 0;
    }));
    if (gone > 1 && gone * 100 > all * limit_percent) {
      return fail(Fault::data, resource + " lacks " + std::to_string(gone) + " of the " + std::to_string(all) +
                                   " known to \"" + scope + "\", more than " + std::to_string(limit_percent) +
                                   " %: taken for a broken export, nothing was withdrawn. If it is right, raise the "
                                   "connector's withdraw_limit for one run");
    }
  }
  reading.reset();
  if (doubtful > 0)
    report_.note(resource + ": what is missing from it (" + std::to_string(doubtful) +
                 ") was not withdrawn, since it may be among the rows whose key cannot be read (" +
                 std::to_string(seen.unknown()) + "); mend those first");
  for (std::size_t from = 0; from < missing.size(); from += page) {
    const auto to = std::min(missing.size(), from + page);
    SLUSS_TRY(withdraw(
        channel,
        {missing.begin() + static_cast<std::ptrdiff_t>(from), missing.begin() + static_cast<std::ptrdiff_t>(to)},
        resource, seen.unknown() > 0));
  }
  return {};
}

Result<void> Recorder::withdraw(const std::string& channel, const std::vector<std::int64_t>& missing,
                                const std::string& resource, bool in_doubt) {
  std::vector<Pending> pending;
  SLUSS_TRY(in_transaction([&](store::Transaction& transaction) -> Result<void> {
    for (const auto id : missing) {
      SLUSS_TRY_ASSIGN(stored, transaction.messages().get(id));
      if (!stored) continue;
      const bool is_faulty = stored->state == State::rejected;
      // One whose place in the picture is unknown may only be missed by the file it came from.
      if (is_faulty && stored->scope.empty() && stored->message.origin.resource != resource) continue;
      // Where another version stood before the faulty one, that one is withdrawn, if it is surely gone.
      const bool has_earlier = is_faulty && stored->message.change == Change::changed;
      if (has_earlier && in_doubt) continue;
      Pending p;
      SLUSS_TRY_ASSIGN(next, transaction.messages().next_id());
      p.item.message = std::move(stored->message);
      p.item.message.id = next;
      if (is_faulty && !has_earlier) p.item.filter("no longer in " + resource);  // no step has heard of it
      p.item.message.change = Change::withdrawn;
      p.stored = {{}, channel, stored->scope, stored->hash, State::collected, "", std::nullopt, report_.run};
      pending.push_back(std::move(p));
    }
    return decide(transaction, pending, 0);
  }));
  for (const auto& p : pending) tell(p);
  return {};
}

Result<void> Recorder::finish(const std::string& pipeline) {
  for (std::size_t step = 0; step < steps_.count(); ++step) {
    for (bool more = true; more;) {
      if (context_.stop().stop_requested()) {
        SLUSS_TRY(commit());
        return fail(Fault::cancelled, "stopped while invoicing");
      }
      SLUSS_TRY_ASSIGN(made, finish_some(pipeline, step));
      more = made;
    }
  }
  return commit();
}

Result<bool> Recorder::finish_some(const std::string& pipeline, std::size_t step) {
  std::vector<Pending> pending;
  bool done = false;
  SLUSS_TRY(in_shared_transaction([&](store::Transaction& transaction) -> Result<void> {
    while (!done && pending.size() < made_at_once) {
      const HangWatch::Work work(hang_watch_);
      SLUSS_TRY_ASSIGN(made, steps_.finish(step, context_));
      done = made.empty();
      for (auto& message : made) {
        SLUSS_TRY_ASSIGN(made_now, version_of(transaction, pipeline, std::move(message)));
        if (made_now) pending.push_back(std::move(*made_now));
      }
    }
    return decide(transaction, pending, step + 1);
  }));
  for (const auto& p : pending) {
    const auto& message = p.stored.message;
    const auto* total = message.body["total_ore"].as_int();
    if (total == nullptr) ++report_.made[message.kind];
    else (message.body["credits"].is_null() ? report_.issued : report_.credited).add(Ore{*total});
    if (is_parked(p.stored.state)) report_.held.add(Ore{});
    observer_.on_message(p.stored);
  }
  observer_.on_progress(report_);
  return !done;
}

Result<std::optional<Recorder::Pending>> Recorder::version_of(store::Transaction& transaction,
                                                              const std::string& pipeline, Message&& made) {
  Pending pending;
  pending.stored.channel = pipeline;
  pending.stored.run = report_.run;
  pending.stored.hash = digest(to_json(made.body));
  SLUSS_TRY_ASSIGN(known, transaction.messages().find(pipeline, made.key));
  if (known && known->hash == pending.stored.hash) return std::nullopt;
  SLUSS_TRY_ASSIGN(id, transaction.messages().next_id());
  made.id = id;
  made.item = known ? known->item : id;
  made.change = known ? Change::changed : Change::added;
  pending.item.message = std::move(made);
  return pending;
}

}  // namespace sluss::engine
