#include "domain/invoice.h"

namespace sluss::domain {
namespace {

const char* name_of(VatRule vat) { return vat == VatRule::exempt ? "exempt" : "outside"; }

Value value_of(const Contact& contact) {
  Value value;
  value["name"] = contact.name;
  value["phone"] = contact.phone;
  value["email"] = contact.email;
  return value;
}

Value value_of(const Seller& seller) {
  Value value;
  value["unit"] = seller.unit;
  value["name"] = seller.name;
  value["organisation_number"] = seller.organisation_number;
  value["bankgiro"] = seller.bankgiro;
  value["plusgiro"] = seller.plusgiro;
  value["street"] = seller.street;
  value["city"] = seller.city;
  value["postal_code"] = seller.postal_code;
  value["contact"] = value_of(seller.contact);
  return value;
}

Value value_of(const Buyer& buyer) {
  Value value;
  value["institution"] = buyer.institution;
  value["name"] = buyer.name;
  value["organisation_number"] = buyer.organisation_number;
  value["channel"] = buyer.channel;
  value["buyer_reference"] = buyer.buyer_reference;
  value["order_reference"] = buyer.order_reference;
  value["street"] = buyer.street;
  value["city"] = buyer.city;
  value["postal_code"] = buyer.postal_code;
  value["endpoint"]["scheme"] = buyer.endpoint.scheme;
  value["endpoint"]["id"] = buyer.endpoint.id;
  value["contact"] = value_of(buyer.contact);
  return value;
}

Value value_of(const DaySet& dates) {
  Value::List days;
  for (const auto day : dates.days()) days.emplace_back(to_iso(day));
  return days;
}

Value value_of(const InvoiceLine& line) {
  Value value;
  value["id"] = line.id;
  value["placement"] = line.placement;
  value["subject"] = line.subject;
  value["student_name"] = line.student_name;
  value["programme"] = line.programme;
  value["course"] = line.course;
  value["first"] = to_iso(line.first);
  value["last"] = to_iso(line.last);
  value["days"] = line.days;
  value["dates"] = value_of(line.dates);
  value["week_price_ore"] = line.week_price.value;
  value["amount_ore"] = line.amount.value;
  return value;
}

/// Reads members of one object and remembers the first fault. `where` is the object's path, for the fault.
class Reader {
 public:
  Reader(const Value& value, std::string where, std::string& fault)
      : value_(value), where_(std::move(where)), fault_(fault) {}

  /// A text that must be there; it may be empty.
  void text(std::string_view name, std::string& into) const { read_text(name, into, true); }
  /// A text that may be missing.
  void text_if_any(std::string_view name, std::string& into) const { read_text(name, into, false); }

  void integer(std::string_view name, std::int64_t& into) const {
    if (const auto* number = value_[name].as_int()) into = *number;
    else wrong(name, "a whole number");
  }

  /// A number that may be missing.
  void count_if_any(std::string_view name, int& into) const {
    const auto& value = value_[name];
    if (const auto* number = value.as_int()) into = static_cast<int>(*number);
    else if (!value.is_null()) wrong(name, "a whole number");
  }

  void amount(std::string_view name, Ore& into) const { integer(name, into.value); }

  void day(std::string_view name, Day& into) const {
    const auto* text = value_[name].as_text();
    const auto day = text != nullptr ? parse_iso_day(*text) : std::nullopt;
    if (day) into = *day;
    else wrong(name, "a day as YYYY-MM-DD");
  }

  void dates_if_any(std::string_view name, DaySet& into) const {
    const auto& value = value_[name];
    if (value.is_null()) return;
    if (value.as_list() == nullptr) return wrong(name, "a list of days");
    for (const auto& item : *value.as_list()) {
      const auto day = parse_iso_day(item.text_or_empty());
      if (!day) return wrong(name, "days as YYYY-MM-DD");
      into.insert(*day);
    }
  }

  /// The object of that name; what is none reads as an empty one.
  [[nodiscard]] Reader within(std::string_view name) const { return {value_[name], path(name) + ".", fault_}; }

  void wrong(std::string_view name, std::string_view expected) const {
    if (fault_.empty())
      fault_ = "the invoice's " + path(name) + " is missing or wrong: expected " + std::string(expected);
  }

 private:
  void read_text(std::string_view name, std::string& into, bool required) const {
    const auto& value = value_[name];
    if (const auto* text = value.as_text()) into = *text;
    else if (required || !value.is_null()) wrong(name, "a text");
  }

  [[nodiscard]] std::string path(std::string_view name) const { return where_ + std::string(name); }

