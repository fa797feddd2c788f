#include "domain/credit_note.h"

#include <algorithm>

#include "domain/identifiers.h"

namespace sluss::domain {
namespace {

const InvoiceLine* billed_by(const Invoice& original, const CreditedLine& credited) {
  const auto& [placement, credit] = credited;
  const auto bills = [&](const InvoiceLine& line) {
    return !credit.days.empty() && line.placement == placement && line.week_price == credit.week_price &&
           credit.days.minus(line.dates).empty();
  };
  const auto line = std::find_if(original.lines.begin(), original.lines.end(), bills);
  return line == original.lines.end() ? nullptr : &*line;
}

InvoiceLine line_of(const InvoiceLine& billed, const ChargeLine& credit) {
  auto line = billed;
  line.dates = credit.days;
  line.first = credit.days.first();
  line.last = credit.days.last();
  line.days = credit.days.count();
  line.amount = credit.amount;
  return line;
}

}  // namespace

Result<Invoice> make_credit_note(const CreditNoteBasis& basis) {
  auto note = basis.original;
  note.number = invoice_number(basis.series, basis.sequence);
  note.ocr = make_ocr(note.number, false);
  note.supplement = 0;
  note.correction = basis.correction;
  note.credits = CreditedInvoice{basis.original.number, basis.original.issued};
  if (basis.unit != nullptr) note.seller = seller_of(*basis.unit);
  if (basis.institution != nullptr) note.buyer = buyer_of(*basis.institution);
  note.key = credit_note_key(note.agreement, note.buyer.institution, note.seller.unit, note.term, note.correction);
  note.issued = note.due = basis.issued;
  note.lines.clear();
  note.total = {};
  for (const auto& credited : basis.lines) {
    const auto* billed = billed_by(basis.original, credited);
    if (billed == nullptr)
      return fail(Fault::data, "invoice " + basis.original.number + " does not bill " +
                                   sluss::to_text(credited.credit.days) + " of placement " + credited.placement);
    note.lines.push_back(line_of(*billed, credited.credit));
    note.lines.back().id = std::to_string(note.lines.size());
    note.total += credited.credit.amount;
  }
  return note;
}

}  // namespace sluss::domain
