#include "engine/batch_spans.h"

#include <utility>

namespace sluss::engine {

using observe::Span;

void BatchSpans::begin() {
  if (tracer_ == nullptr) return;
  begin_ = last_ = observe::now();
  laps_.clear();
}

void BatchSpans::lap(const std::string& name) {
  if (tracer_ == nullptr) return;
  const auto now = observe::now();
  laps_.push_back({name, std::exchange(last_, now), now});
}

void BatchSpans::add(const store::StoredMessage& stored, std::int64_t run) {
  if (tracer_ == nullptr) return;
  Span span;
  span.message = stored.message.id;
  span.run = run;
  span.connection = stored.channel;
  for (const auto& lap : laps_) {
    span.name = lap.name;
    span.begin = lap.begin;
    span.end = lap.end;
    waiting_.push_back(span);
  }
  span.kind = Span::Kind::message;
  span.name = "message";
  span.outcome = store::name_of(stored.state);
  span.failed = stored.state == store::State::rejected;
  span.begin = begin_;
  waiting_.push_back(std::move(span));
}

void BatchSpans::committed(observe::Moment begin) {
  if (tracer_ == nullptr || waiting_.empty()) return;
  const auto end = observe::now();
  std::vector<Span> spans;
  for (auto& span : std::exchange(waiting_, {})) {
    if (span.kind == Span::Kind::message) {
      auto commit = span;
      commit.kind = Span::Kind::work;
      commit.name = "commit";
      commit.outcome.clear();
      commit.failed = false;
      commit.begin = begin;
      commit.end = end;
      spans.push_back(std::move(commit));
      span.end = end;
    }
    spans.push_back(std::move(span));
  }
  tracer_->take(std::move(spans));
}

}  // namespace sluss::engine
