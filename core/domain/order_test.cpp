// Institutions and units here are made up.
#include "domain/order.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "domain/offer.h"

namespace sluss::domain {
namespace {

Value order() {
  return *parse_json(R"({"id": "B-1", "round": "VT2027-ssk", "institution": {"id": "uni"}, "programme": "SSK",
    "course": "OM1101", "type": "VFU", "term": "vt 27", "start": "2027-02-01", "end": "2027-03-05",
    "area": "Geriatrik", "goals": "omvårdnad, läkemedel,omvårdnad", "count": "12", "priority": 2, "status": "Draft"})");
}

Value offer() { return *parse_json(R"({"id": "S-1", "unit": {"name": "ost"}, "term": "VT2027", "places": 3})"); }

Value with(Value body, std::string_view path, Value value) {
  body.make(path) = std::move(value);
  return body;
}

template <class Read>
std::string faults_of(const Read& read) {
  std::vector<std::string> texts;
  if (!read)
    for (const auto& fault : read.error()) texts.push_back(fault.field + "|" + fault.value + "|" + fault.expected);
  return join(texts, "\n");
}
std::string order_faults(std::string_view path, Value value) {
  return faults_of(read_order(with(order(), path, std::move(value))));
}
std::string offer_faults(std::string_view path, Value value) {
  return faults_of(read_offer(with(offer(), path, std::move(value))));
}

TEST(ReadOrder, reads_every_field) {
  const auto read = read_order(order());
  ASSERT_TRUE(read) << faults_of(read);
  EXPECT_EQ(read->id + read->round + read->institution + read->programme + read->course,
            "B-1VT2027-ssk"
            "uniSSKOM1101");
  EXPECT_EQ(read->type, PlacementType::vfu);
  EXPECT_EQ(read->term, "VT2027");
  EXPECT_EQ(read->first, make_day(2027, 2, 1));
  EXPECT_EQ(read->last, make_day(2027, 3, 5));
  EXPECT_EQ(read->area, "Geriatrik");
  EXPECT_EQ(read->goals, (std::vector<std::string>{"läkemedel", "omvårdnad"}));
  EXPECT_EQ(read->count, 12);
  EXPECT_EQ(read->priority, 2);
  EXPECT_EQ(read->status, OrderStatus::draft);
}

TEST(ReadOrder, what_may_be_left_out_has_its_usual_meaning) {
  auto body = order();
  for (const auto* path : {"course", "type", "goals", "priority", "status"}) body[path] = nullptr;
  const auto read = read_order(body);
  ASSERT_TRUE(read) << faults_of(read);
  EXPECT_EQ(read->type, PlacementType::vfu);
  EXPECT_EQ(read->priority, 5);
  EXPECT_EQ(read->status, OrderStatus::sent);
  EXPECT_TRUE(read->goals.empty());
}

TEST(ReadOrder, weeks_are_those_of_the_term) {
  auto body = with(order(), "weeks", "5-9");
  const auto spring = read_order(body);
  ASSERT_TRUE(spring) << faults_of(spring);
  EXPECT_EQ(to_iso(spring->first) + to_iso(spring->last), "2027-02-012027-03-05");
  body["term"] = "HT2026";
  body["weeks"] = "36-2";
  const auto autumn = read_order(body);
  ASSERT_TRUE(autumn) << faults_of(autumn);
  EXPECT_EQ(to_iso(autumn->first) + to_iso(autumn->last), "2026-08-312027-01-15");
  body["weeks"] = "53";
  ASSERT_TRUE(read_order(body)) << "2026 has 53 weeks";
  body["term"] = "HT2027";
  EXPECT_TRUE(faults_of(read_order(body)).starts_with("weeks|53|")) << "2027 has not";
}

TEST(ReadOrder, tells_each_fault) {
  EXPECT_TRUE(order_faults("type", "thesis").starts_with("type|thesis|one of vfu, specialist, apl, lia"));
  EXPECT_TRUE(order_faults("term", "våren").starts_with("term|våren|"));
  EXPECT_TRUE(order_faults("count", "tolv").starts_with("count|tolv|a whole number from 0 to 10000"));
  EXPECT_TRUE(order_faults("count", "").starts_with("count||the number of places"));
  EXPECT_TRUE(order_faults("count", -1).starts_with("count|-1|"));
  EXPECT_TRUE(order_faults("priority", 0).starts_with("priority|0|a whole number from 1 to 9"));
  EXPECT_TRUE(order_faults("status", "asked").starts_with("status|asked|one of draft, sent, withdrawn"));
  EXPECT_TRUE(order_faults("end", "2027-01-31").starts_with("end|2027-01-31|a day on or after the start"));
  EXPECT_TRUE(order_faults("end", "2028-12-31").starts_with("end|2028-12-31|a day at most 366"));
  EXPECT_TRUE(order_faults("start", "2027-02-30").starts_with("start|2027-02-30|a day that exists"));
  EXPECT_TRUE(order_faults("area", "").starts_with("area||"));
  EXPECT_TRUE(order_faults("weeks", "9-5").starts_with("weeks|9-5|"));
}

TEST(ReadOrder, tells_all_faults_at_once) {
  const auto read = read_order(Value::object());
  ASSERT_FALSE(read);
  std::vector<std::string> fields;
  for (const auto& fault : read.error()) fields.push_back(fault.field);
  EXPECT_EQ(join(fields, " "), "id round institution.id programme term area count start end");
}

TEST(ReadOrder, reads_back_what_it_wrote) {
  auto body = order();
  body["unit"] = "ost";
  const auto read = read_order(body);
  ASSERT_TRUE(read);
  const auto again = read_order(to_value(*read));
  ASSERT_TRUE(again) << faults_of(again);
  EXPECT_EQ(*again, *read);
}

TEST(ReadOffer, reads_every_field) {
  auto body = offer();
  body["programme"] = "SSK";
  body["start"] = "2027-02-01";
  body["end"] = "2027-03-05";
  body["order"] = "B-1";
  body["status"] = "withdrawn";
  body.make("unit.hsa_id") = "SE2129990012-E0001";
  const auto read = read_offer(body);
  ASSERT_TRUE(read) << faults_of(read);
  EXPECT_EQ(read->unit.hsa_id + read->unit.name, "SE2129990012-E0001ost");
  EXPECT_EQ(read->programme, "SSK");
  EXPECT_EQ(read->first, make_day(2027, 2, 1));
  EXPECT_EQ(read->last, make_day(2027, 3, 5));
  EXPECT_EQ(read->places, 3);
  EXPECT_EQ(read->order, "B-1");
  EXPECT_EQ(read->status, OfferStatus::withdrawn);
}

TEST(ReadOffer, a_capacity_holds_for_all_programmes_and_the_whole_term_unless_it_says_so) {
  const auto read = read_offer(offer());
  ASSERT_TRUE(read) << faults_of(read);
  EXPECT_EQ(read->programme, "*");
  EXPECT_FALSE(read->first || read->last);
  EXPECT_EQ(read->order, "");
}

TEST(ReadOffer, tells_each_fault) {
  EXPECT_TRUE(offer_faults("places", "").starts_with("places||the number of places"));
  EXPECT_TRUE(offer_faults("places", "-2").starts_with("places|-2|a whole number"));
  EXPECT_TRUE(offer_faults("unit.name", "").starts_with("unit||"));
  EXPECT_TRUE(offer_faults("unit.hsa_id", "E0001").starts_with("unit.hsa_id|E0001|"));
  EXPECT_TRUE(offer_faults("term", "").starts_with("term||"));
  EXPECT_TRUE(offer_faults("start", "2027-02-01").starts_with("end||")) << "start and end come together";
  EXPECT_TRUE(offer_faults("status", "maybe").starts_with("status|maybe|one of offered, withdrawn"));
}

}  // namespace
}  // namespace sluss::domain
