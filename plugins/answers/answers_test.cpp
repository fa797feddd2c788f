// What becomes of each answer. All invoices and parties are made up.
#include "answers.h"

#include <gtest/gtest.h>
#include <map>
#include <stdexcept>

namespace sluss::answers {
namespace {

using Kind = Decision::Kind;

/// Knows what is owed, and refuses to book.
class Accounts final : public PaymentBook {
 public:
  Result<std::optional<domain::Receivable>> receivable(const std::string& /*number*/) override {
    throw std::logic_error("an answer meets no payment");
  }
  Result<std::optional<domain::BilledParty>> billed(const std::string& number) override {
    if (accounts[number].total == Ore{}) return std::nullopt;
    return domain::BilledParty{"2029990013", {"0088", "7300000000019"}};
  }
  Result<domain::InvoiceAccount> account(const std::string& number) override { return accounts[number]; }
  Result<std::optional<BookedPayment>> find(const std::string& /*payment*/) override {
    throw std::logic_error("an answer is no payment");
  }
  Result<void> book(const domain::Payment& /*payment*/, std::int64_t /*item*/, std::int64_t /*message*/,
                    const domain::Share& /*share*/) override {
    throw std::logic_error("an answer books nothing");
  }
  std::map<std::string, domain::InvoiceAccount> accounts;
};

class Known final : public Lookup {
 public:
  Result<std::optional<Found>> in_channel(std::string_view /*channel*/, std::string_view /*key*/) override {
    throw std::logic_error("whatever channel it came by");
  }
  Result<std::optional<Found>> of_kind(std::string_view kind, std::string_view key) override {
    const auto at = kind == "invoice_response" ? messages.find(std::string(key)) : messages.end();
    if (at == messages.end()) return std::nullopt;
    return Found{at->second, Standing::accepted};
  }
  Result<void> each(std::string_view /*kind*/, std::optional<std::string_view> /*scope*/,
                    const std::function<Result<void>(Found&&)>& /*visit*/) override {
    throw std::logic_error("not every message is looked at");
  }
  std::map<std::string, Message> messages;
};

class AnswersTest : public ::testing::Test, protected Context {
 protected:
  AnswersTest() { accounts_.accounts["1000001"].total = Ore{459000}; }

  Value answer(const std::string& status, const std::string& day = "2026-12-05") const {
    Value body;
    body["number"] = "1000001";
    body["status"] = status;
    body["day"] = day;
    body["sender"] = Value(Value::List{sender_});
    body["texts"] = Value(Value::List{"Provia Testberg was never here"});
    return body;
  }
  /// Decided, and known from then on as the engine would know it.
  Item decide(const Value& body, const std::string& kind = "invoice_response") {
    Item item;
    item.message.kind = kind;
    item.message.id = ++last_;
    item.message.key = body["number"].text_or_empty();
    item.message.body = body;
    EXPECT_TRUE(answers_.process({&item, 1}, *this));
    known_.messages[item.message.key] = item.message;
    EXPECT_EQ(item.decision.reason.find("Provia"), std::string::npos) << item.decision.reason;
    return item;
  }
  void expect(const Value& body, Kind kind, const std::string& part) {
    const auto decision = decide(body).decision;
    EXPECT_EQ(decision.kind, kind) << decision.reason;
    EXPECT_NE(decision.reason.find(part), std::string::npos) << decision.reason;
  }

  std::stop_token stop() const override { return {}; }
  const Clock& clock() const override { throw std::logic_error("not lent"); }
  void note(std::string /*text*/) override {}
  const domain::AgreementBook& agreements() const override { throw std::logic_error("not lent"); }
  BillingBook& book() override { throw std::logic_error("not lent"); }
  PaymentBook& payments() override { return accounts_; }
  Lookup& lookup() override { return known_; }

