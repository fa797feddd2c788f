// What targets are asked after their deliveries, and what is said when their answer does not fit. The target is a
// script; the store is a real one. Synthetic data.
#include "engine/asking.h"

#include "base/json.h"
#include "engine/parked.h"
#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

using Answer = Result<std::optional<Kept>>;

class AskedSink final : public Sink {
 public:
  explicit AskedSink(const std::function<Answer(const std::string&)>& answer) : answer_(answer) {}
  Resend resend() const override { return Resend::safe; }
  Result<void> open(std::stop_token /*stop*/) override { return {}; }
  Result<WriteReport> write(std::span<const Parcel> /*parcels*/, std::stop_token /*stop*/) override {
    return fail(Fault::internal, "nothing is sent here");
  }
  Result<std::optional<Kept>> kept(const std::string& key, std::stop_token stop) override {
    return answer_ ? answer_(key) : Sink::kept(key, std::move(stop));
  }
  void close() noexcept override {}

 private:
  const std::function<Answer(const std::string&)>& answer_;
};

/// A document is a body as JSON.
class JsonBodies final : public Codec {
 public:
  Result<void> decode(Input& input, const Emit& emit) override {
    std::string bytes(1000, '\0');
    SLUSS_TRY_ASSIGN(size, input.read(bytes));
    bytes.resize(size);
    auto body = parse_json(bytes);
    if (!body) return fail(Fault::data, "no JSON");
    Record record;
    record.message.body = std::move(*body);
    return emit(std::move(record));
  }
};

class AskingTest : public store::StoreTest {
 protected:
  AskingTest() {
    config::Outlet outlet;
    outlet.name = "peppol.invoices";
    outlet.sink = [this] { return std::make_unique<AskedSink>(answer_); };
    outlet.codec = [] { return std::make_unique<JsonBodies>(); };
    configuration_.outlets[outlet.name] = outlet;
  }
  /// A delivery that was done; gives its message.
  std::int64_t delivered(const std::string& key, const std::string& when = "2026-11-23T02:30:00Z") {
    const auto transaction = writing();
    const auto made = append(*transaction, key);
    must(transaction->deliveries().add(made.message.id, "peppol.invoices", key));
    auto added = must(transaction->deliveries().of_message(made.message.id)).at(0);
    added.state = store::DeliveryState::delivered;
    added.receipt = key + ".xml";
    added.total = Ore{459000};
    added.lines = 1;
    added.at = *parse_instant(when);
    must(transaction->deliveries().update(added));
    must(transaction->commit());
    return made.message.id;
  }
  Asked ask() { return must(ask_targets(*store_, configuration_, *parse_instant("2026-11-24T03:00:00Z"), {})); }
  void expect_exception(const std::string& text) {
    EXPECT_EQ(ask().exceptions, std::vector<std::string>{"delivery a to peppol.invoices: " + text});
  }
  static Answer has(const std::string& key, const std::string& body) { return Kept{key + ".xml", {{"json", body}}}; }

  std::function<Answer(const std::string&)> answer_;
  config::Configuration configuration_;
};

TEST_F(AskingTest, nothing_is_said_where_all_fits) {
  delivered("a");
  delivered("b");
  answer_ = [](const auto& key) { return has(key, R"({"total_ore":459000,"lines":[{"days":15}]})"); };
  const auto asked = ask();
  EXPECT_EQ(asked.deliveries, 2);
  EXPECT_TRUE(asked.exceptions.empty());
  EXPECT_TRUE(asked.unasked.empty());
}

TEST_F(AskingTest, a_document_that_was_fetched_is_as_it_should_be) {
  delivered("a");
  answer_ = [](const auto& key) -> Answer { return Kept{key + ".xml", {}}; };
  EXPECT_TRUE(ask().exceptions.empty());
}

TEST_F(AskingTest, a_delivery_that_the_target_does_not_know_is_named) {
  delivered("a");
  answer_ = [](const auto& /*key*/) -> Answer { return std::nullopt; };
  expect_exception("its target knows nothing of it");
}

TEST_F(AskingTest, what_lies_there_altered_is_named) {
  delivered("a");
  answer_ = [](const auto& /*key*/) -> Answer { return fail(Fault::data, "the file a.xml is not what was delivered"); };
  expect_exception("the file a.xml is not what was delivered");
}

TEST_F(AskingTest, another_sum_in_the_document_is_named) {
  delivered("a");
  answer_ = [](const auto& key) { return has(key, R"({"total_ore":459001,"lines":[{"days":15}]})"); };
  expect_exception("the document that lies there says " + to_kronor(Ore{459001}) + " and 1 line, and " +
                   to_kronor(Ore{459000}) + " and 1 line were delivered");
}

TEST_F(AskingTest, other_lines_in_the_document_are_named) {
  delivered("a");
  answer_ = [](const auto& key) { return has(key, R"({"total_ore":459000,"lines":[]})"); };
  const auto sum = to_kronor(Ore{459000});
  expect_exception("the document that lies there says " + sum + " and 0 lines, and " + sum +
                   " and 1 line were delivered");
}

