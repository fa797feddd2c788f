// What a server's answer means for a delivery. Pure.
//
// | at          | answer                 | the parcel                                     | the connection          |
// |-------------|------------------------|------------------------------------------------|-------------------------|
// | any         | 421                    | not tried                                      | stopped: unavailable    |
// | MAIL FROM   | 552, x.3.4             | rejected: too large                            |                         |
// | MAIL FROM   | other 5xx              | not tried                                      | stopped: denied         |
// | MAIL FROM   | 4xx                    | not tried                                      | stopped: unavailable    |
// | RCPT TO     | 530                    | not tried                                      | stopped: denied         |
// | RCPT TO     | other 5xx              | rejected, and sent to none of its addresses    |                         |
// | RCPT TO     | 4xx                    | unavailable: tried later                       |                         |
// | DATA        | 5xx / 4xx              | rejected / unavailable                         |                         |
// | the end     | 2xx                    | delivered                                      |                         |
// | the end     | 5xx / 4xx              | rejected / unavailable                         |                         |
// | before end  | none, or not SMTP      | not tried: without its end no mail is taken    | stopped: unavailable    |
// | the end     | none, or not SMTP      | unknown_outcome                                | stopped: unavailable    |
#pragma once

#include <optional>
#include <string>

#include "plugin/sdk.h"

namespace sluss::smtp {

enum class Stage { sender, recipient, data, end };

struct Reply {
  int code = 0;
  std::string status;  ///< the enhanced status (RFC 3463), "5.1.1"; empty when there is none
};

/// nullopt: it is no answer of SMTP. The text is not kept: it repeats addresses.
[[nodiscard]] std::optional<Reply> read_reply(std::string_view line);

struct Verdict {
  std::optional<Error> parcel;   ///< why it did not take this parcel
  std::optional<Error> stopped;  ///< why the connection gave out
  [[nodiscard]] bool good() const { return !parcel && !stopped; }
};

/// `whom` says which address was asked for, without its value: "to[1] {buyer.mail}".
[[nodiscard]] Verdict judge(Stage stage, const Reply& reply, const std::string& place, const std::string& whom);

}  // namespace sluss::smtp
