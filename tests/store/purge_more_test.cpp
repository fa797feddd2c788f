// What `sluss store purge` takes out of payments, answers to invoices and orders. All parties are made up.
#include "store/purge_house.h"

namespace sluss::test {
namespace {

constexpr auto payer = "Gustav Gavmild";

/// What a payer gives as a reference may be anything, also a name.
std::string paid(const std::string& reference, const std::string& ocr, const std::string& day = "2027-02-10") {
  return "<Ntry><Amt Ccy=\"SEK\">4590.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" + day +
         "</Dt></BookgDt><AcctSvcrRef>" + reference +
         "</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><CdtrAcct><Id><Othr><Id>99000010</Id><SchmeNm><Prtry>BGNR</Prtry>"
         "</SchmeNm></Othr></Id></CdtrAcct></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>" +
         ocr + "</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>\n";
}

std::string notification(const std::string& entries) {
  return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn><Ntfctn>\n" +
         entries + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n";
}

class PurgeOfPayments : public Purge {
 protected:
  void SetUp() override {
    Purge::SetUp();
    world_.configure("connections/more.yaml",
                     "connections:\n  bank: { use: payments, folder: ../bank }\n"
                     "  svar: { use: peppol-inbox, folder: ../svar }\n");
    world_.configure("pipelines/payments.yaml", "pipeline: payments\nfrom: bank.camt\nsteps: [settle]\nto: []\n");
    world_.configure("pipelines/answers.yaml", "pipeline: answers\nfrom: svar.responses\nsteps: [answers]\nto: []\n");
    for (const auto* folder : {"bank", "svar"}) fs::create_directories(world_.root() / folder);
    night("placeringar.csv", {planted("P1", "19550101-9805")});
    world_.at = "2027-02-11";
  }
  void tell(const std::string& name, const std::string& bytes) const {
    write_file(world_.root() / name, bytes);
    fs::last_write_time(world_.root() / name, fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  void sync(const std::string& pipeline) const { static_cast<void>(world_.sluss({"sync", pipeline})); }
};

TEST_F(PurgeOfPayments, takes_out_what_the_payer_wrote_and_leaves_the_books) {
  tell("bank/a.xml",
       notification(paid("R1", "10000016") + paid("R2", payer) + paid("R3", "Gunnar Givmild", "2028-02-10")));
  sync("payments");
  const auto discard = std::to_string(number_at(world_.json({"payments", "list"}).as_list()->at(1), "message"));
  EXPECT_EQ(world_.sluss({"messages", "discard", discard, "--reason", "paid back"}).exit, 0);
  EXPECT_TRUE(is_held("Gavmild"));
  const auto before = world_.sluss({"invoices", "list"}).out;
  EXPECT_NE(before.find("paid 2027-02-10"), std::string::npos) << before;
  world_.at = "2029-02-11";
  const auto purged = purge();
  EXPECT_EQ(number_at(purged, "payments"), 2);
  EXPECT_FALSE(is_held("Gavmild"));
  EXPECT_TRUE(is_held("Givmild")) << "of the payment that is not old yet";
  EXPECT_EQ(world_.sluss({"invoices", "list"}).out, before);
  expect_balance();
  expect_store({"verify"});
  EXPECT_EQ(number_at(purge(), "payments"), 0);

  // The same payment once more, and with other words, is still the one that is booked; the one that was let go too.
  tell("bank/again.xml", notification(paid("R1", "10000016") + paid("R2", payer)));
  sync("payments");
  EXPECT_FALSE(is_held("Gavmild"));
  tell("bank/other.xml", notification(paid("R1", "")));
  sync("payments");
  EXPECT_EQ(world_.sluss({"invoices", "list"}).out, before);
  expect_balance();
}

TEST_F(PurgeOfPayments, one_that_waits_for_a_person_is_kept_and_counted) {
  tell("bank/a.xml", notification(paid("R1", payer)));
  sync("payments");
  world_.at = "2029-02-11";
  const auto purged = purge(1);
  EXPECT_EQ(number_at(purged, "payments"), 0);
  EXPECT_EQ(number_at(purged, "waiting"), 1);
  EXPECT_TRUE(is_held(payer));
}

TEST_F(PurgeOfPayments, a_purged_payment_can_still_be_taken_off_its_invoice) {
  tell("bank/a.xml", notification(paid("R1", "10000016")));
  sync("payments");
  world_.at = "2029-02-11";
  EXPECT_EQ(number_at(purge(), "payments"), 1);
  const auto message = std::to_string(number_at(world_.json({"payments", "list"}).as_list()->front(), "message"));
  EXPECT_EQ(world_.sluss({"payments", "unbook", message, "--reason", "a test"}).exit, 0);
  EXPECT_NE(world_.sluss({"payments", "list"}).out.find("taken off invoice 1000001"), std::string::npos);
  sync("payments");
  EXPECT_NE(world_.sluss({"payments", "list", "--open"}).out.find("held"), std::string::npos);
  expect_balance();
}

TEST_F(PurgeOfPayments, what_buyers_wrote_goes_and_the_answer_stays) {
  tell("svar/a.xml",
       "<ApplicationResponse xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2\""
       " xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\""
       " xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">"
       "<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:invoice_response:3</cbc:CustomizationID><cbc:ID>S</cbc:ID>"
       "<cbc:IssueDate>2027-02-08</cbc:IssueDate><cbc:Note>" +
           std::string(payer) +
           "</cbc:Note><cac:SenderParty><cbc:EndpointID schemeID=\"0007\">2029990013</cbc:EndpointID></cac:SenderParty>"
           "<cac:DocumentResponse><cac:Response><cbc:ResponseCode>AP</cbc:ResponseCode></cac:Response>"
           "<cac:DocumentReference><cbc:ID>1000001</cbc:ID></cac:DocumentReference></cac:DocumentResponse>"
           "</ApplicationResponse>");
  sync("answers");
  EXPECT_TRUE(is_held(payer));
  world_.at = "2029-02-11";
  EXPECT_EQ(number_at(purge(), "answers"), 1);
  EXPECT_FALSE(is_held(payer));
  EXPECT_NE(world_.sluss({"invoices", "list"}).out.find("accepted by the buyer 2027-02-08"), std::string::npos);
  expect_balance();
  expect_store({"verify"});
}

TEST_F(Purge, of_an_old_order_the_row_as_it_was_read_goes_and_its_places_stay) {
  world_.configure("connections/orders.yaml",
                   "connections:\n  blad: { use: order-sheet, folder: ../inbox }\n"
                   "  besked: { use: round-reports, folder: ../besked }\n");
  world_.configure("pipelines/orders.yaml",
                   "pipeline: orders\nfrom: [blad.orders-csv, blad.offers-csv]\n"
                   "steps: [{ validate: order }, { validate: offer }, allocate]\n"
                   "to: [besked.inquiries, besked.confirmations, besked.rounds]\n");
  fs::create_directories(world_.root() / "config/placing");
  fs::create_directories(world_.root() / "besked");
  world_.configure("placing/placing.yaml",
                   "areas: [{ id: geriatrik, name: Geriatrik }]\n"
                   "units: [{ unit: ost, area: geriatrik, goals: omvårdnad }]\n"
                   "rounds:\n  - { id: VT2027-ssk, term: VT2027, programmes: [SSK], opens: 2026-08-15, closes: "
                   "2026-09-15, answer_by: 2026-11-15 }\n");
  world_.at = "2026-09-01";
  const std::string contact = "Kontakta Namnsson";
  world_.put("bestallning-1.csv",
             "Beställningsnr;Omgång;Lärosäte;Program;Kurs;Typ;Termin;Veckor;Start;Slut;Område;Direkt till;Lärandemål;"
             "Antal platser;Prioritet;Status;Anmärkning\r\n"
             "A;VT2027-ssk;uni;SSK;OM1101;VFU;VT2027;5-9;;;Geriatrik;;omvårdnad;4;1;Skickad;" +
                 contact + "\r\n");
  world_.put("svar-1.csv",
             "Svarsnr;Verksamhet;Termin;Program;Platser;Beställningsnr;Status;Anmärkning\r\n"
             "S;Östra geriatriken;VT2027;SSK;4;;Erbjuden;" +
                 contact + "\r\n");
  static_cast<void>(world_.sluss({"sync", "orders"}));
  EXPECT_TRUE(is_held(contact));
  world_.at = "2029-09-15";
  static_cast<void>(world_.sluss({"sync", "orders"}));
  const auto before = world_.sluss({"orders", "show", "A"}).out;
  EXPECT_NE(before.find("ost"), std::string::npos) << before;
  const auto documents = world_.folder("besked");
  const auto purged = purge();
  EXPECT_EQ(number_at(purged, "orders"), 1);
  EXPECT_EQ(number_at(purged, "offers"), 1);
  EXPECT_FALSE(is_held(contact));
  static_cast<void>(world_.sluss({"sync", "orders"}));
  EXPECT_EQ(world_.sluss({"orders", "show", "A"}).out, before);
  EXPECT_TRUE(world_.folder("besked") == documents);
  expect_store({"verify"});
}

}  // namespace
}  // namespace sluss::test
