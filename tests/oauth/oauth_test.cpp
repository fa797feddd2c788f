// Nights at web services that want access tokens: placements out of a list (rest) and a feed, invoices to http-target.
// Each has a token server of its own. All tokens, secrets and placements are synthetic.
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <mutex>
#include <set>
#include <thread>

#include "base/clock.h"
#include "base/json.h"
#include "support/token_server.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

constexpr auto common_map =
    "    key: id\n    map:\n      id: id\n      institution.id: { value: Exempeluniversitetet }\n      programme: "
    "programme\n"
    "      course: { value: OM1101 }\n      type: { value: vfu }\n      term: { from: term, as: term }\n"
    "      start: { from: start, as: date }\n      end: { from: end, as: date }\n      student.name: { value: Provia "
    "}\n"
    "      student.personnummer: { value: 19550101-9805 }\n      student.protected: { value: nej }\n"
    "      unit.hsa_id: { from: unit, as: hsa_id }\n      status: { value: carried_out }\n";

std::string source_connector(const std::string& name, const std::string& format) {
  return "connector: " + name + "\nsummary: Placements of a test\nparameters:\n" +
         "  transport: { type: transport, required: true, text: From where }\nprovides:\n  placements:\n"
         "    message: placement\n    from: \"${transport}\"\n    format: { " +
         format + " }\n" + common_map;
}

struct Term {
  std::string term, start, end;
};
const std::vector<Term> terms = {{"VT2025", "2025-02-03", "2025-02-21"},
                                 {"HT2025", "2025-09-08", "2025-09-26"},
                                 {"VT2026", "2026-02-02", "2026-02-20"}};

/// A placement of the n-th night; each is an invoice of its own.
std::vector<std::pair<std::string, std::string>> placement(const std::string& way, std::size_t night) {
  const auto& [term, start, end] = terms.at(night);
  return {{"id", way + std::to_string(night)},
          {"programme", "PRG-" + way},
          {"term", term},
          {"start", start},
          {"end", end},
          {"unit", way == "L" ? "SE2129990012-E0001" : "SE2129990012-E0002"}};
}

std::string list_of(std::size_t nights) {
  auto list = Value::list();
  for (std::size_t night = 0; night < nights; ++night) {
    auto item = Value::object();
    for (const auto& [name, value] : placement("L", night)) item[name] = value;
    list.as_list()->push_back(item);
  }
  return http_of("200 OK", to_json(list));
}

/// One page, the newest entry first.
std::string feed_of(std::size_t nights) {
  std::string entries;
  for (std::size_t night = 0; night < nights; ++night) {
    std::string within;
    for (const auto& [name, value] : placement("F", night)) within += "<" + name + ">" + value + "</" + name + ">";
    entries = "<entry><id>e" + std::to_string(night) +
              "</id><category term=\"urn:x/Event\"/><updated>2026-01-01T00:00:00Z</updated><content><p>" + within +
              "</p></content></entry>" + entries;
  }
  return http_of("200 OK",
                 "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link rel=\"self\" href=\"1\"/>" + entries + "</feed>");
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto at = text.find(begin);
  return at == std::string::npos ? "" : text.substr(at + begin.size(), text.find(end, at) - at - begin.size());
}

class OauthNights : public ::testing::Test {
 protected:
  static constexpr const char* first_refresh = "body-word-first-Kx93";

  OauthNights() {
    world_.hurry();
    for (const auto& [name, format] :
         {std::pair("listan", "json: { form: lines }"), std::pair("flode", "xml: { row: feed/entry }")}) {
      fs::create_directories(world_.root() / "connectors" / name);
      write_file(world_.root() / "connectors" / name / "connector.yaml", source_connector(name, format));
    }
    give_secret("client", TokenServer::client_secret);
    give_secret("refresh", first_refresh);
    schedule("");
    connect();
    list_.give_by([this](const std::string&) { return list_of(shown_); });
    feed_.give_by([this](const std::string&) { return feed_of(shown_); });
    target_.give_by([this](const std::string& request) { return take_in(request); });
  }
  void give_secret(const std::string& name, const std::string& value) const {
    fs::create_directories(world_.root() / "config/secrets");
    world_.configure("secrets/" + name, value);
    fs::permissions(world_.root() / "config/secrets" / name, fs::perms(0600));
  }
  void schedule(const std::string& line) const {
    world_.configure("pipelines/nightly.yaml", "pipeline: nightly\n" + line +
                                                   "from: [listan, flode]\nsteps: [validate: placement, bill]\n"
                                                   "to: [ekonomi]\n");
  }
  /// `more` is said of each, with its name in the place of NAME.
  void connect(const std::string& more = "") const {
    const auto options = [&](const TokenServer& server, const std::string& name) {
      auto own = more;
      if (const auto at = own.find("NAME"); at != std::string::npos) own.replace(at, 4, name);
      return "ca: " + server.ca().string() + ", token_url: \"" + server.logins.url("/token?word=query-word") +
             "\", client_id: " + TokenServer::client_id + ", client_secret: \"secret:client\"" + own;
    };
    world_.configure("connections.yaml", "connections:\n  listan: { use: listan, transport: { rest: { url: \"" +
                                             list_.service.url("/list") + "\", rate: 0, " + options(list_, "listan") +
                                             " } } }\n  flode: { use: flode, transport: { feed: { url: \"" +
                                             feed_.service.url("/feed") + "\", rate: 0, " + options(feed_, "flode") +
                                             " } } }\n  ekonomi: { use: http-target, resend: safe, url: \"" +
                                             target_.service.url("/invoices") + "\", " + options(target_, "ekonomi") +
                                             " }\n  underlag: { use: invoice-basis, folder: ../underlag }\n");
  }
  void refresh() {
    connect(", refresh_token: \"secret:refresh\", token_file: ../store/NAME.token");
    for (auto* server : servers()) server->expect(first_refresh);
  }
  [[nodiscard]] std::vector<TokenServer*> servers() { return {&list_, &feed_, &target_}; }
  [[nodiscard]] fs::path token_file(const TokenServer& server) const {
    const auto* name = &server == &list_ ? "listan" : &server == &feed_ ? "flode" : "ekonomi";
    return world_.root() / "store" / (std::string(name) + ".token");
  }

