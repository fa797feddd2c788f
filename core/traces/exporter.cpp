#include "traces/exporter.h"

#include <algorithm>

#include "base/json.h"

namespace sluss::traces {
namespace {

http::Manner manner_of(const ExporterConfig& config) {
  http::Manner manner;
  manner.line.ca = config.ca;
  manner.line.connect = std::min(config.answer, manner.line.connect);
  manner.line.answer = config.answer;
  manner.lasting = http::Lasting::nothing;
  return manner;
}

/// Of a collector that takes some of it alone; 0 where it says nothing of that, or nothing that can be read.
std::uint64_t refused_of(const std::string& body) {
  const auto said = parse_json(body);
  if (!said || said->as_object() == nullptr) return 0;
  const auto& partial = std::as_const(*said)["partialSuccess"];
  if (partial.as_object() == nullptr) return 0;
  const auto& rejected = partial["rejectedSpans"];
  if (const auto* number = rejected.as_int()) return static_cast<std::uint64_t>(std::max<std::int64_t>(*number, 0));
  const auto text = rejected.text_or_empty();
  constexpr std::size_t longest = 9;
  const bool is_number =
      !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::stoull(text) : 0;
}

}  // namespace

Exporter::Exporter(ExporterConfig config, std::function<void(const std::string&)> tell)
    : config_(std::move(config)), tell_(std::move(tell)), client_(manner_of(config_)) {
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

Exporter::~Exporter() {
  thread_ = {};
  dropped_ += waiting_.size();
  if (dropped_ > 0) tell_(std::to_string(dropped_) + " spans were dropped since the start");
}

void Exporter::take(Spans spans) noexcept {
  try {
    const std::lock_guard lock(mutex_);
    const auto room = config_.most_waiting - std::min(config_.most_waiting, waiting_.size());
    const auto taken = std::min(room, spans.size());
    dropped_ += spans.size() - taken;
    std::move(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(taken), std::back_inserter(waiting_));
  } catch (...) {
    dropped_ += spans.size();  // for want of memory: the run goes on
  }
  changed_.notify_one();
}

void Exporter::work(const std::stop_token& stop) {
  for (;;) {
    const auto spans = next(stop);
    if (spans.empty()) break;
    if (!deliver(spans, stop)) {
      dropped_ += spans.size();
      return;  // it was away until the end: the rest has no better chance
    }
  }
  send_last_words();
}

Exporter::Spans Exporter::next(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) return {};
  changed_.wait_for(lock, stop, config_.gathering, [this] { return waiting_.size() >= config_.most_at_once; });
  return stop.stop_requested() ? Spans{} : some();
}

Exporter::Spans Exporter::some() {
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), config_.most_at_once));
  Spans spans(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return spans;
}

bool Exporter::deliver(const Spans& spans, const std::stop_token& stop) {
  for (auto pause = config_.first_rest;; pause = std::min(pause * 2, config_.longest_rest)) {
    const auto became = send(spans, stop);
    if (stop.stop_requested() && became == Became::later) return false;
    note(became);
    if (became == Became::refused) dropped_ += spans.size();
    if (became != Became::later) return true;
    if (!rest(std::clamp(asked_, pause, config_.longest_rest), stop)) return false;
  }
}

Exporter::Became Exporter::send(const Spans& spans, const std::stop_token& stop) {
  std::vector<std::string> headers{"Content-Type: application/json"};
  if (!config_.token.empty()) headers.push_back("Authorization: Bearer " + config_.token.reveal());
  const auto body = to_json(to_otlp(spans, config_.sender));
  asked_ = {};
  const auto answer = client_.send({"POST", config_.url, std::move(headers), body}, stop);
  const auto refused = answer ? http::refusal(*answer, "the collector", SystemClock().now()) : answer.error();
  if (refused) {
    why_ = refused->what;
    asked_ = refused->retry_after.value_or(std::chrono::seconds(0));
    const bool passes = refused->fault == Fault::unavailable || refused->fault == Fault::throttled ||
                        refused->fault == Fault::cancelled || refused->fault == Fault::unknown_outcome;
    return passes ? Became::later : Became::refused;
  }
  const auto lost = std::min<std::uint64_t>(refused_of(answer->body), spans.size());
  dropped_ += lost;
  sent_ += spans.size() - lost;
  return Became::taken;
}

bool Exporter::rest(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

/// What is left goes out as long as that takes no time worth speaking of.
void Exporter::send_last_words() {
  const auto end = std::chrono::steady_clock::now() + config_.last_words;
  std::stop_source late;
  const std::jthread clock([&](const std::stop_token& done) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_until(lock, done, end, [] { return false; });
    late.request_stop();
  });
  while (!late.stop_requested()) {
    std::unique_lock lock(mutex_);
    if (waiting_.empty()) return;
    const auto spans = some();
    lock.unlock();
    if (send(spans, late.get_token()) == Became::taken) continue;
    dropped_ += spans.size();
    return;
  }
}

/// Once when it begins, and once when it is over.
void Exporter::note(Became became) {
  const bool away = became != Became::taken;
  if (away == std::exchange(away_, away)) return;
  if (away) tell_("the collector does not take traces: " + why_ + "; what cannot wait is dropped");
  else tell_("the collector takes traces again; " + std::to_string(dropped_) + " spans were dropped since the start");
}

}  // namespace sluss::traces
