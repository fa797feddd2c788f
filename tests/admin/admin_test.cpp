// The admin API of a running daemon: who gets in, what is told, what is kept from whom, and what is written down.
#include <gtest/gtest.h>
#include <thread>

#include "asker.h"
#include "base/json.h"
#include "base/text.h"
#include "support/post.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;
constexpr auto password = "en lång mening till test";

std::string login_of(const std::string& name, const std::string& word) {
  auto body = Value::object();
  body["name"] = name;
  body["password"] = word;
  return to_json(body);
}

class Admin : public ::testing::Test {
 protected:
  struct Browser {
    Lines cookie, all;  ///< without and with what proves that the page is ours
  };

  /// Somebody with every role, logged in with a browser.
  Browser log_in() {
    make_first();
    const auto told = admin_.ask("POST", "/api/v1/session", {}, login_of("karin", password));
    EXPECT_EQ(told.status, 200) << told.body;
    const auto cookie = told.headers.at("set-cookie");
    Browser browser;
    browser.cookie = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
    browser.all = browser.cookie;
    browser.all["X-CSRF-Token"] = told.json()["csrf"].text_or_empty();
    return browser;
  }
  [[nodiscard]] fs::path token_file() const { return admin_.world.root() / "store/first-account.token"; }
  Told make_first() {
    auto body = *parse_json(login_of("karin", password));
    body["token"] = std::string(trim(read_file(token_file())));
    return admin_.ask("POST", "/api/v1/first-account", {}, to_json(body));
  }
  /// What the audit log says somewhere.
  [[nodiscard]] bool audited(const std::string& action, const std::string& text) {
    if (auditor_.empty()) auditor_ = admin_.token("auditor", "viewer");
    const auto log = admin_.ask_by(auditor_, "GET", "/api/v1/audit").json();
    for (const auto& entry : *log["items"].as_list()) {
      const auto all =
          entry["who"].text_or_empty() + " " + entry["what"].text_or_empty() + " " + entry["detail"].text_or_empty();
      if (entry["action"].text_or_empty() == action && all.find(text) != std::string::npos) return true;
    }
    ADD_FAILURE() << "not in the audit log: " << action << " ... " << text << "\n" << to_pretty_json(log);
    return false;
  }

  AdminWorld admin_;
  std::string auditor_;
};

