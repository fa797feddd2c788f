// The billing ledger as a processor sees it: which student-days are claimed, by which lines, on which invoice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "domain/charge.h"
#include "domain/invoice.h"
#include "message/message.h"

namespace sluss {

/// Whose days are billed: with a day, the billable fact (invariant 1 of billing).
struct Subject {
  std::string agreement, unit, programme;
  std::string student;  ///< registry id or personnummer; the book keeps only a keyed digest of it
};

/// For whom a placement is billed.
[[nodiscard]] Subject subject_of(const std::string& agreement, const std::string& unit,
                                 const domain::Placement& placement);

/// A line to be booked.
struct Booking {
  std::int64_t message = 0;  ///< the placement message it comes from
  std::int64_t item = 0;     ///< that placement through all its versions
  std::string placement;     ///< its key
  Subject subject;
  std::string institution;  ///< who pays
  std::string term;
  domain::ChargeLine line;
};

/// Days that another placement has claimed before.
struct Taken {
  DaySet days;
  std::string by;  ///< the other placement's key
};

/// Lines that become one invoice.
struct Group {
  std::string agreement, institution, unit, term;
  friend auto operator<=>(const Group&, const Group&) = default;
};

/// A waiting line with the placement it comes from.
struct WaitingLine {
  std::int64_t id = 0;
  std::int64_t message = 0;
  Value placement;  ///< the placement message's body
  domain::ChargeLine line;
};

/// Days of an invoiced line to be taken back.
struct Crediting {
  std::int64_t message = 0;  ///< that is the reason: a version of the placement, or the invoice's own message
  domain::Credit credit;
};

/// An invoice with credits that wait for a credit note.
struct Creditable {
  std::int64_t id = 0;
  Group group;
  std::string series;   ///< of its number
  Value document;       ///< its body as it was issued
  int corrections = 0;  ///< credit notes that the group has
};

/// A credit that waits for its credit note.
struct WaitingCredit {
  std::int64_t id = 0;
  std::int64_t message = 0;
  std::string placement;  ///< its id, as the invoice has it
  domain::ChargeLine credit;
};

/// What a person decided about the lines of a group that wait.
struct Approval {
  Digest lines{};  ///< of the lines that were looked at (`digest_of`): other lines are not approved by it
  bool approved = false;
};

/// Names what an approval is for: placements, students, days, prices and amounts of these lines.
[[nodiscard]] Digest digest_of(const std::vector<WaitingLine>& lines);

/// All calls of one `process` or `finish` are one transaction.
class BillingBook {
 public:
  virtual ~BillingBook() = default;
  /// Takes back what waits for a placement: its lines, whose days are free again, and its credits, whose days are
  /// claimed again. A credit whose days another placement has claimed meanwhile stays, and so does one whose reason is
  /// not the placement.
  [[nodiscard]] virtual Result<void> take_back(std::int64_t item) = 0;
  /// The lines booked for a placement, waiting and invoiced, less what credits take back of them.
  [[nodiscard]] virtual Result<std::vector<domain::BookedLine>> lines_of(std::int64_t item) = 0;
  /// Whether a booked line is for this subject: same agreement, unit, programme and student.
  [[nodiscard]] virtual Result<bool> is_for(std::int64_t line, const Subject& subject) = 0;
  /// The days of these that other placements hold; nullopt when all are free.
  [[nodiscard]] virtual Result<std::optional<Taken>> taken(const Subject& subject, const DaySet& days,
                                                           std::int64_t except_item) = 0;
  /// Books a line and claims its days. A day that is claimed already: Fault::store (ask `taken` first).
  [[nodiscard]] virtual Result<void> book(const Booking& booking) = 0;
  /// Books a credit of an invoiced line; its days are free from now on. It waits for a credit note.
  [[nodiscard]] virtual Result<void> credit(const Crediting& crediting) = 0;

  /// An invoice with credits that wait for a credit note; nullopt when no credit waits.
  [[nodiscard]] virtual Result<std::optional<Creditable>> next_creditable() = 0;
  /// The credits that wait for a credit note to this invoice, in the order of placement key and day.
  [[nodiscard]] virtual Result<std::vector<WaitingCredit>> waiting_credits(std::int64_t invoice) = 0;
  /// The first group after `after` that has waiting lines, in the order of unit, institution, agreement, term.
  [[nodiscard]] virtual Result<std::optional<Group>> next_waiting(const std::optional<Group>& after) = 0;
  /// A group's waiting lines in the order of placement key and day.
  [[nodiscard]] virtual Result<std::vector<WaitingLine>> waiting(const Group& group) = 0;
  /// What was decided about the group's waiting lines; nullopt: nothing yet.
  [[nodiscard]] virtual Result<std::optional<Approval>> approval(const Group& group) = 0;
  /// Replaces what was decided before.
  [[nodiscard]] virtual Result<void> decide(const Group& group, const Approval& approval) = 0;
  /// How many invoices the group has, credit notes aside: 0 means that the next one is the ordinary one.
  [[nodiscard]] virtual Result<int> issued(const Group& group) = 0;
  /// The next number of a series: gapless, taken in this transaction, never given twice.
  [[nodiscard]] virtual Result<std::int64_t> take_number(const std::string& series) = 0;
  /// Freezes an invoice with these lines, or a credit note with these credits. The same key twice is Fault::store.
  [[nodiscard]] virtual Result<void> freeze(const domain::Invoice& invoice, const Group& group,
                                            const std::vector<std::int64_t>& lines) = 0;
};

}  // namespace sluss
