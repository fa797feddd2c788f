#include "export.h"

namespace sluss::generate {
namespace {

Cell date_cell(Day day, const std::string& instead) {
  if (!instead.empty()) return {instead, std::nullopt};
  return {to_iso(day), day};
}

}  // namespace

std::vector<std::string> export_header() {
  return {"Placeringsnr", "Lärosäte",          "Program",    "Kurskod",     "Kurs",    "Typ",
          "Termin",       "Startdatum",        "Slutdatum",  "Antal dagar", "Förnamn", "Efternamn",
          "Personnummer", "Skyddad identitet", "Verksamhet", "HSA-id",      "Status"};
}

Cells export_cells(const Row& row) {
  return {{row.id, {}},
          {row.institution, {}},
          {row.programme, {}},
          {row.course_code, {}},
          {row.course, {}},
          {row.type, {}},
          {row.term, {}},
          date_cell(row.start, row.start_text),
          date_cell(row.end, row.end_text),
          {row.days, {}},
          {row.first_name, {}},
          {row.last_name, {}},
          {row.personnummer, {}},
          {row.protected_identity, {}},
          {row.unit, {}},
          {row.hsa_id, {}},
          {row.status, {}}};
}

std::vector<std::string> sheet_header() {
  return {"Nr",    "Skola",   "Utbildning", "Kurs",    "Typ",   "Från", "Till",
          "Dagar", "Student", "Pnr",        "Skyddad", "Enhet", "Läge"};
}

Cells sheet_cells(const Row& row) {
  const auto between = row.first_name.empty() || row.last_name.empty() ? "" : " ";
  return {{row.id, {}},
          {row.institution, {}},
          {row.programme, {}},
          {row.course_code, {}},
          {row.type, {}},
          date_cell(row.start, row.start_text),
          date_cell(row.end, row.end_text),
          {row.days, {}},
          {row.first_name + between + row.last_name, {}},
          {row.personnummer, {}},
          {row.protected_identity, {}},
          {row.unit, {}},
          {row.status, {}}};
}

}  // namespace sluss::generate
