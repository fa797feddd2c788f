// The organisation's identity provider, as Sluss asks it (OpenID Connect Discovery 1.0; Core 1.0, 3.1: code flow).
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"
#include "config/sign_on_settings.h"

namespace sluss::admin {

/// Safe to use from several threads. Errors: Fault::unavailable when it gives no answer, Fault::denied when it answers
/// what cannot be used. No text holds what was sent or came.
class IdentityProvider {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit IdentityProvider(config::SignOnSettings settings) : settings_(std::move(settings)) {}

  [[nodiscard]] const config::SignOnSettings& settings() const { return settings_; }
  /// Where a browser is sent to log in there.
  [[nodiscard]] Result<std::string> authorization(Time now);
  /// The identity token for a code that a browser brought back.
  [[nodiscard]] Result<std::string> identity_token(const std::string& code, const std::string& verifier, Time now);
  /// Where the provider sends browsers back to; it must know the address.
  [[nodiscard]] std::string way_back() const { return settings_.address + "/api/v1/session/sign-on/back"; }

 private:
  struct Endpoints {
    std::string authorization, token;
    Time read;
  };

  [[nodiscard]] Result<Endpoints> endpoints(Time now);
  [[nodiscard]] Result<Endpoints> discover(Time now) const;

  config::SignOnSettings settings_;
  std::mutex mutex_;
  std::optional<Endpoints> known_;
};

}  // namespace sluss::admin
