// TLS of a transfer: what is set before it, and why it came to nothing.
#pragma once

#include <curl/curl.h>
#include <optional>
#include <string>
#include <string_view>

#include "http/transfer.h"

namespace sluss::http {

void set_tls(CURL* easy, const Line& line);

/// Why the other end is not believed to be who it should be; nullopt when that is not what happened.
[[nodiscard]] std::optional<std::string> why_untrusted(CURL* easy, CURLcode code);

/// Why our own certificate got us nowhere; nullopt when that is not what happened. `detail` is libcurl's own text.
[[nodiscard]] std::optional<std::string> why_unknown_us(CURLcode code, std::string_view detail,
                                                        const ClientCertificate& ours);

}  // namespace sluss::http
