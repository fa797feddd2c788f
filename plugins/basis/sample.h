// Invoices for tests. All persons are made up.
#pragma once

#include <string>
#include <vector>

#include "domain/charge.h"
#include "domain/credit_note.h"
#include "domain/identifiers.h"
#include "domain/invoice.h"

namespace sluss::basis {

/// The first `count` weekdays from that day on.
inline DaySet weekdays(Day first, std::int64_t count) {
  DaySet days;
  for (auto day = first; days.count() < count; day += std::chrono::days(1))
    if (!is_weekend(day)) days.insert(day);
  return days;
}

/// Adds a line for a student's weekdays at 1530 kr a week, and its amount to the total.
inline void add_sample_line(domain::Invoice& invoice, const std::string& student, Day first, std::int64_t days) {
  domain::InvoiceLine line;
  line.id = std::to_string(invoice.lines.size() + 1);
  line.placement = "P-" + line.id;
  line.subject = "subject " + line.id;
  line.student_name = student;
  line.programme = "SSK";
  line.dates = weekdays(first, days);
  line.first = line.dates.first();
  line.last = line.dates.last();
  line.days = days;
  line.week_price = {153000};
  line.amount = domain::line_amount(days, line.week_price);
  invoice.total += line.amount;
  invoice.lines.push_back(std::move(line));
}

/// An invoice of the autumn of 2026 without lines.
inline domain::Invoice sample_head(const std::string& number, const std::string& institution, const std::string& name) {
  domain::Invoice invoice;
  invoice.number = number;
  invoice.ocr = domain::make_ocr(number, false);
  invoice.key = "a1/" + institution + "/vc-norr/HT2026/ordinary";
  invoice.agreement = "a1";
  invoice.term = "HT2026";
  invoice.period_first = make_day(2026, 7, 1);
  invoice.period_last = make_day(2027, 1, 31);
  invoice.issued = make_day(2026, 12, 1);
  invoice.due = make_day(2026, 12, 31);
  invoice.seller.unit = "vc-norr";
  invoice.seller.name = "Vårdcentralen Norr";
  invoice.seller.organisation_number = "2120000142";
  invoice.seller.bankgiro = "50501055";
  invoice.seller.plusgiro = "1230";
  invoice.seller.contact = {"Bo Ek", "+46 8 123 456", "bo.ek@example.se"};
  invoice.buyer.institution = institution;
  invoice.buyer.name = name;
  invoice.buyer.organisation_number = "2021002973";
  return invoice;
}

/// Three weeks and two days of one student: 5202.00 kr.
inline domain::Invoice sample_invoice() {
  auto invoice = sample_head("1010000001", "ki", "Karolinska Institutet");
  add_sample_line(invoice, "Åsa Öhrn", make_day(2026, 9, 7), 17);
  return invoice;
}

/// Another institution's, of the same unit and term: two students, 4590.00 and 306.00 kr.
inline domain::Invoice second_invoice() {
  auto invoice = sample_head("1010000002", "fhs", "Fria högskolan");
  add_sample_line(invoice, "Жанна Ильина", make_day(2026, 10, 5), 15);
  add_sample_line(invoice, "Ελένη Ρήγα", make_day(2026, 10, 5), 1);
  return invoice;
}

/// Takes back all but the first `kept` days of each line.
inline domain::Invoice credit_of(const domain::Invoice& invoice, std::int64_t kept) {
  domain::CreditNoteBasis basis{invoice, nullptr, nullptr, 1, "101", 7, make_day(2027, 2, 1), {}};
  for (const auto& line : invoice.lines) {
    const auto credited = line.dates.minus(weekdays(line.first, kept));
    const auto amount = line.amount - domain::line_amount(kept, line.week_price);
    basis.lines.push_back({line.placement, {credited, line.week_price, amount}});
  }
  return *domain::make_credit_note(basis);
}

/// So many students that they fill several pages.
inline domain::Invoice long_invoice(int students) {
  auto invoice = sample_head("1010000003", "ki", "Karolinska Institutet");
  for (int i = 1; i <= students; ++i)
    add_sample_line(invoice, "Student Påhittad " + std::to_string(i), make_day(2026, 9, 7) + std::chrono::days(i % 30),
                    1 + i % 22);
  return invoice;
}

}  // namespace sluss::basis