TEST_F(AskingTest, a_document_that_is_none_any_more_is_named) {
  delivered("a");
  answer_ = [](const auto& key) { return has(key, "{"); };
  expect_exception("the document that lies there cannot be read any more");
}

TEST_F(AskingTest, another_receipt_is_named) {
  delivered("a");
  answer_ = [](const auto& /*key*/) -> Answer { return Kept{"b.xml", {}}; };
  expect_exception("the receipt in the store is not the one that the target gave");
}

TEST_F(AskingTest, a_target_that_cannot_be_asked_is_counted_and_no_exception) {
  delivered("a");
  delivered("b");
  const auto asked = ask();
  EXPECT_EQ(asked.deliveries, 0);
  EXPECT_TRUE(asked.exceptions.empty());
  ASSERT_EQ(asked.unasked.size(), 1U);
  EXPECT_EQ(asked.unasked[0].deliveries, 2);
  EXPECT_EQ(asked.unasked[0].why, "this target cannot be asked what it has");
}

TEST_F(AskingTest, a_target_that_gives_no_answer_is_told_and_left_alone) {
  for (const auto* key : {"a", "b", "c"}) delivered(key);
  int questions = 0;
  answer_ = [&](const auto& key) -> Answer {
    return ++questions == 1 ? Answer(Kept{key + ".xml", {}}) : fail(Fault::denied, "nobody is let in");
  };
  const auto asked = ask();
  EXPECT_EQ(questions, 2);
  EXPECT_EQ(asked.deliveries, 1);
  EXPECT_EQ(asked.exceptions,
            std::vector<std::string>{"peppol.invoices gave no answer about 2 deliveries: nobody is let in"});
}

TEST_F(AskingTest, a_target_that_is_away_or_busy_is_counted_and_no_exception) {
  for (const auto* key : {"a", "b", "c"}) delivered(key);
  for (const auto fault : {Fault::unavailable, Fault::throttled}) {
    int questions = 0;
    answer_ = [&](const auto& key) -> Answer {
      return ++questions == 1 ? Answer(Kept{key + ".xml", {}}) : fail(fault, "not now");
    };
    const auto asked = ask();
    EXPECT_EQ(asked.deliveries, 1);
    EXPECT_TRUE(asked.exceptions.empty()) << name_of(fault);
    ASSERT_EQ(asked.unasked.size(), 1U);
    EXPECT_EQ(asked.unasked[0].deliveries, 2);
    EXPECT_EQ(asked.unasked[0].why, "not now");
  }
}

TEST_F(AskingTest, a_paused_connection_is_left_alone) {
  delivered("a");
  {
    const auto transaction = writing();
    must(transaction->connections().set({"peppol.invoices", 0, std::nullopt, "", "wrong password"}));
    must(transaction->commit());
  }
  answer_ = [](const auto& /*key*/) -> Answer {
    ADD_FAILURE() << "it was asked";
    return std::nullopt;
  };
  const auto asked = ask();
  EXPECT_TRUE(asked.exceptions.empty()) << "its own alarm stands";
  EXPECT_EQ(asked.unasked.at(0).why, "the connection is paused");
}

TEST_F(AskingTest, what_lies_long_back_is_not_asked_about) {
  delivered("a", "2026-11-17T02:59:59Z");
  delivered("b", "2026-11-17T03:00:00Z");
  answer_ = [](const auto& key) -> Answer { return Kept{key + ".xml", {}}; };
  EXPECT_EQ(ask().deliveries, 1);
}

TEST_F(AskingTest, what_a_person_has_confirmed_is_taken_as_it_is) {
  const auto message = delivered("a");
  {
    const auto transaction = writing();
    auto delivery = must(transaction->deliveries().of_message(message)).at(0);
    delivery.state = store::DeliveryState::unknown;
    must(transaction->deliveries().update(delivery));
    must(confirm(*transaction, message, {"drift", *parse_instant("2026-11-23T12:00:00Z"), "they have it"}));
    must(transaction->commit());
  }
  answer_ = [](const auto& /*key*/) -> Answer { return std::nullopt; };
  EXPECT_TRUE(ask().exceptions.empty());
}

TEST_F(AskingTest, a_target_that_has_lost_everything_does_not_fill_pages) {
  for (int i = 0; i < 130; ++i) delivered("a" + std::to_string(i));
  answer_ = [](const auto& /*key*/) -> Answer { return std::nullopt; };
  const auto asked = ask();
  ASSERT_EQ(asked.exceptions.size(), 101U);
  EXPECT_EQ(asked.exceptions.back(), "30 more deliveries to peppol.invoices do not fit");
}

TEST_F(AskingTest, a_sink_that_throws_is_told) {
  delivered("a");
  answer_ = [](const auto& /*key*/) -> Answer { throw std::runtime_error("Provia Testberg"); };
  const auto asked = ask();
  ASSERT_EQ(asked.exceptions.size(), 1U);
  EXPECT_EQ(asked.exceptions[0].find("Provia"), std::string::npos);
}

}  // namespace
}  // namespace sluss::engine
