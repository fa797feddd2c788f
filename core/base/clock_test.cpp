#include "base/clock.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

Instant at(std::string_view text) { return parse_instant(text).value(); }

TEST(Instant, is_written_and_read_as_utc) {
  EXPECT_EQ(to_iso(at("2026-11-23T02:00:00Z")), "2026-11-23T02:00:00Z");
  EXPECT_EQ(to_iso(at("2026-11-23")), "2026-11-23T00:00:00Z");
  EXPECT_EQ(to_iso(at("2026-12-31T23:59:59Z")), "2026-12-31T23:59:59Z");
}

TEST(Instant, anything_else_is_not_read) {
  for (const auto* text : {"", "2026", "2026-02-30", "2026-11-23T02:00:00", "2026-11-23T02:00Z", "2026-11-23 02:00:00Z",
                           "2026-11-23T24:00:00Z", "2026-11-23T02:60:00Z", "2026-11-23T02:00:60Z",
                           "2026-11-23T02:00:00+", "2026-11-23T02:00:00ZZ", "2026-11-23T+2:00:00Z",
                           "2026-11-23T 2: 0: 0Z", "2026-11-23T2:00:000Z", "2026-11-23T-1:00:00Z"})
    EXPECT_EQ(parse_instant(text), std::nullopt) << text;
}

TEST(Stockholm, has_its_own_day) {
  EXPECT_EQ(day_in_stockholm(at("2026-11-23T22:59:59Z")), make_day(2026, 11, 23));
  EXPECT_EQ(day_in_stockholm(at("2026-11-23T23:00:00Z")), make_day(2026, 11, 24));
  EXPECT_EQ(day_in_stockholm(at("2026-07-01T21:59:59Z")), make_day(2026, 7, 1));
  EXPECT_EQ(day_in_stockholm(at("2026-07-01T22:00:00Z")), make_day(2026, 7, 2));
}

TEST(Stockholm, goes_over_to_summer_time_and_back) {
  EXPECT_EQ(to_stockholm(at("2026-03-29T00:59:59Z")), "2026-03-29 01:59");
  EXPECT_EQ(to_stockholm(at("2026-03-29T01:00:00Z")), "2026-03-29 03:00");
  EXPECT_EQ(to_stockholm(at("2026-10-25T00:30:00Z")), "2026-10-25 02:30");
  EXPECT_EQ(to_stockholm(at("2026-10-25T01:30:00Z")), "2026-10-25 02:30");
}

TEST(FixedClock, stands_still) {
  const FixedClock clock(at("2026-11-23T02:00:00Z"));
  EXPECT_EQ(clock.now(), at("2026-11-23T02:00:00Z"));
  EXPECT_EQ(clock.now(), clock.now());
}

}  // namespace
}  // namespace sluss
