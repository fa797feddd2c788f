// The sink `exec`: gives each delivery to a child of ours, and waits for its answer.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "command.h"
#include "plugin/sdk.h"
#include "talk.h"

namespace sluss::exec {

struct SinkConfig : CommandConfig {
  Resend resend = Resend::never;
};

[[nodiscard]] Spec<SinkConfig> sink_spec();

/// One child for all deliveries while it is open; one that is gone is started again with the next `write`.
class ExecSink final : public Sink {
 public:
  explicit ExecSink(SinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Resend resend() const override { return config_.resend; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<std::string>> find(const std::string& key, std::stop_token stop) override;
  void close() noexcept override;

 private:
  /// Starts the child where there is none.
  [[nodiscard]] Result<void> reach(const std::stop_token& stop);
  /// Writes a line about a key and reads its answer; without one the child is ended. `left`: it may have been heard.
  [[nodiscard]] Result<Answer> exchange(const std::string& line, const std::string& key, bool& left,
                                        const std::stop_token& stop);

  SinkConfig config_;
  std::unique_ptr<Running> running_;
};

class ExecSinkProbe final : public Probe {
 public:
  explicit ExecSinkProbe(SinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SinkConfig config_;
};

}  // namespace sluss::exec