  std::string take_in(const std::string& request) {
    const std::scoped_lock lock(mutex_);
    const auto number = between(request, "<cbc:ID>", "</cbc:ID>");
    EXPECT_NE(number, "") << request;
    EXPECT_TRUE(received_.emplace(between(request, "Idempotency-Key: ", "\r\n"), number).second || may_come_again_);
    return http_of("201 Created", "");
  }
  /// Numbers of invoices; one that came under two keys fails the test.
  [[nodiscard]] std::set<std::string> received() {
    const std::scoped_lock lock(mutex_);
    std::set<std::string> numbers;
    for (const auto& [key, number] : received_) EXPECT_TRUE(numbers.insert(number).second) << number << " came twice";
    return numbers;
  }

  static std::string troubles(const Value& report) {
    std::string text;
    for (const auto& trouble : *report["troubles"].as_list()) text += trouble.text_or_empty() + "\n";
    return text;
  }
  /// Whatever was written and shown: no secret, no token and nothing that a service said stands in it.
  void expect_no_secret() {
    for (const auto& command : std::vector<std::vector<std::string>>{
             {"status"}, {"messages", "list"}, {"connections", "list"}, {"audit", "show"}, {"check", "--probe"}})
      (void)world_.sluss(command);  // what it prints lies in `scratch`
    int files = 0;
    for (const auto* folder : {"scratch", "store"}) {
      for (const auto& entry : fs::recursive_directory_iterator(world_.root() / folder)) {
        const auto name = entry.path().filename().string();
        // What a person wrote into the configuration is kept as it stands, with all that is in an address.
        const bool is_kept = entry.path().string().find("/configurations/") != std::string::npos;
        if (!entry.is_regular_file() || is_kept || name.find(".token") != std::string::npos) continue;
        const auto text = read_file(entry.path());
        ++files;
        for (const auto* word : {"made-up-Kx93", "body-word", "query-word", "c2x1c3MtdGVzdDptYWRl"})
          EXPECT_EQ(text.find(word), std::string::npos) << word << " stands in " << entry.path();
      }
    }
    EXPECT_GT(files, 5);
  }

  World world_;
  TokenServer list_, feed_, target_;
  std::atomic<std::size_t> shown_ = 1;  ///< how many nights' placements there are
  bool may_come_again_ = false;         ///< the same delivery under its key, after a kill
  std::mutex mutex_;
  std::map<std::string, std::string> received_;  ///< numbers by key
};

TEST_F(OauthNights, by_client_credentials_tokens_end_between_the_nights) {
  for (std::size_t night = 1; night <= terms.size(); ++night) {
    shown_ = night;
    EXPECT_EQ(troubles(world_.sync()), "");
    EXPECT_EQ(received().size(), 2 * night);
    for (auto* server : servers()) server->forget();
  }
  EXPECT_EQ(target_.given(), 3);
  const auto audited = world_.sluss({"audit", "--now"});
  EXPECT_EQ(audited.exit, 0) << audited.out << audited.err;
  expect_no_secret();
}

