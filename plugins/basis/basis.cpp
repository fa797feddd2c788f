#include "basis.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace sluss::basis {
namespace {

void remove_all(std::string& text, std::string_view part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
}

/// One line without control characters, nor the two that the XML inside a workbook cannot hold.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  remove_all(text, "\uFFFE");
  remove_all(text, "\uFFFF");
  return std::string(trim(text));
}

/// No name is longer; a cell of a workbook holds 32,767 characters, and a page far fewer.
constexpr std::size_t longest_text = 1000;

bool can_be_shown(const std::string& text) { return text.size() <= longest_text && is_utf8(text); }

bool has_texts_to_show(const domain::Invoice& invoice) {
  const auto& seller = invoice.seller;
  const auto heads = {invoice.number,       invoice.credits ? invoice.credits->number : std::string(),
                      invoice.term,         invoice.buyer.name,
                      seller.name,          seller.contact.name,
                      seller.contact.phone, seller.contact.email};
  return std::all_of(heads.begin(), heads.end(), can_be_shown) &&
         std::all_of(invoice.lines.begin(), invoice.lines.end(),
                     [](const auto& line) { return can_be_shown(line.student_name); });
}

/// A list that a person can still read.
std::string first_few(std::vector<std::string> faults) {
  constexpr std::size_t most = 20;
  const auto all = faults.size();
  faults.resize(std::min(all, most));
  if (all > most) faults.push_back("and " + std::to_string(all - most) + " more");
  return join(faults, "; ");
}

Result<void> check(const std::vector<domain::Invoice>& invoices) {
  if (invoices.empty()) return fail(Fault::config, "basis: there is no invoice to make a basis from");
  for (const auto& invoice : invoices) {
    if (invoice.seller.unit != invoices.front().seller.unit || invoice.term != invoices.front().term)
      return fail(Fault::config, "basis: invoices " + invoices.front().number + " and " + invoice.number +
                                     " are of different units or terms: group them by unit and term");
    if (!has_texts_to_show(invoice))
      return fail(Fault::data,
                  "basis: invoice " + invoice.number + " has a text that is not UTF-8 or longer than 1000 bytes");
    if (const auto faults = domain::faults_of(invoice); !faults.empty())
      return fail(Fault::data, "basis: invoice " + invoice.number + " may not leave: " + first_few(faults));
  }
  return {};
}

/// "5050-1055": the last four digits of a bankgiro, the last one of a plusgiro, stand behind a hyphen.
std::string hyphenated(const std::string& digits, std::size_t behind) {
  if (digits.size() <= behind) return digits;
  return digits.substr(0, digits.size() - behind) + "-" + digits.substr(digits.size() - behind);
}

std::vector<std::pair<std::string, std::string>> details_of(const domain::Seller& seller) {
  std::vector<std::pair<std::string, std::string>> details{
      {"Verksamhetens namn", one_line(seller.name)},
      {"Organisationsnummer", hyphenated(one_line(seller.organisation_number), 4)},
      {"Kontaktperson", one_line(seller.contact.name)},
      {"Telefon", one_line(seller.contact.phone)},
      {"E-post", one_line(seller.contact.email)},
      {"Postgiro", hyphenated(one_line(seller.plusgiro), 1)},
      {"Bankgiro", hyphenated(one_line(seller.bankgiro), 4)}};
  std::erase_if(details, [](const auto& detail) { return detail.second.empty(); });
  return details;
}

void add_rows(Section& section, const domain::Invoice& invoice) {
  if (!invoice.number.empty()) section.invoices.push_back(one_line(invoice.number));
  const bool credit = invoice.is_credit_note();
  for (const auto& line : invoice.lines) {
    section.rows.push_back({one_line(invoice.seller.name), one_line(line.student_name), line.first, line.last,
                            credit ? -line.days : line.days, credit ? -line.amount : line.amount});
  }
  section.subtotal += invoice.effect();
}

