// What is read of a notification.
#include "camt.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "support/plugin_parts.h"

namespace sluss::camt {
namespace {

test::Decoded read(const std::string& text, std::size_t piece = 4096) {
  return test::decoded(Camt(Config{}), text, piece);
}

/// The bodies of all records, or the fault of one that has it.
std::vector<std::string> bodies(const std::string& text) {
  const auto all = read(text);
  EXPECT_EQ(all.refusal, "");
  std::vector<std::string> found;
  for (const auto& record : all.records)
    found.push_back(record.fault ? record.fault->what : to_json(record.message.body));
  return found;
}
std::string only(const std::string& entries) {
  const auto all = bodies(document(entries));
  EXPECT_EQ(all.size(), 1U);
  return all.empty() ? "" : all.front();
}
std::string ocr(const std::string& remittance) {
  const auto all = read(document(entry("1.00", transaction("T1", "1.00", remittance))));
  return all.records.at(0).message.body["ocr"].text_or_empty();
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

constexpr auto whole_body = R"({"id":"99000010/T1","reference":"T1","account":"99000010","kind":"credit",)"
                            R"("amount_ore":459000,"day":"2026-12-18","value_day":"2026-12-19","ocr":"10000016"})";

TEST(Camt, reads_a_payment) {
  EXPECT_EQ(only(entry("4590.00", transaction("T1", "4590.00", strd("10000016")))), whole_body);
}

TEST(Camt, reads_the_older_version) {
  // There the status is a text, and the amount stands among the details.
  const auto details = replaced(transaction("T1", "4590.00", strd("1000 0016")), amount("4590.00"),
                                tag("AmtDtls", tag("TxAmt", amount("4590.00"))));
  EXPECT_EQ(bodies(document(entry("4590.00", details, "CRDT", "BOOK"), "02")), std::vector<std::string>{whole_body});
}

TEST(Camt, reads_any_prefix_and_pieces_of_any_size) {
  auto text = document(entry("4590.00", transaction("T1", "4590.00", strd("10000016"))));
  for (const auto* piece : {"Document", "Ntry", "Amt", "Ref"}) {
    for (const auto& open : {std::string("<"), std::string("</")}) {
      for (auto at = text.find(open + piece); at != std::string::npos; at = text.find(open + piece, at + 1))
        text.insert(at + open.size(), "b:");
    }
  }
  text = replaced(text, "xmlns=", "xmlns:b=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\" xmlns=");
  EXPECT_EQ(bodies(text), std::vector<std::string>{whole_body});
  EXPECT_EQ(read(text, 1).records.size(), 1U);
}

TEST(Camt, tells_the_line_and_keeps_nothing_of_who_paid) {
  const auto all = read(document("\n\n" + entry("3.00", transaction("T1", "1.00", strd("10000016")) +
                                                            transaction("T2", "2.00", tag("Ustrd", "Provia")))));
  ASSERT_EQ(all.records.size(), 2U);
  EXPECT_LT(all.line(0), all.line(1));
  for (const auto& record : all.records)
    EXPECT_EQ((record.message.raw + to_json(record.message.body)).find("Provia"), std::string::npos);
}

TEST(Camt, an_entry_without_details_is_a_payment_without_an_ocr) {
  EXPECT_EQ(only(replaced(entry("1.50", ""), tag("NtryDtls", ""), "")),
            R"({"id":"SE4550000000058398257466/E1","reference":"E1","account":"SE4550000000058398257466",)"
            R"("kind":"credit","amount_ore":150,"day":"2026-12-18","value_day":"2026-12-19"})");
}

TEST(Camt, a_booking_may_be_a_moment) {
  const auto text = replaced(entry("4590.00", transaction("T1", "4590.00", strd("10000016"))), tag("Dt", "2026-12-18"),
                             tag("DtTm", "2026-12-18T23:59:00+01:00"));
  EXPECT_EQ(only(text), whole_body);
}

TEST(Camt, several_references_are_all_kept) {
  const auto all = read(document(entry("1.00", transaction("T1", "1.00", strd("10000016") + strd("10000024")))));
  const auto& body = all.records.at(0).message.body;
  EXPECT_EQ(body["ocr"].text_or_empty(), "10000016");
  EXPECT_EQ(to_json(body["more_ocrs"]), R"(["10000024"])");
}

TEST(Camt, an_ocr_number_in_a_text_is_found_when_there_is_one) {
  EXPECT_EQ(ocr(tag("Ustrd", "Faktura 10000016, tack")), "10000016");
  EXPECT_EQ(ocr(tag("Ustrd", "10000016") + tag("Ustrd", "OCR:10000016")), "10000016");
  EXPECT_EQ(ocr(tag("Ustrd", "10000016 och 10000024")), "") << "which one?";
  EXPECT_EQ(ocr(tag("Ustrd", "Faktura 10000017")), "") << "a wrong check digit";
  EXPECT_EQ(ocr(tag("Ustrd", "18")), "") << "too short to be one";
  EXPECT_EQ(ocr(tag("Ustrd", "för 195501019805")), "");
  EXPECT_EQ(ocr(tag("Ustrd", "för 5501019805")), "") << "a personnummer";
  EXPECT_EQ(ocr(tag("Ustrd", "10000024") + strd("10000016")), "10000016") << "what is structured goes first";
}

TEST(Camt, amounts_are_exact) {
  const auto ore = [](const std::string& kronor) {
    const auto all = read(document(entry(kronor, transaction("T1", kronor, strd("10000016")))));
    const auto& record = all.records.at(0);
    return record.fault ? record.fault->what : record.message.body["amount_ore"].text_or_empty();
  };
  EXPECT_EQ(ore("0.01"), "1");
  EXPECT_NE(ore("70368744177664.10").find("no amount that can be read"), std::string::npos) << "beyond what is money";
  EXPECT_EQ(ore("1571.31000"), "157131");
  EXPECT_EQ(ore("7"), "700");
  for (const auto* wrong : {"1.005", "1,50", "-1.00", "0", "1e3", " ", "abc"})
    EXPECT_FALSE(ore(wrong).empty()) << wrong;
  EXPECT_EQ(ore("0"), "the amount is no number of öre above 0; look it up at the bank");
}

TEST(Camt, money_that_is_no_payment_is_of_its_own_kind) {
  const auto kind = [](const std::string& indicator, const std::string& reversal) {
    const auto text = entry("1.00", transaction("T1", "1.00", strd("10000016")), indicator);
    const auto all = read(document(replaced(text, "<Sts>", tag("RvslInd", reversal) + "<Sts>")));
    return all.records.at(0).message.body["kind"].text_or_empty();
  };
  EXPECT_EQ(kind("CRDT", "false"), "credit");
  EXPECT_EQ(kind("DBIT", "true"), "reversal");
  EXPECT_EQ(kind("DBIT", "false"), "other");
  EXPECT_EQ(kind("CRDT", "true"), "other");
}

TEST(Camt, a_deduction_within_an_entry_is_taken_back) {
  const auto deduction =
      replaced(transaction("T2", "1.00", strd("10000024")), "<RltdPties>", tag("CdtDbtInd", "DBIT") + "<RltdPties>");
  const auto all = read(document(entry("4.00", transaction("T1", "5.00", strd("10000016")) + deduction)));
  ASSERT_EQ(all.records.size(), 2U);
  EXPECT_FALSE(all.records[0].fault);
  EXPECT_EQ(all.records[1].message.body["kind"].text_or_empty(), "reversal");
}

TEST(Camt, the_payee_is_the_giro_else_the_account) {
  const auto account = [](const std::string& party) {
    const auto text = replaced(transaction("T1", "1.00", strd("10000016")), payee("9900-0010"), party);
    const auto all = read(document(entry("1.00", text)));
    return all.records.at(0).message.body["account"].text_or_empty();
  };
  EXPECT_EQ(account(payee("123456-6", "<Cd>BBAN</Cd>")), "1234566");
  EXPECT_EQ(account(payee("123456-6", "<Prtry>PGNR</Prtry>")), "1234566");
  EXPECT_EQ(account(payee("kund 7", "<Prtry>CUST</Prtry>")), "SE4550000000058398257466");
  EXPECT_EQ(account(""), "SE4550000000058398257466");
}

TEST(Camt, transactions_without_a_reference_of_their_own_are_told_apart_by_their_place) {
  const auto ids = [](const std::string& first, const std::string& second) {
    std::string found;
    for (const auto& record :
         read(document(entry("3.00", transaction(first, "1.00", "") + transaction(second, "2.00", "")))).records)
      found += record.message.body["reference"].text_or_empty() + " ";
    return found;
  };
  EXPECT_EQ(ids("T1", "T2"), "T1 T2 ");
  EXPECT_EQ(ids("", ""), "E1/1 E1/2 ");
  EXPECT_EQ(ids("T1", ""), "T1 E1 ");
  EXPECT_EQ(ids("E1", "E1"), "E1/1 E1/2 ");
}

TEST(Camt, what_cannot_be_booked_waits_for_a_person) {
  const auto good = transaction("T1", "1.00", strd("10000016"));
  EXPECT_EQ(
      only(replaced(entry("1.00", replaced(good, "<AcctSvcrRef>T1</AcctSvcrRef>", "")), "<AcctSvcrRef>E1</AcctSvcrRef>",
                    "")),
      "the bank gave no reference (AcctSvcrRef): the payment cannot be told from another one; look it up at the bank");
  EXPECT_EQ(only(entry("1.00", good, "CRDT", "<Cd>PDNG</Cd>")),
            "the entry is not booked yet (Sts is PDNG); the bank tells of it again when it is; look it up at the bank");
  EXPECT_EQ(only(entry("1.00", good, "MAYBE")),
            "the entry does not say whether money came in or went out (CdtDbtInd); look it up at the bank");
  EXPECT_EQ(only(entry("2.00", good)), "the entry's transactions do not sum to its amount; look it up at the bank");
  EXPECT_EQ(only(entry("1.00", tag("Btch", tag("NbOfTxs", "2")) + good)),
            "the entry states 2 transactions, and there are 1; look it up at the bank");
  EXPECT_EQ(only(replaced(replaced(entry("1.00", good), "SEK", "EUR"), "SEK", "EUR")),
            "the amount is in EUR, and invoices are in SEK; look it up at the bank");
  EXPECT_EQ(only(replaced(entry("1.00", good), "2026-12-18", "2026-12-32")),
            "there is no day of booking (BookgDt); look it up at the bank");
  const auto twice = bodies(document(entry("1.00", good) + entry("1.00", good)));
  ASSERT_EQ(twice.size(), 2U);
  EXPECT_EQ(twice[1], "the bank's reference stands in the file before; look it up at the bank");
}

TEST(Camt, two_payments_without_a_reference_are_two) {
  const auto nameless = replaced(entry("1.00", ""), "<AcctSvcrRef>E1</AcctSvcrRef>", "");
  const auto all = read(document(nameless + nameless));
  ASSERT_EQ(all.records.size(), 2U);
  EXPECT_NE(all.records[0].message.raw, all.records[1].message.raw);
}

}  // namespace
}  // namespace sluss::camt
