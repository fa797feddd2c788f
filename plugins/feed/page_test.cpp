#include "page.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "support/bent.h"

namespace sluss::feed {
namespace {

std::string page_with(const std::string& within) {
  return "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">" + within + "</feed>";
}

std::string entry_with(const std::string& content, const std::string& id = "e1") {
  return "<entry><category term=\"http://schemas.ladok.se/studiedeltagande/RegistreringEvent\" "
         "label=\"Event-typ\"/><id>" +
         id + "</id><updated>2026-09-01T10:22:31.994Z</updated><content type=\"application/vnd.ladok+xml\">" + content +
         "</content></entry>";
}

/// What stands within the entry that is made of that content.
std::string made_of(const std::string& content) {
  const auto page = read_page(page_with(entry_with(content)));
  if (!page) return "error: " + page.error().what;
  const auto& xml = page->entries.at(0).xml;
  const auto begin = xml.find('>') + 1;
  return xml.substr(begin, xml.rfind("</entry>") - begin);
}

TEST(ReadPage, FindsLinksAndEntriesAsTheyStandThere) {
  const auto page = read_page(
      page_with("<link rel=\"self\" href=\"/feed/recent\"/><link rel=\"via\" href=\"/feed/7\"/>"
                "<link rel=\"prev-archive\" href=\"/feed/6\"/><id>urn:id:7</id><updated>x</updated>" +
                entry_with("<a/>", "e2") + entry_with("<a/>", "e1") + "<link rel=\"next-archive\" href=\"/feed/8\"/>"));
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->self, "/feed/recent");
  EXPECT_EQ(page->via, "/feed/7");
  EXPECT_EQ(page->prev, "/feed/6");
  EXPECT_EQ(page->next, "/feed/8");
  ASSERT_EQ(page->entries.size(), 2U);
  EXPECT_EQ(page->entries[0].id, "e2");
  EXPECT_EQ(page->entries[1].type, "RegistreringEvent");
  EXPECT_EQ(page->entries[1].updated, "2026-09-01T10:22:31.994Z");
}

TEST(ReadPage, TellsTheTypeToTheMapping) {
  const auto page = read_page(page_with(entry_with("<b xmlns=''><c>1</c></b>")));
  EXPECT_EQ(page->entries.at(0).xml,
            "<entry id=\"e1\" updated=\"2026-09-01T10:22:31.994Z\" type=\"RegistreringEvent\" "
            "term=\"http://schemas.ladok.se/studiedeltagande/RegistreringEvent\"><c>1</c></entry>\n");
}

TEST(ReadPage, PaddedIdsLoseTheirPadding) {
  const auto page = read_page(page_with(entry_with("<a><u>\n   11-22\n </u></a>", "\n  e1\n")));
  EXPECT_EQ(page->entries.at(0).id, "e1");
  EXPECT_EQ(made_of("<a><u>\n   11-22\n </u></a>"), "<u>11-22</u>");
}

TEST(ReadPage, BothGrammarsGiveTheSame) {
  const std::string expected = "<HandelseUID>u</HandelseUID><EventContext><LarosateID>-1</LarosateID></EventContext>";
  EXPECT_EQ(made_of("<sd:AvbrottEvent xmlns:sd='http://schemas.ladok.se/studiedeltagande' "
                    "xmlns:events='http://schemas.ladok.se/events'><events:HandelseUID>u</events:HandelseUID>"
                    "<events:EventContext><events:LarosateID>-1</events:LarosateID></events:EventContext>"
                    "</sd:AvbrottEvent>"),
            expected);
  EXPECT_EQ(made_of("<sd:AvbrottHandelse xmlns:sd='http://schemas.ladok.se/studiedeltagande' "
                    "xmlns:base='http://schemas.ladok.se'><base:HandelseUID>u</base:HandelseUID>"
                    "<base:EventContext><base:LarosateID>-1</base:LarosateID></base:EventContext>"
                    "</sd:AvbrottHandelse>"),
            expected);
}

TEST(ReadPage, KeepsWhatMarkupMeansAsText) {
  EXPECT_EQ(made_of("<a><t>5 &lt; 6 &amp; \"7\"</t><u><![CDATA[<x>]]></u></a>"),
            "<t>5 &lt; 6 &amp; &quot;7&quot;</t><u>&lt;x&gt;</u>");
  EXPECT_EQ(made_of("<a><t k='1 &amp; 2' xmlns:o='urn:o' o:k='3'/></a>"), "<t k=\"1 &amp; 2\"></t>");
  EXPECT_EQ(made_of("only text"), "only text");
  EXPECT_EQ(made_of(""), "");
}

TEST(ReadPage, WithoutACategoryThePayloadNamesTheType) {
  const auto page =
      read_page(page_with("<entry><id>e</id><content><x:AvbrottHandelse xmlns:x='urn:x'/></content></entry>"));
  EXPECT_EQ(page->entries.at(0).type, "AvbrottHandelse");
}

TEST(ReadPage, RefusesWhatItCannotBelieve) {
  const auto why = [](const std::string& bytes) {
    const auto page = read_page(bytes);
    EXPECT_TRUE(page || page.error().fault == Fault::data);
    return page ? "" : page.error().what;
  };
  EXPECT_NE(why("").find("well-formed"), std::string::npos) << why("");
  EXPECT_NE(why("<html/>").find("no Atom feed"), std::string::npos);
  EXPECT_NE(why("<feed/>").find("no Atom feed"), std::string::npos);
  EXPECT_NE(why(page_with("<entry><updated>x</updated></entry>")).find("has no id"), std::string::npos);
  EXPECT_NE(why(page_with("").substr(0, 60)).find("ends before"), std::string::npos);
  EXPECT_NE(why(page_with("<entry><id>\xE5</id></entry>")).find("UTF-8"), std::string::npos);
  const std::string bomb = "<!DOCTYPE feed [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
  EXPECT_NE(
      why(bomb + "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>&b;</id></entry></feed>").find("DOCTYPE"),
      std::string::npos);
  std::string deep, end;
  for (int i = 0; i < 200; ++i) deep += "<a>", end += "</a>";
  EXPECT_NE(why(page_with(entry_with(deep + end))).find("100"), std::string::npos);
  EXPECT_NE(why(page_with("<entry><id>&outside;</id></entry>")), "");
  EXPECT_NE(why(page_with("<x:entry/>")), "") << "a prefix that is not declared";
  std::string wide = "<a ";
  for (int i = 0; i < 20'000; ++i) wide += "k" + std::to_string(i) + "='' ";
  EXPECT_NE(why(page_with(entry_with(wide + "/>"))).find("64 KiB"), std::string::npos);
}

TEST(ReadPage, NoDamageBreaksItAndWhatItMakesCanBeRead) {
  std::ifstream in(SLUSS_TESTDATA "/uppfoljning-4856.xml");
  std::stringstream whole;
  whole << in.rdbuf();
  ASSERT_TRUE(read_page(whole.str()));
  std::mt19937 random(2026);
  int read = 0;
  for (int i = 0; i < 3000; ++i) {
    const auto page = read_page(test::bent(whole.str(), random, "<>&\"'/!-[]a:\xC3\n", 4, 40));
    if (!page) continue;
    ++read;
    for (const auto& entry : page->entries) {
      // As a document of its own it would be read by the format: so it must be well-formed.
      const auto again = read_page(page_with("<entry><id>x</id><content>" + entry.xml + "</content></entry>"));
      ASSERT_TRUE(again) << again.error().what << "\n" << entry.xml;
    }
  }
  EXPECT_GT(read, 100) << "no damage was small enough to be read";
}

}  // namespace
}  // namespace sluss::feed
