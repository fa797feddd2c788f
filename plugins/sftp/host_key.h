// Is it the right server? Its key is compared with those that the configuration names; nothing is trusted because it
// was seen before.
#pragma once

#include <libssh/libssh.h>
#include <string>
#include <vector>

#include "server.h"

namespace sluss::sftp {

/// A key that a server shows.
struct ShownKey {
  std::string type;         ///< "ssh-ed25519"
  std::string fingerprint;  ///< "SHA256:..."

  [[nodiscard]] std::string text() const { return type + " " + fingerprint; }
};

/// The fingerprint of a key; empty when it has none.
[[nodiscard]] std::string fingerprint_of(ssh_key key);

/// The fingerprints that are right for a server: those of the configuration and of its file. Fault::denied when the
/// file cannot be read.
[[nodiscard]] Result<std::vector<std::string>> right_keys(const Server& server);

/// Those in the text of a known_hosts file that are for the server and not revoked. Names may be hashed.
[[nodiscard]] std::vector<std::string> known_keys(const Server& server, const std::string& text);

/// Why a server that shows these keys is not talked to: both what it shows and what was expected.
[[nodiscard]] Error wrong_key(const Server& server, const std::vector<ShownKey>& shown,
                              const std::vector<std::string>& right);

}  // namespace sluss::sftp
