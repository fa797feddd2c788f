// All parties are made up.
#include "allocate.h"

#include <gtest/gtest.h>
#include <stdexcept>

#include "base/json.h"

namespace sluss::plugins {
namespace {

/// The current messages, in the order they came.
class MemoryLookup final : public Lookup {
 public:
  Result<std::optional<Found>> in_channel(std::string_view /*channel*/, std::string_view /*key*/) override {
    throw std::logic_error("not asked for");
  }
  Result<std::optional<Found>> of_kind(std::string_view kind, std::string_view key) override {
    for (const auto& found : all)
      if (found.message.kind == kind && found.message.key == key) return found;
    return std::nullopt;
  }
  Result<void> each(std::string_view kind, std::optional<std::string_view> /*scope*/,
                    const std::function<Result<void>(Found&&)>& visit) override {
    for (const auto& found : all)
      if (found.message.kind == kind) SLUSS_TRY(visit(Found(found)));
    return {};
  }
  void put(const Message& message, Standing standing) {
    std::erase_if(all, [&](const Found& found) {
      return found.message.kind == message.kind && found.message.key == message.key;
    });
    all.push_back({message, standing});
  }

  std::vector<Found> all;
};

Standing standing_of(Decision::Kind kind) {
  const bool parked = kind == Decision::Kind::held || kind == Decision::Kind::rejected;
  return parked ? Standing::parked : Standing::accepted;
}

class AllocateTest : public ::testing::Test, protected Context {
 protected:
  AllocateTest() {
    domain::Institution institution;
    institution.id = "uni";
    institution.name = "Exempeluniversitetet";
    book_.institutions = {institution};
    for (const auto* id : {"ost", "vast"}) {
      domain::Unit unit;
      unit.id = id;
      unit.name = std::string("Enhet ") + id;
      unit.provider = "kommun";
      book_.units.push_back(unit);
      book_.placing.units.push_back({id, "geriatrik", {}});
    }
    domain::Agreement agreement;
    agreement.id = "avtal";
    agreement.institution = "uni";
    agreement.provider = "kommun";
    agreement.valid_from = make_day(2020, 1, 1);
    agreement.programmes = {"*"};
    book_.agreements = {agreement};
    book_.placing.areas = {{"geriatrik", "Geriatrik", {}}};
    for (const auto* id : {"VT2027-ssk", "VT2027-fys"}) {
      domain::Round round;
      round.id = id;
      round.term = "VT2027";
      round.programmes = {std::string(id).ends_with("ssk") ? "SSK" : "FYS"};
      round.opens = make_day(2026, 8, 15);
      round.closes = make_day(2026, 9, 15);
      round.answer_by = make_day(2026, 11, 15);
      book_.placing.rounds.push_back(round);
    }
    book_.index();
  }

  static Value order(const std::string& id, int count, const std::string& round = "VT2027-ssk") {
    auto body = *parse_json(R"({"institution":{"id":"uni"},"term":"VT2027","start":"2027-02-01","end":"2027-03-05",
      "area":"geriatrik"})");
    body["id"] = id;
    body["round"] = round;
    body["programme"] = round.ends_with("ssk") ? "SSK" : "FYS";
    body["count"] = count;
    return body;
  }
  static Value offer(const std::string& unit, int places, const std::string& order = "") {
    auto body = *parse_json(R"({"term":"VT2027"})");
    body["id"] = unit + order;
    body.make("unit.name") = unit;
    body["places"] = places;
    body["order"] = order;
    return body;
  }
  Decision take(const std::string& kind, const Value& body, Change change = Change::added) {
    Item item;
    item.message.id = ++last_;
    item.message.kind = kind;
    item.message.key = body["id"].text_or_empty();
    item.message.change = change;
    item.message.body = body;
    EXPECT_TRUE(allocate_.process({&item, 1}, *this));
    lookup_.put(item.message, standing_of(item.decision.kind));
    return item.decision;
  }
  /// What the run makes, by key; stored as the engine stores it.
  std::map<std::string, Message> finish() {
    std::map<std::string, Message> made;
    for (;;) {
      auto some = allocate_.finish(*this);
      EXPECT_TRUE(some) << (some ? "" : some.error().what);
      if (!some || some->empty()) break;
      for (auto& message : *some) made.emplace(message.key, std::move(message));
    }
    for (auto& [key, message] : made) {
      message.id = ++last_;
      lookup_.put(message, Standing::accepted);
    }
    return made;
  }
  static std::string keys(const std::map<std::string, Message>& made) {
    std::vector<std::string> all;
    for (const auto& [key, message] : made)
      all.push_back(key + " " + message.body["version"].text_or_empty() + " " + message.body["day"].text_or_empty());
    return join(all, "; ");
  }