  std::string sender_ = "0007:2029990013";  ///< the buyer, but where a test says otherwise
  Accounts accounts_;
  Known known_;
  Answers answers_{Config{}};
  std::int64_t last_ = 811;
};

TEST_F(AnswersTest, what_asks_nothing_of_us_is_filtered) {
  expect(answer("acknowledged", "2026-12-01"), Kind::filtered, "acknowledged by the buyer 2026-12-01");
  expect(answer("in_process", "2026-12-02"), Kind::filtered, "in process at the buyer 2026-12-02");
  expect(answer("accepted", "2026-12-03"), Kind::filtered, "accepted by the buyer 2026-12-03");
  expect(answer("paid", "2026-12-04"), Kind::filtered, "paid, says the buyer, 2026-12-04");
}

TEST_F(AnswersTest, what_a_person_must_see_to_is_held_and_says_what_to_do) {
  auto rejected = answer("rejected");
  rejected["reasons"] = Value(Value::List{"PRI", "a name"});
  rejected["actions"] = Value(Value::List{"NIN"});
  expect(rejected, Kind::held,
         "rejected by the buyer 2026-12-05: prices incorrect (PRI), another reason (OTH); it asks for a new invoice "
         "(NIN). Correct the configuration or the placement, then sluss invoices credit 1000001");
  known_.messages.clear();
  expect(answer("under_query"), Kind::held, "Give it what it asks for, then sluss messages discard 813");
  known_.messages.clear();
  expect(answer("conditional"), Kind::held, "Look at the conditions: sluss messages discard 814");
}

TEST_F(AnswersTest, a_rejected_invoice_on_which_nothing_is_due_waits_no_more) {
  expect(answer("rejected"), Kind::held, "rejected");
  accounts_.accounts["1000001"].credited = Ore{458999};
  expect(answer("rejected"), Kind::held, "rejected");
  accounts_.accounts["1000001"].credited = Ore{459000};
  expect(answer("rejected"), Kind::filtered, "Nothing is due on it any more: credited");
}

TEST_F(AnswersTest, a_rejected_credit_note_waits_though_nothing_is_due) {
  accounts_.accounts["1000001"].total = Ore{-459000};
  expect(answer("rejected"), Kind::held, "Ask the buyer what is wrong with this credit note");
}

TEST_F(AnswersTest, an_unknown_invoice_is_waited_for) {
  accounts_.accounts.clear();
  expect(answer("accepted"), Kind::held, "there is no invoice 1000001");
  accounts_.accounts["1000001"].total = Ore{1};
  expect(answer("accepted"), Kind::filtered, "accepted");
}

TEST_F(AnswersTest, an_older_answer_that_comes_late_changes_nothing) {
  expect(answer("rejected", "2026-12-05"), Kind::held, "rejected by the buyer 2026-12-05");
  const auto item = decide(answer("acknowledged", "2026-12-01"));
  EXPECT_EQ(item.decision.kind, Kind::held);
  EXPECT_NE(item.decision.reason.find("rejected by the buyer 2026-12-05"), std::string::npos);
  EXPECT_NE(item.decision.reason.find("an older answer came in after"), std::string::npos);
  EXPECT_EQ(item.message.body["status"], Value("rejected"));
  expect(answer("accepted", "2026-12-06"), Kind::filtered, "accepted by the buyer 2026-12-06");
}

TEST_F(AnswersTest, of_one_day_the_answer_that_is_further_holds) {
  expect(answer("rejected"), Kind::held, "rejected");
  expect(answer("acknowledged"), Kind::held, "rejected");
  expect(answer("accepted"), Kind::filtered, "accepted");
  expect(answer("rejected"), Kind::held, "rejected");
}

TEST_F(AnswersTest, the_buyer_may_answer_from_another_of_its_addresses) {
  sender_ = "0088:7300000000019";
  expect(answer("accepted"), Kind::filtered, "accepted by the buyer");
}

TEST_F(AnswersTest, whoever_is_not_the_buyer_accepts_and_rejects_nothing) {
  for (const auto* other : {"0007:2029990021", "0088:7300000000099", "9915:b"}) {
    sender_ = other;
    for (const auto* status : {"accepted", "rejected", "paid", "acknowledged"})
      expect(answer(status), Kind::rejected,
             std::string("an answer, ") + status + " 2026-12-05, came from " + other +
                 ", and the buyer is 0007:2029990013 (0088:7300000000019); it counts for nothing");
  }
  sender_ = "0007:2029990013";
  expect(answer("acknowledged", "2026-12-01"), Kind::filtered, "acknowledged by the buyer 2026-12-01");
}

TEST_F(AnswersTest, an_answer_of_nobody_is_taken_only_when_one_of_us_entered_it) {
  auto body = answer("accepted");
  body["sender"] = Value();
  expect(body, Kind::rejected, "came from somebody unknown");
  body["by"] = "anna";
  expect(body, Kind::filtered, "entered by anna");
}

TEST_F(AnswersTest, a_stranger_after_the_buyer_changes_nothing_and_a_person_hears_of_it) {
  expect(answer("rejected", "2026-12-05"), Kind::held, "rejected by the buyer 2026-12-05");
  sender_ = "0007:2029990021";
  auto item = decide(answer("accepted", "2026-12-06"));
  EXPECT_EQ(item.decision.kind, Kind::held);
  EXPECT_EQ(item.message.body["status"], Value("rejected"));
  EXPECT_NE(item.decision.reason.find("After that an answer, accepted 2026-12-06, came from 0007:2029990021"),
            std::string::npos)
      << item.decision.reason;
  sender_ = "0007:2029990013";
  expect(answer("accepted", "2026-12-07"), Kind::filtered, "accepted by the buyer 2026-12-07");
  sender_ = "0007:2029990021";
  item = decide(answer("rejected", "2026-12-08"));
  EXPECT_EQ(item.decision.kind, Kind::held) << "what the buyer accepted stays so, and a person looks";
  EXPECT_EQ(item.message.body["status"], Value("accepted"));
  const auto again = decide(item.message.body);
  EXPECT_EQ(again.decision.kind, Kind::held) << "also the next night";
}

TEST_F(AnswersTest, what_cannot_be_read_is_rejected_with_the_field) {
  for (const auto* field : {"number", "status", "day"}) {
    auto body = answer("accepted");
    body[field] = "";
    expect(body, Kind::rejected, field);
  }
  expect(answer("perhaps"), Kind::rejected, "expected one of acknowledged, in_process");
  expect(answer("accepted", "5 December"), Kind::rejected, "YYYY-MM-DD");
}

TEST_F(AnswersTest, others_pass_by) { EXPECT_EQ(decide(answer("rejected"), "payment").decision.kind, Kind::pass); }

TEST_F(AnswersTest, one_that_is_withdrawn_is_filtered) {
  Item item;
  item.message.kind = "invoice_response";
  item.message.change = Change::withdrawn;
  EXPECT_TRUE(answers_.process({&item, 1}, *this));
  EXPECT_EQ(item.decision.kind, Kind::filtered);
}

}  // namespace
}  // namespace sluss::answers
