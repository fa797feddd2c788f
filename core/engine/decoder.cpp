#include "engine/decoder.h"

#include <utility>

#include "base/json.h"
#include "engine/closed_book.h"
#include "engine/steps.h"
#include "engine/store_lookup.h"

namespace sluss::engine {
namespace {

constexpr std::size_t batch_size = 1000;
constexpr std::size_t batches_ahead = 4;

/// What an inlet's steps may see: no agreements, no books, no other messages.
class IntakeContext final : public Context {
 public:
  IntakeContext(const Clock& clock, std::stop_token stop, std::vector<std::string>& notes)
      : clock_(clock), stop_(std::move(stop)), notes_(notes) {}
  [[nodiscard]] std::stop_token stop() const override { return stop_; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  void note(std::string text) override { notes_.push_back(std::move(text)); }
  [[nodiscard]] const domain::AgreementBook& agreements() const override { return no_agreements_; }
  [[nodiscard]] BillingBook& book() override { return closed_; }
  [[nodiscard]] Lookup& lookup() override { return no_lookup_; }

 private:
  const Clock& clock_;
  std::stop_token stop_;
  std::vector<std::string>& notes_;
  domain::AgreementBook no_agreements_;
  ClosedBook closed_;
  ClosedLookup no_lookup_;
};

class Work {
 public:
  Work(const config::Inlet& inlet, const Read& read, const Clock& clock, std::stop_token stop, Attempt* attempt,
       const HandOn& hand_on, std::vector<std::string>& notes, const OnRecord* on_record = nullptr)
      : inlet_(inlet),
        read_(read),
        stop_(stop),
        attempt_(attempt),
        hand_on_(hand_on),
        on_record_(on_record),
        context_(clock, std::move(stop), notes) {
    for (const auto& step : inlet.steps) steps_.push_back(step.make());
  }

  Result<void> run() {
    const auto codec = inlet_.codec();
    const auto decoded = codec->decode(*read_.input, [&](Record&& record) { return take(std::move(record)); });
    // What changed while it was read is not at fault for what was found in it.
    if (!decoded && decoded.error().fault == Fault::data) SLUSS_TRY(read_.input->complete());
    SLUSS_TRY(decoded);
    SLUSS_TRY(flush());
    SLUSS_TRY(read_.input->complete());
    return refusal_ ? fail(*refusal_) : Result<void>();
  }

 private:
  [[nodiscard]] bool is_careful() const { return attempt_ != nullptr && attempt_->is_careful(); }

  Result<void> take(Record&& record) {
    if (stop_.stop_requested()) return fail(Fault::cancelled, "stopped while reading " + read_.name);
    auto& origin = record.message.origin;
    origin.resource = read_.name;
    if (origin.columns != nullptr && origin.columns != columns_) SLUSS_TRY(begin_table(origin.columns));
    if (batch_.empty()) at_once_ = is_careful() ? attempt_->rows_at_once(row_) : batch_size;
    ++row_;
    if (on_record_ != nullptr) (*on_record_)(record);
    record.message.kind = inlet_.kind;
    events_.push_back(inlet_.once.empty() ? std::string() : record.message.body.at(inlet_.once).text_or_empty());
    Item item{std::move(record.message), {}};
    if (record.fault) item.reject(item.message.origin.place() + ": " + record.fault->what);
    else if (refusal_) item.reject(refusal_->what);
    else if (is_passed_over(Stage::inlet, item.message)) item.reject(attempt_->why_passed_over(item.message).what);
    batch_.push_back(std::move(item));
    return batch_.size() < at_once_ ? Result<void>() : flush();
  }

  Result<void> begin_table(const std::shared_ptr<const Columns>& columns) {
    SLUSS_TRY(flush());
    columns_ = columns;
    for (const auto& step : steps_) {
      auto begun = step->begin(*columns_, context_);
      if (begun) continue;
      if (on_record_ == nullptr || begun.error().fault != Fault::data) return begun;
      if (!refusal_) refusal_ = begun.error();
    }
    return {};
  }

  [[nodiscard]] bool is_passed_over(Stage stage, const Message& message) const {
    return attempt_ != nullptr && !attempt_->passed_over().empty() &&
           attempt_->passed_over().contains(row_at(stage, message));
  }

  Result<void> flush() {
    if (batch_.empty()) return {};
    SLUSS_TRY(is_careful() ? map_carefully() : map(batch_));
    IncomingBatch ready;
    ready.reserve(batch_.size());
    for (std::size_t i = 0; i < batch_.size(); ++i) {
      ready.push_back(prepare(std::move(batch_[i])));
      ready.back().event = std::move(events_[i]);
    }
    batch_.clear();
    events_.clear();
    return hand_on_(std::move(ready));
  }

  Result<void> map(Batch& batch) {
    for (const auto& step : steps_) SLUSS_TRY(process(*step, batch));
    return {};
  }

