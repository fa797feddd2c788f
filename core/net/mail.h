// Sends mail by SMTP.
#pragma once

#include <string>

#include "config/watch_settings.h"
#include "net/mail_text.h"

namespace sluss::net {

/// Hands a mail to the server and waits for its answer, a minute at most. Returns when the server has taken it for at
/// least one address, with what it said against others: empty when it took all.
/// An error means that the server did not say that it took the mail: Fault::denied when it did not let us in,
/// Fault::config when it is not who it should be or offers no STARTTLS (nothing was sent, no password either),
/// Fault::rejected when it took us but not the mail, Fault::unavailable when it was not reached. May be called from
/// several threads.
[[nodiscard]] Result<std::string> send(const config::MailServer& server, const Mail& mail);

}  // namespace sluss::net
