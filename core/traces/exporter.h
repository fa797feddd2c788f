// Sends spans to a collector on a thread of its own. What it cannot send in time is dropped and counted: no run waits
// for a collector.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "http/client.h"
#include "observe/span.h"
#include "plugin/secret.h"
#include "traces/otlp.h"

namespace sluss::traces {

struct ExporterConfig {
  std::string url;                ///< "https://collector.region.example:4318/v1/traces"
  Secret token;                   ///< sent as "Authorization: Bearer"; empty: none is
  std::filesystem::path ca = {};  ///< the certificates that are trusted, in place of the system's
  Sender sender = {};
  std::size_t most_waiting = 100'000;  ///< spans; some 25 MB
  std::size_t most_at_once = 512;                                    ///< in one request
  std::chrono::milliseconds gathering{2000};                         ///< what comes in this time goes together
  std::chrono::seconds answer{10};                                   ///< a collector that takes longer counts as away
  std::chrono::milliseconds first_rest{1000}, longest_rest{60'000};  ///< after it did not take them
  std::chrono::milliseconds last_words{2000};                        ///< for what is left at the end
};

class Exporter final : public observe::Tracer {
 public:
  /// `tell` hears, on the exporter's thread, that the collector has begun to take nothing, and that it takes again.
  Exporter(ExporterConfig config, std::function<void(const std::string&)> tell);
  ~Exporter() override;

  void take(std::vector<observe::Span> spans) noexcept override;

  /// Spans since the start: what the collector took, and what it never will.
  [[nodiscard]] std::uint64_t sent() const { return sent_; }
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

 private:
  using Spans = std::vector<observe::Span>;
  enum class Became { taken, refused, later };

  void work(const std::stop_token& stop);
  /// Empty when it was stopped.
  [[nodiscard]] Spans next(const std::stop_token& stop);
  [[nodiscard]] Spans some();
  /// Sends until they are taken or refused; false when it was stopped before that.
  [[nodiscard]] bool deliver(const Spans& spans, const std::stop_token& stop);
  [[nodiscard]] Became send(const Spans& spans, const std::stop_token& stop);
  [[nodiscard]] bool rest(std::chrono::milliseconds time, const std::stop_token& stop);
  void send_last_words();
  void note(Became became);

  ExporterConfig config_;
  std::function<void(const std::string&)> tell_;
  http::Client client_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<observe::Span> waiting_;
  std::atomic<std::uint64_t> sent_{0}, dropped_{0};
  std::string why_;                    ///< the last request was not taken
  std::chrono::milliseconds asked_{};  ///< to wait, by the collector
  bool away_ = false;
  std::jthread thread_;
};

}  // namespace sluss::traces