  /// A row that breaks a step takes none of its batch with it.
  Result<void> map_carefully() {
    if (batch_.size() == 1) SLUSS_TRY(attempt_->suspect(row_at(Stage::inlet, batch_.front().message)));
    const auto before = batch_;
    const auto mapped = guarded(inlet_.name, [&] { return map(batch_); });
    if (mapped || !is_poison(mapped.error())) return mapped;
    batch_.clear();
    for (const auto& item : before) {
      Batch alone{item};
      const auto done = guarded(inlet_.name, [&] { return map(alone); });
      if (!done && !is_poison(done.error())) return done;
      if (!done) {
        SLUSS_TRY(attempt_->pass_over(row_at(Stage::inlet, item.message)));
        alone = {item};
        alone.front().reject(attempt_->why_passed_over(item.message).what);
      }
      batch_.push_back(std::move(alone.front()));
    }
    return {};
  }

  /// Runs one step over the runs of items that are not decided yet.
  Result<void> process(Processor& step, Batch& batch) {
    for (std::size_t from = 0; from < batch.size();) {
      auto to = from;
      while (to < batch.size() && batch[to].decision.kind == Decision::Kind::pass) ++to;
      if (to > from) SLUSS_TRY(step.process(std::span(batch).subspan(from, to - from), context_));
      from = to + 1;
    }
    return {};
  }

  [[nodiscard]] Incoming prepare(Item&& item) const {
    Incoming incoming;
    auto& message = item.message;
    const auto mapped = item.decision.kind != Decision::Kind::rejected;
    const auto filtered = item.decision.kind == Decision::Kind::filtered;
    auto key = joined(message.body, inlet_.key);
    incoming.hash = digest(mapped ? to_json(message.body) : message.raw);
    incoming.scope = joined(message.body, inlet_.scope).value_or("");
    incoming.keyless = !key && !filtered;
    if (!key && mapped && !filtered)
      item.reject(message.origin.place() + ": no " + inlet_.key.front() + "; each " + inlet_.kind + " needs one");
    message.key = key ? std::move(*key) : "row-" + to_hex(digest(message.raw));
    message.origin.columns = nullptr;
    incoming.item = std::move(item);
    if (mapped && is_passed_over(Stage::pipeline, incoming.item.message))
      incoming.item.hold(attempt_->why_passed_over(incoming.item.message).what);
    return incoming;
  }

  const config::Inlet& inlet_;
  const Read& read_;
  std::stop_token stop_;
  Attempt* attempt_;
  const HandOn& hand_on_;
  const OnRecord* on_record_;
  std::optional<Error> refusal_;  ///< of the whole input, where someone looks on
  IntakeContext context_;
  std::vector<std::unique_ptr<Processor>> steps_;
  std::shared_ptr<const Columns> columns_;
  Batch batch_;
  std::vector<std::string> events_;  ///< of the batch's items
  std::size_t at_once_ = batch_size;
  std::int64_t row_ = 0;
};

}  // namespace

bool is_poison(const Error& error) {
  return error.fault == Fault::internal || error.fault == Fault::data || error.fault == Fault::rejected;
}

std::optional<std::string> joined(const Value& body, const std::vector<std::string>& paths) {
  std::string all;
  for (const auto& path : paths) {
    const auto text = body.at(path).text_or_empty();
    if (text.empty()) return std::nullopt;
    if (&path != &paths.front()) all += '|';
    all += text;
  }
  return all;
}

Result<void> decode_carefully(const config::Inlet& inlet, const Read& read, const Clock& clock,
                              const std::stop_token& stop, Attempt& attempt, const HandOn& hand_on,
                              std::vector<std::string>& notes) {
  return guarded(inlet.name, [&] { return Work(inlet, read, clock, stop, &attempt, hand_on, notes).run(); });
}

Result<void> decode_watched(const config::Inlet& inlet, const Read& read, const Clock& clock,
                            const std::stop_token& stop, const OnRecord& on_record, const HandOn& hand_on,
                            std::vector<std::string>& notes) {
  return guarded(inlet.name, [&] { return Work(inlet, read, clock, stop, nullptr, hand_on, notes, &on_record).run(); });
}

Decoder::Decoder(const config::Inlet& inlet, const Read& read, const Clock& clock, std::stop_token stop,
                 Attempt* attempt)
    : queue_(batches_ahead), thread_([this, &inlet, &read, &clock, attempt, stop = std::move(stop)] {
        const HandOn hand_on = [&](IncomingBatch&& batch) -> Result<void> {
          if (queue_.push(std::move(batch))) return {};
          return fail(Fault::cancelled, "stopped while reading " + read.name);
        };
        outcome_ = guarded(inlet.name, [&] { return Work(inlet, read, clock, stop, attempt, hand_on, notes_).run(); });
        queue_.close();
      }) {}

Decoder::~Decoder() { queue_.close(); }

std::optional<IncomingBatch> Decoder::next() { return queue_.pop(); }

}  // namespace sluss::engine
