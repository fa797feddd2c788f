#include "admin/sessions.h"

#include <gtest/gtest.h>

namespace sluss::admin {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TEST(Sessions, end_when_they_are_idle_or_old) {
  Sessions sessions;
  const Sessions::Time start{};
  const auto begun = sessions.begin("karin", start);
  EXPECT_EQ(sessions.find(begun.id, start)->account, "karin");
  EXPECT_FALSE(sessions.find("another", start));
  EXPECT_FALSE(sessions.find("", start));
  auto now = start;
  for (; now <= start + hours(12); now += minutes(29)) EXPECT_TRUE(sessions.find(begun.id, now));
  EXPECT_FALSE(sessions.find(begun.id, now)) << "after twelve hours, however busy";

  const auto idle = sessions.begin("karin", start);
  EXPECT_FALSE(sessions.find(idle.id, start + minutes(31)));
  EXPECT_FALSE(sessions.find(idle.id, start)) << "what is over does not begin again";

  const auto left = sessions.begin("karin", start);
  EXPECT_TRUE(sessions.find(left.id, start + minutes(29), Sessions::Use::by_nobody));
  EXPECT_FALSE(sessions.find(left.id, start + minutes(31))) << "a page that asks by itself keeps nobody logged in";
}

TEST(Sessions, are_told_apart_and_ended) {
  Sessions sessions;
  const Sessions::Time now{};
  const auto first = sessions.begin("karin", now), second = sessions.begin("karin", now),
             other = sessions.begin("ola", now);
  EXPECT_NE(first.id, second.id);
  EXPECT_NE(first.session.csrf, second.session.csrf);
  sessions.end(first.id);
  EXPECT_FALSE(sessions.find(first.id, now));
  EXPECT_TRUE(sessions.find(second.id, now));
  sessions.end_all_of("karin");
  EXPECT_FALSE(sessions.find(second.id, now));
  EXPECT_TRUE(sessions.find(other.id, now));
}

}  // namespace
}  // namespace sluss::admin