TEST_F(Admin, the_first_account_is_made_by_a_token_that_is_good_once) {
  EXPECT_EQ(fs::status(token_file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  auto body = *parse_json(login_of("karin", password));
  body["token"] = "guessed";
  EXPECT_EQ(admin_.ask("POST", "/api/v1/first-account", {}, to_json(body)).status, 403);
  body["token"] = std::string(trim(read_file(token_file())));
  body["password"] = "short";
  EXPECT_EQ(admin_.ask("POST", "/api/v1/first-account", {}, to_json(body)).status, 422);
  EXPECT_EQ(make_first().status, 204);
  EXPECT_EQ(make_first().status, 403) << "once";
  const auto log = admin_.stop();
  EXPECT_EQ(log.find(body["token"].text_or_empty()), std::string::npos) << "whoever reads the log must not get in";
  admin_.start();
  EXPECT_FALSE(fs::exists(token_file()));
  EXPECT_TRUE(audited("account-added", "karin"));
}

TEST_F(Admin, a_session_is_a_cookie_that_no_script_and_no_other_site_gets) {
  make_first();
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session", {}, login_of("karin", "wrong, wrong, wrong")).status, 401);
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session", {}, login_of("nobody", password)).status, 401);
  const auto told = admin_.ask("POST", "/api/v1/session", {}, login_of("karin", password));
  const auto cookie = told.headers.at("set-cookie");
  EXPECT_TRUE(cookie.starts_with("__Host-sluss="));
  for (const auto* flag : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"})
    EXPECT_NE(cookie.find(flag), std::string::npos) << flag;
  EXPECT_TRUE(audited("login", "karin"));
  EXPECT_TRUE(audited("login-refused", "karin"));
}

TEST_F(Admin, a_browser_must_prove_that_its_page_is_ours) {
  const auto browser = log_in();
  EXPECT_EQ(admin_.ask("GET", "/api/v1/status", browser.cookie).status, 200);
  const auto* run = "/api/v1/pipelines/none/runs";
  EXPECT_EQ(admin_.ask("POST", run, browser.cookie).status, 403) << "the cookie alone changes nothing";
  EXPECT_EQ(admin_.ask("POST", run, browser.all).status, 422);
  auto elsewhere = browser.all;
  elsewhere["Origin"] = "https://elsewhere.example";
  EXPECT_EQ(admin_.ask("POST", run, elsewhere).status, 403);
  elsewhere["X-CSRF-Token"] = "guessed";
  elsewhere.erase("Origin");
  EXPECT_EQ(admin_.ask("POST", run, elsewhere).status, 403);
}

TEST_F(Admin, after_logging_out_the_cookie_opens_nothing) {
  const auto browser = log_in();
  EXPECT_EQ(admin_.ask("DELETE", "/api/v1/session", browser.all).status, 204);
  EXPECT_EQ(admin_.ask("GET", "/api/v1/status", browser.cookie).status, 401);
}

TEST_F(Admin, a_new_password_ends_all_sessions_and_a_lost_role_counts_at_once) {
  const auto browser = log_in();
  auto change = Value::object();
  change["old"] = "wrong, wrong, wrong";
  change["new"] = "en annan mening till test";
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session/password", browser.all, to_json(change)).status, 403);
  const auto token = admin_.token("manager", "admin");
  auto roles = R"({"roles":["viewer","operator"]})";
  EXPECT_EQ(admin_.ask_by(token, "PUT", "/api/v1/accounts/karin", roles).status, 422) << "the last administrator";
  EXPECT_EQ(admin_
                .ask_by(token, "PUT", "/api/v1/accounts/ola",
                        R"({"roles":["viewer","admin"],"password":"en tredje mening till test"})")
                .status,
            204);
  EXPECT_EQ(admin_.ask("GET", "/api/v1/accounts", browser.cookie).status, 200);
  EXPECT_EQ(admin_.ask_by(token, "PUT", "/api/v1/accounts/karin", roles).status, 204);
  EXPECT_EQ(admin_.ask("GET", "/api/v1/accounts", browser.cookie).status, 403);
  change["old"] = password;
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session/password", browser.all, to_json(change)).status, 204);
  EXPECT_EQ(admin_.ask("GET", "/api/v1/status", browser.cookie).status, 401);
}

TEST_F(Admin, who_tries_too_often_must_wait) {
  make_first();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(admin_.ask("POST", "/api/v1/session", {}, login_of("karin", "wrong, wrong, wrong")).status, 401);
  const auto told = admin_.ask("POST", "/api/v1/session", {}, login_of("karin", password));
  EXPECT_EQ(told.status, 429) << "even with the right one";
  EXPECT_GT(std::stoi(told.headers.at("retry-after")), 0);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(admin_.ask_by("guessed", "GET", "/api/v1/status").status, 401);
  EXPECT_EQ(admin_.ask_by("guessed", "GET", "/api/v1/status").status, 429);
  EXPECT_EQ(admin_.ask_by(admin_.token("grafana", "viewer"), "GET", "/api/v1/status").status, 200)
      << "who knows a token does not wait for those who guess";
}

TEST_F(Admin, answers_are_for_who_asked_and_are_problems_when_something_is_wrong) {
  const auto told = admin_.ask("GET", "/api/v1/status");
  EXPECT_EQ(told.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(told.headers.at("www-authenticate"), "Bearer");
  EXPECT_EQ(told.headers.at("cache-control"), "no-store");
  EXPECT_EQ(told.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(told.json()["status"].text_or_empty(), "401");
  EXPECT_EQ(admin_.ask("GET", "/api/v1/openapi.json").json()["openapi"].text_or_empty(), "3.1.0");
  EXPECT_EQ(admin_.ask("HEAD", "/health/ready").body, "");
  EXPECT_EQ(admin_.ask("GET", "/health/ready").body, "ready\n");
}

TEST_F(Admin, requests_that_are_wrong_are_told_so_before_their_body_is_read) {
  EXPECT_EQ(admin_.ask("GET", "/health/live", {{"Host", "evil.example"}}).status, 421) << "another name led here";
  EXPECT_EQ(admin_.ask("GET", "/health/live", {{"Host", "SLUSS.region.example:443"}}).status, 200);
  EXPECT_EQ(admin_.ask("GET", "/api/v2/status").status, 404);
  const auto put = admin_.ask("PUT", "/api/v1/session", {}, "{}");
  EXPECT_EQ(put.status, 405);
  EXPECT_EQ(put.headers.at("allow"), "POST, GET, DELETE");
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session", {{"Content-Type", "text/plain"}}, "{}").status, 415);
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session", {}, "{ no json").status, 400);
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session", {}, R"({"name":"karin"})").status, 422);
  const auto viewer = admin_.token("viewer", "viewer");
  EXPECT_EQ(admin_.ask_by(viewer, "GET", "/api/v1/messages?satte=held").status, 400);
  EXPECT_EQ(admin_.ask_by(viewer, "GET", "/api/v1/messages?limit=1001").status, 400);
  EXPECT_EQ(admin_.ask_by(viewer, "GET", "/api/v1/messages?state=lost").status, 400);
  EXPECT_EQ(admin_.ask_by(viewer, "GET", "/api/v1/messages/17").status, 404);
}

TEST_F(Admin, messages_come_by_the_page_and_students_are_masked) {
  admin_.world.put("placeringar.csv", {Row{.id = "P1"}, Row{.id = "P2", .personnummer = "19550101-9813"},
                                       Row{.id = "P3", .programme = "XXX", .personnummer = "19550101-9821"}});
  static_cast<void>(admin_.world.sync());
  const auto viewer = admin_.token("viewer", "viewer"), personal = admin_.token("personal", "personal");
  std::set<std::string> keys;
  std::string next;
  do {
    const auto page = admin_.ask_by(viewer, "GET", "/api/v1/messages?kind=placement&limit=1" + next).json();
    ASSERT_EQ(page["items"].as_list()->size(), 1U);
    keys.insert((*page["items"].as_list())[0]["key"].text_or_empty());
    next = page["next"].is_null() ? "" : "&after=" + page["next"].text_or_empty();
  } while (!next.empty());
  EXPECT_EQ(keys, (std::set<std::string>{"P1", "P2", "P3"}));

  const auto shown = admin_.ask_by(viewer, "GET", "/api/v1/messages/1");
  EXPECT_EQ(shown.body.find("Testberg"), std::string::npos);
  EXPECT_EQ(shown.body.find("9805"), std::string::npos);
  EXPECT_EQ(admin_.ask_by(viewer, "POST", "/api/v1/messages/1/look", R"({"reason":"curious"})").status, 403);
  const auto seen = admin_.ask_by(personal, "POST", "/api/v1/messages/1/look", R"({"reason":"the unit asked"})");
  EXPECT_NE(seen.body.find("Testberg"), std::string::npos);
  EXPECT_TRUE(audited("look", "the unit asked"));
}

TEST_F(Admin, decisions_are_made_and_written_down_by_whom) {
  admin_.world.put("placeringar.csv", {Row{.id = "P1", .institution = "Okända universitetet"}});
  static_cast<void>(admin_.world.sync());
  ASSERT_TRUE(admin_.world.placements().at("P1").starts_with("held")) << admin_.world.placements().at("P1");
  const auto operators = admin_.token("ola", "operator");
  const auto* reason = R"({"reason":"not ours"})";
  EXPECT_EQ(admin_.ask_by(operators, "POST", "/api/v1/messages/1/retry", reason).status, 422) << "nothing to deliver";
  EXPECT_EQ(admin_.ask_by(operators, "POST", "/api/v1/messages/1/discard", reason).status, 204);
  EXPECT_TRUE(admin_.world.placements().at("P1").starts_with("resolved"));
  EXPECT_TRUE(audited("discard", "not ours"));
}

TEST_F(Admin, a_run_is_begun_and_seen) {
  admin_.world.put("placeringar.csv", {Row{.id = "P1"}});
  const auto operators = admin_.token("ola", "operator,viewer");
  EXPECT_EQ(admin_.ask_by(operators, "POST", "/api/v1/pipelines/none/runs").status, 422);
  EXPECT_EQ(admin_.ask_by(operators, "POST", "/api/v1/pipelines/nightly/runs").status, 204);
  std::string state;
  for (int i = 0; i < 3000 && (state.empty() || state == "running"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const auto status = admin_.ask_by(operators, "GET", "/api/v1/status").json();
    state = (*status["pipelines"].as_list())[0]["last_state"].text_or_empty();
  }
  EXPECT_EQ(admin_.world.placements().size(), 1U);
  EXPECT_NE(admin_.ask_by(operators, "GET", "/metrics").body.find("sluss_"), std::string::npos);
  EXPECT_EQ(admin_.ask_by(operators, "GET", "/api/v1/alarms").status, 200);
}

TEST_F(Admin, invoices_are_shown_masked_and_credited_by_who_may) {
  admin_.world.put("placeringar.csv", {Row{.id = "P1"}});
  static_cast<void>(admin_.world.sync());
  const auto viewer = admin_.token("viewer", "viewer"), approver = admin_.token("ann", "approver"),
             personal = admin_.token("personal", "personal");
  const auto list = admin_.ask_by(viewer, "GET", "/api/v1/invoices?term=HT2026").json();
  ASSERT_EQ(list["items"].as_list()->size(), 1U);
  const auto number = (*list["items"].as_list())[0]["number"].text_or_empty();
  EXPECT_TRUE(admin_.ask_by(viewer, "GET", "/api/v1/invoices?term=VT2020").json()["items"].as_list()->empty());
  const auto path = "/api/v1/invoices/" + number;
  EXPECT_EQ(admin_.ask_by(viewer, "GET", path).body.find("Testberg"), std::string::npos);
  EXPECT_EQ(admin_.ask_by(viewer, "GET", "/api/v1/invoices/none").status, 404);
  EXPECT_NE(admin_.ask_by(personal, "POST", path + "/look", R"({"reason":"asked by the unit"})").body.find("Testberg"),
            std::string::npos);
  EXPECT_TRUE(audited("look", "asked by the unit"));

  const auto* reason = R"({"reason":"wrong reference"})";
  EXPECT_EQ(admin_.ask_by(viewer, "POST", path + "/credit", reason).status, 403);
  const auto credited = admin_.ask_by(approver, "POST", path + "/credit", reason);
  EXPECT_EQ(credited.json()["credited_ore"], (*list["items"].as_list())[0]["total_ore"]);
  EXPECT_EQ(admin_.ask_by(approver, "POST", path + "/credit", reason).status, 422) << "nothing of it stands";
  EXPECT_TRUE(audited("credit", "wrong reference"));
}

TEST_F(Admin, a_basis_is_approved_as_it_was_seen_or_not_at_all) {
  const auto agreements = admin_.world.root() / "config/agreements";
  for (const auto& file : fs::directory_iterator(agreements)) {
    auto text = read_file(file.path());
    const std::string line = "    institution: uni\n";
    if (const auto at = text.find(line); at != std::string::npos)
      write_file(file.path(), text.insert(at, "    approval: person\n"));
  }
  admin_.world.put("placeringar.csv", {Row{.id = "P1"}});
  static_cast<void>(admin_.world.sync());
  admin_.stop();
  admin_.start();
  const auto viewer = admin_.token("viewer", "viewer"), approver = admin_.token("ann", "approver");
  const auto drafts = admin_.ask_by(viewer, "GET", "/api/v1/drafts").json();
  ASSERT_EQ(drafts["items"].as_list()->size(), 1U) << to_json(drafts);
  auto decision = Value::object();
  for (const auto* member : {"unit", "institution", "agreement", "term"})
    decision[member] = (*drafts["items"].as_list())[0][member];
  decision["total_ore"] = 1;
  decision["reason"] = "compared";
  EXPECT_EQ(admin_.ask_by(approver, "POST", "/api/v1/drafts/approve", to_json(decision)).status, 409);
  decision["total_ore"] = (*drafts["items"].as_list())[0]["total_ore"];
  EXPECT_EQ(admin_.ask_by(viewer, "POST", "/api/v1/drafts/approve", to_json(decision)).status, 403);
  EXPECT_EQ(admin_.ask_by(approver, "POST", "/api/v1/drafts/approve", to_json(decision)).status, 204);
  const auto after = admin_.ask_by(viewer, "GET", "/api/v1/drafts").json();
  EXPECT_NE((*after["items"].as_list())[0]["state"], (*drafts["items"].as_list())[0]["state"]);
}

TEST_F(Admin, connections_are_paused_and_resumed) {
  const auto ola = admin_.token("ola", "operator,viewer");
  const auto* reason = R"({"reason":"its server moves"})";
  EXPECT_EQ(admin_.ask_by(ola, "POST", "/api/v1/connections/none/pause", reason).status, 404);
  EXPECT_EQ(admin_.ask_by(ola, "POST", "/api/v1/connections/peppol.invoices/pause", reason).status, 204);
  EXPECT_NE(admin_.ask_by(ola, "GET", "/api/v1/status").body.find("its server moves"), std::string::npos);
  EXPECT_EQ(admin_.ask_by(ola, "POST", "/api/v1/connections/peppol.invoices/resume", reason).status, 204);
  EXPECT_EQ(admin_.ask_by(ola, "GET", "/api/v1/status").body.find("its server moves"), std::string::npos);
  EXPECT_TRUE(audited("pause", "its server moves"));
}

/// Many who say nothing, one with endless headers, one who sends a byte now and then: others are still answered.
TEST_F(Admin, hostile_clients_keep_nobody_out_for_long) {
  EXPECT_EQ(admin_.ask("GET", "/health/live", {{"X-Long", std::string(100'000, 'x')}}).status, 431);
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session", {}, std::string(2'000'000, ' ')).status, 413);
  EXPECT_EQ(talk(admin_.port(), "\x16\x03\x01 this is TLS, is it not\r\n\r\n").substr(0, 12), "HTTP/1.1 400");
  std::vector<std::jthread> silent;
  for (int i = 0; i < 100; ++i)
    silent.emplace_back([this] { static_cast<void>(talk(admin_.port(), "GET /health/live HTTP/1.1\r\nHost: ")); });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(admin_.ask("GET", "/health/live").status, 200);
}

}  // namespace
}  // namespace sluss::test