  std::stop_token stop() const override { return {}; }
  const Clock& clock() const override { return clock_; }
  void note(std::string text) override { notes_.push_back(std::move(text)); }
  const domain::AgreementBook& agreements() const override { return book_; }
  BillingBook& book() override { throw std::logic_error("not lent"); }
  Lookup& lookup() override { return lookup_; }

  domain::AgreementBook book_;
  FixedClock clock_{make_day(2026, 9, 1)};
  std::vector<std::string> notes_;
  MemoryLookup lookup_;

 private:
  Allocate allocate_{AllocateConfig{}};
  std::int64_t last_ = 0;
};

TEST_F(AllocateTest, says_to_each_party_what_the_split_means_for_it) {
  EXPECT_EQ(take("order", order("A", 5)).kind, Decision::Kind::collected);
  EXPECT_EQ(take("offer", offer("ost", 3)).kind, Decision::Kind::collected);
  const auto made = finish();
  EXPECT_EQ(keys(made),
            "VT2027-ssk 1 2026-09-01; VT2027-ssk/confirmation/uni 1 2026-09-01; VT2027-ssk/inquiry/ost 1 2026-09-01; "
            "VT2027-ssk/inquiry/vast 1 2026-09-01");
  const auto& inquiry = made.at("VT2027-ssk/inquiry/vast").body;
  EXPECT_EQ(inquiry.at("unit.name").text_or_empty(), "Enhet vast");
  EXPECT_EQ(*inquiry["asked"].as_int(), 2);
  EXPECT_EQ(inquiry["answer_by"].text_or_empty(), "2026-11-15");
  const auto& line = inquiry["lines"].as_list()->front();
  EXPECT_EQ(line["order"].text_or_empty() + line.at("institution.name").text_or_empty() + line["start"].text_or_empty(),
            "AExempeluniversitetet2027-02-01");
  EXPECT_EQ(made.at("VT2027-ssk/inquiry/vast").parents, std::vector<std::int64_t>{1});
  const auto& confirmation = made.at("VT2027-ssk/confirmation/uni").body;
  EXPECT_EQ(*confirmation["granted"].as_int(), 3);
  EXPECT_EQ(*confirmation["awaiting"].as_int(), 2);
  const auto& hop = confirmation["lines"].as_list()->front()["hops"].as_list()->front();
  EXPECT_EQ(hop.at("why.text").text_or_empty(), "capacity 3 of 3 used");
  EXPECT_EQ(confirmation["names"]["vast"].text_or_empty(), "Enhet vast");
}

TEST_F(AllocateTest, what_has_not_changed_is_not_said_again) {
  take("order", order("A", 5));
  take("offer", offer("ost", 5));
  EXPECT_EQ(finish().size(), 3U);
  clock_ = FixedClock(make_day(2026, 9, 2));
  EXPECT_EQ(keys(finish()), "");
  take("order", order("A", 4), Change::changed);
  EXPECT_EQ(keys(finish()),
            "VT2027-ssk 2 2026-09-02; VT2027-ssk/confirmation/uni 2 2026-09-02; VT2027-ssk/inquiry/ost 2 2026-09-02");
}

TEST_F(AllocateTest, a_unit_that_loses_its_places_hears_of_it_once) {
  take("order", order("A", 5));
  EXPECT_EQ(finish().count("VT2027-ssk/inquiry/ost"), 1U);
  take("offer", offer("ost", 0, "A"));
  const auto made = finish();
  EXPECT_TRUE(made.at("VT2027-ssk/inquiry/ost").body["lines"].as_list()->empty());
  EXPECT_EQ(*made.at("VT2027-ssk/inquiry/vast").body["asked"].as_int(), 5);
  EXPECT_EQ(keys(finish()), "");
}

TEST_F(AllocateTest, an_order_that_is_gone_is_withdrawn) {
  take("order", order("A", 5));
  finish();
  take("order", order("A", 5), Change::withdrawn);
  const auto made = finish();
  EXPECT_EQ(made.at("VT2027-ssk").body["lines"].as_list()->front()["state"].text_or_empty(), "withdrawn");
}

TEST_F(AllocateTest, a_slip_in_a_new_version_moves_no_place) {
  take("order", order("A", 5));
  finish();
  auto wrong = order("A", 5);
  wrong["count"] = "fem";
  EXPECT_EQ(take("order", wrong, Change::changed).kind, Decision::Kind::rejected);
  EXPECT_EQ(keys(finish()), "");
  auto elsewhere = order("A", 5);
  elsewhere["area"] = "geriatik";
  EXPECT_EQ(take("order", elsewhere, Change::changed).kind, Decision::Kind::held);
  EXPECT_EQ(keys(finish()), "");
}

TEST_F(AllocateTest, holds_what_fits_nowhere) {
  const auto reason = [&](const std::string& path, const std::string& value) {
    auto body = order("A", 5);
    body.make(path) = value;
    const auto decision = take("order", body);
    EXPECT_EQ(decision.kind, Decision::Kind::held) << path;
    return decision.reason;
  };
  EXPECT_EQ(reason("round", "HT2027-ssk"), "there is no round \"HT2027-ssk\" in the configuration");
  EXPECT_EQ(reason("institution.id", "unni"), "there is no institution \"unni\" in the configuration");
  EXPECT_EQ(reason("term", "HT2027"), "the round VT2027-ssk is for VT2027, not HT2027");
  EXPECT_EQ(reason("programme", "FYS"), "the round VT2027-ssk is not for FYS of type vfu");
  EXPECT_EQ(reason("type", "lia"), "the round VT2027-ssk is not for SSK of type lia");
  EXPECT_EQ(reason("unit", "norr"), "there is no unit \"norr\" in the configuration");
  EXPECT_EQ(reason("area", "hem"), "there is no area \"hem\" in the configuration");
  EXPECT_EQ(take("offer", offer("norr", 1)).reason, "there is no unit \"norr\" in the configuration");
  EXPECT_EQ(take("offer", offer("ost", 1, "B")).reason, "it answers the order line \"B\", which is not known");
  EXPECT_EQ(keys(finish()), "");
}

TEST_F(AllocateTest, nothing_is_split_before_its_round_opens) {
  clock_ = FixedClock(make_day(2026, 8, 14));
  take("order", order("A", 5));
  EXPECT_EQ(keys(finish()), "");
  clock_ = FixedClock(make_day(2026, 8, 15));
  EXPECT_EQ(finish().size(), 3U);
}

TEST_F(AllocateTest, rounds_share_quotas_in_one_night_and_over_several) {
  book_.placing.quotas = {{"avtal", "ost", {"*"}, 6}};
  take("order", order("A", 4));
  take("order", order("B", 4, "VT2027-fys"));
  auto made = finish();
  EXPECT_EQ(*made.at("VT2027-ssk/inquiry/ost").body["asked"].as_int(), 4);
  EXPECT_EQ(*made.at("VT2027-fys/inquiry/ost").body["asked"].as_int(), 2);
  take("order", order("A", 6), Change::changed);
  made = finish();
  EXPECT_EQ(made.count("VT2027-ssk/inquiry/ost"), 0U) << "the other round keeps what it has";
  EXPECT_EQ(*made.at("VT2027-ssk/inquiry/vast").body["asked"].as_int(), 2);
}

TEST_F(AllocateTest, names_who_has_not_answered_in_time) {
  take("order", order("A", 4));
  finish();
  EXPECT_TRUE(notes_.empty());
  clock_ = FixedClock(make_day(2026, 11, 16));
  finish();
  EXPECT_EQ(join(notes_, ";"), "VT2027-ssk: not answered by 2026-11-15: ost");
}

}  // namespace
}  // namespace sluss::plugins
