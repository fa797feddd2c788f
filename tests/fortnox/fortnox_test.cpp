// Invoices on their way to Fortnox: each is made once, whatever breaks, and nobody is told who is in it.
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

class Fortnox : public ::testing::Test {
 protected:
  Fortnox() : simulator_({"python3", SLUSS_SIMULATOR, port_file().string()}, world_.root() / "scratch") {
    for (int i = 0; i < 600 && !fs::exists(port_file()); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    base_ = "http://127.0.0.1:" + read_file(port_file());
    world_.configure("secrets/fortnox_client_secret", "made-up-Kx93-value");
    fs::permissions(world_.root() / "config/secrets/fortnox_client_secret", fs::perms(0600));
    configure("\"10\"", "answer_timeout: 60s");
    const auto nightly = read_file(world_.root() / "config/pipelines/nightly.yaml");
    world_.configure("pipelines/nightly.yaml", nightly.substr(0, nightly.find("to:")) + "to: [fortnox]\n");
  }
  ~Fortnox() override { simulator_.send(SIGTERM); }

  [[nodiscard]] fs::path port_file() const { return world_.root() / "scratch/port"; }

  void configure(const std::string& customer, const std::string& options,
                 const std::string& access = "tenant: \"123456\"") const {
    world_.configure(
        "connections.yaml",
        "connections:\n  klipp: { use: klipp, folder: ../inbox }\n"
        "  underlag: { use: invoice-basis, folder: ../underlag }\n"
        "  fortnox:\n    use: fortnox\n    customers: { uni: " +
            customer +
            ", hogskolan: \"11\" }\n"
            "    accounts: { ost: \"3041\", vast: \"3042\" }\n"
            "    transport:\n      fortnox: { client_id: sluss-test, client_secret: \"secret:fortnox_client_secret\", "
            "" +
            access + ", url: \"" + base_ + "\", token_url: \"" + base_ + "/oauth-v1/token\", " + options + " }\n");
  }
  void offer(int count) const {
    std::vector<Row> rows;
    for (int i = 0; i < count; ++i) {
      Row row;
      row.id = "P" + std::to_string(i);
      row.programme = "PRG" + std::to_string(i);
      row.institution = "Exempeluniversitetet";
      const std::vector<std::string> terms = {"HT2026", "VT2026", "HT2025", "VT2025"};
      const std::vector<std::string> starts = {"2026-09-07", "2026-02-02", "2025-09-08", "2025-02-03"};
      const std::vector<std::string> ends = {"2026-09-25", "2026-02-20", "2025-09-26", "2025-02-21"};
      const auto term = static_cast<std::size_t>(i) / 2;
      row.term = terms[term];
      row.start = starts[term];
      row.end = ends[term];
      row.unit = i % 2 == 1 ? "Västra hemsjukvården" : "Östra geriatriken";
      row.hsa_id = i % 2 == 1 ? "SE2129990012-E0002" : "SE2129990012-E0001";
      rows.push_back(row);
    }
    world_.put("placeringar.csv", rows);
  }
  [[nodiscard]] Value steer(const std::string& what) const {
    const auto asked =
        run({"python3", "-c", "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())",
             base_ + "/sim/" + what},
            world_.root() / "scratch");
    return parse_json(asked.out).value();
  }
  [[nodiscard]] std::size_t made() const { return steer("made")["Invoices"].as_list()->size(); }

  World world_;
  Process simulator_;
  std::string base_;
};

TEST_F(Fortnox, an_invoice_is_made_and_known_again) {
  EXPECT_EQ(world_.sluss({"check", "--probe"}).exit, 0);
  offer(2);
  (void)world_.sync();
  const auto there = steer("made");
  ASSERT_EQ(there["Invoices"].as_list()->size(), 2U);
  const Value& invoice = there["Invoices"].as_list()->front();
  EXPECT_EQ(invoice["CustomerNumber"], Value("10"));
  EXPECT_EQ(invoice["ExternalInvoiceReference1"].text_or_empty().substr(0, 6), "sluss-");
  EXPECT_EQ(invoice["InvoiceRows"].as_list()->front()["Price"].text_or_empty(), "4590.0");
  (void)world_.sync();
  EXPECT_EQ(made(), 2U) << "a second night makes none";
  const auto audited = world_.sluss({"audit", "--now"});
  EXPECT_EQ(audited.exit, 0) << audited.out << audited.err;
}

TEST_F(Fortnox, a_time_out_after_it_was_made_makes_no_second_one) {
  configure("\"10\"", "answer_timeout: 2s");
  offer(1);
  (void)steer("hang");
  (void)world_.sync();
  EXPECT_EQ(made(), 1U);
  (void)world_.sync();
  EXPECT_EQ(made(), 1U) << "it is searched for before it would be sent again";
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(Fortnox, an_error_after_it_was_made_makes_no_second_one) {
  offer(1);
  (void)steer("break");
  (void)world_.sync();
  (void)world_.sync();
  EXPECT_EQ(made(), 1U);
}

TEST_F(Fortnox, a_customer_that_is_not_there_waits_and_the_rest_goes_on) {
  configure("\"99\"", "answer_timeout: 60s");
  offer(1);
  const auto report = world_.sync();
  const auto trouble = report["troubles"].as_list()->front().text_or_empty();
  EXPECT_NE(trouble.find("Fortnox answered 400 with its error 2000433"), std::string::npos) << trouble;
  EXPECT_EQ(made(), 0U);
}

TEST_F(Fortnox, an_account_that_is_not_there_is_told_in_its_other_form) {
  auto connections = read_file(world_.root() / "config/connections.yaml");
  connections.replace(connections.find("3041"), 4, "3099");
  world_.configure("connections.yaml", connections);
  offer(1);
  const auto report = world_.sync();
  const auto trouble = report["troubles"].as_list()->front().text_or_empty();
  EXPECT_NE(trouble.find("Fortnox answered 400 with its error 2001304"), std::string::npos) << trouble;
}

TEST_F(Fortnox, who_is_not_let_in_is_paused) {
  (void)steer("deny");
  offer(1);
  (void)world_.sync();
  const auto said = world_.sluss({"status"});
  EXPECT_NE(said.out.find("paused"), std::string::npos) << said.out;
  EXPECT_EQ(said.out.find("made-up-Kx93-value"), std::string::npos);
  EXPECT_EQ(made(), 0U);
}

TEST_F(Fortnox, who_asks_too_often_waits_and_all_of_it_arrives) {
  configure("\"10\"", "rate: 0");
  offer(8);
  (void)steer("narrow");
  for (int i = 0; i < 10 && made() < 8; ++i) {
    (void)world_.sync();
    std::this_thread::sleep_for(std::chrono::seconds(5));
  }
  EXPECT_EQ(made(), 8U);
  EXPECT_GT(*steer("made")["Refused"].as_int(), 0) << "nothing was refused: the test shows nothing";
}

TEST_F(Fortnox, a_token_that_is_taken_back_is_got_anew) {
  configure("\"10\"", "answer_timeout: 60s");
  offer(8);
  (void)steer("forget");
  (void)world_.sync();
  EXPECT_EQ(made(), 8U);
}

struct Kill {
  std::string call;
  int at;
};

/// Killed at a send, before Fortnox is told; or at a read, after it was.
class FortnoxKilled : public Fortnox, public ::testing::WithParamInterface<Kill> {};

TEST_P(FortnoxKilled, each_invoice_is_made_once) {
  offer(2);
  const auto killed =
      run_killed_at(GetParam().call, GetParam().at, world_.command({"sync", "nightly"}), world_.root() / "scratch");
  EXPECT_TRUE(killed.signal != 0 || killed.exit != 0) << "it was not killed: fewer calls than that";
  for (int i = 0; i < 2; ++i) (void)world_.sync();
  EXPECT_EQ(made(), 2U);
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

INSTANTIATE_TEST_SUITE_P(At, FortnoxKilled,
                         ::testing::Values(Kill{"sendto", 1}, Kill{"sendto", 2}, Kill{"sendto", 3}, Kill{"recvfrom", 1},
                                           Kill{"recvfrom", 2}, Kill{"recvfrom", 3}),
                         [](const auto& kill) { return kill.param.call + std::to_string(kill.param.at); });

/// Access by a refresh token that changes with each use.
class FortnoxChain : public Fortnox {
 protected:
  FortnoxChain() {
    give("first-Kx93+/=");
    configure("\"10\"", "answer_timeout: 60s",
              "tenant: \"123456\", refresh_token: \"secret:fortnox_refresh\", token_file: ../store/fortnox.token");
  }
  void give(const std::string& token) const {
    world_.configure("secrets/fortnox_refresh", token);
    fs::permissions(world_.root() / "config/secrets/fortnox_refresh", fs::perms(0600));
  }
  [[nodiscard]] fs::path file() const { return world_.root() / "store/fortnox.token"; }
};

TEST_F(FortnoxChain, each_token_is_kept_before_it_is_needed) {
  offer(2);
  std::set<std::string> kept;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(world_.sluss({"check", "--probe"}).exit, 0);
    EXPECT_TRUE(kept.insert(read_file(file())).second) << "the token is the same as before";
    EXPECT_EQ(fs::status(file()).permissions(), fs::perms(0600));
  }
  (void)world_.sync();
  EXPECT_EQ(made(), 2U);
}

/// As when the machine dies between the receipt of a token and its keeping: Fortnox knows the old one no more.
TEST_F(FortnoxChain, a_lost_successor_pauses_until_the_customer_consents_again) {
  offer(1);
  ASSERT_EQ(world_.sluss({"check", "--probe"}).exit, 0);
  (void)steer("swallow");
  EXPECT_NE(world_.sluss({"check", "--probe"}).exit, 0);
  (void)world_.sync();
  EXPECT_NE(world_.sluss({"status"}).out.find("paused"), std::string::npos);
  EXPECT_EQ(made(), 0U);
  give("second-Kx93");
  EXPECT_EQ(world_.sluss({"check", "--probe"}).exit, 0);
  const auto resumed = world_.sluss({"connections", "resume", "fortnox.invoices", "--reason", "consented again"});
  EXPECT_EQ(resumed.exit, 0) << resumed.err;
  (void)world_.sync();
  EXPECT_EQ(made(), 1U);
}

}  // namespace
}  // namespace sluss::test
