// `sluss check --probe` with every connector: each of its ways answers when the other end is there, and says what is
// wrong when it is away; and nothing is left behind. A connector without a line here fails the test. Those whose other
// end is a simulator or a server that takes more to start are tried with it elsewhere (tests/ladok, tests/fortnox,
// tests/mail, tests/sftp, postgresql_test.cpp), and here with it away.
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "support/fault_server.h"
#include "support/loopback.h"
#include "support/test_certificate.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

/// What a connection says besides `use`. In it stands ROOT for a folder of this house, and AWAY for an address of this
/// machine where nobody is.
struct Trial {
  std::string well;  ///< empty: tried elsewhere
  std::string away;
  std::string says;  ///< a part of what is said of the other end that is away
  std::set<std::string> ways;
};

const std::string no_folder = "folder: ROOT/gone";
const std::string not_there = "gone";
const std::string not_reached = "127.0.0.1";
const std::string client = ", certificate: ROOT/client.p12, passphrase: \"secret:word\"";
const std::string mail_server = "host: 127.0.0.1, port: AWAY, user: sluss, password: \"secret:word\"";

std::string finance(const std::string& folder) { return "folder: ROOT/" + folder + ", client: EK, "; }
std::string unit4_lg04(const std::string& folder) {
  return finance(folder) +
         "voucher_type: FU, order_type: FS, article: VFU, customers: { uni: \"10\" }, cost_centres: { ost: \"47\" }, "
         "accounts: \"3041\"";
}
std::string unit4_gl07(const std::string& folder) {
  return finance(folder) +
         "interface: VF, voucher_type: KF, customers: { uni: \"10\" }, receivables: \"1510\", accounts: { ost: "
         "\"3041\" "
         "}, cost_centres: { ost: \"47\" }";
}
std::string raindance(const std::string& folder) {
  return "folder: ROOT/" + folder +
         ", accounts: \"3041\", cost_centres: { ost: \"47\" }, operations: \"60\", counterparts: { uni: \"85\" }";
}
std::string sie(const std::string& folder) {
  return "folder: ROOT/" + folder +
         ", company: Exempelby, organisation_number: 212999-0012, series: VF, receivable: \"1510\", revenue: \"3041\", "
         "units: { ost: { objects: { 1: \"47\" } } }, dimensions: { 1: Kostnadsställe }";
}
std::string participants() {
  return "address: \"https://127.0.0.1:AWAY\", instance: kt-1, institution: uni, course: OM1101, term: HT2026" + client;
}
std::string fortnox() {
  return "customers: { uni: \"10\" }, accounts: \"3041\", transport: { fortnox: { client_id: a, client_secret: "
         "\"secret:word\", tenant: \"1\", url: \"http://127.0.0.1:AWAY\", token_url: \"http://127.0.0.1:AWAY/token\" } "
         "}";
}

const std::map<std::string, Trial>& trials() {
  static const std::map<std::string, Trial> all = {
      {"events", {"token: \"secret:word\", listen: \"127.0.0.1:AWAY\"", "", "", {"placements"}}},
      {"fortnox", {"", fortnox(), "Couldn't connect", {"invoices"}}},
      {"http-target",
       {"url: \"SERVER\", token: \"secret:word\", resend: safe",
        "url: \"http://127.0.0.1:AWAY/\", token: \"secret:word\", resend: safe",
        not_reached,
        {"invoices"}}},
      {"invoice-basis", {"folder: ROOT/there", no_folder, not_there, {"invoices"}}},
      {"klipp", {"folder: ROOT/there", no_folder, not_there, {"placements"}}},
      {"klipp-orders", {"folder: ROOT/there", no_folder, not_there, {"orders"}}},
      {"ladok", {"", "address: \"https://127.0.0.1:AWAY\"" + client, not_reached, {"registrations"}}},
      {"ladok-participants", {"", participants(), not_reached, {"participants"}}},
      {"mail-basis",
       {"",
        "smtp: 127.0.0.1, smtp_port: AWAY, imap: 127.0.0.1, imap_port: AWAY, user: sluss, password: \"secret:word\", "
        "address: a@region.example",
        not_reached,
        {"bases", "answers"}}},
      {"order-events",
       {"token: \"secret:word\", listen: \"127.0.0.1:AWAY\", listen_offers: \"127.0.0.1:ALSO_AWAY\"",
        "",
        "",
        {"orders", "offers"}}},
      {"order-sheet",
       {"folder: ROOT/there",
        "transport: { imap: { " + mail_server + " } }",
        not_reached,
        {"orders", "orders-csv", "offers", "offers-csv"}}},
      {"payments", {"folder: ROOT/there", no_folder, not_there, {"camt", "bgmax"}}},
      {"peppol-inbox", {"folder: ROOT/there", no_folder, not_there, {"responses"}}},
      {"peppol-outbox",
       {"folder: ROOT/there",
        "transport: { sftp: { host: 127.0.0.1, port: AWAY, user: a, host_key: "
        "\"SHA256:SzVhwMxyyLtFrUccqCggnrf3Kl9+Kna1TLOlE0Idef8\", password: \"secret:word\", folder: in } }",
        not_reached,
        {"invoices"}}},
      {"placement-sheet", {"folder: ROOT/there", no_folder, not_there, {"placements"}}},
      {"raindance", {raindance("there"), raindance("gone"), not_there, {"short", "long"}}},
      {"registry-sheet", {"folder: ROOT/there", no_folder, not_there, {"registrations"}}},
      {"round-reports", {"folder: ROOT/there", no_folder, not_there, {"inquiries", "confirmations", "rounds"}}},
      {"sie", {sie("there"), sie("gone"), not_there, {"invoices"}}},
      {"sql-registry",
       {"",
        "transport: { postgresql: { host: 127.0.0.1, port: AWAY, database: a, user: a, tls: none } }",
        not_reached,
        {"registrations"}}},
      {"unit4-gl07", {unit4_gl07("there"), unit4_gl07("gone"), not_there, {"invoices"}}},
      {"unit4-lg04", {unit4_lg04("there"), unit4_lg04("gone"), not_there, {"invoices"}}},
  };
  return all;
}

