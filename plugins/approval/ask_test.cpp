#include "ask.h"

#include "approval_fixture.h"
#include "domain/basis_to_approve.h"

namespace sluss::approval {
namespace {

class Ask : public test::ApprovalTest {
 protected:
  Messages asked() {
    AskApproval step({test::secret});
    Messages all;
    for (;;) {
      auto made = step.finish(*this);
      EXPECT_TRUE(made) << made.error().what;
      if (!made || made->empty()) return all;
      for (auto& message : *made) all.push_back(std::move(message));
    }
  }
};

TEST_F(Ask, a_basis_that_waits_for_a_person_becomes_a_message) {
  const auto messages = asked();
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].kind, "basis");
  EXPECT_TRUE(messages[0].key.starts_with("avtal/uni/ost/HT2026/basis-")) << messages[0].key;
  EXPECT_EQ(messages[0].parents, std::vector<std::int64_t>{7});
  const auto basis = domain::read_basis_to_approve(messages[0].body);
  ASSERT_TRUE(basis) << basis.error().what;
  EXPECT_EQ(domain::faults_of(*basis), std::vector<std::string>{});
  EXPECT_EQ(basis->code, code());
  EXPECT_EQ(basis->invoice.total, Ore{61200});
  EXPECT_EQ(messages[0].body.at("seller.contact.email").text_or_empty(), "vfu@ost.example");
}

TEST_F(Ask, the_same_lines_are_the_same_message_on_any_day_and_other_lines_another) {
  const auto first = asked();
  clock_ = FixedClock(make_day(2026, 12, 9));
  EXPECT_EQ(asked()[0].body, first[0].body);
  ledger_.waiting_lines[group_] = {line("P1", 3)};
  const auto changed = asked();
  EXPECT_NE(changed[0].key, first[0].key);
  EXPECT_NE(changed[0].body["code"], first[0].body["code"]);
}

TEST_F(Ask, nobody_is_asked_about_what_is_decided_or_does_not_wait_for_a_person) {
  for (const bool approved : {true, false}) {
    ledger_.approvals[group_] = {digest_of(ledger_.waiting_lines[group_]), approved};
    EXPECT_TRUE(asked().empty());
  }
  ledger_.approvals[group_] = {digest_of({}), true};
  EXPECT_EQ(asked().size(), 1U) << "other lines were approved";
  agreements_.agreements[0].autumn.invoice_from = domain::MonthDay{12, 5};
  agreements_.index();
  EXPECT_TRUE(asked().empty()) << "before the day from which the term is invoiced";
  agreements_.agreements[0].autumn.invoice_from.reset();
  agreements_.agreements[0].approval = domain::Approval::automatic;
  agreements_.index();
  EXPECT_TRUE(asked().empty());
}

TEST_F(Ask, a_code_cannot_be_made_without_the_secret) {
  const auto key = basis_key(group_, ledger_.waiting_lines[group_]);
  const auto made = code_of(key, test::secret);
  EXPECT_EQ(made.size(), 19U) << made;
  EXPECT_EQ(made, code_of(key, test::secret));
  EXPECT_NE(made, code_of(key, Secret("made-up-secret-of-more-than-32-characterS")));
  EXPECT_EQ(made.find_first_not_of("ABCDEFGHJKLMNPQRSTUVWXYZ23456789-"), std::string::npos) << made;
}

}  // namespace
}  // namespace sluss::approval
