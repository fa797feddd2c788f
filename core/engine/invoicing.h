// What people decide about invoices: may a basis be issued, and is an issued one to be taken back. Each decision goes
// to the audit log in the same transaction. One that cannot be made is Fault::config, and has changed nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "domain/parties.h"
#include "engine/parked.h"
#include "store/store.h"

namespace sluss::engine {

/// The lines that wait for one invoice: a basis that may still change, without a number.
struct Draft {
  Group group;
  std::vector<WaitingLine> lines;
  std::optional<Day> from;       ///< nothing of the term is issued before that day
  bool by_person = false;        ///< the agreement wants a person to approve it
  std::optional<bool> approved;  ///< what a person decided about just these lines

  [[nodiscard]] Ore total() const;
};

/// How the audit log names what was decided about: "basis of ost for uni, HT2026: 2 lines, 9 180,00 kr".
[[nodiscard]] std::string basis_name(const Group& group, std::size_t lines, Ore total);

/// Some of a list: so many after the first `skip`, and none after the one that brings them to so many lines.
struct Part {
  std::size_t skip = 0, most = SIZE_MAX, most_lines = SIZE_MAX;
};

/// All drafts in the order of unit, institution, agreement and term; those of one unit, institution or term when they
/// are not empty. Reads every line of those in `part`, and none of the others.
[[nodiscard]] Result<std::vector<Draft>> drafts(store::Transaction& transaction,
                                                const domain::AgreementBook& agreements,
                                                const store::InvoiceFilter& filter, const Part& part = {});

/// Approved, the next run issues it as it is; refused, it waits until its lines change. Refused for a draft whose
/// agreement asks no person.
[[nodiscard]] Result<void> decide_draft(store::Transaction& transaction, const Draft& draft, bool approved,
                                        const Decider& decider);

/// The same for the waiting lines of any group, whose agreement the caller has looked at.
[[nodiscard]] Result<void> decide_lines(store::Transaction& transaction, const Group& group,
                                        const std::vector<WaitingLine>& lines, bool approved, const Decider& decider);

/// Takes back all that stands of an issued invoice. The next run issues the credit note, and invoices its placements
/// anew as they and the configuration are then; until then they are held. A placement whose row is faulty by now stays
/// rejected, and is billed anew once its row is mended. A buyer's rejection that waits for it waits no more. Gives what
/// is credited. Refused when nothing of it stands.
[[nodiscard]] Result<Ore> credit_invoice(store::Transaction& transaction, const std::string& number,
                                         const Decider& decider);

}  // namespace sluss::engine
