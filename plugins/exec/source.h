// The source `exec`: reads what a child of ours gives, batch by batch, and tells it what became of each.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "command.h"
#include "plugin/sdk.h"

namespace sluss::exec {

struct SourceConfig : CommandConfig {
  std::string position = "position";
};

[[nodiscard]] Spec<SourceConfig> source_spec();

/// A Read is a batch. The child lives as long as the source is open, or until it has no more; one batch at a time is
/// read, and after one that was not taken no more are: what comes after it would move the position past it.
class ExecSource final : public Source {
 public:
  explicit ExecSource(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] std::string position_name() const override { return config_.position; }
  void go_on_from(const std::string& position) override { position_ = position; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override;

 private:
  class BatchInput;
  /// The batch that is being read, and how far.
  struct Batch {
    std::int64_t number = 0;
    bool settled = true;
    std::string id, position;  ///< as its end says
    bool ended = false;
  };

  [[nodiscard]] Result<void> start(const std::stop_token& stop);
  /// The next line of the child, understood; nullopt at its end.
  [[nodiscard]] Result<std::optional<std::string>> next_record(const std::stop_token& stop);
  [[nodiscard]] Result<void> end_round(const std::stop_token& stop);

  SourceConfig config_;
  std::string position_;
  std::shared_ptr<Running> running_;
  std::stop_token stop_;
  std::int64_t lines_ = 0;
  Batch batch_;
  std::optional<std::string> ahead_;  ///< the first record of the next batch
  bool done_ = false;                 ///< the child has no more
  bool over_ = false;                 ///< nothing more is read in this round
};

class ExecSourceProbe final : public Probe {
 public:
  explicit ExecSourceProbe(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SourceConfig config_;
};

/// Starts the program with the task `probe`, and waits until it says that it is ready and has ended.
[[nodiscard]] Result<void> probe_by_talk(const CommandConfig& config, const std::stop_token& stop);

/// Starts a program that is talked to, and waits until it is ready.
[[nodiscard]] Result<std::unique_ptr<Running>> start_talk(const CommandConfig& config, const std::string& greeting,
                                                          const std::stop_token& stop);

}  // namespace sluss::exec
