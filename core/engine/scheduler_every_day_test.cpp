// Every day of three years, against a reckoning of its own; and clocks that are set at random.
#include <functional>
#include <map>
#include <random>

#include "domain/bank_days.h"
#include "engine/scheduler_fixture.h"

namespace sluss::engine {
namespace {

using config::Missed;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr auto first_day = make_day(2026, 1, 1), last_day = make_day(2028, 12, 31);

/// The moment at which the clocks change in that month: the last Sunday, at one o'clock by UTC.
Instant change_of(int year, unsigned month) {
  using namespace std::chrono;
  const sys_days sunday(std::chrono::year(year) / static_cast<int>(month) / Sunday[last]);
  return sunday + hours(1);
}

hours offset_of(Instant at) {
  const int year = year_of(std::chrono::floor<days>(at));
  return hours(change_of(year, 3) <= at && at < change_of(year, 10) ? 2 : 1);
}

/// Without the time zone database: the first of two; the end of what is left out.
Instant moment_of(Day day, minutes time) {
  for (const auto offset : {hours(2), hours(1)}) {
    const auto at = day + time - offset;
    if (offset_of(at) == offset) return at;
  }
  return change_of(year_of(day), 3);
}

using Moments = std::set<Instant>;

Moments on_days(const std::function<bool(Day)>& is_on, const std::vector<minutes>& times) {
  Moments all;
  for (auto day = first_day; day <= last_day; day += days(1)) {
    for (const auto time : times) {
      if (is_on(day)) all.insert(moment_of(day, time));
    }
  }
  return all;
}

bool every_day(Day /*day*/) { return true; }
bool is_leap_day(Day day) { return to_iso(day).ends_with("02-29"); }
bool is_last_of_year(Day day) { return to_iso(day).ends_with("12-31"); }

/// The 25th, or the first bank day after it.
bool is_pay_day(Day day) {
  auto pay_day = first_of_month(day) + days(24);
  if (pay_day > day) pay_day = first_of_month(first_of_month(day) - days(1)) + days(24);
  while (!domain::is_bank_day(pay_day)) pay_day += days(1);
  return day == pay_day;
}

Moments every_hour() {
  Moments all;
  for (auto at = moment_of(first_day, minutes(0)); at < moment_of(last_day + days(1), minutes(0)); at += hours(1))
    all.insert(at);
  return all;
}

struct Case {
  std::string name, cron;
  Moments expected;
  bool bank_days = false;
  config::Otherwise otherwise = config::Otherwise::skip;
};

std::vector<Case> cases() {
  const auto moved = config::Otherwise::next_day;
  return {
      {"night", "30 2 * * *", on_days(every_day, {minutes(150)})},
      {"thrice", "*/20 2 * * *", on_days(every_day, {minutes(120), minutes(140), minutes(160)})},
      {"around", "0 1-4 * * *", on_days(every_day, {hours(1), hours(2), hours(3), hours(4)})},
      {"hourly", "0 * * * *", every_hour()},
      {"leap", "0 0 29 2 *", on_days(is_leap_day, {minutes(0)})},
      {"year", "59 23 31 12 *", on_days(is_last_of_year, {hours(24) - minutes(1)})},
      {"bank", "15 5 * * *", on_days(domain::is_bank_day, {minutes(315)}), true},
      {"pay", "0 6 25 * *", on_days(is_pay_day, {hours(6)}), true, moved},
      {"weekend", "30 2 * * sat,sun",
       on_days(
           [](Day day) {
             auto before = day - days(1);
             bool moves = false;
             for (; !domain::is_bank_day(before); before -= days(1)) moves = moves || is_weekend(before);
             return domain::is_bank_day(day) && moves;
           },
           {minutes(150)}),
       true, moved},
  };
}

TEST_F(ClockTest, every_day_of_three_years_has_the_runs_that_it_should) {
  store_knows_ = false;
  for (const auto& tested : cases()) {
    auto made = schedule(tested.cron);
    if (tested.bank_days) made.calendar = domain::Calendar::bank_days();
    made.otherwise = tested.otherwise;
    pipeline(tested.name, made);
  }
  now_ = moment_of(first_day, minutes(0)) - std::chrono::seconds(1);
  restart();
  walk_to(moment_of(last_day + days(1), minutes(0)) - std::chrono::seconds(1));
  std::map<std::string, std::vector<Instant>> had;
  for (const auto& run : ran_) had[run.pipeline].push_back(run.at);
  for (const auto& tested : cases()) {
    const auto& times = had[tested.name];
    EXPECT_EQ(times, std::vector<Instant>(tested.expected.begin(), tested.expected.end())) << tested.name;
    EXPECT_FALSE(times.empty()) << tested.name;
  }
}

/// Sets the clock at random, and starts the daemon again at random.
class AnyClock : public ClockTest, public ::testing::WithParamInterface<unsigned> {
 protected:
  std::chrono::seconds one_of(const std::vector<std::chrono::seconds>& all) { return all[dice_() % all.size()]; }
  void disturb(const std::vector<std::chrono::seconds>& leaps) {
    for (int i = 0; i < 60; ++i) {
      walk_to(now_ + minutes(dice_() % 2000));
      set_clock(one_of(leaps));
      latest_ = std::max(latest_, now_);
      if (dice_() % 2 == 0) restart();
      run_due();
    }
  }
  void expect_none_twice() const {
    std::map<Instant, int> count;
    for (const auto& run : ran_) EXPECT_EQ(++count[run.at], 1) << run.trigger;
  }
  [[nodiscard]] bool had_run(Instant at) const {
    return std::any_of(ran_.begin(), ran_.end(), [&](const Ran& run) { return run.at == at; });
  }

  std::mt19937 dice_{GetParam()};
  Instant latest_{};
};

TEST_P(AnyClock, where_all_are_made_up_for_each_time_has_its_one_run) {
  pipeline("tested", "30 2,14 * * *", Missed::run_all);
  start("2026-02-25T12:00:00Z");
  const auto begin = now_;
  walk_to("2026-02-28T12:00:00Z");
  disturb({-hours(1), -days(1), hours(1), days(1), minutes(7)});
  walk_to(std::max(now_, latest_) + days(3));
  expect_none_twice();
  const auto& tested = *configuration_.pipelines.at("tested").schedule;
  for (auto at = tested.next_after(begin); *at <= now_; at = tested.next_after(*at))
    EXPECT_TRUE(had_run(*at)) << to_iso(*at);
}

TEST_P(AnyClock, no_time_has_two_runs_and_none_stop_for_good) {
  pipeline("tested", "30 2,14 * * *", GetParam() % 2 == 0 ? Missed::run_once : Missed::skip);
  start("2026-02-25T12:00:00Z");
  walk_to("2026-02-28T12:00:00Z");
  constexpr auto ten_years = days(3653);
  disturb({-hours(1), -days(1), hours(1), days(1), ten_years, -ten_years});
  expect_none_twice();
  // Ten years apart from all that: whatever the clock was, each time from now on has its run.
  set_clock(-days(20 * 365));
  walk_to(now_ + days(1));
  const auto from = now_;
  walk_to(now_ + days(4));
  expect_none_twice();
  const auto& tested = *configuration_.pipelines.at("tested").schedule;
  for (auto at = tested.next_after(from); *at <= now_; at = tested.next_after(*at))
    EXPECT_TRUE(had_run(*at)) << to_iso(*at);
}

INSTANTIATE_TEST_SUITE_P(Seed, AnyClock, ::testing::Range(1U, 9U));

}  // namespace
}  // namespace sluss::engine