/// Invoices of one institution share a section; a credit note has its own.
bool share_section(const domain::Invoice& a, const domain::Invoice& b) {
  return a.buyer.institution == b.buyer.institution && !a.is_credit_note() && !b.is_credit_note();
}

/// The invoices come in the order of institution: those of one follow each other, its credit notes last.
std::vector<Section> sections_of(const std::vector<domain::Invoice>& invoices) {
  std::vector<Section> sections;
  const domain::Invoice* before = nullptr;
  for (const auto& invoice : invoices) {
    if (!before || !share_section(*before, invoice))
      sections.push_back(
          {one_line(invoice.buyer.name), {}, invoice.credits ? one_line(invoice.credits->number) : "", {}, {}});
    add_rows(sections.back(), invoice);
    before = &invoice;
  }
  return sections;
}

Basis table_of(std::vector<domain::Invoice> invoices) {
  std::sort(invoices.begin(), invoices.end(), [](const auto& a, const auto& b) {
    const bool a_credits = a.is_credit_note(), b_credits = b.is_credit_note();
    return std::tie(a.buyer.name, a.buyer.institution, a_credits, a.number) <
           std::tie(b.buyer.name, b.buyer.institution, b_credits, b.number);
  });
  const auto& front = invoices.front();
  Basis basis{one_line(front.seller.name),
              one_line(front.term),
              front.period_first,
              front.period_last,
              front.issued,
              sections_of(invoices),
              {},
              details_of(front.seller),
              {}};
  for (const auto& invoice : invoices) {
    basis.first = std::min(basis.first, invoice.period_first);
    basis.last = std::max(basis.last, invoice.period_last);
    basis.issued = std::max(basis.issued, invoice.issued);
    basis.total += invoice.effect();
  }
  return basis;
}

}  // namespace

Result<Basis> make_basis(std::vector<domain::Invoice> invoices) {
  SLUSS_TRY(check(invoices));
  return table_of(std::move(invoices));
}

Result<Basis> make_basis_to_approve(domain::BasisToApprove to_approve) {
  const auto& unit = to_approve.invoice.seller.unit;
  if (!has_texts_to_show(to_approve.invoice) || !can_be_shown(to_approve.code))
    return fail(Fault::data, "basis: that of " + unit + " has a text that is not UTF-8 or longer than 1000 bytes");
  if (const auto faults = domain::faults_of(to_approve); !faults.empty())
    return fail(Fault::data, "basis: that of " + unit + " may not leave: " + first_few(faults));
  auto basis = table_of({std::move(to_approve.invoice)});
  basis.code = one_line(std::move(to_approve.code));
  return basis;
}

std::string title_of(const Basis& basis) {
  if (!basis.code.empty()) return "Underlag att godkänna (bilaga 2)";
  const bool credits = std::all_of(basis.sections.begin(), basis.sections.end(),
                                   [](const Section& section) { return !section.credits.empty(); });
  return credits ? "Underlag för kreditfaktura (bilaga 2)" : "Underlag för fakturering (bilaga 2)";
}

std::string documents_text(const Section& section) {
  const auto numbers = join(section.invoices, ", ");
  if (!section.credits.empty()) return "Kreditfaktura " + numbers + " till faktura " + section.credits;
  if (section.invoices.empty()) return "Utkast: ingen faktura är utställd";
  return (section.invoices.size() > 1 ? "Fakturor " : "Faktura ") + numbers;
}

std::string answer_text(const Basis& basis) {
  if (basis.code.empty()) return {};
  return "Svara på mejlet med ett enda ord på första raden: Godkänns eller Avslås. Koden " + basis.code +
         " ska stå kvar i ämnesraden.";
}

std::string weeks_text(std::int64_t days) {
  return days < 0 ? "-" + domain::weeks_text(-days) : domain::weeks_text(days);
}

std::string period_text(const Basis& basis) { return to_iso(basis.first) + " – " + to_iso(basis.last); }

}  // namespace sluss::basis
