// The sink `singer`: gives documents as records to a Singer target.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "plugin/sdk.h"
#include "singer.h"

namespace sluss::exec {

struct TargetConfig : CommandConfig {
  std::string stream;
  std::vector<std::string> key_properties;
  std::string key_field = "sluss_key";
  std::filesystem::path schema;
  Resend resend = Resend::never;
};

[[nodiscard]] Spec<TargetConfig> target_spec();

/// One run of the target for each `write`: a target says only at its end, if at all, that it has stored what it got.
class SingerTarget final : public Sink {
 public:
  explicit SingerTarget(TargetConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Resend resend() const override { return config_.resend; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  void close() noexcept override {}

 private:
  [[nodiscard]] Result<Value> record_of(const Parcel& parcel) const;
  /// What became of the batch. `left`: the target has something of it.
  [[nodiscard]] Result<void> deliver(const std::vector<Value>& records, const std::string& batch, bool& left,
                                     const std::stop_token& stop);

  TargetConfig config_;
};

class SingerTargetProbe final : public Probe {
 public:
  explicit SingerTargetProbe(TargetConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  TargetConfig config_;
};

}  // namespace sluss::exec
