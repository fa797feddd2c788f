// A mail as it goes over the wire (RFC 5322): pure text, no network.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace sluss::net {

struct Mail {
  std::string from;  ///< a bare address
  std::vector<std::string> to;
  std::string subject, text;  ///< UTF-8; lines of the text end with \n
  Instant date{};
};

/// The whole mail with its headers, ASCII, lines ending with CR LF. The Message-ID is made of what the mail says and
/// when, so the same mail has the same.
/// Error: Fault::internal for an address that is none, or a subject with a control character: nothing gets into a
/// header that is not meant to stand there.
[[nodiscard]] Result<std::string> to_wire(const Mail& mail);

/// A header's text: as it stands, or as RFC 2047 encoded words when it is not plain ASCII.
[[nodiscard]] std::string encoded_header(std::string_view text);
/// RFC 2045 quoted-printable, no line above 76 bytes.
[[nodiscard]] std::string quoted_printable(std::string_view text);

}  // namespace sluss::net
