// All parties and numbers are made up.
#include "registry.h"

#include <gtest/gtest.h>
#include <stdexcept>

#include "support/plugin_parts.h"
#include "support/unasked_book.h"

namespace sluss::plugins {
namespace {

using Kind = Decision::Kind;

/// The registrations that came.
class MemoryLookup final : public Lookup {
 public:
  Result<std::optional<Found>> in_channel(std::string_view /*channel*/, std::string_view /*key*/) override {
    throw std::logic_error("not asked for");
  }
  Result<std::optional<Found>> of_kind(std::string_view /*kind*/, std::string_view /*key*/) override {
    throw std::logic_error("not asked for");
  }
  Result<void> each(std::string_view kind, std::optional<std::string_view> /*scope*/,
                    const std::function<Result<void>(Found&&)>& visit) override {
    ++walks;
    for (const auto& [key, found] : all)
      if (found.message.kind == kind) SLUSS_TRY(visit(Found(found)));
    return {};
  }
  std::map<std::string, Found> all;
  int walks = 0;
};

/// What is taken back, by item; all else is not asked for.
class TakenBack final : public test::UnaskedBook {
 public:
  Result<void> take_back(std::int64_t item) override {
    items.push_back(item);
    return {};
  }
  std::vector<std::int64_t> items;
};

class RegistryTest : public ::testing::Test, protected Context {
 protected:
  RegistryTest() { book_.index(); }

  static Value placement(const std::map<std::string, Value>& members = {}) {
    auto body = *parse_json(R"({"id":"P1","institution":{"id":"uni"},"programme":"SSK","course":"OM1101",
      "term":"HT2026","start":"2026-09-28","end":"2026-10-16","unit":{"name":"ost"},
      "student":{"personnummer":"195501019805","name":"Provia Testberg"}})");
    for (const auto& [path, value] : members) body.make(path) = value;
    return body;
  }
  static Item item(const std::string& kind, Value body, Change change = Change::added) {
    Item made;
    made.message.kind = kind;
    made.message.key = body["id"].text_or_empty();
    made.message.item = 7;
    made.message.change = change;
    made.message.body = std::move(body);
    return made;
  }
  Item process(Item&& made) {
    const auto worked = check_->process({&made, 1}, *this);
    EXPECT_TRUE(worked) << (worked ? "" : worked.error().what);
    return std::move(made);
  }
  Item process(const Value& body, Change change = Change::added) { return process(item("placement", body, change)); }
  Kind take(const std::string& id, const std::map<std::string, Value>& members = {}, Change change = Change::added) {
    auto body = *parse_json(R"({"student":{"personnummer":"195501019805"},"institution":{"id":"uni"},"course":"OM1101",
      "term":"HT2026"})");
    body["id"] = id;
    for (const auto& [path, value] : members) body.make(path) = value;
    auto made = process(item("registration", body, change));
    const bool parked = made.decision.kind == Kind::rejected;
    lookup_.all[id] = {made.message, parked ? Standing::parked : Standing::accepted};
    return made.decision.kind;
  }
  void use(const RegistryConfig& config) { check_ = std::make_unique<RegistryCheck>(config); }
  bool otherwise(const Item& decided) {
    return otherwise(decided, decided.decision.kind == Kind::held ? Standing::parked : Standing::accepted);
  }
  bool otherwise(const Item& decided, Standing standing) {
    const auto asked = check_->decides_otherwise(decided.message, standing, *this);
    EXPECT_TRUE(asked);
    return asked.value_or(false);
  }

  std::stop_token stop() const override { return {}; }
  const Clock& clock() const override { return clock_; }
  void note(std::string /*text*/) override {}
  const domain::AgreementBook& agreements() const override { return book_; }
  BillingBook& book() override { return taken_back_; }
  Lookup& lookup() override { return lookup_; }

  domain::AgreementBook book_;
  TakenBack taken_back_;
  MemoryLookup lookup_;
  FixedClock clock_{make_day(2026, 11, 23)};
  std::unique_ptr<RegistryCheck> check_ = std::make_unique<RegistryCheck>(RegistryConfig{});
};

TEST_F(RegistryTest, a_student_that_is_not_known_is_held_until_a_registration_comes) {
  const auto held = process(placement());
  EXPECT_EQ(held.decision.kind, Kind::held);
  EXPECT_EQ(held.decision.reason,
            "the registry does not know the student. Have the number, course and term corrected where they are wrong; "
            "it is tried again every night");
  EXPECT_FALSE(otherwise(held)) << "nothing has changed";
  EXPECT_TRUE(otherwise(held, Standing::accepted)) << "it came through without the step";
  EXPECT_EQ(take("R1"), Kind::collected);
  EXPECT_TRUE(otherwise(held));
  const auto passed = process(held.message.body);
  EXPECT_EQ(passed.decision.kind, Kind::pass);
  EXPECT_EQ(passed.message.body, placement());
}

TEST_F(RegistryTest, what_is_held_again_takes_back_what_waits) {
  process(placement());
  EXPECT_TRUE(taken_back_.items.empty());
  process(placement(), Change::changed);
  auto again = item("placement", placement());
  again.again = true;
  process(std::move(again));
  EXPECT_EQ(taken_back_.items, (std::vector<std::int64_t>{7, 7}));
}

