// Invoices for tests. All persons are made up.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/charge.h"
#include "domain/credit_note.h"
#include "domain/identifiers.h"
#include "domain/invoice.h"

namespace sluss::ubl {

/// The first `count` weekdays from that day on.
inline DaySet weekdays(Day first, std::int64_t count) {
  DaySet days;
  for (auto day = first; days.count() < count; day += std::chrono::days(1))
    if (!is_weekend(day)) days.insert(day);
  return days;
}

/// Adds a line for that many weekdays of a placement, and its amount to the total.
inline void add_sample_line(domain::Invoice& invoice, const std::string& placement, Day first, std::int64_t days,
                            Ore week_price) {
  domain::InvoiceLine line;
  line.id = std::to_string(invoice.lines.size() + 1);
  line.placement = placement;
  line.subject = "subject of " + placement;
  line.student_name = "Åsa Öhrn " + placement;
  line.programme = "SSK";
  line.course = "1SK010";
  line.dates = weekdays(first, days);
  line.first = line.dates.first();
  line.last = line.dates.last();
  line.days = days;
  line.week_price = week_price;
  line.amount = domain::line_amount(days, week_price);
  invoice.total += line.amount;
  invoice.lines.push_back(std::move(line));
}

/// The autumn of 2026 without lines.
inline domain::Invoice sample_head() {
  domain::Invoice invoice;
  invoice.number = "1010000001";
  invoice.ocr = domain::make_ocr(invoice.number, false);
  invoice.key = "a1/ki/vc-norr/HT2026/ordinary";
  invoice.agreement = "a1";
  invoice.agreement_document = "Samverkansavtal 2016-17";
  invoice.term = "HT2026";
  invoice.period_first = make_day(2026, 7, 1);
  invoice.period_last = make_day(2027, 1, 31);
  invoice.issued = make_day(2026, 12, 1);
  invoice.due = make_day(2026, 12, 31);
  invoice.seller = {"vc-norr",
                    "Vårdcentralen Norr",
                    "2120000142",
                    "50501055",
                    "1230",
                    "Storgatan 1",
                    "Stockholm",
                    "111 22",
                    {"Bo Ek", "+46 8 123 456", "bo.ek@example.se"}};
  invoice.buyer = {"ki",
                   "Karolinska Institutet",
                   "2021002973",
                   "peppol",
                   "ZZ123",
                   "",
                   "Solnavägen 1",
                   "Solna",
                   "171 77",
                   {"0088", "7350000000009"},
                   {"Eva Alm", "", "eva.alm@example.se"}};
  return invoice;
}

/// Three weeks and two days at the price of 2016: 5202.00 kr.
inline domain::Invoice sample_invoice() {
  auto invoice = sample_head();
  add_sample_line(invoice, "P-1", make_day(2026, 9, 7), 17, {153000});
  return invoice;
}

inline domain::Invoice big_invoice(int lines) {
  auto invoice = sample_head();
  for (int i = 0; i < lines; ++i) {
    const auto first = make_day(2026, 9, 7) + std::chrono::days(i % 60);
    add_sample_line(invoice, "P-" + std::to_string(i), first, 1 + i % 22, {157131});
  }
  return invoice;
}

inline domain::Invoice two_prices() {
  auto invoice = sample_head();
  add_sample_line(invoice, "P-1", make_day(2026, 12, 28), 4, {153000});
  add_sample_line(invoice, "P-1", make_day(2027, 1, 1), 6, {157131});
  return invoice;
}

inline domain::Invoice bare_invoice() {
  auto invoice = sample_invoice();
  invoice.buyer.buyer_reference.clear();
  invoice.buyer.endpoint = {};
  invoice.buyer.contact = {};
  invoice.buyer.street = invoice.buyer.city = invoice.buyer.postal_code = "";
  invoice.seller.street = invoice.seller.city = invoice.seller.postal_code = "";
  invoice.seller.contact = {};
  invoice.lines.front().programme = invoice.lines.front().course = "";
  return invoice;
}

inline domain::Invoice outside_vat() {
  auto invoice = sample_invoice();
  invoice.vat = domain::VatRule::outside;
  return invoice;
}

inline domain::Invoice strange_names() {
  auto invoice = sample_invoice();
  invoice.lines.front().student_name = "Ægir <&> \"Ω\" Жанна 李 \U0001F600 \x01\xEF\xBF\xBE\tD'Ö\xFFrn ]]>";
  invoice.seller.name = "Å&Ö <Omsorg>";
  return invoice;
}

/// Takes back what the invoice bills, but for the first `kept` days of each line.
inline domain::Invoice credit_of(const domain::Invoice& invoice, std::int64_t kept = 0) {
  domain::CreditNoteBasis basis{invoice, nullptr, nullptr, 1, "101", 2, make_day(2027, 2, 1), {}};
  for (const auto& line : invoice.lines) {
    const auto credited = line.dates.minus(weekdays(line.first, kept));
    const auto amount = line.amount - domain::line_amount(kept, line.week_price);
    basis.lines.push_back({line.placement, {credited, line.week_price, amount}});
  }
  return *domain::make_credit_note(basis);
}

/// 22 days at 1571.31 kr a week were billed, 3 stay, 19 are credited at an öre less than 19 days are worth.
inline domain::Invoice credit_an_ore_beside() {
  auto invoice = sample_head();
  add_sample_line(invoice, "P-1", make_day(2026, 9, 7), 22, {157131});
  return credit_of(invoice, 3);
}

/// Every mix that the rules are tried on, by name.
inline std::vector<std::pair<std::string, domain::Invoice>> cases() {
  auto plusgiro = sample_invoice();
  plusgiro.seller.bankgiro.clear();
  auto ordered = sample_invoice();
  ordered.buyer.order_reference = "12345678";
  auto supplement = sample_invoice();
  supplement.supplement = 2;
  return {{"one line", sample_invoice()},
          {"two lines, two prices", two_prices()},
          {"2000 lines", big_invoice(2000)},
          {"outside VAT", outside_vat()},
          {"bare", bare_invoice()},
          {"strange names", strange_names()},
          {"plusgiro", plusgiro},
          {"order reference", ordered},
          {"supplement", supplement},
          {"credit: one line", credit_of(sample_invoice())},
          {"credit: some of the days", credit_of(sample_invoice(), 15)},
          {"credit: an öre beside its days' worth", credit_an_ore_beside()},
          {"credit: two prices", credit_of(two_prices())},
          {"credit: 2000 lines", credit_of(big_invoice(2000))},
          {"credit: outside VAT", credit_of(outside_vat())},
          {"credit: bare", credit_of(bare_invoice())},
          {"credit: strange names", credit_of(strange_names())},
          {"credit: plusgiro", credit_of(plusgiro)},
          {"credit: order reference", credit_of(ordered)},
          {"credit: of a supplement", credit_of(supplement)}};
}

}  // namespace sluss::ubl
