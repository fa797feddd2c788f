#include "trial/test_file.h"

#include <gtest/gtest.h>

namespace sluss::trial {
namespace {

std::string moment(const std::string& text) {
  const auto at = parse_moment(text);
  return at ? to_iso(*at) : "none";
}

TEST(Moment, is_a_day_or_a_time_with_its_zone) {
  EXPECT_EQ(moment("2026-12-15"), "2026-12-15T00:00:00Z");
  EXPECT_EQ(moment("2026-12-15T02:00+01:00"), "2026-12-15T01:00:00Z");
  EXPECT_EQ(moment("2026-12-15T00:30:15+02:00"), "2026-12-14T22:30:15Z");
  EXPECT_EQ(moment("2026-12-15T22:00-03:30"), "2026-12-16T01:30:00Z");
  EXPECT_EQ(moment("2026-12-15T01:00Z"), "2026-12-15T01:00:00Z");
}

TEST(Moment, is_nothing_else) {
  for (const auto* text :
       {"", "2026-12-32", "2026-12-15T02:00", "2026-12-15 02:00", "2026-12-15T02:00+1", "2026-12-15T25:00Z",
        "2026-12-15T02:00+0100", "2026-12-15T02:00+ab:cd", "2026-12-15T", "T", "2026-12-15T02:00ZZ"})
    EXPECT_EQ(moment(text), "none") << text;
}

}  // namespace
}  // namespace sluss::trial
