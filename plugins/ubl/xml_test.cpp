#include "xml.h"

#include <gtest/gtest.h>

namespace sluss::ubl {
namespace {

TEST(UblXml, TextLosesOnlyWhatXmlCannotHold) {
  EXPECT_EQ(xml_text("  a\r\n\tb\x02 c "), "a b c");
  EXPECT_EQ(xml_text(std::string_view("a\0b", 3)), "a b");
  EXPECT_EQ(xml_text("a\xEF\xBF\xBE\xEF\xBF\xBF"
                     "b\xC3"),
            "ab");
  EXPECT_EQ(xml_text("\xED\xA0\x80x"), "x");
  EXPECT_EQ(xml_text("\U0010FFFF\uFFFD\u00A0å"), "\U0010FFFF\uFFFD\u00A0å");
  EXPECT_EQ(xml_text("\x01\x02"), "");
}

}  // namespace
}  // namespace sluss::ubl
