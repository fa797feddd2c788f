// Who may come in: what is kept of people and programs.
#include "store/accounts.h"

#include "store/store_fixture.h"

namespace sluss::store {
namespace {

class AccountsTest : public StoreTest {};

TEST_F(AccountsTest, are_found_by_name_and_by_token) {
  const auto transaction = writing();
  auto& accounts = transaction->accounts();
  const Instant now{std::chrono::seconds(1'790'000'000)};
  must(accounts.set({"karin", AccountKind::person, {Role::viewer, Role::approve}, "$argon2id$...", now}));
  must(accounts.set({"grafana", AccountKind::program, {Role::viewer}, to_hex(digest("a token")), now, now}));
  EXPECT_EQ(must(accounts.find("karin"))->roles.names(), (std::vector<std::string>{"viewer", "approver"}));
  EXPECT_FALSE(must(accounts.find("Karin")));
  EXPECT_EQ(must(accounts.with_token(digest("a token")))->name, "grafana");
  EXPECT_EQ(must(accounts.with_token(digest("a token")))->expires, now);
  EXPECT_FALSE(must(accounts.with_token(digest("another"))));
  EXPECT_EQ(must(accounts.list()).size(), 2U);
}

TEST_F(AccountsTest, a_password_is_no_token) {
  const auto transaction = writing();
  must(transaction->accounts().set({"karin", AccountKind::person, {Role::admin}, to_hex(digest("word")), Instant{}}));
  EXPECT_FALSE(must(transaction->accounts().with_token(digest("word"))));
}

TEST_F(AccountsTest, are_replaced_and_removed) {
  const auto transaction = writing();
  auto& accounts = transaction->accounts();
  must(accounts.set({"karin", AccountKind::person, {Role::viewer}, "", Instant{}}));
  must(accounts.set({"karin", AccountKind::person, {Role::personal}, "", Instant{}}));
  ASSERT_EQ(must(accounts.list()).size(), 1U);
  EXPECT_FALSE(must(accounts.find("karin"))->roles.has(Role::viewer)) << "roles are not added up";
  must(accounts.remove("karin"));
  must(accounts.remove("karin"));
  EXPECT_TRUE(must(accounts.list()).empty());
}

TEST(Roles, have_names_that_are_read_back) {
  for (const auto role : all_roles()) EXPECT_EQ(parse_role(name_of(role)), role);
  EXPECT_FALSE(parse_role("root"));
  const Roles some{Role::personal, Role::viewer};
  EXPECT_EQ(Roles::of_bits(some.bits()), some);
  EXPECT_EQ(Roles::of_bits(-1).names().size(), all_roles().size()) << "bits that mean nothing are passed over";
}

}  // namespace
}  // namespace sluss::store
