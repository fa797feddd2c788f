// What an exchange means for a delivery. Pure.
//
// The status of an answer counts as soon as its header is whole; what follows it changes nothing.
//
// | answer                    | the parcel                                    | the connection         |
// |---------------------------|-----------------------------------------------|------------------------|
// | 2xx                       | delivered                                     |                        |
// | 3xx                       | rejected: credentials and bodies go nowhere else |                     |
// | 401, 403, 407             | not tried                                     | stopped: denied        |
// | 408                       | unavailable: it did not get the whole request |                        |
// | 409 with Retry-After, safe | unavailable: the same key is being worked on |                        |
// | 429                       | not tried                                     | stopped: throttled     |
// | other 4xx                 | rejected                                      |                        |
// | 501, 505                  | rejected: it will never do this               |                        |
// | 503                       | not tried                                     | stopped: unavailable   |
// | other 5xx                 | safe: unavailable; else unknown_outcome       |                        |
// | none, nothing left        | not tried                                     | unavailable, or denied |
// | none, something left      | unknown_outcome                               | stopped: unavailable   |
//
// By RFC 9110 a 503 says that the request was not handled, and 429 and 408 likewise. A 500 says that handling it
// failed, no one knows how far; a 502 or 504 that somebody behind the one who answers may have it. Only a target that
// keeps keys makes these harmless.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "http/transfer.h"
#include "plugin/sink.h"

namespace sluss::http {

struct Verdict {
  std::optional<Result<std::string>> receipt;  ///< nullopt: the parcel does not count as tried
  std::optional<Error> stopped;                ///< the connection has given out
};

/// `where` is the target as people may see it.
[[nodiscard]] Verdict judge(const Exchange& exchange, Resend resend, const std::string& where, Instant now);

/// What was found when the target was asked: 200 the receipt, 404 that it has nothing, else why nobody can tell now.
[[nodiscard]] Result<std::optional<std::string>> judge_found(const Exchange& exchange, const std::string& where,
                                                             Instant now);

/// What the target gave as a receipt: its Location without query, the `id` of its JSON, or "HTTP 201".
[[nodiscard]] std::string receipt_of(const Answer& answer);

}  // namespace sluss::http
