// The reverse proxy that is trusted to say who asks: `proxy:` below `admin:` in sluss.yaml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugin/spec.h"

namespace sluss::config {

struct ProxySettings {
  std::vector<std::string> from;  ///< the addresses that it asks from, as read_ip_address writes them
  std::string header;             ///< names the account of whom it has signed on; empty: it signs nobody on
  std::string secret_header;      ///< in it stands
  Secret secret;                  ///< what shows that the proxy speaks

  friend bool operator==(const ProxySettings& one, const ProxySettings& other) {
    return one.from == other.from && one.header == other.header && one.secret_header == other.secret_header &&
           one.secret.reveal() == other.secret.reveal();
  }
};

/// What stands at `proxy:`.
void read_proxy(const Node& node, ParseContext& context, std::optional<ProxySettings>& target);

}  // namespace sluss::config
