#include <algorithm>
#include <gtest/gtest.h>

#include "domain/charge.h"

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

  static std::vector<ChargeLine> adjusted(const std::vector<BookedLine>& invoiced, const Worth* worth) {
    const auto result = adjust(invoiced, worth);
    const auto* held = std::get_if<Held>(&result);
    EXPECT_EQ(held, nullptr) << held->reason;
    return held == nullptr ? std::get<std::vector<ChargeLine>>(result) : std::vector<ChargeLine>{};
  }

  static std::string held(const std::vector<BookedLine>& booked, const Worth* worth) {
    const auto result = adjust(booked, worth);
    const auto* held = std::get_if<Held>(&result);
    return held == nullptr ? "" : held->reason;
  }

  Agreement agreement_;
  Institution institution_;
  Unit unit_;
};

using Lines = std::vector<ChargeLine>;

TEST_F(Adjust, nothing_booked_adds_all) {
  const auto now = worth({line(weeks(2)), line(weeks(1, 2), other_price)});
  const auto change = adjusted({}, &now);
  EXPECT_EQ(change, now.lines);
}

TEST_F(Adjust, nothing_booked_and_nothing_worth_is_nothing) {
  const auto change = adjusted({}, nullptr);
  EXPECT_EQ(change, Lines{});
}

TEST_F(Adjust, unchanged_invoiced_lines_stay) {
  const auto now = worth({line(weeks(2))});
  const auto change = adjusted({booked(1, now.lines[0], "10010001")}, &now);
  EXPECT_EQ(change, Lines{});
}

TEST_F(Adjust, days_beyond_the_invoiced_ones_become_a_line) {
  const auto now = worth({line(weeks(3))});
  const auto change = adjusted({booked(1, line(weeks(2)), "10010001")}, &now);
  EXPECT_EQ(change, Lines{line(weeks(1, 2))});
}

TEST_F(Adjust, fewer_days_than_invoiced_need_a_credit_note) {
  const auto now = worth({line(weeks(2))});
  EXPECT_EQ(held({booked(1, line(weeks(3)), "10010001")}, &now),
            "The placement has changed after it was invoiced. A credit note is needed for invoice 10010001: "
            "2026-09-21–2026-09-25, 1\u00a0571,31\u00a0kr (days have fallen away).");
}

TEST_F(Adjust, what_is_credited_and_what_stays_add_up_to_the_invoice) {
  for (int days = 1; days < 15; ++days) {
    auto kept = weeks(3);
    const auto all = kept.days();
    kept = DaySet(std::vector<Day>(all.begin(), all.begin() + days));
    const auto now = worth({line(kept)});
    const auto credit = line_amount(15, price_2026) - line_amount(days, price_2026);
    EXPECT_NE(held({booked(1, line(weeks(3)), "10010001")}, &now).find(to_kronor(credit)), std::string::npos) << days;
  }
}

TEST_F(Adjust, moved_days_need_a_credit_note_and_hold_the_new_days) {
  const auto now = worth({line(weeks(2, 1))});
  const auto reason = held({booked(1, line(weeks(2)), "10010001")}, &now);
  EXPECT_NE(reason.find("10010001: 2026-09-07–2026-09-11, "), std::string::npos) << reason;
}

TEST_F(Adjust, another_price_after_the_invoice_needs_a_credit_note) {
  const auto now = worth({line(weeks(2), other_price)});
  EXPECT_EQ(held({booked(1, line(weeks(2)), "10010001")}, &now),
            "The placement has changed after it was invoiced. A credit note is needed for invoice 10010001: "
            "2026-09-07–2026-09-11, 2026-09-14–2026-09-18, 3\u00a0142,62\u00a0kr (the price is now another).");
}

TEST_F(Adjust, withdrawn_after_the_invoice_needs_a_credit_note_for_all) {
  const auto reason =
      held({booked(1, line(weeks(1)), "10010001"), booked(2, line(weeks(1, 1), other_price), "10010007")}, nullptr);
  EXPECT_EQ(reason,
            "The placement has changed after it was invoiced. A credit note is needed for "
            "invoice 10010001: 2026-09-07–2026-09-11, 1\u00a0571,31\u00a0kr (the placement is not to be billed now); "
            "invoice 10010007: 2026-09-14–2026-09-18, 1\u00a0530,00\u00a0kr (the placement is not to be billed now).");
}

TEST_F(Adjust, another_party_after_the_invoice_needs_a_credit_note) {
  const auto now = worth({line(weeks(2))});
  auto elsewhere = booked(1, line(weeks(2)), "10010001");
  elsewhere.unit = "vast";
  EXPECT_NE(held({elsewhere}, &now).find("3\u00a0142,62\u00a0kr (the unit is now \"ost\")"), std::string::npos);
  elsewhere = booked(1, line(weeks(2)), "10010001");
  elsewhere.institution = "shh";
  EXPECT_NE(held({elsewhere}, &now).find("the payer is now \"ki\""), std::string::npos);
  elsewhere.institution = "ki";
  elsewhere.agreement = "ki-nacka";
  EXPECT_NE(held({elsewhere}, &now).find("the agreement is now \"ki-lidingo\""), std::string::npos);
  elsewhere.agreement = "ki-lidingo";
  elsewhere.term = "VT2026";
  EXPECT_NE(held({elsewhere}, &now).find("the term is now HT2026"), std::string::npos);
}

TEST_F(Adjust, after_any_change_each_day_is_charged_once) {
  for (int invoiced = 0; invoiced <= 3; ++invoiced) {
    std::vector<BookedLine> lines;
    if (invoiced > 0) lines.push_back(booked(1, line(weeks(invoiced)), "10010001"));
    for (int now = invoiced; now <= 4; ++now) {
      const auto wanted = worth(now > 0 ? Lines{line(weeks(now))} : Lines{});
      std::int64_t count = invoiced * 5;
      for (const auto& added : adjusted(lines, &wanted)) count += added.days.count();
      EXPECT_EQ(count, now * 5) << invoiced << " weeks invoiced, now " << now;
    }
  }
}

TEST_F(Adjust, lines_and_what_is_outstanding_are_the_documents_sums) {
  for (int booked_days = 0; booked_days <= 10; ++booked_days) {
    for (int now_days = 0; now_days <= 10; ++now_days) {
      const auto all = weeks(2).days();
      const auto first = [&](int count) { return DaySet(std::vector<Day>(all.begin(), all.begin() + count)); };
      std::vector<BookedLine> lines;
      if (booked_days > 0) lines.push_back(booked(1, line(first(booked_days)), "10010001"));
      const auto now = worth(now_days > 0 ? Lines{line(first(now_days))} : Lines{});
      const auto kept = line_amount(std::min(booked_days, now_days), price_2026);
      const auto more = line_amount(std::max(0, now_days - booked_days), price_2026);
      EXPECT_EQ(line_amount(booked_days, price_2026) + outstanding(lines, &now), kept + more);
    }
  }
}

TEST_F(Adjust, another_price_credits_the_old_and_charges_the_new) {
  const auto now = worth({line(weeks(2), other_price)});
  EXPECT_EQ(outstanding({booked(1, line(weeks(2)), "10010001")}, &now),
            Ore{2 * (other_price.value - price_2026.value)});
  EXPECT_EQ(outstanding({booked(1, line(weeks(2)), "10010001")}, nullptr), Ore{-2 * price_2026.value});
}

}  // namespace
}  // namespace sluss::domain
