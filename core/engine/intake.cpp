#include "engine/intake.h"

#include <chrono>
#include <utility>

#include "base/text.h"
#include "engine/pause.h"

namespace sluss::engine {
namespace {

/// So long a transaction may stand open for what comes next.
constexpr std::chrono::seconds longest_idle{1};

/// It broke off for nothing that it holds: a transport may reach its other end only as it is read.
bool is_left(const Error& why) {
  return why.fault == Fault::unavailable || why.fault == Fault::throttled || why.fault == Fault::denied ||
         why.fault == Fault::cancelled;
}

}  // namespace

Result<void> Intake::read(const config::Inlet& inlet) {
  const auto source = inlet.source();
  if (source->arrival() == Arrival::pushed) return {};  // the daemon takes it in as it comes
  SLUSS_TRY_ASSIGN(paused, why_paused(around_.store, inlet.name));
  if (!paused.empty()) {
    report_.trouble({paused_text(inlet.name, paused), inlet.name});
    return {};
  }
  is_history_ = !source->position_name().empty() && inlet.content != config::Content::snapshot;
  SLUSS_TRY(hand_position(inlet, *source));
  if (mode_ == RunMode::plan) source->only_look();
  auto opened = guarded(inlet.name, [&] { return source->open(stop_); });
  std::set<std::string> broken;  // these are read once more, carefully, in a second round
  for (bool second = false; opened && !stop_.stop_requested();) {
    auto next = guarded(inlet.name, [&] { return source->read(stop_); });
    if (!next) opened = fail(next.error());
    else if (*next && second && !broken.contains((*next)->name)) leave(*source, **next);
    else if (*next) {
      SLUSS_TRY_ASSIGN(refusal, take(inlet, *source, **next, broken));
      if (refusal) opened = fail(*refusal);
    } else if (second || broken.empty()) break;
    else second = true;
  }
  source->close();
  return opened ? Result<void>() : gave_out(inlet.name, opened.error());
}

Result<void> Intake::gave_out(const std::string& inlet, const Error& error) {
  const bool is_paused = error.fault == Fault::denied && mode_ == RunMode::real;
  report_.trouble({is_paused ? paused_text(inlet, error.what) : inlet + ": " + error.what, inlet});
  return is_paused ? pause_inlet(around_.store, inlet, error.what) : Result<void>();
}

Result<void> Intake::hand_position(const config::Inlet& inlet, Source& source) {
  const auto name = source.position_name();
  if (name.empty()) return {};
  SLUSS_TRY_ASSIGN(reading, around_.store.begin(store::Access::read));
  SLUSS_TRY_ASSIGN(cursor, reading->cursors().find(inlet.name, name));
  source.go_on_from(cursor ? cursor->version : std::string());
  return {};
}

void Intake::leave(Source& source, const Read& read) {
  const auto left = guarded(read.name, [&] { return source.settle(read.ticket, Outcome::left, ""); });
  if (!left) report_.trouble({read.name + ": " + left.error().what});
}

Result<std::optional<Error>> Intake::take(const config::Inlet& inlet, Source& source, Read& read,
                                          std::set<std::string>& broken) {
  ResourceReport resource{inlet.name, read.name, 0, ""};
  std::optional<Error> refusal;
  SLUSS_TRY_ASSIGN(known, cursor_of(inlet, read));
  auto outcome = Outcome::taken;
  if (known) {
    resource.rows = known->rows;
    report_.read += known->rows;
    report_.unchanged += known->rows;
  } else {
    const auto before = report_;
    SLUSS_TRY_ASSIGN(taken, attempt(inlet, read, source.position_name()));
    if (taken.has_value() && taken->again) {
      report_ = before;
      broken.insert(read.name);
      leave(source, read);
      return refusal;
    }
    resource.rows = report_.read - before.read;
    if (taken.has_value()) {
      outcome = is_left(taken->why) ? Outcome::left : Outcome::refused;
      resource.trouble = taken->why.what;
      if (taken->why.fault == Fault::denied) refusal = taken->why;
    }
  }
  if (!resource.trouble.empty() && !refusal) report_.trouble({read.name + ": " + resource.trouble, inlet.name});
  report_.resources.push_back(resource);
  const auto settled = guarded(inlet.name, [&] {
    return source.settle(read.ticket, mode_ == RunMode::real ? outcome : Outcome::left, resource.trouble);
  });
  if (!settled) report_.trouble({read.name + ": " + settled.error().what, inlet.name});
  return refusal;
}

Intake::Ended Intake::attempt(const config::Inlet& inlet, const Read& read, const std::string& position) {
  SLUSS_TRY_ASSIGN(attempt, Attempt::begin(around_, inlet.name, read));
  if (attempt.is_refused()) return NotTaken{attempt.refusal()};
  const auto before = report_.read;
  auto decoded = attempt.is_careful() ? decode_slowly(inlet, read, attempt) : decode(inlet, read, attempt);
  if (!decoded || (*decoded && is_left((*decoded)->why))) {
    const auto taken_back = attempt.take_back();
    if (decoded) SLUSS_TRY(taken_back);
    return decoded;
  }
  if (*decoded && (*decoded)->again) return decoded;
  SLUSS_TRY_ASSIGN(writing, around_.store.begin(store::Access::write));
  SLUSS_TRY(attempt.end(*writing));
  if (!*decoded) SLUSS_TRY(remember(*writing, inlet, read, position, report_.read - before));
  SLUSS_TRY(writing->commit());
  return decoded;
}

Result<void> Intake::remember(store::Transaction& writing, const config::Inlet& inlet, const Read& read,
                              const std::string& position, std::int64_t rows) {
  if (position.empty()) {
    const auto version = read.version.empty() ? "" : version_of(read);
    return writing.cursors().set({inlet.name, read.name, version, rows, report_.run});
  }
  const auto reached = read.input->position();
  return reached.empty() ? Result<void>() : writing.cursors().set({inlet.name, position, reached, rows, report_.run});
}

// What a source with a position gives is a piece of history: of two rows under one key the later one holds, and both
// were so. Anywhere else a key that stands twice in one input is a fault of the input.
Result<void> Intake::store(const std::string& channel, IncomingBatch&& batch, Seen& seen) {
  if (!is_history_) return recorder_.record(channel, std::move(batch), seen);
  IncomingBatch turn;
  std::set<std::string> keys;
  for (auto& incoming : batch) {
    if (!keys.insert(incoming.item.message.key).second) {
      Seen of_turn;
      SLUSS_TRY(recorder_.record(channel, std::exchange(turn, {}), of_turn));
      keys = {incoming.item.message.key};
    }
    turn.push_back(std::move(incoming));
  }
  Seen of_turn;
  return recorder_.record(channel, std::move(turn), of_turn);
}

Intake::Ended Intake::decode(const config::Inlet& inlet, const Read& read, Attempt& attempt) {
  Seen seen;
  Decoder decoder(inlet, read, around_.clock, stop_, &attempt);
  for (;;) {
    // What reads slowly, or hangs, must not hold the store meanwhile.
    if (!decoder.is_ready_within(longest_idle)) SLUSS_TRY(recorder_.commit());
    auto batch = decoder.next();
    if (!batch) break;
    const auto recorded = store(inlet.name, std::move(*batch), seen);
    if (!recorded && recorder_.a_step_broke()) return NotTaken{recorded.error(), true};
    SLUSS_TRY(recorded);
  }
  SLUSS_TRY(recorder_.commit());
  const auto& outcome = decoder.outcome();
  if (!outcome && outcome.error().fault == Fault::internal) return NotTaken{outcome.error(), true};
  return end(inlet, read, outcome, decoder.notes(), seen);
}

Intake::Ended Intake::decode_slowly(const config::Inlet& inlet, const Read& read, Attempt& attempt) {
  Seen seen;
  std::vector<std::string> notes;
  Result<void> recorded;
  const auto outcome = decode_carefully(
      inlet, read, around_.clock, stop_, attempt,
      [&](IncomingBatch&& batch) { return recorded = record(inlet.name, std::move(batch), seen, attempt); }, notes);
  SLUSS_TRY(recorded);
  if (!outcome && outcome.error().fault == Fault::store) return fail(outcome.error());
  return end(inlet, read, outcome, notes, seen);
}

Result<void> Intake::record(const std::string& channel, IncomingBatch&& batch, Seen& seen, Attempt& attempt) {
  const auto rows = batch.size();
  if (rows == 1) SLUSS_TRY(attempt.suspect(row_at(Stage::pipeline, batch.front().item.message)));
  auto recorded = store(channel, IncomingBatch(batch), seen);
  if (!recorded && !recorder_.a_step_broke()) return recorded;
  for (auto& incoming : batch) {
    if (!recorded) SLUSS_TRY(record_alone(channel, std::move(incoming), seen, attempt));
  }
  SLUSS_TRY(recorder_.along([&](store::Transaction& transaction) { return attempt.advance(transaction, rows); }));
  return recorder_.commit();
}

Result<void> Intake::record_alone(const std::string& channel, Incoming&& incoming, Seen& seen, Attempt& attempt) {
  const auto recorded = recorder_.record(channel, {incoming}, seen);
  if (recorded) return recorder_.commit();
  if (!recorder_.a_step_broke()) return recorded;
  SLUSS_TRY(attempt.pass_over(row_at(Stage::pipeline, incoming.item.message)));
  incoming.item.hold(attempt.why_passed_over(incoming.item.message).what);
  SLUSS_TRY(recorder_.record(channel, {incoming}, seen));
  return recorder_.commit();
}

Intake::Ended Intake::end(const config::Inlet& inlet, const Read& read, const Result<void>& outcome,
                          const std::vector<std::string>& notes, const Seen& seen) {
  for (const auto& note : notes) report_.note(read.name + ": " + note);
  if (!outcome) return NotTaken{outcome.error()};
  const bool is_whole =
      inlet.content == config::Content::snapshot && (inlet.changes.empty() || !matches_glob(inlet.changes, read.name));
  if (!is_whole) return std::nullopt;
  const auto withdrawn = recorder_.withdraw_missing(inlet.name, read.name, seen, inlet.withdraw_limit);
  if (!withdrawn && withdrawn.error().fault != Fault::data) return fail(withdrawn.error());
  return withdrawn ? std::optional<NotTaken>() : NotTaken{withdrawn.error()};
}

Result<std::optional<store::Cursor>> Intake::cursor_of(const config::Inlet& inlet, const Read& read) {
  if (read.version.empty()) return std::nullopt;
  SLUSS_TRY_ASSIGN(reading, around_.store.begin(store::Access::read));
  SLUSS_TRY_ASSIGN(cursor, reading->cursors().find(inlet.name, read.name));
  if (!cursor || cursor->version != version_of(read)) return std::nullopt;
  return cursor;
}

// Another configuration may read the same bytes in another way.
std::string Intake::version_of(const Read& read) const {
  return read.version + " " + to_hex(around_.configuration.hash);
}

}  // namespace sluss::engine
