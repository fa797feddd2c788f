// A mail with its attachments, as it goes over the wire (RFC 5322, MIME). No network.
#pragma once

#include <string>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::smtp {

struct Enclosure {
  std::string name;   ///< UTF-8, with its extension
  std::string type;   ///< "application/pdf"
  std::string bytes;  ///< arrive as they are, byte for byte
};

struct Letter {
  std::string id;  ///< the Message-ID, without its angle brackets
  Instant date{};
  std::string from, reply_to;  ///< bare addresses; no reply_to when empty
  std::vector<std::string> to, cc;
  std::string subject, text;  ///< UTF-8
  std::vector<Enclosure> enclosures;
};

/// The same for every attempt at a delivery, and for no other: a receiver knows a mail by it that came before.
/// Without its angle brackets; its domain is the sender's.
[[nodiscard]] std::string message_id(std::string_view delivery_key, std::string_view from);

/// The mail, in ASCII, lines of at most 998 bytes ending with CR LF.
/// Fault::data: a subject, an address or a name that holds a control character or is none, or is too long. So nothing
/// gets into a header that is not meant to stand there.
[[nodiscard]] Result<std::string> to_wire(const Letter& letter);

/// A file's name that no system takes for a path: control characters and / \ : * ? " < > | become "_", and so does a
/// dot at the front.
[[nodiscard]] std::string safe_name(std::string_view text);

}  // namespace sluss::smtp
