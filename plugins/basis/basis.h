// The basis for invoicing (annex 2 of the agreement) as a table: what all its forms show.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/basis_to_approve.h"
#include "domain/invoice.h"

namespace sluss::basis {

/// The columns of annex 2, in order.
struct Headings {
  static constexpr auto unit = "Verksamhet";
  static constexpr auto student = "Studentens namn";
  static constexpr auto first = "Startdatum";
  static constexpr auto last = "Slutdatum";
  static constexpr auto weeks = "Antal veckor";
  static constexpr auto amount = "Ersättning";
};

struct Row {
  std::string unit;
  std::string student;
  Day first, last;
  std::int64_t days = 0;  ///< five are a week; days that are taken back are less than 0
  Ore amount;
};

/// What one institution is invoiced for, or what is taken back of it: each credit note is a section of its own, whose
/// days and amounts are less than nothing.
struct Section {
  std::string institution;
  std::vector<std::string> invoices;  ///< their numbers; a credit note's own; none: nothing is issued yet
  std::string credits;                ///< of a credit note: the invoice that it credits
  std::vector<Row> rows;
  Ore subtotal;
};

struct Basis {
  std::string unit;
  std::string term;
  Day first, last;                ///< the period, both days included
  Day issued;                     ///< of the latest invoice
  std::vector<Section> sections;  ///< by the institution's name; its credit notes after its invoices
  Ore total;
  /// The unit's details, label and text, in the order of annex 2; only those that there are.
  std::vector<std::pair<std::string, std::string>> details;
  std::string code;  ///< of one that waits for approval; empty: it is of what was issued
};

/// One table from all invoices of one unit and one term. Texts become one line each, without control characters.
/// Error: Fault::config when there is no invoice, or when they are of several units or terms; Fault::data when one of
/// them has faults (`domain::faults_of`), or a text that is not UTF-8 or longer than 1000 bytes.
[[nodiscard]] Result<Basis> make_basis(std::vector<domain::Invoice> invoices);

/// The table of what waits for approval. Errors as above.
[[nodiscard]] Result<Basis> make_basis_to_approve(domain::BasisToApprove to_approve);

/// "Underlag för fakturering (bilaga 2)"; of credit notes alone "Underlag för kreditfaktura (bilaga 2)"; of what waits
/// for approval "Underlag att godkänna (bilaga 2)".
[[nodiscard]] std::string title_of(const Basis& basis);

/// "Kreditfaktura 1010000003 till faktura 1010000001"; "Fakturor 1010000001, 1010000002".
[[nodiscard]] std::string documents_text(const Section& section);

/// How to approve or refuse it, with its code; of what was issued nothing.
[[nodiscard]] std::string answer_text(const Basis& basis);

/// Number of weeks as annex 2 wants it, also of days that are taken back: "3,4", "-0,4".
[[nodiscard]] std::string weeks_text(std::int64_t days);

/// The label of a period: "2026-07-01 – 2027-01-31".
[[nodiscard]] std::string period_text(const Basis& basis);

}  // namespace sluss::basis
