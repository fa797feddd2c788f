// Finds in a mail what it says of the delivery of another one.
#pragma once

#include <gmime/gmime.h>
#include <optional>

#include "mail.h"

namespace sluss::mail {

/// nullopt: the mail is no report of a delivery, or does not say of which mail.
[[nodiscard]] std::optional<DeliveryReport> find_report(GMimeMessage* message);

/// The field's value of the recipient that fares worst, from the text of a message/delivery-status. Fields are in
/// groups between blank lines: the first is about the server, the others about one recipient each.
[[nodiscard]] DeliveryReport read_status(std::string_view text);

}  // namespace sluss::mail
