// A configuration with former names runs as before, and `sluss check --fix` writes the present ones into its files:
// whole or not at all, and nothing but them.
#include <gtest/gtest.h>
#include <unistd.h>

#include "support/fault_server.h"
#include "support/test_certificate.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

/// NAME stands for the name of the option.
std::string former(const std::string& text) { return replaced(text, "NAME", "key"); }
std::string present(const std::string& text) { return replaced(text, "NAME", "certificate_key"); }

/// As somebody could have written it: comments that speak of a key, quotes, and a line with two places.
const std::string way = "https://127.0.0.1:9/";
const std::string connections =
    "# key: what it was called\n"
    "connections:\n"
    "  klipp: { use: klipp, folder: ../inbox }   # key: of placements\n"
    "\n"
    "  peppol:\n"
    "    use: peppol-outbox\n"
    "    transport:\n"
    "      http:\n"
    "        url: " +
    way +
    "   # räksmörgås\n"
    "        \"NAME\"  : ../client-key.pem  # the key: of old\n"
    "        certificate: ../client.pem\n"
    "  copy: { use: peppol-outbox, transport: { http: { url: '" +
    way +
    "', 'NAME': ../client-key.pem, certificate: ../client.pem } } }\n"
    "  underlag: { use: invoice-basis, folder: ../underlag }";

class Fix : public ::testing::Test {
 protected:
  Fix() {
    make_certificate(world_.root(), "client", "DNS:sluss.example");
    // One price of the house has ended, which is told too.
    auto prices = read_file(file("prices/prices.yaml"));
    const auto ended = prices.rfind('\n', prices.find("UTAN")) + 1;
    world_.configure("prices/prices.yaml", prices.erase(ended, prices.find('\n', ended) + 1 - ended));
  }

  [[nodiscard]] fs::path file(const std::string& name) const { return world_.root() / "config" / name; }
  [[nodiscard]] Finished fix() const { return world_.sluss({"check", "--fix"}); }
  /// What is said, without where the folder happens to lie.
  [[nodiscard]] std::string without_root(const std::string& text) const {
    return replaced(text, fs::canonical(world_.root()).string() + "/", "");
  }
  /// Runs it without root's right to write what may not be written.
  [[nodiscard]] Finished fix_as_anybody() const {
    auto command = world_.command({"check", "--fix"});
    const std::vector<std::string> bound = {"setpriv", "--bounding-set=-dac_override,-dac_read_search"};
    if (::geteuid() == 0) command.insert(command.begin(), bound.begin(), bound.end());
    return run(command, world_.root() / "scratch");
  }

  World world_;
};

TEST_F(Fix, a_former_name_runs_silently_before_and_the_present_one_after) {
  const auto ours = make_certificate(world_.root(), "ours", "DNS:sluss.example");
  const auto theirs = make_certificate(world_.root(), "theirs", "IP:127.0.0.1");
  FaultServer server({"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"}, theirs.certificate, theirs.key,
                     ours.certificate);
  world_.configure("connections.yaml",
                   "connections:\n  klipp: { use: klipp, folder: ../inbox }\n  peppol: { use: peppol-outbox, "
                   "transport: { http: { url: '" +
                       server.url() +
                       "', resend: safe, ca: ../theirs.pem, certificate: ../ours.pem, key: ../ours-key.pem } } }\n  "
                       "underlag: { use: invoice-basis, folder: ../underlag }\n");
  world_.put("placeringar-1.csv", {Row{.id = "P1"}});
  const auto night = world_.sluss({"sync", "nightly"});
  EXPECT_EQ(night.exit, 0) << night.out << night.err;
  EXPECT_EQ(night.err.find("certificate_key"), std::string::npos) << night.err;
  EXPECT_EQ(server.take_requests().size(), 1U) << "with the certificate that it demands";

  const auto checked = world_.sluss({"check"});
  EXPECT_EQ(checked.exit, 0);
  EXPECT_NE(checked.err.find("warning: connections.peppol.transport.http.key: this is called \"certificate_key\" now; "
                             "it is read as before, "
                             "and sluss check --fix writes the new name\n    key\n    ^~~\n"),
            std::string::npos)
      << checked.err;
  const auto fixed = fix();
  EXPECT_EQ(fixed.exit, 0) << fixed.err;
  EXPECT_EQ(fixed.err, "");
  EXPECT_NE(read_file(file("connections.yaml")).find("certificate: ../ours.pem, certificate_key: ../ours-key.pem }"),
            std::string::npos);

  world_.put("placeringar-2.csv", {Row{.id = "P1"}, Row{.id = "P2", .personnummer = "19550101-9813"}});
  world_.at = "2027-02-02";
  const auto next = world_.sluss({"sync", "nightly"});
  EXPECT_EQ(next.exit, 0) << next.out << next.err;
  EXPECT_EQ(server.take_requests().size(), 1U);
}

