#include <gtest/gtest.h>

#include "domain/charge.h"
#include "domain/fallen_away.h"

namespace sluss::domain {
namespace {

constexpr Ore price_2026{157131};
constexpr Ore other_price{153000};

/// Monday to Friday of that many weeks from 7 September 2026.
DaySet weeks(int count, int first_week = 0) {
  DaySet days;
  for (int week = first_week; week < first_week + count; ++week) {
    for (int day = 0; day < 5; ++day) days.insert(make_day(2026, 9, 7) + std::chrono::days(week * 7 + day));
  }
  return days;
}

ChargeLine line(const DaySet& days, Ore price = price_2026) { return {days, price, line_amount(days.count(), price)}; }

class Adjust : public ::testing::Test {
 protected:
  Adjust() {
    agreement_.id = "ki-lidingo";
    institution_.id = "ki";
    unit_.id = "ost";
  }

  Worth worth(std::vector<ChargeLine> lines) const {
    return {&agreement_, &institution_, &unit_, {2026, Term::Season::autumn}, std::move(lines)};
  }

  static BookedLine booked(std::int64_t id, ChargeLine line, std::string invoice = "") {
    return {id, "ki-lidingo", "ost", "ki", "HT2026", std::move(line), std::move(invoice)};
  }

  /// The charges, where nothing is to be credited.
  static std::vector<ChargeLine> charged(const std::vector<BookedLine>& invoiced, const Worth* worth) {
    auto adjustment = adjust(invoiced, worth);
    EXPECT_EQ(adjustment.credits, std::vector<Credit>{});
    return std::move(adjustment.charges);
  }

