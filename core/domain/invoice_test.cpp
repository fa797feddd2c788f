// All persons here are made up; the personal numbers are synthetic.
#include "domain/invoice.h"

#include <functional>
#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::domain {
namespace {

class InvoiceTest : public ::testing::Test {
 protected:
  InvoiceTest() {
    agreement_.id = "ki-lidingo";
    agreement_.document = "Avtal 2016:1";
    institution_.id = "ki";
    institution_.name = "Karolinska Institutet";
    institution_.organisation_number = "2021002973";
    institution_.buyer_reference = "ZZ100";
    institution_.contact = {"Ekonomi", "08-1", "e@example.se"};
    unit_.id = "ost";
    unit_.name = "Hemsjukvården Öst";
    unit_.organisation_number = "2120000142";
    unit_.bankgiro = "50501055";
    unit_.series = "1001";
    unit_.city = "Lidingö";
    unit_.contact = {"Samordnare", "08-2", "s@example.se"};
    charges_ = {charge("P-1", "s-1", make_day(2026, 9, 7), 17), charge("P-2", "s-2", make_day(2026, 9, 7), 5),
                charge("P-3", "s-1", make_day(2026, 10, 5), 5)};
  }

  static PlacementCharge charge(std::string id, std::string student, Day first, std::int64_t days) {
    PlacementCharge made;
    made.placement.id = std::move(id);
    made.placement.programme = "SSK";
    made.placement.course = "2QA123";
    made.placement.student.id = std::move(student);
    made.placement.student.personnummer = "198112189876";
    made.placement.student.name = "Exempel Åsa";
    made.placement.start = first;
    made.placement.end = first + std::chrono::days(60);
    made.placement.day_count = days;
    made.charge.days = counted_days(made.placement, HolidayRule::counted);
    made.charge.week_price = {153000};
    made.charge.amount = line_amount(days, {153000});
    return made;
  }

  [[nodiscard]] Invoice made(int supplement = 0, std::int64_t sequence = 7) const {
    return make_invoice({agreement_,
                         institution_,
                         unit_,
                         {2026, Term::Season::autumn},
                         supplement,
                         sequence,
                         make_day(2026, 12, 1),
                         charges_});
  }