TEST_F(Fix, changes_the_names_and_nothing_else) {
  for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
    for (const std::string end : {"\n", "\r\n"}) {
      const auto text = mark + replaced(connections, "\n", end);
      world_.configure("connections.yaml", former(text));
      const auto fixed = fix();
      EXPECT_EQ(fixed.exit, 0) << fixed.err;
      EXPECT_TRUE(
          without_root(fixed.out).starts_with("config/connections.yaml:10: key → certificate_key\n"
                                              "config/connections.yaml:12: key → certificate_key\n"
                                              "2 names changed in 1 file.\nThe configuration is right"))
          << fixed.out;
      EXPECT_EQ(fixed.err, "");
      EXPECT_EQ(read_file(file("connections.yaml")), present(text));
    }
  }
  const auto written = fs::last_write_time(file("connections.yaml"));
  const auto again = fix();
  EXPECT_EQ(again.exit, 0);
  EXPECT_TRUE(again.out.starts_with("There is nothing to change: no former name is used.\n")) << again.out;
  EXPECT_EQ(fs::last_write_time(file("connections.yaml")), written) << "it is not even written";
}

TEST_F(Fix, changes_parameters_of_a_connector_wherever_they_are_used) {
  copy_folder(fs::path(SLUSS_CONNECTORS), world_.root() / "connectors");
  world_.configure("sluss.yaml", "store: ../store/sluss.db\nbasis: underlag\nconnectors: ../connectors\n");
  const auto outbox = world_.root() / "connectors/peppol-outbox/connector.yaml";
  write_file(outbox, replaced(replaced(read_file(outbox), "  folder:    {", "  place:    { formerly: folder,"),
                              "${folder}", "${place}"));
  const auto ours = world_.root() / "connectors/ours/connector.yaml";
  const std::string extension =
      "connector: ours\nsummary: Ours\nextends: peppol-outbox\nparameters:\n  NAME: { default: \"../outbox\" }  # "
      "folder\n"
      "takes: { invoices: { to: { file: { folder: '${NAME}' } } } }\n";
  write_file(ours, replaced(extension, "NAME", "folder"));
  const std::string text =
      "connections:\n  klipp: { use: klipp, folder: ../inbox }\n  peppol: { use: ours }\n"
      "  copy: { use: peppol-outbox, NAME: ../outbox }\n  underlag: { use: invoice-basis, folder: ../underlag }\n";
  world_.configure("connections.yaml", replaced(text, "NAME", "folder"));
  EXPECT_EQ(world_.sluss({"check"}).exit, 0);
  const auto fixed = fix();
  EXPECT_EQ(fixed.exit, 0) << fixed.out << fixed.err;
  EXPECT_EQ(read_file(file("connections.yaml")), replaced(text, "NAME", "place"));
  EXPECT_EQ(read_file(ours), replaced(extension, "NAME", "place"));
  EXPECT_NE(without_root(fixed.out).find("connectors/ours/connector.yaml:6: ${folder} → ${place}\n"), std::string::npos)
      << fixed.out;
  EXPECT_EQ(world_.sluss({"check"}).err, "");
}

TEST_F(Fix, writes_what_a_link_leads_to_and_keeps_its_mode) {
  fs::create_directories(world_.root() / "elsewhere");
  const auto real = world_.root() / "elsewhere/connections.yaml";
  write_file(real, former(connections));
  fs::permissions(real, fs::perms(0640));
  fs::remove(file("connections.yaml"));
  fs::create_symlink("../elsewhere/connections.yaml", file("connections.yaml"));
  EXPECT_EQ(fix().exit, 0);
  EXPECT_TRUE(fs::is_symlink(file("connections.yaml")));
  EXPECT_EQ(read_file(real), present(connections));
  EXPECT_EQ(fs::status(real).permissions(), fs::perms(0640));
}

