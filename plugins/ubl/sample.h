// An invoice for tests. All persons are made up.
#pragma once

#include <string>

#include "domain/charge.h"
#include "domain/identifiers.h"
#include "domain/invoice.h"

namespace sluss::ubl {

/// Adds a line and its amount to the total.
inline domain::InvoiceLine& add_sample_line(domain::Invoice& invoice, const std::string& placement, Day first, Day last,
                                            std::int64_t days, Ore week_price) {
  domain::InvoiceLine line;
  line.id = std::to_string(invoice.lines.size() + 1);
  line.placement = placement;
  line.student_name = "Åsa Öhrn " + placement;
  line.programme = "SSK";
  line.course = "1SK010";
  line.first = first;
  line.last = last;
  line.days = days;
  line.week_price = week_price;
  line.amount = domain::line_amount(days, week_price);
  invoice.total += line.amount;
  return invoice.lines.emplace_back(std::move(line));
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
                   {"0088", "7350000000006"},
                   {"Eva Alm", "", "eva.alm@example.se"}};
  return invoice;
}

/// Three weeks and two days at the price of 2016: 5202.00 kr.
inline domain::Invoice sample_invoice() {
  auto invoice = sample_head();
  add_sample_line(invoice, "P-1", make_day(2026, 9, 7), make_day(2026, 9, 29), 17, {153000});
  return invoice;
}

}  // namespace sluss::ubl
