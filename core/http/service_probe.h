// What probes of services that we show a certificate of our own have in common.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http/options.h"
#include "plugin/probe.h"

namespace sluss::http {

/// Of a connection whose `Config` is a ServiceConfig.
template <class Config>
class ServiceProbe : public Probe {
 public:
  explicit ServiceProbe(Config config) : config_(std::move(config)) {}
  [[nodiscard]] std::vector<std::string> warnings() const override { return certificate_warnings(config_); }
  [[nodiscard]] std::optional<Instant> certificate_expires() const override { return certificate_expiry(config_); }

 protected:
  Config config_;
};

}  // namespace sluss::http