TEST_F(Fix, a_file_that_may_not_be_written_is_told_and_left) {
  world_.configure("connections.yaml", former(connections));
  fs::permissions(file("connections.yaml"), fs::perms(0444));
  const auto fixed = fix_as_anybody();
  EXPECT_EQ(fixed.exit, 3) << fixed.out << fixed.err;
  EXPECT_TRUE(without_root(fixed.err).starts_with("config/connections.yaml cannot be written: Permission denied\n"))
      << fixed.err;
  EXPECT_EQ(read_file(file("connections.yaml")), former(connections));
  EXPECT_EQ(fix_as_anybody().out.find("names changed"), std::string::npos);

  fs::permissions(file("connections.yaml"), fs::perms(0644));
  fs::permissions(world_.root() / "config", fs::perms(0555));
  const auto in_folder = fix_as_anybody();
  fs::permissions(world_.root() / "config", fs::perms(0755));
  EXPECT_EQ(in_folder.exit, 3) << in_folder.out << in_folder.err;
  EXPECT_NE(in_folder.err.find(": Permission denied\n"), std::string::npos) << in_folder.err;
  EXPECT_EQ(read_file(file("connections.yaml")), former(connections));
}

TEST_F(Fix, a_file_that_has_other_faults_is_left_and_others_are_not) {
  fs::remove(file("connections.yaml"));
  const std::string text = "copy: { use: peppol-outbox, transport: { http: { url: '" + way +
                           "', NAME: ../client-key.pem, certificate: ../client.pem } } }\n";
  const auto wrong = text + "klipp: { use: klipp, folder: ../inbox, stranger: 1 }\n";
  world_.configure("connections/a.yaml", former(wrong));
  world_.configure("connections/b.yaml", replaced(former(text), "copy:", "peppol:") +
                                             "underlag: { use: invoice-basis, folder: ../underlag }\n");
  const auto fixed = fix();
  EXPECT_EQ(fixed.exit, 2);
  EXPECT_TRUE(without_root(fixed.out).starts_with(
      "config/connections/b.yaml:1: key → certificate_key\n1 name changed in 1 file.\n"))
      << fixed.out;
  EXPECT_TRUE(without_root(fixed.err).starts_with(
      "config/connections/a.yaml is left as it is: it has faults, which are to be mended first\n"))
      << fixed.err;
  EXPECT_EQ(read_file(file("connections/a.yaml")), former(wrong));
  world_.configure("connections/a.yaml", replaced(former(wrong), ", stranger: 1", ""));
  EXPECT_EQ(fix().exit, 0);
  EXPECT_EQ(read_file(file("connections/a.yaml")), replaced(present(wrong), ", stranger: 1", ""));
}

TEST_F(Fix, both_names_are_left_to_a_person) {
  const auto both = replaced(former(connections), "        certificate: ../client.pem\n",
                             "        certificate_key: x\n        certificate: ../client.pem\n");
  world_.configure("connections.yaml", both);
  const auto fixed = fix();
  EXPECT_EQ(fixed.exit, 2);
  EXPECT_NE(fixed.err.find("error: connections.peppol.transport.http.key: this is the former name of "
                           "\"certificate_key\", which stands here too; remove one of them"),
            std::string::npos)
      << fixed.err;
  EXPECT_EQ(read_file(file("connections.yaml")), both);
}

TEST_F(Fix, json_holds_what_is_found_afterwards) {
  world_.configure("connections.yaml", former(connections));
  EXPECT_EQ(world_.json({"check"}).as_list()->size(), 2U);
  EXPECT_EQ(world_.json({"check", "--fix"}).as_list()->size(), 0U);
}

TEST_F(Fix, killed_at_any_call_the_file_is_whole) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "strace and the thread sanitizer do not bear each other";
#endif
  int kept = 0, changed = 0;
  for (const auto* call : {"write", "fsync", "fchmod", "flock", "rename", "ftruncate"}) {
    for (int n = 1; n < 30; ++n) {
      world_.configure("connections.yaml", former(connections));
      const auto killed = run_killed_at(call, n, world_.command({"check", "--fix"}), world_.root() / "scratch");
      const auto text = read_file(file("connections.yaml"));
      if (killed.signal == 0 && killed.exit == 0) break;
      EXPECT_TRUE(text == former(connections) || text == present(connections)) << call << " " << n << "\n" << text;
      ++(text == present(connections) ? changed : kept);
      EXPECT_EQ(fix().exit, 0) << call << " " << n;
      EXPECT_EQ(read_file(file("connections.yaml")), present(connections));
      EXPECT_FALSE(fs::exists(file(".connections.yaml.new"))) << call << " " << n;
    }
  }
  EXPECT_GE(kept, 5);
  EXPECT_GE(changed, 1);
}

}  // namespace
}  // namespace sluss::test
