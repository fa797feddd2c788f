#include "take.h"

#include "approval_fixture.h"

namespace sluss::approval {
namespace {

using Kind = Decision::Kind;

class Take : public test::ApprovalTest {
 protected:
  /// A mail as the format `mail` reads it.
  [[nodiscard]] Value mail(const std::string& text) {
    Value body;
    body["id"] = "svar-" + std::to_string(last_ + 1) + "@ost.example";
    body["code"] = code();
    body["thread"] = code();
    body["sender"] = "vfu@ost.example";
    body["text"] = text;
    body["more"] = false;
    body["automatic"] = false;
    body["report"] = "";
    return body;
  }
  /// Decided, and known from then on as the engine would know it.
  Decision take(const Value& body) {
    Item item;
    item.message.kind = "approval";
    item.message.id = ++last_;
    item.message.key = body["thread"].text_or_empty();
    item.message.body = body;
    TakeApproval step({test::secret, senders_});
    EXPECT_TRUE(step.process({&item, 1}, *this));
    known_[item.message.key] = {item.message, item.decision.kind == Kind::held ? Standing::parked : Standing::filtered};
    EXPECT_EQ(item.decision.reason.find('@'), std::string::npos) << item.decision.reason;
    return item.decision;
  }
  void expect_held(const Value& body, const std::string& why) {
    const auto before = decisions_.size();
    const auto decision = take(body);
    EXPECT_EQ(decision.kind, Kind::held) << decision.reason;
    EXPECT_NE(decision.reason.find(why), std::string::npos) << decision.reason;
    EXPECT_EQ(decisions_.size(), before) << "nothing was decided";
  }
  void expect_done(const Value& body, const std::string& reason) {
    const auto decision = take(body);
    EXPECT_EQ(decision.kind, Kind::filtered) << decision.reason;
    EXPECT_NE(decision.reason.find(reason), std::string::npos) << decision.reason;
  }
  [[nodiscard]] std::string known() { return ledger_.approvals.contains(group_) ? decided() : "nothing"; }

  std::vector<std::string> senders_;

 private:
  [[nodiscard]] std::string decided() { return ledger_.approvals[group_].approved ? "approved" : "refused"; }
  std::int64_t last_ = 10;
};

TEST_F(Take, a_plain_yes_approves_and_the_log_says_who_and_by_which_mail) {
  expect_done(mail("Godkänns."), "approved: the basis of ost for uni, HT2026");
  EXPECT_EQ(decisions_, std::vector<std::string>{
                            "approve ost, mail from vfu@ost.example, answered by the mail <svar-11@ost.example>"});
  EXPECT_EQ(ledger_.approvals[group_].lines, digest_of(ledger_.waiting_lines[group_]));
}

TEST_F(Take, a_plain_no_refuses_also_with_what_is_wrong) {
  auto body = mail("Avslås");
  body["more"] = true;
  expect_done(body, "refused");
  EXPECT_EQ(known(), "refused");
}

TEST_F(Take, twice_the_same_answer_does_nothing) {
  expect_done(mail("Ja"), "approved: ");
  expect_done(mail("Ja"), "approved already");
  EXPECT_EQ(decisions_.size(), 1U);
  ledger_.approvals.clear();  // it is issued
  auto again = mail("Ja");
  ledger_.waiting_lines[group_].clear();
  expect_done(again, "the same answer once more");
  again["id"] = "svar-x@ost.example";
  expect_done(again, "the same answer once more");
}

TEST_F(Take, a_no_takes_back_a_yes_until_it_is_issued_and_never_the_other_way) {
  expect_done(mail("Ja"), "approved: ");
  expect_done(mail("Nej"), "refused: ");
  expect_held(mail("Ja"), "which was refused before");
  EXPECT_EQ(known(), "refused");
}

TEST_F(Take, another_answer_after_it_was_issued_waits_for_a_person) {
  expect_done(mail("Ja"), "approved: ");
  auto no = mail("Nej");
  ledger_.approvals.clear();
  ledger_.waiting_lines[group_].clear();
  expect_held(no, "no basis with its code waits");
}

TEST_F(Take, lines_that_have_changed_are_not_those_that_were_looked_at) {
  const auto answer = mail("Godkänns");
  ledger_.waiting_lines[group_] = {line("P1", 3)};
  expect_held(answer, "has changed and was mailed anew");
}

TEST_F(Take, who_may_not_answer_decides_nothing) {
  auto body = mail("Ja");
  for (const auto* sender : {"chef@ost.example", "", "vfu@ost.example.evil.example"}) {
    body["sender"] = sender;
    expect_held(body, "its sender is not the address");
  }
  senders_ = {"*@OST.example"};
  body["sender"] = "Chef@ost.example";
  expect_done(body, "approved: ");
}

TEST_F(Take, a_code_that_is_not_ours_or_none_decides_nothing) {
  auto body = mail("Ja");
  body["code"] = "AAAA-BBBB-CCCC-DDDD";
  expect_held(body, "the code is none of ours");
  body["code"] = "";
  body["thread"] = "svar@ost.example";
  expect_held(body, "no code stands in its subject");
}

TEST_F(Take, machines_approve_nothing) {
  auto body = mail("Ja");
  body["automatic"] = true;
  expect_held(body, "it was written by a machine");
  body["report"] = "<sluss.1@region.example> failed (5.1.1)";
  Item item;
  item.message.kind = "approval";
  item.message.body = body;
  ASSERT_TRUE(TakeApproval({test::secret, {}}).process({&item, 1}, *this));
  EXPECT_EQ(item.decision.kind, Kind::held);
  EXPECT_NE(item.decision.reason.find("came back: <sluss.1@region.example> failed (5.1.1)"), std::string::npos);
  EXPECT_TRUE(decisions_.empty());
}

TEST_F(Take, what_is_not_plain_waits_for_a_person) {
  for (const auto* text : {"", "Ja, men inte rad 3", "Vilken rad är det?", "Ok"})
    expect_held(mail(text), "neither plainly yes nor plainly no");
  auto more = mail("Godkänns");
  more["more"] = true;
  expect_held(more, "and more than that");
}

TEST_F(Take, a_mail_that_nobody_has_looked_at_is_named_by_the_one_that_takes_its_place) {
  expect_held(mail("Vilken rad är det?"), "neither");
  expect_held(mail("Och en sak till"), "(message 11, the mail before it, waited as well)");
  expect_done(mail("Ja"), "(message 12, the mail before it, waited as well)");
}

TEST_F(Take, others_messages_pass) {
  Item item;
  item.message.kind = "placement";
  ASSERT_TRUE(TakeApproval({test::secret, {}}).process({&item, 1}, *this));
  EXPECT_EQ(item.decision.kind, Kind::pass);
}

}  // namespace
}  // namespace sluss::approval