  Agreement agreement_;
  Institution institution_;
  Unit unit_;
  std::vector<PlacementCharge> charges_;
};

TEST_F(InvoiceTest, is_made_of_its_basis) {
  const auto invoice = made();
  EXPECT_EQ(invoice.number, "10010007");
  EXPECT_EQ(invoice.ocr, "100100072");
  EXPECT_EQ(invoice.key, "ki-lidingo/ki/ost/HT2026/ordinary");
  EXPECT_EQ(invoice.agreement_document, "Avtal 2016:1");
  EXPECT_EQ(invoice.term, "HT2026");
  EXPECT_EQ(to_iso(invoice.period_first), "2026-07-01");
  EXPECT_EQ(to_iso(invoice.period_last), "2027-01-31");
  EXPECT_EQ(to_iso(invoice.issued), "2026-12-01");
  EXPECT_EQ(to_iso(invoice.due), "2026-12-31");
  EXPECT_EQ(invoice.total, Ore{826200});
  EXPECT_EQ(faults_of(invoice), std::vector<std::string>{});
}

TEST_F(InvoiceTest, has_its_parties_as_they_are_now) {
  const auto invoice = made();
  EXPECT_EQ(invoice.seller.unit, "ost");
  EXPECT_EQ(invoice.seller.name, "Hemsjukvården Öst");
  EXPECT_EQ(invoice.seller.bankgiro, "50501055");
  EXPECT_EQ(invoice.seller.plusgiro, "");
  EXPECT_EQ(invoice.seller.city, "Lidingö");
  EXPECT_EQ(invoice.seller.contact.email, "s@example.se");
  EXPECT_EQ(invoice.buyer.institution, "ki");
  EXPECT_EQ(invoice.buyer.channel, "peppol");
  EXPECT_EQ(invoice.buyer.buyer_reference, "ZZ100");
  EXPECT_EQ(invoice.buyer.endpoint.scheme, "0007");
  EXPECT_EQ(invoice.buyer.endpoint.id, "2021002973");
}

TEST_F(InvoiceTest, keeps_an_endpoint_that_is_given) {
  institution_.endpoint = {"0088", "7300009000001"};
  EXPECT_EQ(buyer_of(institution_).endpoint.scheme, "0088");
}

TEST_F(InvoiceTest, has_a_line_for_each_charge_in_their_order) {
  const auto invoice = made();
  ASSERT_EQ(invoice.lines.size(), 3U);
  const auto& line = invoice.lines[0];
  EXPECT_EQ(line.id, "1");
  EXPECT_EQ(line.placement, "P-1");
  EXPECT_EQ(line.student_name, "Exempel Åsa");
  EXPECT_EQ(line.programme, "SSK");
  EXPECT_EQ(line.course, "2QA123");
  EXPECT_EQ(to_iso(line.first), "2026-09-07");
  EXPECT_EQ(to_iso(line.last), "2026-09-29");
  EXPECT_EQ(line.days, 17);
  EXPECT_EQ(line.dates.count(), 17);
  EXPECT_EQ(line.amount, Ore{520200});
  EXPECT_EQ(invoice.lines[2].id, "3");
}

TEST_F(InvoiceTest, tells_students_apart_without_saying_who_they_are) {
  const auto invoice = made();
  EXPECT_EQ(invoice.lines[0].subject, "1");
  EXPECT_EQ(invoice.lines[1].subject, "2");
  EXPECT_EQ(invoice.lines[2].subject, "1");
  EXPECT_EQ(to_json(to_value(invoice)).find("1981"), std::string::npos);
}

TEST_F(InvoiceTest, numbers_grow_beyond_four_digits) {
  EXPECT_EQ(made(0, 9999).number, "10019999");
  EXPECT_EQ(made(0, 10000).number, "100110000");
}

TEST_F(InvoiceTest, a_supplement_has_its_own_key) {
  EXPECT_EQ(made(2).key, "ki-lidingo/ki/ost/HT2026/supplement-2");
  EXPECT_EQ(made(2).supplement, 2);
}

TEST_F(InvoiceTest, survives_being_written_and_read) {
  agreement_.vat = VatRule::outside;
  const auto value = to_value(made(1));
  EXPECT_EQ(value.at("buyer.channel").text_or_empty(), "peppol");
  EXPECT_EQ(value["total_ore"], Value(826200));
  EXPECT_EQ(value["vat"], Value("outside"));
  EXPECT_EQ((*value["lines"].as_list())[1]["week_price_ore"], Value(153000));
  const auto read = read_invoice(*parse_json(to_json(value)));
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(to_json(to_value(*read)), to_json(value));
  EXPECT_EQ(read->lines[0].dates, made().lines[0].dates);
}

TEST_F(InvoiceTest, what_is_missing_is_named) {
  const auto whole = to_value(made());
  for (const auto* path : {"number", "ocr", "key", "agreement", "term", "period_first", "due", "vat", "total_ore",
                           "seller.name", "buyer.channel", "lines"}) {
    auto value = whole;
    value.make(path) = Value();
    const auto read = read_invoice(value);
    ASSERT_FALSE(read) << path;
    EXPECT_EQ(read.error().fault, Fault::data);
    EXPECT_NE(read.error().what.find("invoice's " + std::string(path) + " is"), std::string::npos) << read.error().what;
  }
}

TEST_F(InvoiceTest, what_is_of_the_wrong_kind_is_named) {
  const auto complaint = [](Value value) { return read_invoice(value).error().what; };
  auto value = to_value(made());
  (*value["lines"].as_list())[1]["amount_ore"] = Number{"1530.00"};
  EXPECT_NE(complaint(value).find("lines[1].amount_ore"), std::string::npos);
  value = to_value(made());
  (*value["lines"].as_list())[2]["dates"] = Value::List{"7 sep"};
  EXPECT_NE(complaint(value).find("lines[2].dates"), std::string::npos);
  value = to_value(made());
  value.make("seller.contact.phone") = 8;
  EXPECT_NE(complaint(value).find("seller.contact.phone"), std::string::npos);
  value = to_value(made());
  value["vat"] = "25";
  EXPECT_NE(complaint(value).find("exempt or outside"), std::string::npos);
  EXPECT_FALSE(read_invoice(Value("text")));
}

TEST_F(InvoiceTest, what_may_be_missing_is_empty) {
  auto value = to_value(made());
  for (const auto* path :
       {"supplement", "seller.plusgiro", "seller.contact", "buyer.endpoint", "buyer.order_reference"})
    value.make(path) = Value();
  const auto read = read_invoice(value);
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->buyer.endpoint.scheme, "");
}

