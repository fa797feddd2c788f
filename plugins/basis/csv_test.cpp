#include "csv.h"

#include <gtest/gtest.h>

#include "sample.h"

namespace sluss::basis {
namespace {

std::string csv_of(const std::vector<domain::Invoice>& invoices) {
  const auto basis = make_basis(invoices);
  EXPECT_TRUE(basis) << basis.error().what;
  return basis ? write_csv(*basis) : std::string();
}

TEST(BasisCsv, IsWhatASwedishSpreadsheetOpens) {
  EXPECT_EQ(csv_of({sample_invoice(), second_invoice()}),
            "\xEF\xBB\xBFUnderlag för fakturering (bilaga 2)\r\n"
            "Period;2026-07-01 – 2027-01-31\r\n"
            "Termin;HT2026\r\n"
            "\r\n"
            "Lärosäte;Verksamhet;Studentens namn;Startdatum;Slutdatum;Antal veckor;Ersättning (kr)\r\n"
            "Fria högskolan;Vårdcentralen Norr;Жанна Ильина;2026-10-05;2026-10-23;3;4590,00\r\n"
            "Fria högskolan;Vårdcentralen Norr;Ελένη Ρήγα;2026-10-05;2026-10-05;0,2;306,00\r\n"
            "Fria högskolan;Delsumma;;;;;4896,00\r\n"
            "Karolinska Institutet;Vårdcentralen Norr;Åsa Öhrn;2026-09-07;2026-09-29;3,4;5202,00\r\n"
            "Karolinska Institutet;Delsumma;;;;;5202,00\r\n"
            "Summa;;;;;;10098,00\r\n"
            "\r\n"
            "Verksamhetens namn;Vårdcentralen Norr\r\n"
            "Organisationsnummer;212000-0142\r\n"
            "Kontaktperson;Bo Ek\r\n"
            "Telefon;'+46 8 123 456\r\n"
            "E-post;bo.ek@example.se\r\n"
            "Postgiro;123-0\r\n"
            "Bankgiro;5050-1055\r\n");
}

TEST(BasisCsv, ACreditNotesRowsAreNegativeNumbersUnderItsInvoice) {
  const auto csv = csv_of({credit_of(sample_invoice(), 15)});
  for (const auto* part : {"\xEF\xBB\xBFUnderlag för kreditfaktura (bilaga 2)\r\n",
                           "\r\nKarolinska Institutet;Kreditfaktura 1010007 till faktura 1010000001;;;;;\r\n",
                           ";Åsa Öhrn;2026-09-28;2026-09-29;-0,4;-612,00\r\n", "\r\nSumma;;;;;;-612,00\r\n"})
    EXPECT_NE(csv.find(part), std::string::npos) << part << " is missing in:\n" << csv;
}

TEST(BasisCsv, ANameThatIsMoreThanANegativeNumberIsNone) {
  for (const std::string name : {"-1+1", "-", "-A1", "+1", "--1", "-1;2", "-1=1"}) {
    auto invoice = sample_invoice();
    invoice.lines.front().student_name = name;
    EXPECT_NE(csv_of({invoice}).find("'" + name), std::string::npos) << name;
  }
}

TEST(BasisCsv, NeutralisesFormulasAndQuotesSeparators) {
  for (const std::string start : {"=", "+", "-", "@"}) {
    auto invoice = sample_invoice();
    invoice.lines.front().student_name = start + "A1;\"x\"";
    EXPECT_NE(csv_of({invoice}).find(";\"'" + start + "A1;\"\"x\"\"\";"), std::string::npos) << start;
  }
}

}  // namespace
}  // namespace sluss::basis
