// The sink: makes invoices in Fortnox. It takes no key that would make a repeat harmless, so each invoice bears a
// reference made of the delivery's key, and is searched for by it before anything is sent again.
#pragma once

#include <memory>

#include "http/options.h"
#include "http/service_probe.h"
#include "plugin/sdk.h"

namespace sluss::fortnox {

struct SinkConfig : http::ServiceConfig {
  SinkConfig() {
    token_url = "https://apps.fortnox.se/oauth-v1/token";
    // 25 requests in any 5 seconds: 5 at once, and 4 a second after them.
    rate = 4;
    burst = 5;
  }
  std::string url = "https://api.fortnox.se";
  std::string tenant;
};

[[nodiscard]] Spec<SinkConfig> sink_spec();

class FortnoxSink final : public Sink {
 public:
  explicit FortnoxSink(SinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Resend resend() const override { return Resend::ask; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<std::string>> find(const std::string& key, std::stop_token stop) override;
  void close() noexcept override { client_.reset(); }

 private:
  /// False when the connection gave out.
  [[nodiscard]] bool deliver(const Parcel& parcel, const std::stop_token& stop, WriteReport& report);

  SinkConfig config_;
  std::unique_ptr<http::Client> client_;
};

class FortnoxProbe final : public http::ServiceProbe<SinkConfig> {
 public:
  using ServiceProbe::ServiceProbe;
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;
};

}  // namespace sluss::fortnox
