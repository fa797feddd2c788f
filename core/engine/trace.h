// The whole life of a thing: from the order and the row of a file to what was delivered and paid, and back. Found by
// look-ups, not by going through the store; only an order line's placements are looked for among all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/invoice_answers.h"
#include "store/store.h"

namespace sluss::engine {

/// A field that a version says otherwise than the one before.
struct ChangedField {
  std::string path;
  Value before, after;                ///< may tell who a student is
  Value masked_before, masked_after;  ///< as the message itself is shown to someone who has not asked for names
};

/// A message, as one version of its thing.
struct TracedVersion {
  store::StoredMessage stored;
  std::optional<store::Run> run;  ///< that read it or made it
  std::vector<ChangedField> changed;
  std::vector<store::LedgerLine> lines;  ///< that were booked from it
  std::vector<store::Delivery> deliveries;
};

/// A line of an invoice, back to the row it comes from.
struct TracedLine {
  store::LedgerLine line;
  std::string place;  ///< "placeringar.csv, line 17"; empty when its message is gone
};

/// An invoice; its document is a message. One that was asked for itself has its lines here, and what became of its
/// document stands with its version.
struct TracedInvoice {
  store::IssuedInvoice invoice;
  std::optional<store::State> state;  ///< of its document
  std::string reason;
  std::vector<store::Delivery> deliveries;
  std::vector<TracedLine> lines;             ///< all of them, when the invoice itself was asked for
  domain::InvoiceAccount account = {};       ///< what was paid on it
  std::optional<InvoiceAnswer> answer = {};  ///< of the buyer
};

/// A placement that takes a place of an order line.
struct TracedPlacement {
  std::string key;
  std::int64_t message = 0;
  store::State state = store::State::collected;
  std::string reason;
};

/// One thing through all its versions.
struct TracedItem {
  std::int64_t item = 0;
  std::string order;                         ///< of a placement: the order line whose place it takes
  std::vector<TracedPlacement> placements;   ///< of an order line
  std::vector<TracedVersion> versions;       ///< oldest first
  std::vector<store::LedgerLine> lines;      ///< all that were ever booked for it, also by a person's decision
  std::vector<TracedInvoice> invoices;       ///< that bill it; or the one that it is
  std::vector<store::AuditEntry> decisions;  ///< of people about any version, its invoices and their bases, in order
};

struct Trace {
  std::vector<TracedItem> items;
  /// Digits that name an invoice, a key or a delivery and are the id of another message too.
  std::optional<std::int64_t> also_message;
};

/// Follows what a person names: an invoice number, a key, a delivery's key, or a message's id ("17", or "id:17" when
/// other things are called 17 too). Error: Fault::config when nothing is called that.
[[nodiscard]] Result<Trace> trace(store::Transaction& transaction, const std::string& name);

enum class Personal { hidden, shown };

/// With `hidden`, of what stands in a field no more is shown than of the message itself, masked; a text names the
/// fields.
[[nodiscard]] Value to_value(const Trace& trace, Personal personal);
/// As a person tells it, in order.
[[nodiscard]] std::string to_text(const Trace& trace, Personal personal);

}  // namespace sluss::engine