/// The daemon keeps a token in memory; the service has it no more after each request, and says a long life all the
/// same.
TEST_F(OauthNights, a_daemons_token_that_ended_is_got_anew_and_nothing_is_lost_or_doubled) {
  const auto each_serves_once = [this](TokenServer& server, auto answer) {
    server.give_by([&server, answer](const std::string& request) {
      server.forget();
      return answer(request);
    });
  };
  each_serves_once(list_, [this](const std::string&) { return list_of(shown_); });
  each_serves_once(feed_, [this](const std::string&) { return feed_of(shown_); });
  each_serves_once(target_, [this](const std::string& request) {
    const auto answer = take_in(request);
    shown_ = std::min(terms.size(), received().size() / 2 + 1);
    return answer;
  });
  // Three nights lie behind us: the daemon makes up for each.
  world_.at = to_iso(SystemClock().now() - std::chrono::hours(4 * 24)).substr(0, 10);
  schedule("schedule: { cron: \"0 2 * * *\", timezone: Europe/Stockholm, missed: run_all }\n");
  shown_ = 0;
  EXPECT_EQ(troubles(world_.sync()), "");
  shown_ = 1;
  auto command = world_.command({"run"});
  command.erase(command.begin() + 3, command.begin() + 5);  // --at <day>
  Process daemon(command, world_.root() / "scratch");
  for (int i = 0; i < 600 && received().size() < 6; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_EQ(received().size(), 6U) << daemon.err_so_far();
  daemon.send(SIGTERM);
  EXPECT_EQ(daemon.wait().exit, 0);
  EXPECT_GE(target_.given(), 6) << "each delivery had a token of its own";
  EXPECT_GE(list_.given(), 3);
  expect_no_secret();
}

TEST_F(OauthNights, each_successor_of_a_refresh_token_is_on_disk_before_it_is_used) {
  refresh();
  int looked = 0;
  for (auto* server : servers()) {
    server->give_by([&, server](const std::string& request) {
      ++looked;
      EXPECT_NE(read_file(token_file(*server)).find(server->refresh() + "\n"), std::string::npos);
      EXPECT_EQ(fs::status(token_file(*server)).permissions(), fs::perms(0600));
      return server == &list_ ? list_of(shown_) : server == &feed_ ? feed_of(shown_) : take_in(request);
    });
  }
  std::set<std::pair<TokenServer*, std::string>> kept;
  for (std::size_t night = 1; night <= terms.size(); ++night) {
    shown_ = night;
    EXPECT_EQ(troubles(world_.sync()), "");
    EXPECT_EQ(received().size(), 2 * night);
    for (auto* server : servers()) {
      EXPECT_TRUE(kept.emplace(server, read_file(token_file(*server))).second) << "the token is the same as before";
      server->forget();
    }
  }
  EXPECT_GE(looked, 12);
  expect_no_secret();
}

/// Killed as a service is asked for the first time: its token is used up, and its successor is the one that holds.
TEST_F(OauthNights, killed_as_the_token_is_used_the_next_night_goes_on_by_the_successor) {
  refresh();
  may_come_again_ = true;
  Process* running = nullptr;
  for (auto* killing : servers()) {
    for (auto* server : servers()) {
      server->give_by([&, killing, server](const std::string& request) {
        if (server == killing && running != nullptr) std::exchange(running, nullptr)->send(SIGKILL);
        return server == &list_ ? list_of(shown_) : server == &feed_ ? feed_of(shown_) : take_in(request);
      });
    }
    Process night(world_.command({"sync", "nightly"}), world_.root() / "scratch");
    running = &night;
    EXPECT_EQ(night.wait().signal, SIGKILL);
    EXPECT_EQ(troubles(world_.sync()), "");
    EXPECT_EQ(received().size(), 2 * shown_);
    if (shown_ < terms.size()) ++shown_;
  }
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

/// Killed at each step of the keeping of a successor, one service after the other: written and not yet named it is
/// known.
TEST_F(OauthNights, killed_as_a_successor_is_kept_the_chain_holds) {
  may_come_again_ = true;
  for (auto* chained : servers()) {
    connect();
    auto connections = read_file(world_.root() / "config/connections.yaml");
    const std::string url = chained->logins.url("/token");
    const auto at = connections.find("client_secret", connections.find(url));
    connections.insert(at, "refresh_token: \"secret:refresh\", token_file: " + token_file(*chained).string() + ", ");
    world_.configure("connections.yaml", connections);
    chained->expect(first_refresh);
    int kills = 0;
    for (const std::string call : {"/^rename", "fsync"}) {
      for (int n = 1; n < 20; ++n, ++kills) {
        SCOPED_TRACE("killed at " + call + " " + std::to_string(n));
        const auto killed = run_killed_at(call, n, world_.command({"check", "--probe"}), world_.root() / "scratch");
        if (killed.signal == 0 && killed.exit == 0) break;
        const auto probed = world_.sluss({"check", "--probe"});
        EXPECT_EQ(probed.exit, 0) << probed.out;
      }
    }
    EXPECT_EQ(troubles(world_.sync()), "");
    EXPECT_GE(kills, 3) << "hardly anything was killed: the test shows nothing";
    EXPECT_EQ(received().size(), 2 * shown_);
    if (shown_ < terms.size()) ++shown_;
  }
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(OauthNights, a_wrong_secret_pauses_each_and_is_tried_once) {
  give_secret("client", "another-body-word");
  (void)world_.sync();
  (void)world_.sync();
  EXPECT_EQ(list_.logins.requests(), 1);
  EXPECT_EQ(feed_.logins.requests(), 1);
  EXPECT_NE(world_.sluss({"status"}).out.find("paused"), std::string::npos);
  give_secret("client", TokenServer::client_secret);
  for (const auto* way : {"listan.placements", "flode.placements"})
    EXPECT_EQ(world_.sluss({"connections", "resume", way, "--reason", "a test"}).exit, 0);
  EXPECT_EQ(troubles(world_.sync()), "");
  EXPECT_EQ(received().size(), 2U);
  expect_no_secret();
}

}  // namespace
}  // namespace sluss::test
