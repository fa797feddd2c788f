// How people come in through their organisation: `sign_on:` below `admin:`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "plugin/spec.h"

namespace sluss::config {

struct SignOnSettings {
  std::string issuer;        ///< of the identity provider, as OpenID Connect Discovery names it; https, or this machine
  std::string client_id;     ///< what Sluss is registered as there
  Secret client_secret;      ///< which goes with it
  std::string address;       ///< what browsers call Sluss: "https://sluss.region.example"; nothing after the host
  std::string claim;         ///< the one that names the account
  std::string called;        ///< what the button says; empty: the issuer's host
  std::filesystem::path ca;  ///< what its certificate is verified by; empty: the system's

  friend bool operator==(const SignOnSettings& one, const SignOnSettings& other) {
    return one.issuer == other.issuer && one.client_id == other.client_id &&
           one.client_secret.reveal() == other.client_secret.reveal() && one.address == other.address &&
           one.claim == other.claim && one.called == other.called && one.ca == other.ca;
  }
};

/// What stands at `sign_on:`.
void read_sign_on(const Node& node, ParseContext& context, std::optional<SignOnSettings>& target);

}  // namespace sluss::config