  Agreement agreement_;
  Institution institution_;
  Unit unit_;
};

using Lines = std::vector<ChargeLine>;
using Credits = std::vector<Credit>;

TEST_F(Adjust, nothing_booked_charges_all) {
  const auto now = worth({line(weeks(2)), line(weeks(1, 2), other_price)});
  EXPECT_EQ(charged({}, &now), now.lines);
}

TEST_F(Adjust, nothing_booked_and_nothing_worth_is_nothing) { EXPECT_EQ(charged({}, nullptr), Lines{}); }

TEST_F(Adjust, unchanged_invoiced_lines_stay) {
  const auto now = worth({line(weeks(2))});
  EXPECT_EQ(charged({booked(1, now.lines[0], "10010001")}, &now), Lines{});
}

TEST_F(Adjust, days_beyond_the_invoiced_ones_become_a_line) {
  const auto now = worth({line(weeks(3))});
  EXPECT_EQ(charged({booked(1, line(weeks(2)), "10010001")}, &now), Lines{line(weeks(1, 2))});
}

TEST_F(Adjust, days_that_fall_away_are_credited) {
  const auto now = worth({line(weeks(2))});
  const auto [credits, charges] = adjust({booked(1, line(weeks(3)), "10010001")}, &now);
  EXPECT_EQ(credits, (Credits{{1, line(weeks(1, 2)), "10010001", "days have fallen away"}}));
  EXPECT_EQ(charges, Lines{});
}

TEST_F(Adjust, what_is_credited_and_what_stays_add_up_to_the_invoice) {
  for (int days = 1; days < 15; ++days) {
    const auto all = weeks(3).days();
    const auto now = worth({line(DaySet(std::vector<Day>(all.begin(), all.begin() + days)))});
    const auto credits = adjust({booked(1, line(weeks(3)), "10010001")}, &now).credits;
    ASSERT_EQ(credits.size(), 1U);
    EXPECT_EQ(credits[0].credit.amount, line_amount(15, price_2026) - line_amount(days, price_2026)) << days;
  }
}

TEST_F(Adjust, moved_days_are_credited_and_the_new_days_charged) {
  const auto now = worth({line(weeks(2, 1))});
  const auto [credits, charges] = adjust({booked(1, line(weeks(2)), "10010001")}, &now);
  EXPECT_EQ(credits, (Credits{{1, line(weeks(1)), "10010001", "days have fallen away"}}));
  EXPECT_EQ(charges, Lines{line(weeks(1, 2))});
}

TEST_F(Adjust, another_price_credits_the_old_and_charges_the_new) {
  const auto now = worth({line(weeks(2), other_price)});
  const auto adjustment = adjust({booked(1, line(weeks(2)), "10010001")}, &now);
  EXPECT_EQ(adjustment.credits, (Credits{{1, line(weeks(2)), "10010001", "the price is now another"}}));
  EXPECT_EQ(adjustment.charges, Lines{line(weeks(2), other_price)});
  EXPECT_EQ(adjustment.sum(), Ore{2 * (other_price.value - price_2026.value)});
}

TEST_F(Adjust, what_is_not_to_be_billed_any_more_is_credited_whole) {
  const auto credits =
      adjust({booked(1, line(weeks(1)), "10010001"), booked(2, line(weeks(1, 1), other_price), "10010007")}, nullptr)
          .credits;
  const std::string why = "the placement is not to be billed now";
  EXPECT_EQ(credits,
            (Credits{{1, line(weeks(1)), "10010001", why}, {2, line(weeks(1, 1), other_price), "10010007", why}}));
}

TEST_F(Adjust, another_party_credits_all_and_charges_all) {
  const auto now = worth({line(weeks(2))});
  const auto why = [&](const BookedLine& elsewhere) {
    const auto [credits, charges] = adjust({elsewhere}, &now);
    EXPECT_EQ(charges, now.lines);
    return credits.empty() ? "" : credits[0].why;
  };
  auto elsewhere = booked(1, line(weeks(2)), "10010001");
  elsewhere.unit = "vast";
  EXPECT_EQ(why(elsewhere), "the unit is now \"ost\"");
  elsewhere.unit = "ost";
  elsewhere.institution = "shh";
  EXPECT_EQ(why(elsewhere), "the payer is now \"ki\"");
  elsewhere.institution = "ki";
  elsewhere.agreement = "ki-nacka";
  EXPECT_EQ(why(elsewhere), "the agreement is now \"ki-lidingo\"");
  elsewhere.agreement = "ki-lidingo";
  elsewhere.term = "VT2026";
  EXPECT_EQ(why(elsewhere), "the term is now HT2026");
}

TEST_F(Adjust, a_line_that_is_credited_whole_is_done_with) {
  const auto now = worth({line(weeks(1))});
  EXPECT_EQ(charged({booked(1, ChargeLine{{}, other_price, {}}, "10010001")}, &now), now.lines);
}

TEST_F(Adjust, days_that_the_placement_has_no_more_fall_away_also_while_others_wait) {
  auto of_another_term = booked(3, line(weeks(1, 3)), "10010002");
  of_another_term.term = "VT2026";
  const auto now = worth({line(weeks(1)), line(weeks(1, 2)), line(weeks(1, 3))});
  const auto credits = fallen_away(
      {booked(1, line(weeks(2)), "10010001"), booked(2, line(weeks(1, 2), other_price), "10010001"), of_another_term},
      now);
  EXPECT_EQ(credits, (Credits{{1, line(weeks(1, 1)), "10010001", "days have fallen away"}}))
      << "another price or term must be charged anew, and waits for that";
}

TEST_F(Adjust, after_any_change_the_books_say_what_it_is_worth) {
  const auto all = weeks(2).days();
  const auto part = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
    return DaySet(std::vector<Day>(all.begin() + from, all.begin() + to));
  };
  for (std::ptrdiff_t then = 0; then <= 10; ++then) {
    for (std::ptrdiff_t from = 0; from <= 10; ++from) {
      for (auto to = from; to <= 10; ++to) {
        std::vector<BookedLine> lines;
        if (then > 0) lines.push_back(booked(1, line(part(0, then)), "10010001"));
        const auto now = worth(to > from ? Lines{line(part(from, to))} : Lines{});
        const auto adjustment = adjust(lines, &now);
        const auto kept = part(0, then).common(part(from, to)).count();
        const auto more = part(from, to).minus(part(0, then)).count();
        EXPECT_EQ(line_amount(then, price_2026) + adjustment.sum(),
                  line_amount(kept, price_2026) + line_amount(more, price_2026));
      }
    }
  }
}

}  // namespace
}  // namespace sluss::domain
