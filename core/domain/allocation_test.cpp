#include "domain/allocation.h"

#include "domain/allocation_fixture.h"

namespace sluss::domain {
namespace {

TEST_F(RoundSplit, a_unit_that_has_said_nothing_is_asked) {
  split({line("A", 5)});
  EXPECT_EQ(seats("A"), "g1 5 asked");
  EXPECT_EQ(state("A"), "sent");
  EXPECT_EQ(of("A").awaiting(), 5);
  EXPECT_EQ(hops("A") + refusals("A"), "");
}

TEST_F(RoundSplit, a_draft_asks_nobody) {
  auto draft = line("A", 5);
  draft.status = OrderStatus::draft;
  split({draft});
  EXPECT_EQ(seats("A") + state("A"), "draft");
}

TEST_F(RoundSplit, what_one_does_not_take_goes_on_along_the_chain) {
  split({line("A", 10)}, {offer("g1", 3), offer("g2", 0, "A"), offer("g3", 2, "A"), offer("h1", 1)});
  EXPECT_EQ(seats("A"), "g1 3 stated, g3 2 answered, h1 1 stated, h2 4 asked");
  EXPECT_EQ(hops("A"),
            "g1>g2 7: capacity 3 of 3 used; g2>g3 7: answered 0 of 7; g3>h1 5: answered 2 of 7; "
            "h1>h2 4: capacity 1 of 1 used");
  EXPECT_EQ(state("A"), "redirected");
  EXPECT_EQ(of("A").seats[0].ground, Ground::area);
  EXPECT_EQ(of("A").seats[2].ground, Ground::other_area);
}

TEST_F(RoundSplit, other_coordinators_get_what_is_left) {
  book_.placing.others = {{"grannlanet", "Grannlänet"}};
  std::vector<Offer> none;
  for (const auto* unit : {"g1", "g2", "g3", "h1", "h2"}) none.push_back(offer(unit, 1));
  split({line("A", 8)}, none);
  EXPECT_EQ(seats("A"), "g1 1 stated, g2 1 stated, g3 1 stated, h1 1 stated, h2 1 stated, grannlanet 3 asked");
  EXPECT_EQ(of("A").seats.back().ground, Ground::other_party);
  none.push_back(offer("grannlanet", 2, "A"));
  split({line("A", 8)}, none);
  EXPECT_EQ(of("A").open(), 1);
  EXPECT_EQ(of("A").refusals.back(), (Refusal{"grannlanet", Stop::answered, 2, 3, {}}));
  EXPECT_EQ(state("A"), "part-offered");
}

TEST_F(RoundSplit, each_place_that_is_not_found_says_why) {
  book_.placing.units[1].goals = {};  // g2
  book_.placing.pairs = {{"*", "g3", PairRule::excluded}, {"uni", "h1", PairRule::direct}};
  quota("g1", 2);
  split({line("A", 5)}, {offer("h2", 1, "A")});
  EXPECT_EQ(seats("A"), "g1 2 asked, h2 1 answered");
  EXPECT_EQ(of("A").open(), 2);
  EXPECT_EQ(refusals("A"),
            "g1: quota 2 of 2 used; g2: cannot meet the learning goals omvårdnad; g3: the pair is outside the "
            "co-ordination; h1: the institution orders directly from it; h2: answered 1 of 3");
  EXPECT_EQ(hops("A"), "g1>h2 3: quota 2 of 2 used");
}

TEST_F(RoundSplit, without_an_agreement_for_programme_and_day_there_are_no_places) {
  auto other = line("A", 1);
  other.programme = "ARB";
  auto early = line("B", 1);
  early.first = make_day(2019, 12, 31);
  split({other, early});
  for (const auto* id : {"A", "B"}) {
    EXPECT_EQ(of(id).open(), 1);
    EXPECT_EQ(of(id).refusals.size(), 5U);
    EXPECT_EQ(of(id).refusals.front().stop, Stop::no_agreement);
    EXPECT_EQ(state(id), "declined");
  }
}

TEST_F(RoundSplit, an_area_that_nobody_knows_is_told) {
  auto unknown = line("A", 1);
  unknown.area = "geriatik";
  split({unknown});
  EXPECT_EQ(refusals("A"), "geriatik: the configuration has nothing of this name");
}

TEST_F(RoundSplit, a_direct_order_goes_to_its_unit_alone) {
  book_.placing.pairs = {{"uni", "g2", PairRule::direct}};
  auto direct = line("A", 5);
  direct.unit = "g2";
  auto wrong = line("B", 5);
  wrong.unit = "g1";
  split({direct, wrong, line("C", 20)}, {offer("g2", 3), offer("g1", 1)});
  EXPECT_EQ(seats("A"), "g2 3 stated");
  EXPECT_EQ(refusals("A"), "g2: capacity 3 of 3 used");
  EXPECT_EQ(refusals("B"), "g1: direct orders are not agreed for this pair");
  EXPECT_EQ(seats("C"), "g1 1 stated, g3 19 asked");
}

TEST_F(RoundSplit, priority_goes_first_then_institution_and_id) {
  auto other = line("A", 2, 1);
  other.institution = "hogskolan";
  split({line("C", 2), line("B", 2), other, line("D", 2, 1)},
        {offer("g1", 5), offer("g2", 0), offer("g3", 0), offer("h1", 0), offer("h2", 0)});
  EXPECT_EQ(seats("A"), "g1 2 stated");
  EXPECT_EQ(seats("D"), "g1 2 stated");
  EXPECT_EQ(seats("B"), "g1 1 stated");
  EXPECT_EQ(seats("C"), "");
  EXPECT_EQ(of("C").refusals.front(), (Refusal{"g1", Stop::capacity, 5, 5, {}}));
}

TEST_F(RoundSplit, a_quota_is_for_an_agreement_and_a_calendar_year) {
  quota("g1", 4);
  auto other = line("B", 3);
  other.institution = "hogskolan";
  auto later = line("C", 3);
  later.first = make_day(2028, 1, 10);
  later.last = make_day(2028, 1, 14);
  split({line("A", 3), other, later, line("D", 3)});
  EXPECT_EQ(seats("A") + "; " + seats("B") + "; " + seats("C"), "g1 3 asked; g1 3 asked; g1 3 asked");
  EXPECT_EQ(seats("D"), "g1 1 asked, g2 2 asked");
}

TEST_F(RoundSplit, several_programmes_may_share_a_quota_and_one_of_its_own_goes_first) {
  book_.placing.quotas = {{"uni-kommun", "g1", {"*"}, 1}, {"uni-kommun", "g1", {"FYS"}, 2}};
  auto physio = line("B", 3);
  physio.programme = "fys";
  split({line("A", 3), physio});
  EXPECT_EQ(seats("A"), "g1 1 asked, g2 2 asked");
  EXPECT_EQ(seats("B"), "g1 2 asked, g2 1 asked");
}

TEST_F(RoundSplit, other_rounds_use_quotas_and_capacity_too) {
  quota("g1", 5);
  AllocatedLine taken;
  taken.line = line("X", 3);
  taken.seats = {{"g1", "geriatrik", "uni-kommun", 3, Ground::area, Word::stated}};
  const Allocation other{"VT2027-spec", "VT2027", {taken}};
  others_ = {&other};
  split({line("A", 4)}, {offer("g1", 6), offer("g2", 1)});
  EXPECT_EQ(seats("A"), "g1 2 stated, g2 1 stated, g3 1 asked");
  split({line("A", 4)}, {offer("g1", 4), offer("g2", 1)});
  EXPECT_EQ(seats("A"), "g1 1 stated, g2 1 stated, g3 2 asked");
}

TEST_F(RoundSplit, a_capacity_for_the_programme_or_the_weeks_goes_before_a_general_one) {
  auto own = offer("g1", 2);
  own.programme = "SSK";
  own.id = "own";
  auto weeks = offer("g2", 1);
  weeks.first = make_day(2027, 3, 1);
  weeks.last = make_day(2027, 3, 31);
  split({line("A", 9)}, {offer("g1", 9), own, weeks, offer("g3", 1)});
  EXPECT_EQ(seats("A"), "g1 2 stated, g2 7 asked") << "the weeks that g2 has stated are not the line's";
}

TEST_F(RoundSplit, a_lower_answer_starts_a_new_search) {
  split({line("A", 5)});
  split({line("A", 5)}, {offer("g1", 5, "A")});
  EXPECT_EQ(seats("A") + " " + state("A"), "g1 5 answered offered");
  split({line("A", 5)}, {offer("g1", 2, "A")});
  EXPECT_EQ(seats("A") + " " + state("A"), "g1 2 answered, g2 3 asked redirected");
  EXPECT_EQ(hops("A"), "g1>g2 3: answered 2 of 5");
  split({line("A", 5)}, {offer("g1", 5, "A"), offer("g2", 3, "A")});
  EXPECT_EQ(seats("A"), "g1 2 answered, g2 3 answered") << "found places stay";
  EXPECT_EQ(refusals("A"), "g1: the places were found elsewhere before, and stay there");
}

TEST_F(RoundSplit, several_answers_to_one_line_are_the_lowest) {
  auto second = offer("g1", 4, "A");
  second.id = "second";
  split({line("A", 5)}, {offer("g1", 2, "A"), second});
  EXPECT_EQ(seats("A"), "g1 2 answered, g2 3 asked");
}

TEST_F(RoundSplit, a_withdrawn_offer_is_one_of_no_places) {
  auto gone = offer("g1", 9);
  gone.status = OfferStatus::withdrawn;
  split({line("A", 5)}, {gone});
  EXPECT_EQ(seats("A"), "g2 5 asked");
  EXPECT_EQ(hops("A"), "g1>g2 5: capacity 0 of 0 used");
}

TEST_F(RoundSplit, a_more_important_line_that_comes_later_moves_nobody) {
  split({line("A", 5)}, {offer("g1", 5)});
  split({line("A", 5), line("B", 3, 1)}, {offer("g1", 5)});
  EXPECT_EQ(seats("A"), "g1 5 stated");
  EXPECT_EQ(seats("B"), "g2 3 asked");
}

TEST_F(RoundSplit, a_reduced_order_gives_back_from_the_end_of_its_chain) {
  const std::vector<Offer> offers = {offer("g1", 2), offer("g2", 2)};
  split({line("A", 6)}, offers);
  EXPECT_EQ(seats("A"), "g1 2 stated, g2 2 stated, g3 2 asked");
  split({line("A", 3)}, offers);
  EXPECT_EQ(seats("A"), "g1 2 stated, g2 1 stated");
  split({line("A", 6)}, offers);
  EXPECT_EQ(seats("A"), "g1 2 stated, g2 2 stated, g3 2 asked");
  EXPECT_TRUE(of("A").late.empty());
}

TEST_F(RoundSplit, less_capacity_takes_from_the_least_important_line) {
  split({line("A", 3, 1), line("B", 3, 9)}, {offer("g1", 6)});
  split({line("A", 3, 1), line("B", 3, 9)}, {offer("g1", 4)});
  EXPECT_EQ(seats("A"), "g1 3 stated");
  EXPECT_EQ(seats("B"), "g1 1 stated, g2 2 asked");
}

TEST_F(RoundSplit, a_rule_that_forbids_it_now_moves_what_was_placed) {
  split({line("A", 3)}, {offer("g1", 3)});
  book_.placing.pairs = {{"uni", "g1", PairRule::excluded}};
  split({line("A", 3)}, {offer("g1", 3)});
  EXPECT_EQ(seats("A"), "g2 3 asked");
  EXPECT_TRUE(of("A").late.empty());
}

TEST_F(RoundSplit, what_is_given_back_too_late_is_marked_for_good) {
  split({line("A", 5)}, {offer("g1", 5)});
  today_ = make_day(2027, 1, 4);  // 28 days before the first day: in time
  split({line("A", 4)}, {offer("g1", 5)});
  EXPECT_TRUE(of("A").late.empty());
  today_ = make_day(2027, 1, 5);
  split({line("A", 3)}, {offer("g1", 5)});
  const LateChange reduced{"uni", "g1", 1, make_day(2027, 1, 5)};
  EXPECT_EQ(of("A").late, std::vector{reduced});
  today_ = make_day(2027, 1, 6);
  split({line("A", 3)}, {offer("g1", 1)});
  const LateChange lowered{"g1", "g1", 2, make_day(2027, 1, 6)};
  EXPECT_EQ(of("A").late, (std::vector{reduced, lowered}));
  EXPECT_EQ(seats("A"), "g1 1 stated, g2 2 asked") << "a place that is withdrawn is looked for again";
  today_ = make_day(2027, 1, 7);
  split({}, {offer("g1", 1)});
  EXPECT_EQ(state("A"), "withdrawn");
  EXPECT_EQ(of("A").late.size(), 4U) << "one at g1, and the two that g2 was asked for";
  today_ = make_day(2027, 1, 8);
  split({}, {offer("g1", 1)});
  EXPECT_EQ(of("A").late.size(), 4U);
}

TEST_F(RoundSplit, how_late_is_late_stands_in_the_agreement) {
  book_.agreements[0].withdrawal_days = 21;
  split({line("A", 5)});
  today_ = make_day(2027, 1, 11);
  split({line("A", 4)});
  EXPECT_TRUE(of("A").late.empty());
}

TEST_F(RoundSplit, an_answer_below_what_was_asked_is_no_withdrawal) {
  today_ = make_day(2027, 1, 20);
  split({line("A", 5)});
  split({line("A", 5)}, {offer("g1", 1, "A")});
  EXPECT_TRUE(of("A").late.empty());
}

TEST_F(RoundSplit, after_the_last_day_nothing_new_is_taken_and_all_else_goes_on) {
  split({line("A", 5)}, {offer("g1", 5)});
  EXPECT_EQ(state("A"), "offered");
  today_ = make_day(2026, 9, 16);
  split({line("A", 7), line("B", 2)}, {offer("g1", 9)});
  EXPECT_EQ(seats("A"), "g1 5 stated");
  EXPECT_EQ(refusals("A"), "VT2027-ssk: 5 of 7 were ordered before the round closed");
  EXPECT_EQ(refusals("B"), "VT2027-ssk: 0 of 2 were ordered before the round closed");
  split({line("A", 5)}, {offer("g1", 3)});
  EXPECT_EQ(seats("A"), "g1 3 stated, g2 2 asked");
  split({line("A", 5)}, {offer("g1", 5), offer("g2", 9)});
  EXPECT_EQ(state("A"), "allocated");
}

TEST_F(RoundSplit, a_round_that_is_first_split_after_its_last_day_takes_all_there_is) {
  today_ = make_day(2026, 10, 1);
  split({line("A", 5)});
  EXPECT_EQ(seats("A"), "g1 5 asked");
}

TEST_F(RoundSplit, is_read_back_as_it_was_written) {
  book_.placing.units[1].goals = {};
  quota("g1", 2);
  split({line("A", 5), line("B", 1)}, {offer("g3", 1, "A"), offer("h2", 1)});
  today_ = make_day(2027, 1, 20);
  const auto now = split({line("A", 3), line("B", 1)}, {offer("g3", 1, "A"), offer("h2", 1)});
  const auto read = read_allocation(to_value(now));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, now);
  auto broken = to_value(now);
  broken["lines"].as_list()->front()["state"] = "lost";
  EXPECT_FALSE(read_allocation(broken));
}

/// As large as the VFU part of the round of spring 2021: 524 places [R]. The numbers below were worked out by hand.
TEST_F(RoundSplit, a_round_of_the_size_of_spring_2021) {
  book_.placing.others = {{"grannlanet", "Grannlänet"}};
  quota("g1", 120), quota("g2", 80), quota("h1", 60);
  auto second = line("H", 94, 3);
  second.institution = "hogskolan";
  auto home = line("B", 130, 2);
  home.area = "hem";
  const std::vector<OrderLine> lines = {line("A", 200, 1), home, second, line("C", 100, 4)};
  const std::vector<Offer> offers = {offer("g2", 100), offer("g3", 150), offer("h1", 70), offer("h2", 40, "B"),
                                     offer("h2", 0, "C")};
  split(lines, offers);
  // A: g1 takes its quota of 120; g2's quota is 80, and 80 are left to find: none goes further.
  EXPECT_EQ(seats("A"), "g1 120 asked, g2 80 stated");
  // B, home care: h1 has a quota of 60 below its 70; h2 answered 40; 30 go to the neighbours.
  EXPECT_EQ(seats("B"), "h1 60 stated, h2 40 answered, grannlanet 30 asked");
  // H is another agreement, without quotas: g1 has said nothing and is asked for all.
  EXPECT_EQ(seats("H"), "g1 94 asked");
  // C: the quotas of g1, g2 and h1 are used up; g3 states 150.
  EXPECT_EQ(seats("C"), "g3 100 stated");
  std::int64_t granted = 0, awaiting = 0;
  for (const auto* id : {"A", "B", "H", "C"}) granted += of(id).granted(), awaiting += of(id).awaiting();
  EXPECT_EQ(granted, 280);
  EXPECT_EQ(awaiting, 244);
  EXPECT_EQ(granted + awaiting, 524);
  EXPECT_EQ(hops("B"), "h1>h2 70: quota 60 of 60 used; h2>grannlanet 30: answered 40 of 70");
  EXPECT_EQ(hops("C"), "g1>g3 100: quota 120 of 120 used");
}

TEST_F(RoundSplit, the_yearly_plan_counts_what_each_quota_is_used_for) {
  quota("g1", 12), quota("g2", 4);
  const auto now = split({line("A", 14)}, {offer("g1", 20)});
  const auto use = quota_use(book_, {now}, 2027);
  ASSERT_EQ(use.size(), 2U);
  EXPECT_EQ(use[0].granted, 12);
  EXPECT_EQ(use[1].awaiting, 2);
  EXPECT_EQ(quota_use(book_, {now}, 2026)[0].granted, 0);
}

}  // namespace
}  // namespace sluss::domain
