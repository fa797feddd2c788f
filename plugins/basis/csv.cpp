#include "csv.h"

#include <algorithm>

#include "base/encoding.h"

namespace sluss::basis {
namespace {

/// "-612,00": what is taken back. It begins as a formula does, and is to be summed.
bool is_negative_number(const std::string& text) {
  return text.size() > 1 && text.front() == '-' && text.find_first_not_of("0123456789,", 1) == std::string::npos;
}

bool looks_like_formula(const std::string& text) {
  return !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos &&
         !is_negative_number(text);
}

std::string cell(const std::string& text) {
  auto safe = looks_like_formula(text) ? "'" + text : text;
  if (safe.find_first_of(";\"") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

void add_line(std::string& out, const std::vector<std::string>& cells) {
  for (const auto& text : cells) {
    if (&text != &cells.front()) out += ';';
    out += cell(text);
  }
  out += "\r\n";
}

/// "5202,00": a number for a spreadsheet with Swedish settings.
std::string amount_text(Ore amount) {
  auto text = to_decimal(amount);
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

void add_section(std::string& out, const Section& section) {
  if (!section.credits.empty()) add_line(out, {section.institution, documents_text(section), "", "", "", "", ""});
  for (const auto& row : section.rows) {
    add_line(out, {section.institution, row.unit, row.student, to_iso(row.first), to_iso(row.last),
                   weeks_text(row.days), amount_text(row.amount)});
  }
  add_line(out, {section.institution, "Delsumma", "", "", "", "", amount_text(section.subtotal)});
}

}  // namespace

std::string write_csv(const Basis& basis) {
  std::string out(utf8_mark);
  add_line(out, {title_of(basis)});
  add_line(out, {"Period", period_text(basis)});
  add_line(out, {"Termin", basis.term});
  if (!basis.code.empty()) add_line(out, {"Svar", answer_text(basis)});
  add_line(out, {});
  add_line(out, {"Lärosäte", Headings::unit, Headings::student, Headings::first, Headings::last, Headings::weeks,
                 std::string(Headings::amount) + " (kr)"});
  for (const auto& section : basis.sections) add_section(out, section);
  add_line(out, {"Summa", "", "", "", "", "", amount_text(basis.total)});
  add_line(out, {});
  for (const auto& [label, text] : basis.details) add_line(out, {label, text});
  return out;
}

}  // namespace sluss::basis
