// Our own client certificate, as it lies in its file.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "http/transfer.h"

namespace sluss::http {

/// When it expires. Error: Fault::config when the file cannot be read, holds no certificate, or is not opened by the
/// passphrase.
[[nodiscard]] Result<Instant> expiry_of(const ClientCertificate& ours);

/// What a person should do about it: a sentence from 30 days before it expires; empty before that.
[[nodiscard]] std::string expiry_warning(Instant expires, Instant now);

}  // namespace sluss::http
