// The source `singer`: runs a Singer tap, and reads its records.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "plugin/sdk.h"
#include "singer.h"

namespace sluss::exec {

struct TapConfig : CommandConfig {
  std::filesystem::path catalog;
  std::vector<std::string> streams;
  std::string position = "position";
};

[[nodiscard]] Spec<TapConfig> tap_spec();

/// One run of the tap is one Read. Its position is the last STATE of a run that was whole: it ended with status 0, and
/// all of its records were stored.
class SingerTap final : public Source {
 public:
  explicit SingerTap(TapConfig config) : config_(std::move(config)) {}
  [[nodiscard]] std::string position_name() const override { return config_.position; }
  void go_on_from(const std::string& position) override { position_ = position; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override;

 private:
  TapConfig config_;
  std::string position_;
  bool in_round_ = false, unsettled_ = false;
};

/// Of a Singer program only that it is there, and may be run: what it does with a configuration is its own affair.
class SingerTapProbe final : public Probe {
 public:
  explicit SingerTapProbe(TapConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  TapConfig config_;
};

}  // namespace sluss::exec
