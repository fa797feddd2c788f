// Proves to a server who we are.
#pragma once

#include <libssh/libssh.h>

#include "server.h"

namespace sluss::sftp {

/// With the key, the password, or both where the server asks for both; each is tried once, for servers lock out those
/// who try again. Fault::denied when it is refused; Fault::unavailable when the connection breaks.
[[nodiscard]] Result<void> log_in(ssh_session session, const Server& server);

}  // namespace sluss::sftp
