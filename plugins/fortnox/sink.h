// The sink: makes invoices in Fortnox. It takes no key that would make a repeat harmless, so each invoice bears a
// reference made of the delivery's key, and is searched for by it before anything is sent again.
#pragma once

#include <memory>

#include "service.h"

namespace sluss::fortnox {

[[nodiscard]] Spec<SinkConfig> sink_spec();

class FortnoxSink final : public Sink {
 public:
  explicit FortnoxSink(SinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Resend resend() const override { return Resend::ask; }
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<std::string>> find(const std::string& key, std::stop_token stop) override;
  void close() noexcept override { service_.reset(); }

 private:
  /// False when the connection gave out.
  [[nodiscard]] bool deliver(const Parcel& parcel, const std::stop_token& stop, WriteReport& report);

  SinkConfig config_;
  std::unique_ptr<Service> service_;
};

class FortnoxProbe final : public Probe {
 public:
  explicit FortnoxProbe(SinkConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SinkConfig config_;
};

}  // namespace sluss::fortnox
