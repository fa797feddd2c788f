// Questions about the whole store, for the nightly auditor, for what an auditor is handed, and for who looks at it all.
// The database answers them in the order of its indexes, a row at a time: memory does not grow with the store. Apart
// from `Transaction`, since nobody else asks them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/store.h"

namespace sluss::store {

/// Sentences that each name what does not fit.
using Faults = std::vector<std::string>;

/// One message that waits for a person or for configuration, without its content.
struct ParkedRow {
  std::int64_t message = 0, run = 0;
  State state = State::held;
  std::string kind, channel, reason;
  std::optional<Ore> amount;  ///< what is held, or the total of an invoice that was refused
};

/// Which of them; nothing said: all.
struct ParkedFilter {
  std::optional<State> state;
  std::string channel;
};

/// An invoice on which something is owed, or too much was paid.
struct OpenInvoice {
  std::int64_t message = 0;
  std::string number, institution, unit, term;
  std::optional<Day> due_day;  ///< as its document says; nullopt: it has none, and the store is damaged
  Ore total, credited, paid;

  /// Below zero when too much was paid.
  [[nodiscard]] Ore due() const { return total - credited - paid; }
};

class Inspection {
 public:
  virtual ~Inspection() = default;
  /// Lines that bill a placement, or stand on an invoice, that is not there.
  [[nodiscard]] virtual Result<Faults> lost_lines() = 0;
  /// Numbers of a series that no document has, that two have, or that would be given a second time; documents without
  /// a number that was taken.
  [[nodiscard]] virtual Result<Faults> broken_series() = 0;
  /// Credit notes and credits that are not to exactly one invoice, or take back more than was billed.
  [[nodiscard]] virtual Result<Faults> broken_credits() = 0;
  /// Messages and deliveries in states that no allowed step leads to.
  [[nodiscard]] virtual Result<Faults> broken_states() = 0;
  /// Payments of which more is booked than they are worth, or that are booked on a credit note.
  [[nodiscard]] virtual Result<Faults> broken_payments() = 0;
  /// Every part of a payment that is booked on an invoice, oldest first.
  [[nodiscard]] virtual Result<void> each_paid_part(
      const std::function<Result<void>(const domain::PaidPart&)>& visit) = 0;
  /// The audit log, oldest first.
  [[nodiscard]] virtual Result<void> each_entry(const std::function<Result<void>(const AuditEntry&)>& visit) = 0;
  /// What is written of one thing, oldest first. Quick in a long log.
  [[nodiscard]] virtual Result<std::vector<AuditEntry>> entries_about(const std::string& what) = 0;
  /// The current placements whose body names that order line; in order of id.
  [[nodiscard]] virtual Result<std::vector<std::int64_t>> placements_for(const std::string& order) = 0;
  /// As `MessageLog::list`, without body, raw and parents, which are not looked at: for who lists invoices of hundreds
  /// of lines.
  [[nodiscard]] virtual Result<std::vector<StoredMessage>> heads(const MessageFilter& filter) = 0;
  /// What is held or rejected, in no particular order. A look at its index and at each of them.
  [[nodiscard]] virtual Result<void> each_parked(const ParkedFilter& filter,
                                                 const std::function<Result<void>(const ParkedRow&)>& visit) = 0;
  /// In order of issue.
  [[nodiscard]] virtual Result<std::vector<OpenInvoice>> open_invoices() = 0;
  /// The last entries of one action, newest first.
  [[nodiscard]] virtual Result<std::vector<AuditEntry>> last_entries(const std::string& action, std::size_t limit) = 0;
};

/// A transaction that may be asked such questions.
class Inspectable {
 public:
  virtual ~Inspectable() = default;
  [[nodiscard]] virtual Inspection& inspection() = 0;
};

/// Every transaction of ours is inspectable; one that is not (a test's) is Fault::internal.
[[nodiscard]] Result<Inspection*> inspection_of(Transaction& transaction);

}  // namespace sluss::store