TEST_F(RegistryTest, warns_only_where_that_is_said) {
  use({{"vfu"}, Unknown::warn});
  const auto warned = process(placement());
  EXPECT_EQ(warned.decision.kind, Kind::pass);
  EXPECT_EQ(domain::remark_of(warned.message.body, book_), "the registry does not know the student");
  use({});
  EXPECT_TRUE(otherwise(warned)) << "it is to be held now";
}

TEST_F(RegistryTest, looks_only_at_types_that_the_registry_knows_and_at_what_is_billed) {
  for (const auto* type : {"apl", "lia", "specialist"})
    EXPECT_EQ(process(placement({{"type", type}})).decision.kind, Kind::pass) << type;
  for (const auto* status : {"planned", "withdrawn", "cancelled"})
    EXPECT_EQ(process(placement({{"status", status}})).decision.kind, Kind::pass) << status;
  EXPECT_EQ(process(placement(), Change::withdrawn).decision.kind, Kind::pass);
  EXPECT_EQ(lookup_.walks, 0);
  use({{"vfu", "specialist"}, Unknown::hold});
  EXPECT_EQ(process(placement({{"type", "specialist"}})).decision.kind, Kind::held);
}

TEST_F(RegistryTest, an_interruption_and_its_end_are_decided_otherwise) {
  take("R1");
  const auto whole = process(placement());
  take("R1", {{"status", "interrupted"}, {"interrupted", "2026-10-05"}}, Change::changed);
  EXPECT_TRUE(otherwise(whole));
  const auto shortened = process(whole.message.body, Change::changed);
  EXPECT_EQ(shortened.decision.kind, Kind::pass);
  EXPECT_EQ(shortened.message.body["end"].text_or_empty(), "2026-10-04");
  EXPECT_FALSE(otherwise(shortened));
  take("R1", {{"status", "interrupted"}, {"interrupted", "2026-10-12"}}, Change::changed);
  EXPECT_TRUE(otherwise(shortened)) << "on another day";
  EXPECT_EQ(process(shortened.message.body).message.body["end"].text_or_empty(), "2026-10-11");
  take("R1", {{"status", "re_registered"}}, Change::changed);
  EXPECT_EQ(process(shortened.message.body).message.body, placement());
}

TEST_F(RegistryTest, a_death_waits_for_a_person_and_holds_what_is_not_invoiced) {
  take("R1");
  const auto whole = process(placement());
  const auto dead = *parse_json(R"({"id":"S/avliden","student":{"personnummer":"195501019805"},"status":"deceased"})");
  const auto note = process(item("registration", dead));
  EXPECT_EQ(note.decision.kind, Kind::held);
  EXPECT_EQ(note.decision.reason.find("19550101"), std::string::npos);
  lookup_.all["S/avliden"] = {note.message, Standing::parked};
  EXPECT_TRUE(otherwise(whole));
  const auto stopped = process(whole.message.body, Change::changed);
  EXPECT_EQ(stopped.decision.kind, Kind::held);
  EXPECT_TRUE(stopped.decision.reason.starts_with("the student is deceased, says the registry. "))
      << stopped.decision.reason;
  EXPECT_EQ(taken_back_.items, std::vector<std::int64_t>{7});
  use({{"vfu"}, Unknown::warn});
  EXPECT_EQ(process(placement()).decision.kind, Kind::held) << "whatever becomes of unknown ones";
  lookup_.all.erase("S/avliden");  // a person has discarded it
  check_->look_anew();
  EXPECT_EQ(process(stopped.message.body).decision.kind, Kind::pass);
}

TEST_F(RegistryTest, what_is_not_believed_counts_as_not_there) {
  EXPECT_EQ(take("R1", {{"status", "Borta"}}), Kind::rejected);
  EXPECT_EQ(process(placement()).decision.kind, Kind::held);
  take("R1", {}, Change::withdrawn);
  EXPECT_EQ(process(placement()).decision.kind, Kind::held);
}

TEST_F(RegistryTest, a_protected_student_goes_on_to_be_held_as_such) {
  take("R1", {{"student.protected", "Sekretessmarkering"}, {"course", "AT1301"}});
  const auto marked = process(placement());
  EXPECT_EQ(marked.decision.kind, Kind::pass);
  EXPECT_TRUE(domain::read_placement(marked.message.body)->student.protected_identity);
  EXPECT_EQ(process(placement({{"student.protected", "Ja"}})).decision.kind, Kind::pass);
}

TEST_F(RegistryTest, the_registry_is_gone_through_once_until_it_changes) {
  take("R1");
  process(placement());
  process(placement());
  EXPECT_EQ(lookup_.walks, 1);
  check_->look_anew();
  process(placement());
  EXPECT_EQ(lookup_.walks, 2);
}

TEST(RegistrySpec, names_a_type_that_there_is_not) {
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext parse{diagnostics, secrets, {}};
  EXPECT_FALSE(registry_spec().parse(test::table({{"types", test::list({"vfu", "praktik"})}}), parse));
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics.all().front().message, "\"praktik\" is no type of placement");
}

}  // namespace
}  // namespace sluss::plugins
