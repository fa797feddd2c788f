// All personal data here is made up.
#include <gtest/gtest.h>

#include "decoded.h"

namespace sluss::xml {
namespace {

using test::scalar;

TEST(XmlDecode, NamesFieldsByWhereTheyStand) {
  const auto all = decoded(R"(<?xml version="1.0"?>
<export date="2026-08-01">
  <about>not a row</about>
  <placement id="007" state="ny">
    <student protected="no"><name>Åsa &amp; Bo</name><name lang="en"> Asa </name></student>
    <start>2026-08-31</start><empty/>
    <amount currency="SEK"><![CDATA[1 530,00 <kr>]]></amount>
  </placement>
  <placement/>
</export>)");
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 2U);
  EXPECT_EQ(
      all.body(0),
      R"({"student":{"name":["Åsa & Bo"," Asa "],"name@lang":[null,"en"]},"student@protected":"no",)"
      R"("start":"2026-08-31","empty":"","amount":"1 530,00 <kr>","amount@currency":"SEK","@id":"007","@state":"ny"})");
  EXPECT_EQ(all.body(1), "{}");
  EXPECT_EQ(all.line(0), 4);
  EXPECT_EQ(all.line(1), 9);
  EXPECT_EQ(all.records[1].message.raw, "<placement></placement>");
  EXPECT_EQ(all.records[0].message.body.at("student.name").as_list()->size(), 2U);
  EXPECT_EQ(all.records[0].message.origin.columns, nullptr);
}

TEST(XmlDecode, ListsOfRepeatedElementsKeepTheirOrder) {
  const auto all = decoded(
      "<export><placement><goal id='1'><text>a</text></goal><goal><text>b</text></goal>"
      "<goal id='3'>c</goal></placement></export>");
  EXPECT_EQ(all.body(0), R"({"goal":[{"text":"a"},{"text":"b"},"c"],"goal@id":["1",null,"3"]})");
}

TEST(XmlDecode, TextBetweenElementsIsKept) {
  EXPECT_EQ(decoded("<export><placement>see <b>this</b> one</placement></export>").body(0),
            R"({"b":"this","#text":"see  one"})");
  EXPECT_EQ(decoded("<export><placement>alone</placement></export>").body(0), R"({"#text":"alone"})");
}

TEST(XmlDecode, KnowsNamespacesAndNoPrefixes) {
  const auto config = rows_at("/p:export/p:list/p:row", {{"p", scalar("urn:p")}, {"x", scalar("urn:x")}});
  const auto row = [&](const std::string& text) { return decoded(text, config).body(0); };
  const auto expected = R"({"id":"1","x:id":"2","plain":"3","@x:a":"4","@b":"5"})";
  EXPECT_EQ(row("<export xmlns='urn:p'><list><row xmlns:q='urn:x' q:a='4' b='5'><id>1</id><q:id>2</q:id>"
                "<plain xmlns=''>3</plain></row></list></export>"),
            expected);
  EXPECT_EQ(row("<a:export xmlns:a='urn:p' xmlns:p='urn:x'><a:list><a:row p:a='4' b='5'><a:id>1</a:id><p:id>2</p:id>"
                "<plain>3</plain></a:row></a:list></a:export>"),
            expected);
  EXPECT_EQ(row("<export xmlns='urn:p'><list><row xmlns='urn:other'/><row><id xmlns='urn:other'>0<sub/></id>"
                "<id xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/></row></list></export>"),
            R"({"id":""})");
}

TEST(XmlDecode, ReadsTheEncodingThatIsDeclared) {
  const auto with = [](const std::string& declared, const std::string& name) {
    return decoded("<?xml version='1.0' encoding='" + declared + "'?><export><placement><n>" + name +
                   "</n></placement></export>");
  };
  EXPECT_EQ(with("ISO-8859-1", "\xC5sa").body(0), R"({"n":"Åsa"})");
  EXPECT_EQ(with("windows-1252", "\x80\xC5").body(0), R"({"n":"€Å"})");
  EXPECT_EQ(with("utf-8", "Åsa").body(0), R"({"n":"Åsa"})");
  EXPECT_EQ(with("CP850", "\x8Fsa").body(0), R"({"n":"Åsa"})");
  EXPECT_NE(with("UTF-8", "\xC5sa").refusal, "");
  EXPECT_NE(with("UTF-8", "<![CDATA[\xC1\x85]]>").refusal, "") << "overlong";
  EXPECT_NE(with("UTF-7", "x").refusal.find("not known here"), std::string::npos);
  EXPECT_NE(with("UTF-16", "x").refusal.find("not the one that the file is in"), std::string::npos);
  EXPECT_NE(with("EBCDIC-CP-SE", "x").refusal.find("not known here"), std::string::npos);
  EXPECT_EQ(decoded("\xEF\xBB\xBF<export><placement><n>Åsa</n></placement></export>").body(0), R"({"n":"Åsa"})");
}

std::string wide(const std::string& ascii, bool big) {
  std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) out += big ? std::string(1, '\0') + c : c + std::string(1, '\0');
  return out;
}

TEST(XmlDecode, ReadsUtf16) {
  const std::string document = "<?xml version='1.0' encoding='UTF-16'?>\n<export>\n<placement id='1'/></export>";
  for (const bool big : {false, true}) {
    for (const std::size_t piece : {1U, 3U, 4096U}) {
      const auto all = decoded(wide(document, big), rows_at("export/placement"), piece);
      ASSERT_EQ(all.refusal, "");
      EXPECT_EQ(all.body(0), R"({"@id":"1"})");
      EXPECT_EQ(all.line(0), 3);
    }
    EXPECT_EQ(decoded(wide(document, big).substr(2)).body(0), R"({"@id":"1"})");
  }
  EXPECT_NE(decoded(wide("<?xml version='1.0' encoding='utf-8'?><export/>", true)).refusal, "");
}

TEST(XmlDecode, RefusesWhatIsNoSuchDocument) {
  const auto refusal = [](const std::string& text, const Config& config) { return decoded(text, config).refusal; };
  const auto rows = rows_at("p:export/p:list/p:row", {{"p", scalar("urn:p")}});
  EXPECT_EQ(refusal("\n<other/>", rows), "line 2: the document element is not \"/p:export\"");
  EXPECT_EQ(refusal("<export/>", rows),
            "line 1: the document element is not \"/p:export\": it has that name in another namespace");
  EXPECT_EQ(refusal("<export xmlns='urn:p'><row/></export>", rows),
            "the document has no element at \"/p:export/p:list\", where rows are expected");
  EXPECT_EQ(refusal("<export xmlns='urn:p'><list/></export>", rows), "") << "no rows are no error";
  EXPECT_EQ(refusal("<export xmlns='urn:p'><list>\n<q:row/></list></export>", rows),
            "line 2: a prefix that is not declared");
  EXPECT_EQ(refusal("<export xmlns='urn:p' xmlns:q='relative'><list><row/></list></export>", rows), "");
  EXPECT_EQ(refusal("", rows), "line 1: this is not well-formed XML");
  EXPECT_EQ(refusal("Id;Namn\n1;Åsa\n", rows).substr(0, 5), "line ");
}

TEST(XmlDecode, HandsBackTheErrorOfTheReceiver) {
  test::TextInput input("<export><placement/><placement/></export>", 100);
  const auto outcome = Xml(rows_at("export/placement")).decode(input, [](Record&&) -> Result<void> {
    return fail(Fault::cancelled, "stop");
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::cancelled);
}

}  // namespace
}  // namespace sluss::xml
