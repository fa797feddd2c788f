// Where programs and people's browsers reach the daemon: `admin:` in sluss.yaml.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/listen.h"
#include "config/proxy_settings.h"
#include "config/sign_on_settings.h"
#include "plugin/spec.h"

namespace sluss::config {

struct AdminSettings {
  Listen listen;
  std::filesystem::path certificate;      ///< the chain, as PEM; empty: plain HTTP, to this machine alone
  std::filesystem::path certificate_key;  ///< empty: it stands in the certificate's file
  std::vector<std::string> names;         ///< host names that it is asked by, besides localhost
  std::optional<SignOnSettings> sign_on;  ///< none: no identity provider lets people in
  std::optional<ProxySettings> proxy;     ///< none: no proxy is believed
  friend bool operator==(const AdminSettings&, const AdminSettings&) = default;
};

/// What stands at `admin:`.
void read_admin(const Node& node, ParseContext& context, std::optional<AdminSettings>& target);

}  // namespace sluss::config
