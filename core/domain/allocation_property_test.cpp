// Random rounds: what must hold of every split. A seed that fails is printed.
#include <map>
#include <random>

#include "domain/allocation_fixture.h"

namespace sluss::domain {
namespace {

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::int64_t up_to(std::int64_t most) {
    return static_cast<std::int64_t>(engine_() % (static_cast<unsigned>(most) + 1));
  }
  bool one_in(std::int64_t n) { return up_to(n - 1) == 0; }
  std::string one_of(const std::vector<std::string>& words) {
    return words[static_cast<std::size_t>(up_to(static_cast<std::int64_t>(words.size()) - 1))];
  }
  template <class Thing>
  void shuffle(std::vector<Thing>& things) {
    for (auto i = things.size(); i > 1; --i)
      std::swap(things[i - 1], things[static_cast<std::size_t>(up_to(static_cast<std::int64_t>(i) - 1))]);
  }

 private:
  std::mt19937 engine_;
};

const std::vector<std::string> units = {"g1", "g2", "g3", "h1", "h2", "p1"};

class RandomRounds : public RoundSplit, public ::testing::WithParamInterface<unsigned> {
 protected:
  RandomRounds() {
    auto& rules = book_.placing;
    for (auto& unit : rules.units)
      if (dice_.one_in(4)) unit.goals = {};
    for (const auto& unit : units) {
      if (dice_.one_in(2)) quota(unit, dice_.up_to(8));
      if (dice_.one_in(5)) rules.pairs.push_back({dice_.one_of({"uni", "hogskolan", "*"}), unit, PairRule::excluded});
    }
    if (dice_.one_in(2)) rules.others = {{"granne", "Grannlänet"}};
    for (std::int64_t n = dice_.up_to(11); n >= 0; --n) lines_.push_back(any_line("L" + std::to_string(n)));
    for (std::int64_t n = dice_.up_to(9); n >= 0; --n) offers_.push_back(any_offer(n));
  }

  OrderLine any_line(const std::string& id) {
    auto made = line(id, dice_.up_to(9), 1 + dice_.up_to(2));
    made.institution = dice_.one_of({"uni", "hogskolan"});
    made.programme = dice_.one_of({"SSK", "FYS"});
    made.area = dice_.one_of({"geriatrik", "hem", "psyk"});
    if (dice_.one_in(3)) made.goals = {};
    if (dice_.one_in(6)) made.unit = dice_.one_of(units);
    if (dice_.one_in(6)) made.status = OrderStatus::draft;
    return made;
  }
  Offer any_offer(std::int64_t number) {
    auto made = offer(dice_.one_of(units), dice_.up_to(7));
    made.id = "S" + std::to_string(number);
    if (dice_.one_in(2)) made.order = "L" + std::to_string(dice_.up_to(11));
    if (dice_.one_in(3)) made.programme = "SSK";
    if (dice_.one_in(5)) made.status = OfferStatus::withdrawn;
    return made;
  }

  /// Something changes, as it does from one night to the next.
  void change() {
    for (auto& one : lines_)
      if (dice_.one_in(3)) one.count = dice_.up_to(9);
    for (auto& one : offers_)
      if (dice_.one_in(3)) one.places = dice_.up_to(7);
    if (dice_.one_in(2)) offers_.push_back(any_offer(100 + dice_.up_to(1000)));
    if (lines_.size() > 1 && dice_.one_in(4)) lines_.pop_back();
  }