/// Every file and folder below, with its size and when it was written.
std::set<std::string> all_in(const fs::path& folder) {
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto size = entry.is_regular_file() ? std::to_string(entry.file_size()) : "folder";
    found.insert(entry.path().string() + " " + size + " " +
                 std::to_string(entry.last_write_time().time_since_epoch().count()));
  }
  return found;
}

class Probes : public ::testing::TestWithParam<std::string> {
 protected:
  Probes() : server_({"HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"}) {
    fs::create_directories(world_.root() / "there");
    write_file(world_.root() / "there/README.txt", "not ours\n");
    fs::create_directories(world_.root() / "config/secrets");
    world_.configure("secrets/word", "made-up-word");
    fs::permissions(world_.root() / "config/secrets/word", fs::perms(0600));
    make_pkcs12(make_certificate(world_.root(), "client", "DNS:sluss.example"), "made-up-word");
    fs::remove(world_.root() / "config/pipelines/nightly.yaml");
    world_.configure("sluss.yaml", "store: ../store/sluss.db\nconnectors: " SLUSS_CONNECTORS "\n");
  }
  Finished probe(std::string connection) {
    const std::vector<std::pair<std::string, std::string>> known = {{"ROOT", world_.root().string()},
                                                                    {"SERVER", server_.url()},
                                                                    {"ALSO_AWAY", std::to_string(free_port())},
                                                                    {"AWAY", std::to_string(free_port())}};
    for (const auto& [word, value] : known) {
      for (auto at = connection.find(word); at != std::string::npos; at = connection.find(word, at + value.size()))
        connection.replace(at, word.size(), value);
    }
    world_.configure("connections.yaml", "connections:\n  tried: { use: " + GetParam() + ", " + connection + " }\n");
    return world_.sluss({"check", "--probe"});
  }
  static int free_port() { return Loopback().port(); }

  World world_;
  FaultServer server_;
};

TEST_P(Probes, answer_or_say_what_is_wrong_and_leave_nothing) {
  const auto trial = trials().find(GetParam());
  ASSERT_NE(trial, trials().end()) << "a connector that nobody tries: give it a line";
  const auto& [well, away, says, ways] = trial->second;
  const auto before = all_in(world_.root() / "there");
  if (!well.empty()) {
    const auto finished = probe(well);
    EXPECT_EQ(finished.exit, 0) << finished.out << finished.err;
    for (const auto& way : ways)
      EXPECT_NE(finished.out.find("tried." + way + ": well\n"), std::string::npos) << way << "\n" << finished.out;
  }
  if (away.empty()) return;  // who listens has no other end; the daemon itself may hold the port
  const auto finished = probe(away);
  EXPECT_EQ(finished.exit, 3) << finished.out << finished.err;
  for (const auto& way : ways) {
    const auto at = finished.out.find("tried." + way + ": ");
    ASSERT_NE(at, std::string::npos) << way << "\n" << finished.out;
    const auto line = finished.out.substr(at, finished.out.find('\n', at) - at);
    EXPECT_EQ(line.find(": well"), std::string::npos) << line;
    EXPECT_NE(line.find(says), std::string::npos) << line;
    EXPECT_EQ(line.find("made-up-word"), std::string::npos) << line;
  }
  EXPECT_EQ(all_in(world_.root() / "there"), before);
  EXPECT_FALSE(fs::exists(world_.root() / "gone"));
  EXPECT_FALSE(fs::exists(world_.root() / "store/sluss.db")) << "a probe keeps nothing";
}

std::vector<std::string> connectors() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SLUSS_CONNECTORS)) names.push_back(entry.path().filename());
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, Probes, ::testing::ValuesIn(connectors()), [](const auto& tried) {
  auto name = tried.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace sluss::test
