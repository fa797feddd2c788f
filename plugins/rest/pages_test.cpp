#include "pages.h"

#include <gtest/gtest.h>

namespace sluss::rest {
namespace {

/// A list of so many items, and what is asked for it.
class PagesTest : public testing::Test {
 protected:
  PagesTest() {
    paging_.url = "https://a.example/list";
    paging_.query = Value::object();
    paging_.query["orderby"] = "EFTERNAMN_ASC";
    paging_.items = "Resultat";
    paging_.total = "TotaltAntalPoster";
    paging_.unique = "Uid";
    paging_.limit = 2;
  }
  /// The items of each page, then "-" or "!fault".
  std::string read() {
    Pages pages(paging_, [this](const std::string& url) -> Result<Answered> {
      asked_.push_back(url);
      if (answers_.empty()) return fail(Fault::unavailable, "there is no such page");
      auto answer = std::move(answers_.front());
      answers_.erase(answers_.begin());
      return answer;
    });
    std::string all;
    for (;;) {
      auto next = pages.next();
      if (!next) why_ = next.error().what;
      if (!next) return all + "!" + name_of(next.error().fault);
      if (!*next) return all + "-";
      all += **next + "| ";
    }
  }
  static Answered page(const std::string& ids, std::int64_t total, const std::string& link = {}) {
    auto list = Value::list();
    for (const char id : ids) {
      auto item = Value::object();
      item["Uid"] = std::string(1, id);
      list.as_list()->push_back(item);
    }
    auto body = Value::object();
    body["Resultat"] = list;
    if (total >= 0) body["TotaltAntalPoster"] = total;
    return {body, link};
  }

  Paging paging_;
  std::vector<Answered> answers_;
  std::vector<std::string> asked_;
  std::string why_;
};

TEST_F(PagesTest, CountsPagesUntilAllHaveCome) {
  answers_ = {page("ab", 3), page("c", 3)};
  EXPECT_EQ(read(), "{\"Uid\":\"a\"}\n{\"Uid\":\"b\"}\n| {\"Uid\":\"c\"}\n| -");
  EXPECT_EQ(asked_, (std::vector<std::string>{"https://a.example/list?orderby=EFTERNAMN_ASC&limit=2&page=1",
                                              "https://a.example/list?orderby=EFTERNAMN_ASC&limit=2&page=2"}));
}

TEST_F(PagesTest, AFullLastPageIsTheLastOne) {
  answers_ = {page("ab", 2)};
  EXPECT_TRUE(read().ends_with("-"));
  answers_ = {page("", 0)};
  EXPECT_EQ(read(), "| -");
}

TEST_F(PagesTest, WithoutATotalAPageThatIsNotFullIsTheLastOne) {
  answers_ = {page("ab", -1), page("c", -1)};
  EXPECT_TRUE(read().ends_with("-"));
  answers_ = {page("ab", -1), page("", -1)};
  EXPECT_TRUE(read().ends_with("-"));
}

TEST_F(PagesTest, WhatComesTwiceOrIsMissingTellsThatTheListChanged) {
  answers_ = {page("ab", 4), page("bc", 4)};
  EXPECT_TRUE(read().ends_with("!unavailable"));
  EXPECT_NE(why_.find("on two pages"), std::string::npos) << why_;
  answers_ = {page("ab", 4), page("c", 4), page("", 4)};
  EXPECT_TRUE(read().ends_with("!unavailable"));
  EXPECT_NE(why_.find("3 came of 4"), std::string::npos) << why_;
  answers_ = {page("ab", 4), page("cd", 5)};
  EXPECT_TRUE(read().ends_with("!unavailable"));
}

TEST_F(PagesTest, FollowsNextInTheHeaderOrTheAnswer) {
  paging_.next = "link";
  paging_.total.clear();
  answers_ = {page("ab", -1, "<https://a.example/list?after=b>; rel=\"next\", <x>; rel=\"prev\""), page("c", -1)};
  EXPECT_TRUE(read().ends_with("-"));
  EXPECT_EQ(asked_.back(), "https://a.example/list?after=b");
  paging_.next = "links.next";
  answers_ = {page("ab", -1), page("c", -1)};
  answers_[0].body.make("links.next") = "/list?after=b";
  EXPECT_TRUE(read().ends_with("-"));
  EXPECT_EQ(asked_.back(), "https://a.example/list?after=b");
}

TEST_F(PagesTest, ANextPageElsewhereOrInPlaceIsRefused) {
  paging_.next = "link";
  paging_.unique.clear();
  answers_ = {page("ab", -1, "<https://b.example/list>; rel=next")};
  EXPECT_TRUE(read().ends_with("!data"));
  answers_ = {page("ab", -1, "<https://a.example/list?orderby=EFTERNAMN_ASC>; rel=next")};
  EXPECT_TRUE(read().ends_with("!data"));
}

TEST_F(PagesTest, WithoutAListItIsRefused) {
  answers_ = {{Value::object(), ""}};
  EXPECT_EQ(read(), "!data");
  EXPECT_NE(why_.find("at Resultat"), std::string::npos) << why_;
}

TEST(NextIn, FindsItAmongOthers) {
  EXPECT_EQ(next_in(R"(<a>; rel="prev", <b>; title="x"; REL="next")"), "b");
  EXPECT_EQ(next_in("<b?x=1,2>; rel=next"), "b?x=1,2");
  for (const auto* none : {"", "<", "<a", "<a>", "a; rel=next", "<a>; rel=last"}) EXPECT_EQ(next_in(none), "") << none;
}

}  // namespace
}  // namespace sluss::rest
