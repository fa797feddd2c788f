// All that the store holds of one person, for somebody who asks what is held of them (GDPR, article 15).
#pragma once

#include <string>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "store/store.h"

namespace sluss::engine {

/// A line of an invoice that bills one of the person's placements.
struct InvoiceLineHeld {
  std::string invoice;
  Value line;  ///< as it stands in the document
};

struct PersonHeld {
  std::vector<store::StoredMessage>
      messages;  ///< all versions of whatever names the person in any of them, oldest first
  std::vector<InvoiceLineHeld> lines;
};

/// Looks through all messages for a personal number, in whatever way it is written there, or for another identifier as
/// it stands. Error: Fault::config when the identifier is so short that it would be found in what is about others.
[[nodiscard]] Result<PersonHeld> held_of_person(store::Transaction& reading, const std::string& identifier, Day today);

}  // namespace sluss::engine
