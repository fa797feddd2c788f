#include "observe/masking.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::observe {
namespace {

std::string shown(std::string_view kind, std::string_view body) { return to_json(masked(kind, *parse_json(body))); }

TEST(Masking, a_placement_shows_all_but_the_student) {
  EXPECT_EQ(
      shown(
          "placement",
          R"({"id":"P1","student":{"name":"Test Testsson","personnummer":"1","protected":false},"start":"2026-09-07"})"),
      R"({"id":"P1","student":{"name":"***","personnummer":"***","protected":false},"start":"2026-09-07"})");
}

TEST(Masking, an_unknown_member_is_hidden) {
  EXPECT_EQ(shown("placement", R"({"id":"P1","contact":["Test Testsson"],"age":31})"),
            R"({"id":"P1","contact":["***"],"age":"***"})");
}

TEST(Masking, an_invoice_hides_the_students_of_its_lines) {
  EXPECT_EQ(shown("invoice", R"({"number":"10010001","lines":[{"id":"1","student_name":"Test Testsson","days":17}]})"),
            R"({"number":"10010001","lines":[{"id":"1","student_name":"***","days":17}]})");
}

TEST(Masking, of_an_order_what_is_known_is_shown) {
  EXPECT_EQ(shown("order", R"({"id":"B-1","count":5,"remark":"Test Testsson"})"),
            R"({"id":"B-1","count":5,"remark":"***"})");
  EXPECT_EQ(shown("offer", R"({"id":"S-1","places":5,"remark":"Test Testsson"})"),
            R"({"id":"S-1","places":5,"remark":"***"})");
}

TEST(Masking, a_payment_shows_all_but_what_the_payer_wrote) {
  EXPECT_EQ(shown("payment", R"({"id":"99000010/R1","amount_ore":100,"ocr":"195501019805","more_ocrs":["1"]})"),
            R"({"id":"99000010/R1","amount_ore":100,"ocr":"***","more_ocrs":["***"]})");
}

TEST(Masking, an_answer_shows_all_but_what_the_buyer_wrote) {
  EXPECT_EQ(
      shown("invoice_response", R"({"number":"1","status":"rejected","reasons":["PRI"],"texts":["Test Testsson"]})"),
      R"({"number":"1","status":"rejected","reasons":["PRI"],"texts":["***"]})");
}

TEST(Masking, of_another_kind_only_the_shape_is_shown) {
  EXPECT_EQ(shown("", R"({"Namn":"Test Testsson","tom":null})"), R"({"Namn":"***","tom":null})");
  EXPECT_EQ(shown("placement", R"("Test Testsson")"), R"("***")");
}

}  // namespace
}  // namespace sluss::observe
