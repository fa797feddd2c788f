// A night with invoices, and a bank that tells of payments. All parties are made up.
#pragma once

#include <gtest/gtest.h>

#include "base/money.h"
#include "base/text.h"
#include "support/world.h"

namespace sluss::test {

/// A payment as the bank knows it.
struct Paid {
  std::string reference, ocr;
  std::int64_t ore = 459000;
  std::string account = "99000010";
  bool taken_back = false;
};

/// camt.054 with an entry for each.
inline std::string camt(const std::vector<Paid>& payments) {
  std::string entries;
  for (const auto& [reference, ocr, ore, account, taken_back] : payments) {
    entries +=
        "<Ntry><Amt Ccy=\"SEK\">" + to_decimal(Ore{ore}) + "</Amt><CdtDbtInd>" + (taken_back ? "DBIT" : "CRDT") +
        "</CdtDbtInd>" + (taken_back ? "<RvslInd>true</RvslInd>" : "") +
        "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-02-10</Dt></BookgDt><AcctSvcrRef>" + reference +
        "</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><CdtrAcct><Id><Othr><Id>" + account +
        "</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id></CdtrAcct></RltdPties><RmtInf><Strd><CdtrRefInf>"
        "<Ref>" +
        ocr + "</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>\n";
  }
  return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn><Ntfctn>\n" +
         entries + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n";
}

inline std::string padded(std::int64_t number, std::size_t width) {
  const auto digits = std::to_string(number);
  return std::string(width - digits.size(), '0') + digits;
}

/// BgMax with one section; the references are serial numbers. Every payment is to 99000010.
inline std::string bgmax(const std::vector<Paid>& payments) {
  const auto line = [](std::string text) {
    text.resize(80, ' ');
    return text + "\r\n";
  };
  std::string text = line("01BGMAX               0120270210173035010331P") + line("050099000010          SEK");
  std::int64_t sum = 0;
  for (const auto& paid : payments) {
    sum += paid.ore;
    text += line("20          " + std::string(25 - paid.ocr.size(), ' ') + paid.ocr + padded(paid.ore, 18) + "22" +
                 padded(std::stoll(paid.reference), 12));
  }
  const auto count = static_cast<std::int64_t>(payments.size());
  return text + line("15" + padded(0, 35) + "2027021000007" + padded(sum, 18) + "SEK" + padded(count, 8)) +
         line("70" + padded(count, 8) + padded(0, 8) + padded(0, 8) + padded(1, 8));
}

/// Both units have invoices of 4 590,00 kr: 1000001 and 1010001 of HT2026, 1000002 of VT2026.
class Bank : public ::testing::Test {
 protected:
  // OCR numbers: the invoice's number and its check digit.
  static constexpr auto ost = "10000016", ost_spring = "10000024", west = "10100014";

  Bank() {
    world_.at = "2027-02-01";
    world_.configure("connections/bank.yaml", "connections:\n  bank: { use: payments, folder: ../bank }\n");
    world_.configure("pipelines/payments.yaml",
                     "pipeline: payments\nfrom: [bank.camt, bank.bgmax]\nsteps: [settle]\nto: []\n");
    std::filesystem::create_directories(world_.root() / "bank");
  }
  /// A night that issues the three invoices.
  void invoice() {
    Row spring{.id = "P1", .term = "VT2026", .start = "2026-02-02", .end = "2026-02-20"};
    Row autumn{.id = "P2"};
    Row other{.id = "P3", .unit = "Västra hemsjukvården", .hsa_id = "SE2129990012-E0002"};
    world_.put("placeringar-HT2026.csv", {autumn, other});
    world_.put("placeringar-VT2026.csv", {spring});
    EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
    world_.at = "2027-02-11";
  }
  /// The bank's file is there, and old enough to be taken as finished.
  void tell(const std::string& name, const std::string& bytes) const {
    const auto file = world_.root() / "bank" / name;
    write_file(file, bytes);
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  }
  Value sync() const { return world_.json({"sync", "payments"}); }
  void sync(const std::string& name, const std::string& bytes) const {
    tell(name, bytes);
    static_cast<void>(sync());
  }
  /// State and reason by the payment's id.
  [[nodiscard]] std::map<std::string, std::string> payments() const {
    std::map<std::string, std::string> all;
    const auto list = world_.json({"payments", "list"});
    for (const auto& payment : *list.as_list())
      all[payment["id"].text_or_empty()] = payment["state"].text_or_empty() + ": " + payment["reason"].text_or_empty();
    return all;
  }
  [[nodiscard]] std::int64_t message(const std::string& id) const {
    const auto list = world_.json({"payments", "list"});
    for (const auto& payment : *list.as_list()) {
      if (payment["id"].text_or_empty() == id) return number_at(payment, "message");
    }
    ADD_FAILURE() << "no payment " << id;
    return 0;
  }
  void expect(const std::string& id, const std::string& part) const {
    const auto all = payments();
    const auto at = all.find(id);
    ASSERT_NE(at, all.end()) << id;
    EXPECT_NE(at->second.find(part), std::string::npos) << id << " is " << at->second;
  }
  [[nodiscard]] std::string standing(const std::string& number) const {
    const auto list = world_.json({"invoices", "list"});
    for (const auto& invoice : *list.as_list()) {
      if (invoice["number"].text_or_empty() == number) return invoice["payment"].text_or_empty();
    }
    return "no such invoice";
  }
  Finished book(const std::string& id, const std::vector<std::string>& options) const {
    std::vector<std::string> command = {"payments", "book", std::to_string(message(id)), "--reason", "a test"};
    command.insert(command.end(), options.begin(), options.end());
    return world_.sluss(command);
  }
  void expect_balance() const {
    const auto reconciled = world_.sluss({"reconcile"});
    EXPECT_EQ(reconciled.exit, 0) << reconciled.out << reconciled.err;
    const auto verified = world_.sluss({"store", "verify"});
    EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
  }

  World world_;
};

}  // namespace sluss::test
