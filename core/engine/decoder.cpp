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

}  // namespace

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

class Decoder::Work {
 public:
  Work(const config::Inlet& inlet, const Read& read, const Clock& clock, std::stop_token stop, Decoder& decoder)
      : inlet_(inlet), read_(read), stop_(stop), decoder_(decoder), context_(clock, std::move(stop), decoder.notes_) {
    for (const auto& make : inlet.steps) steps_.push_back(make());
    batch_.reserve(batch_size);
  }

  Result<void> run() {
    const auto codec = inlet_.codec();
    SLUSS_TRY(codec->decode(*read_.input, [&](Record&& record) { return take(std::move(record)); }));
    SLUSS_TRY(flush());
    return read_.input->complete();
  }

 private:
  Result<void> take(Record&& record) {
    if (stop_.stop_requested()) return fail(Fault::cancelled, "stopped while reading " + read_.name);
    auto& origin = record.message.origin;
    origin.resource = read_.name;
    if (origin.columns != nullptr && origin.columns != columns_) {
      SLUSS_TRY(flush());
      columns_ = origin.columns;
      for (const auto& step : steps_) SLUSS_TRY(step->begin(*columns_, context_));
    }
    record.message.kind = inlet_.kind;
    Item item{std::move(record.message), {}};
    if (record.fault) item.reject(item.message.origin.place() + ": " + record.fault->what);
    batch_.push_back(std::move(item));
    return batch_.size() < batch_size ? Result<void>() : flush();
  }

  Result<void> flush() {
    for (const auto& step : steps_) SLUSS_TRY(process(*step));
    IncomingBatch ready;
    ready.reserve(batch_.size());
    for (auto& item : batch_) ready.push_back(prepare(std::move(item)));
    batch_.clear();
    if (!ready.empty() && !decoder_.queue_.push(std::move(ready)))
      return fail(Fault::cancelled, "stopped while reading " + read_.name);
    return {};
  }

  /// Runs one step over the runs of items that are not decided yet.
  Result<void> process(Processor& step) {
    for (std::size_t from = 0; from < batch_.size();) {
      auto to = from;
      while (to < batch_.size() && batch_[to].decision.kind == Decision::Kind::pass) ++to;
      if (to > from) SLUSS_TRY(step.process(std::span(batch_).subspan(from, to - from), context_));
      from = to + 1;
    }
    return {};
  }

  [[nodiscard]] Incoming prepare(Item&& item) const {
    Incoming incoming;
    auto& message = item.message;
    const auto mapped = item.decision.kind != Decision::Kind::rejected;
    auto key = joined(message.body, inlet_.key);
    incoming.hash = digest(mapped ? to_json(message.body) : message.raw);
    incoming.scope = joined(message.body, inlet_.scope).value_or("");
    incoming.keyless = !key;
    if (!key && mapped)
      item.reject(message.origin.place() + ": no " + inlet_.key.front() + "; each " + inlet_.kind + " needs one");
    message.key = key ? std::move(*key) : "row-" + to_hex(digest(message.raw));
    message.origin.columns = nullptr;
    incoming.item = std::move(item);
    return incoming;
  }

  const config::Inlet& inlet_;
  const Read& read_;
  std::stop_token stop_;
  Decoder& decoder_;
  IntakeContext context_;
  std::vector<std::unique_ptr<Processor>> steps_;
  std::shared_ptr<const Columns> columns_;
  Batch batch_;
};

Decoder::Decoder(const config::Inlet& inlet, const Read& read, const Clock& clock, std::stop_token stop)
    : queue_(batches_ahead), thread_([this, &inlet, &read, &clock, stop = std::move(stop)] {
        outcome_ = guarded(inlet.name, [&] { return Work(inlet, read, clock, stop, *this).run(); });
        queue_.close();
      }) {}

Decoder::~Decoder() { queue_.close(); }

std::optional<IncomingBatch> Decoder::next() { return queue_.pop(); }

}  // namespace sluss::engine
