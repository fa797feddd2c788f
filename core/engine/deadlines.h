// Whether deadlines are met, worked out from the store. It tells of units, institutions and sums, never of students.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/money.h"
#include "domain/deadline.h"
#include "store/store.h"

namespace sluss::engine {

/// What one party still has to do.
struct OpenPart {
  std::string party;       ///< id: of the institution (announce), of a unit (answer, invoice)
  std::int64_t count = 0;  ///< answer: places; invoice: student-days
  Ore amount;              ///< invoice: what those days are worth
};

/// How it stands with a deadline:
///   announce  open while no order of the institution is there that asks for places of the term by this agreement
///   answer    open while units have places of this agreement to answer for
///   invoice   open while days of the term wait to be invoiced; what is held or withdrawn does not wait
struct DeadlineState {
  domain::Deadline deadline;
  std::vector<OpenPart> open;  ///< in order of id; empty: nothing is left to do
  std::int64_t done = 0;       ///< announce: order lines; answer: units that were asked and have answered

  [[nodiscard]] bool is_open() const { return !open.empty(); }
  /// Nobody has been asked for anything yet, so there is nothing to answer.
  [[nodiscard]] bool is_idle() const {
    return deadline.kind == domain::DeadlineKind::answer && open.empty() && done == 0;
  }
};

/// How it stands with these deadlines, in their order. Reads only what their kinds need; nothing when there are none.
[[nodiscard]] Result<std::vector<DeadlineState>> states_of(store::Transaction& reading,
                                                           const domain::AgreementBook& agreements,
                                                           std::vector<domain::Deadline> deadlines);

/// The same, and after them those that are overdue besides: by one look at what they share.
[[nodiscard]] Result<std::vector<DeadlineState>> states_and_overdue(store::Transaction& reading,
                                                                    const domain::AgreementBook& agreements,
                                                                    std::vector<domain::Deadline> deadlines, Day today);

/// The deadlines that have passed, are open and can still be made up for, by day. Those of invoicing go back as far as
/// days wait.
[[nodiscard]] Result<std::vector<DeadlineState>> overdue_deadlines(store::Transaction& reading,
                                                                   const domain::AgreementBook& agreements, Day today);

}  // namespace sluss::engine