  void expect_sound(const Allocation& now) {
    std::map<const Quota*, std::int64_t> of_quota;
    std::map<std::string, std::int64_t> of_unit;
    for (const auto& result : now.lines) {
      const auto& order = result.line;
      ASSERT_GE(result.open(), 0) << order.id;
      ASSERT_EQ(result.accepted, order.status == OrderStatus::sent ? order.count : 0) << order.id;
      ASSERT_EQ(result.granted() + result.awaiting() + result.open(), result.accepted) << order.id;
      ASSERT_TRUE(result.open() == 0 || !result.refusals.empty()) << order.id;
      for (const auto& refusal : result.refusals)
        ASSERT_TRUE(result.open() == 0 || refusal.stop != Stop::placed) << order.id << " at " << refusal.at;
      for (const auto& seat : result.seats) {
        ASSERT_GT(seat.places, 0);
        ASSERT_NE(book_.placing.rule_of(order.institution, seat.at), PairRule::excluded) << order.id;
        of_quota[book_.placing.find_quota(seat.agreement, seat.at, order.programme)] += seat.places;
        of_unit[seat.at + " " + order.programme] += seat.places;
        expect_within_answers(order, seat);
      }
    }
    of_quota.erase(nullptr);
    for (const auto& [quota, places] : of_quota) ASSERT_LE(places, quota->students) << quota->unit;
    for (const auto& unit : units) expect_within_capacity(unit, of_unit);
  }
  void expect_within_answers(const OrderLine& order, const Seat& seat) const {
    for (const auto& one : offers_) {
      if (one.order != order.id || one.unit.name != seat.at) continue;
      ASSERT_LE(seat.places, one.status == OfferStatus::withdrawn ? 0 : one.places) << order.id << " at " << seat.at;
    }
  }
  void expect_within_capacity(const std::string& unit, std::map<std::string, std::int64_t>& of_unit) const {
    std::int64_t own = 0, general = 0;
    bool has_own = false, has_general = false;
    for (const auto& one : offers_) {
      if (!one.order.empty() || one.unit.name != unit) continue;
      const auto places = one.status == OfferStatus::withdrawn ? 0 : one.places;
      (one.programme == "*" ? general : own) += places;
      (one.programme == "*" ? has_general : has_own) = true;
    }
    const auto shared = of_unit[unit + " FYS"] + (has_own ? 0 : of_unit[unit + " SSK"]);
    ASSERT_TRUE(!has_own || of_unit[unit + " SSK"] <= own) << unit;
    ASSERT_TRUE(!has_general || shared <= general) << unit;
  }

  Dice dice_{GetParam()};
  std::vector<OrderLine> lines_;
  std::vector<Offer> offers_;
};

TEST_P(RandomRounds, keep_to_every_limit_and_lose_no_place) {
  for (int night = 0; night < 8; ++night) {
    ASSERT_NO_FATAL_FAILURE(expect_sound(split(lines_, offers_)));
    change();
  }
}

TEST_P(RandomRounds, are_split_the_same_in_whatever_order_they_come) {
  const auto first = split(lines_, offers_);
  change();
  auto lines = lines_;
  auto offers = offers_;
  dice_.shuffle(lines);
  dice_.shuffle(offers);
  const auto one = allocate({book_, round_, lines_, offers_, &first, {}, today_});
  const auto other = allocate({book_, round_, lines, offers, &first, {}, today_});
  EXPECT_EQ(one, other);
  EXPECT_EQ(to_value(one), to_value(other));
}

TEST_P(RandomRounds, stay_when_nothing_changes) {
  const auto first = split(lines_, offers_);
  EXPECT_EQ(split(lines_, offers_), first);
}

TEST_P(RandomRounds, an_added_line_moves_nobody) {
  const auto before = split(lines_, offers_);
  auto lines = lines_;
  lines.push_back(any_line("new"));
  lines.back().status = OrderStatus::sent;
  split(lines, offers_);
  for (const auto& line : before.lines) EXPECT_EQ(of(line.line.id).seats, line.seats) << line.line.id;
}

TEST_P(RandomRounds, what_is_given_back_and_ordered_again_is_found_where_it_was) {
  auto one = lines_.front();
  one.count = 9;
  const auto before = split({one}, offers_);
  one.count = dice_.up_to(8);
  ASSERT_NO_FATAL_FAILURE(split({one}, offers_));
  one.count = 9;
  EXPECT_EQ(split({one}, offers_), before);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomRounds, ::testing::Range(1U, 201U));

}  // namespace
}  // namespace sluss::domain
