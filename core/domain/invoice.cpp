#include "domain/invoice.h"

#include <initializer_list>
#include <map>

#include "domain/identifiers.h"

namespace sluss::domain {
namespace {

/// Gives every student of an invoice a name that says nothing: "1", "2", ... in order of first appearance.
class Subjects {
 public:
  std::string of(const Student& student) {
    const auto& key = student.id.empty() ? student.personnummer : student.id;
    return std::to_string(numbers_.emplace(key, numbers_.size() + 1).first->second);
  }

 private:
  std::map<std::string, std::size_t> numbers_;
};

InvoiceLine line_of(const PlacementCharge& charged) {
  const auto& [placement, charge] = charged;
  InvoiceLine line;
  line.placement = placement.id;
  line.student_name = placement.student.name;
  line.programme = placement.programme;
  line.course = placement.course;
  line.first = charge.days.first();
  line.last = charge.days.last();
  line.days = charge.days.count();
  line.dates = charge.days;
  line.week_price = charge.week_price;
  line.amount = charge.amount;
  return line;
}

void add_lines(Invoice& invoice, const std::vector<PlacementCharge>& charges) {
  Subjects subjects;
  for (const auto& charged : charges) {
    auto line = line_of(charged);
    line.id = std::to_string(invoice.lines.size() + 1);
    line.subject = subjects.of(charged.placement.student);
    invoice.total += line.amount;
    invoice.lines.push_back(std::move(line));
  }
}

std::string key_of(std::initializer_list<std::string_view> group, const std::string& document) {
  std::string key;
  for (const auto part : group) key.append(part).append("/");
  return key + document;
}

}  // namespace

std::string invoice_number(const std::string& series, std::int64_t sequence) {
  const auto count = std::to_string(sequence);
  return series + std::string(count.size() < 4 ? 4 - count.size() : 0, '0') + count;
}

std::string invoice_key(std::string_view agreement, std::string_view institution, std::string_view unit,
                        std::string_view term, int supplement) {
  return key_of({agreement, institution, unit, term},
                supplement == 0 ? "ordinary" : "supplement-" + std::to_string(supplement));
}

std::string credit_note_key(std::string_view agreement, std::string_view institution, std::string_view unit,
                            std::string_view term, int correction) {
  return key_of({agreement, institution, unit, term}, "credit-" + std::to_string(correction));
}

Seller seller_of(const Unit& unit) {
  return {unit.id,     unit.name, unit.organisation_number, unit.bankgiro, unit.plusgiro,
          unit.street, unit.city, unit.postal_code,         unit.contact};
}

Buyer buyer_of(const Institution& institution) {
  Buyer buyer{institution.id,
              institution.name,
              institution.organisation_number,
              institution.channel,
              institution.buyer_reference,
              institution.order_reference,
              institution.street,
              institution.city,
              institution.postal_code,
              institution.endpoint,
              institution.contact};
  if (buyer.endpoint.id.empty()) buyer.endpoint = {"0007", institution.organisation_number};
  return buyer;
}

Invoice make_invoice(const InvoiceBasis& basis) {
  Invoice invoice;
  invoice.number = invoice_number(basis.unit.series, basis.sequence);
  invoice.ocr = make_ocr(invoice.number, false);
  invoice.supplement = basis.supplement;
  invoice.agreement = basis.agreement.id;
  invoice.agreement_document = basis.agreement.document;
  invoice.term = to_text(basis.term);
  invoice.key = invoice_key(invoice.agreement, basis.institution.id, basis.unit.id, invoice.term, invoice.supplement);
  const auto period = period_of(basis.term, basis.agreement);
  invoice.period_first = period.first;
  invoice.period_last = period.last;
  invoice.issued = basis.issued;
  invoice.due = basis.issued + std::chrono::days(basis.agreement.payment_days);
  invoice.vat = basis.agreement.vat;
  invoice.seller = seller_of(basis.unit);
  invoice.buyer = buyer_of(basis.institution);
  add_lines(invoice, basis.charges);
  return invoice;
}

std::string weeks_text(std::int64_t days) {
  const auto tenths = days % 5 * 2;
  return std::to_string(days / 5) + (tenths == 0 ? "" : "," + std::to_string(tenths));
}

}  // namespace sluss::domain
