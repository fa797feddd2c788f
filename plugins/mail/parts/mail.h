// A mail as it came, taken apart (RFC 5322, MIME). No network. Whatever the bytes are, it ends, and soon.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::mail {

/// A file in a mail.
struct Attachment {
  std::string name;             ///< UTF-8, without folders and control characters
  Result<std::string> content;  ///< Fault::data: its encoding is damaged
};

/// That a mail was not delivered, told by a server later (RFC 3464).
struct DeliveryReport {
  std::string message_id;  ///< of the mail, without angle brackets, as the sink gave it for a receipt
  std::string action;      ///< "failed", "delayed", "delivered", "relayed", "expanded"
  std::string status;      ///< "5.1.1"
};

struct Mail {
  std::string sender;  ///< the bare address of From; empty when there is not exactly one
  std::string subject;
  std::vector<Attachment> attachments;  ///< its own, not those of mails within it
  std::optional<DeliveryReport> report;
};

/// Error: Fault::data, when it is nested too deeply, has too many parts or too long headers, or does not end as it
/// says.
[[nodiscard]] Result<Mail> read_mail(std::string_view bytes);

/// Who sent it and what about: of a mail's headers alone.
[[nodiscard]] Mail read_headers(std::string_view bytes);

/// A file's name as it may be shown and matched: what follows the last / or \, in UTF-8, without control characters, at
/// most 200 bytes.
[[nodiscard]] std::string plain_name(std::string_view text);

}  // namespace sluss::mail
