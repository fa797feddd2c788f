// What may be mended, and what is kept of the row. All persons are made up.
#include "engine/mending.h"

#include "base/text.h"
#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

using store::State;

class MendingTest : public store::StoreTest {
 protected:
  MendingTest() : transaction_(writing()) {
    inlet_.name = "klipp.placements";
    inlet_.scope = {"term"};
  }

  static Value body() {
    return *parse_json(R"({"id":"P1","institution":{"id":"uni"},"programme":"SSK","type":"vfu","status":"confirmed",
      "term":"HT2026","start":"2026-09-07","end":"2026-09-25","student":{"id":"s-1","name":"Exempel Åsa",
      "protected":"Nej"},"unit":{"name":"Östra"},"supervisor":{"course":true}})");
  }
  std::int64_t waiting(const std::function<void(store::StoredMessage&)>& change = {}) {
    auto stored = message(*transaction_, "P1");
    stored.message.body = body();
    stored.state = State::held;
    stored.reason = "waits";
    stored.amount = Ore{100};
    if (change) change(stored);
    must(transaction_->messages().append(stored));
    return stored.message.id;
  }
  Result<Mended> mend(std::int64_t id, const std::string& path, Value value) {
    const auto stored = must(transaction_->messages().get(id));
    auto mended = stored ? stored->message.body : body();
    mended.make(path) = std::move(value);
    return engine::mend(*transaction_, id, std::move(mended), inlet_, anna_);
  }
  std::string refusal(std::int64_t id, const std::string& path, Value value) {
    const auto mended = mend(id, path, std::move(value));
    EXPECT_TRUE(must(transaction_->audit().list(1)).empty());
    return mended ? "" : mended.error().what;
  }

  config::Inlet inlet_;
  const Decider anna_{"anna", Instant(std::chrono::seconds(1'800'000'000)), "the unit rang"};
  std::unique_ptr<store::Transaction> transaction_;
};

#define EXPECT_PART(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST_F(MendingTest, makes_a_new_version_that_keeps_what_the_source_gave) {
  const auto id = waiting();
  const auto mended = must(mend(id, "end", "2026-09-18"));
  EXPECT_EQ(mended.fields, std::vector<std::string>{"end"});
  const auto before = *must(transaction_->messages().get(id)),
             after = *must(transaction_->messages().get(mended.message));
  EXPECT_EQ(before.state, State::superseded);
  EXPECT_EQ(after.state, State::held);
  EXPECT_EQ(after.reason, "mended by a person; the next run looks at it");
  EXPECT_FALSE(after.amount);
  EXPECT_EQ(after.message.item, id);
  EXPECT_EQ(after.message.change, Change::changed);
  EXPECT_EQ(after.message.body["end"], Value("2026-09-18"));
  EXPECT_EQ(after.hash, before.hash);
  EXPECT_EQ(after.scope, before.scope);
  EXPECT_EQ(after.message.raw, before.message.raw);
  EXPECT_EQ(after.message.origin.place(), before.message.origin.place());
  const auto audit = must(transaction_->audit().list(1)).front();
  EXPECT_EQ(audit.action, "edit");
  EXPECT_EQ(audit.what, "message 1 as message 2: end");
}

TEST_F(MendingTest, takes_its_part_of_the_export_from_the_mended_row_where_the_row_gave_none) {
  const auto id = waiting([](auto& stored) { stored.scope.clear(); });
  EXPECT_EQ(must(transaction_->messages().get(must(mend(id, "end", "2026-09-18")).message))->scope, "HT2026");
}

TEST_F(MendingTest, is_for_what_waits_and_still_counts) {
  const auto state = [&](State to) {
    return refusal(waiting([&](auto& stored) {
                     stored.message.key += std::to_string(static_cast<int>(to));
                     stored.state = to;
                   }),
                   "end", "2026-09-18");
  };
  for (const auto to : {State::collected, State::delivering, State::delivered, State::filtered, State::resolved})
    EXPECT_PART(state(to), "only what is held or rejected is mended");
  EXPECT_PART(refusal(waiting([](auto& s) { s.message.key = "W", s.message.change = Change::withdrawn; }), "end", "x"),
              "was withdrawn by its source");
  EXPECT_PART(refusal(waiting([](auto& s) { s.message.key = "I", s.message.kind = "invoice"; }), "end", "x"),
              "is an invoice");
  EXPECT_PART(refusal(99, "end", "x"), "there is no message 99");
}

TEST_F(MendingTest, leaves_the_key_alone_and_needs_one) {
  EXPECT_PART(refusal(waiting(), "id", "P2"), "stays as it is");
  EXPECT_PART(refusal(waiting([](auto& stored) { stored.message.key = "P1-again-12"; }), "end", "2026-09-18"),
              "a row without a place of its own (placeringar.csv, line 2)");
}

TEST_F(MendingTest, takes_fields_that_are_known_and_values_that_fit) {
  const auto id = waiting();
  EXPECT_PART(refusal(id, "unit.nmae", "x"), "did you mean \"unit.name\"?");
  EXPECT_PART(refusal(id, "supervisor.course", "yes"), "expected true or false, as it is now, and not a text");
  EXPECT_PART(refusal(id, "start.day", "x"), "start: expected");
  EXPECT_PART(refusal(id, "type", "praktik"), "type: expected one of vfu");
  EXPECT_PART(refusal(id, "student.protected", "Ja"), "here it can be set to true");
  EXPECT_PART(refusal(id, "student.protected", Value()), "lifted in the source alone");
  EXPECT_EQ(must(mend(id, "student.protected", true)).fields, std::vector<std::string>{"student.protected"});
}

TEST_F(MendingTest, a_domain_field_may_be_new) {
  EXPECT_EQ(must(mend(waiting(), "unit.hsa_id", "SE2321000016-U1")).fields, std::vector<std::string>{"unit.hsa_id"});
}

TEST_F(MendingTest, of_a_row_that_was_half_read_every_silence_is_made_plain) {
  const auto id = waiting([](auto& stored) {
    stored.hash = digest(stored.message.raw);
    stored.state = State::rejected;
    stored.message.body["type"] = Value();
  });
  EXPECT_PART(refusal(id, "end", "2026-09-18"), ": --set days=null --set dates=null");
  auto body = must(transaction_->messages().get(id))->message.body;
  for (const auto* silent : {"days", "dates"}) body[silent] = Value();
  const auto mended = must(engine::mend(*transaction_, id, body, inlet_, anna_));
  EXPECT_EQ(join(mended.fields, ","), "days,dates") << "that nothing is right is all there was to say";
}

TEST_F(MendingTest, reads_what_is_typed_as_json_or_text) {
  EXPECT_EQ(must(read_assignment("end=2026-09-18")), Assignment("end", "2026-09-18"));
  EXPECT_EQ(must(read_assignment("days=5")), Assignment("days", 5));
  EXPECT_EQ(must(read_assignment("days=null")), Assignment("days", nullptr));
  EXPECT_EQ(must(read_assignment("course=a=b")), Assignment("course", "a=b"));
  EXPECT_EQ(must(read_assignment("course=")), Assignment("course", ""));
  for (const auto* wrong : {"end", "=5", ""}) EXPECT_FALSE(read_assignment(wrong));
}

}  // namespace
}  // namespace sluss::engine