TEST(WeeksText, has_a_comma_for_part_weeks) {
  EXPECT_EQ(weeks_text(17), "3,4");
  EXPECT_EQ(weeks_text(15), "3");
  EXPECT_EQ(weeks_text(1), "0,2");
  EXPECT_EQ(weeks_text(0), "0");
}

/// A change that spoils an invoice, and what is said of it.
struct Spoiling {
  const char* name;
  std::function<void(Invoice&)> spoil;
  const char* told;
};

std::ostream& operator<<(std::ostream& out, const Spoiling& spoiling) { return out << spoiling.name; }

class SpoiledInvoice : public InvoiceTest, public ::testing::WithParamInterface<Spoiling> {};

TEST_P(SpoiledInvoice, may_not_leave) {
  auto invoice = made();
  GetParam().spoil(invoice);
  const auto faults = faults_of(invoice);
  ASSERT_EQ(faults.size(), 1U) << (faults.size() > 1 ? faults[1] : "no fault");
  EXPECT_NE(faults[0].find(GetParam().told), std::string::npos) << faults[0];
  EXPECT_EQ(faults[0].find("Exempel"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, SpoiledInvoice,
    ::testing::Values(
        Spoiling{"number", [](Invoice& i) { i.number.clear(); }, "no number"},
        Spoiling{"key", [](Invoice& i) { i.key.clear(); }, "no key"},
        Spoiling{"ocr", [](Invoice& i) { i.ocr = "100100074"; }, "OCR is wrong"},
        Spoiling{"issued", [](Invoice& i) { i.issued = Day{}; }, "no day of issue"},
        Spoiling{"due", [](Invoice& i) { i.due = Day{}; }, "no due date"},
        Spoiling{"due_early", [](Invoice& i) { i.due = i.issued - std::chrono::days(1); }, "due before"},
        Spoiling{"seller", [](Invoice& i) { i.seller.organisation_number = "2120000143"; }, "seller's organisation"},
        Spoiling{"no_account", [](Invoice& i) { i.seller.bankgiro.clear(); }, "neither bankgiro nor plusgiro"},
        Spoiling{"bankgiro", [](Invoice& i) { i.seller.bankgiro = "50501056"; }, "bankgiro is wrong"},
        Spoiling{"plusgiro", [](Invoice& i) { i.seller.plusgiro = "9019507"; }, "plusgiro is wrong"},
        Spoiling{"buyer", [](Invoice& i) { i.buyer.organisation_number.clear(); }, "buyer's organisation"},
        Spoiling{"empty", [](Invoice& i) { i.lines.clear(), i.total = {}; }, "no lines"},
        Spoiling{"line_id", [](Invoice& i) { i.lines[1].id = "1"; }, "id of its own"},
        Spoiling{"name", [](Invoice& i) { i.lines[1].student_name.clear(); }, "line 2 has no student's name"},
        Spoiling{"price", [](Invoice& i) { i.lines[0].week_price = {153001}; }, "line 1 amounts to 5202.00"},
        Spoiling{"period", [](Invoice& i) { i.period_last = make_day(2026, 9, 30); }, "line 3 runs from"},
        Spoiling{"no_dates", [](Invoice& i) { i.lines[1].dates = {}; }, "line 2 does not list its days"},
        Spoiling{"dates", [](Invoice& i) { i.lines[1].dates.insert(make_day(2026, 9, 12)); }, "contradicts"},
        Spoiling{"total", [](Invoice& i) { i.total += Ore{1}; }, "the total is 8262.01"},
        Spoiling{"subject", [](Invoice& i) { i.lines[1].subject.clear(); }, "line 2 has no subject"},
        Spoiling{"twice", [](Invoice& i) { i.lines[1].subject = "1"; }, "2026-09-07–2026-09-11"}),
    [](const auto& test) { return test.param.name; });

TEST_F(InvoiceTest, all_faults_are_told_at_once) { EXPECT_GE(faults_of(Invoice{}).size(), 8U); }

}  // namespace
}  // namespace sluss::domain