  const Value& value_;
  std::string where_;
  std::string& fault_;
};

void read_address(const Reader& reader, std::string& street, std::string& city, std::string& postal_code) {
  reader.text_if_any("street", street);
  reader.text_if_any("city", city);
  reader.text_if_any("postal_code", postal_code);
}

void read(const Reader& reader, Contact& contact) {
  reader.text_if_any("name", contact.name);
  reader.text_if_any("phone", contact.phone);
  reader.text_if_any("email", contact.email);
}

void read(const Reader& reader, Seller& seller) {
  reader.text("unit", seller.unit);
  reader.text("name", seller.name);
  reader.text("organisation_number", seller.organisation_number);
  reader.text_if_any("bankgiro", seller.bankgiro);
  reader.text_if_any("plusgiro", seller.plusgiro);
  read_address(reader, seller.street, seller.city, seller.postal_code);
  read(reader.within("contact"), seller.contact);
}

void read(const Reader& reader, Buyer& buyer) {
  reader.text("institution", buyer.institution);
  reader.text("name", buyer.name);
  reader.text("organisation_number", buyer.organisation_number);
  reader.text("channel", buyer.channel);
  reader.text_if_any("buyer_reference", buyer.buyer_reference);
  reader.text_if_any("order_reference", buyer.order_reference);
  read_address(reader, buyer.street, buyer.city, buyer.postal_code);
  reader.within("endpoint").text_if_any("scheme", buyer.endpoint.scheme);
  reader.within("endpoint").text_if_any("id", buyer.endpoint.id);
  read(reader.within("contact"), buyer.contact);
}

void read(const Reader& reader, InvoiceLine& line) {
  reader.text("id", line.id);
  reader.text("placement", line.placement);
  reader.text_if_any("subject", line.subject);
  reader.text("student_name", line.student_name);
  reader.text("programme", line.programme);
  reader.text_if_any("course", line.course);
  reader.day("first", line.first);
  reader.day("last", line.last);
  reader.integer("days", line.days);
  reader.dates_if_any("dates", line.dates);
  reader.amount("week_price_ore", line.week_price);
  reader.amount("amount_ore", line.amount);
}

void read(const Reader& reader, CreditedInvoice& credited) {
  reader.text("number", credited.number);
  reader.day("issued", credited.issued);
}

void read_vat(const Reader& reader, VatRule& vat) {
  std::string written;
  reader.text("vat", written);
  if (written == name_of(VatRule::exempt)) vat = VatRule::exempt;
  else if (written == name_of(VatRule::outside)) vat = VatRule::outside;
  else reader.wrong("vat", "exempt or outside");
}

void read_heading(const Reader& reader, Invoice& invoice) {
  reader.text("number", invoice.number);
  reader.text("ocr", invoice.ocr);
  reader.text("key", invoice.key);
  reader.text("agreement", invoice.agreement);
  reader.text_if_any("agreement_document", invoice.agreement_document);
  reader.text("term", invoice.term);
  reader.day("period_first", invoice.period_first);
  reader.day("period_last", invoice.period_last);
  reader.day("issued", invoice.issued);
  reader.day("due", invoice.due);
  reader.amount("total_ore", invoice.total);
  read_vat(reader, invoice.vat);
}

void read_lines(const Value& lines, std::string& fault, std::vector<InvoiceLine>& into) {
  for (const auto& value : *lines.as_list()) {
    const auto where = "lines[" + std::to_string(into.size()) + "].";
    read(Reader(value, where, fault), into.emplace_back());
  }
}

}  // namespace

Value to_value(const Invoice& invoice) {
  Value value;
  value["number"] = invoice.number;
  value["ocr"] = invoice.ocr;
  value["key"] = invoice.key;
  value["supplement"] = invoice.supplement;
  if (invoice.credits) {
    value["correction"] = invoice.correction;
    value["credits"]["number"] = invoice.credits->number;
    value["credits"]["issued"] = to_iso(invoice.credits->issued);
  }
  value["agreement"] = invoice.agreement;
  value["agreement_document"] = invoice.agreement_document;
  value["term"] = invoice.term;
  value["period_first"] = to_iso(invoice.period_first);
  value["period_last"] = to_iso(invoice.period_last);
  value["issued"] = to_iso(invoice.issued);
  value["due"] = to_iso(invoice.due);
  value["vat"] = name_of(invoice.vat);
  value["seller"] = value_of(invoice.seller);
  value["buyer"] = value_of(invoice.buyer);
  Value::List lines;
  for (const auto& line : invoice.lines) lines.push_back(value_of(line));
  value["lines"] = std::move(lines);
  value["total_ore"] = invoice.total.value;
  return value;
}

Result<Invoice> read_invoice(const Value& body) {
  std::string fault;
  Invoice invoice;
  const Reader reader(body, "", fault);
  read_heading(reader, invoice);
  reader.count_if_any("supplement", invoice.supplement);
  reader.count_if_any("correction", invoice.correction);
  if (!body["credits"].is_null()) read(reader.within("credits"), invoice.credits.emplace());
  read(reader.within("seller"), invoice.seller);
  read(reader.within("buyer"), invoice.buyer);
  if (body["lines"].as_list() == nullptr) reader.wrong("lines", "a list");
  else read_lines(body["lines"], fault, invoice.lines);
  if (!fault.empty()) return fail(Fault::data, fault);
  return invoice;
}

}  // namespace sluss::domain
