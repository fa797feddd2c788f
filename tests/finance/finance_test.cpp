// Invoices and a credit note on their way to finance systems: what arrives is read back by other code (read_back.py),
// compared with the e-invoices of the same night, and with the samples that the connectors show.
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

/// A way out: its folder, how it is read back, and the connector whose samples it makes.
struct Way {
  std::string folder, format, connector;
};
const std::vector<Way> ways = {{"lg04", "lg04", "unit4-lg04"},
                               {"gl07", "gl07", "unit4-gl07"},
                               {"raindance", "raindance-short", "raindance"},
                               {"raindance-long", "raindance-long", "raindance"},
                               {"sie", "sie", "sie"}};

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

/// "1000001 612000 2": what an e-invoice says of itself.
std::string told_by(const std::string& xml) {
  auto ore = between(xml, "<cbc:PayableAmount currencyID=\"SEK\">", "<");
  ore.erase(ore.find('.'), 1);
  const bool is_credit_note = xml.find("<CreditNote ") != std::string::npos;
  const std::string line = is_credit_note ? "<cac:CreditNoteLine>" : "<cac:InvoiceLine>";
  int lines = 0;
  for (auto at = xml.find(line); at != std::string::npos; at = xml.find(line, at + 1)) ++lines;
  return between(xml, "<cbc:ID>", "<") + (is_credit_note ? " -" : " ") + ore + " " + std::to_string(lines);
}

class Finance : public ::testing::Test {
 protected:
  Finance() {
    world_.configure("connections.yaml", read_file(SLUSS_FINANCE "/house/connections.yaml"));
    const auto nightly = read_file(world_.root() / "config/pipelines/nightly.yaml");
    world_.configure("pipelines/nightly.yaml",
                     nightly.substr(0, nightly.find("to:")) +
                         "to: [peppol, lg04, gl07, raindance.short, raindance-long.long, sie]\n");
    for (const auto& way : ways) fs::create_directories(world_.root() / way.folder);
  }

  void two_nights() {
    world_.put("placeringar.csv", std::vector<Row>{{.id = "P1", .given_name = "Åsa", .family_name = "Ödlund"},
                                                   {.id = "P2",
                                                    .start = "2026-10-05",
                                                    .end = "2026-10-09",
                                                    .personnummer = "19550101-9813",
                                                    .given_name = "Bo"},
                                                   {.id = "P3",
                                                    .end = "2026-09-18",
                                                    .personnummer = "19550101-9821",
                                                    .unit = "Västra hemsjukvården",
                                                    .hsa_id = "SE2129990012-E0002"}});
    (void)world_.sync();
    ASSERT_EQ(world_.sluss({"invoices", "credit", "1000001", "--reason", "wrong reference"}).exit, 0);
    (void)world_.sync();
    ASSERT_EQ(world_.outbox().size(), 4U);
  }

  /// What the e-invoices say, one line each, by number. SIE has one amount a document.
  [[nodiscard]] std::string expected(const std::string& format) const {
    std::map<std::string, std::string> told;
    for (const auto& [name, xml] : world_.outbox()) {
      auto line = told_by(xml);
      if (format == "sie") line.replace(line.rfind(' '), std::string::npos, " 1");
      told[line] = line;
    }
    std::string text;
    for (const auto& [number, line] : told) text += line + "\n";
    return text;
  }

  [[nodiscard]] std::string read_back(const Way& way) const {
    const auto read = run({"python3", SLUSS_FINANCE "/read_back.py", way.format, (world_.root() / way.folder).string()},
                          world_.root() / "scratch");
    return read.exit == 0 ? read.out : read.err;
  }

  World world_;
};

TEST_F(Finance, what_arrives_says_what_the_e_invoices_say) {
  two_nights();
  for (const auto& way : ways) {
    EXPECT_EQ(read_back(way), expected(way.format)) << way.format;
    for (const auto& [name, bytes] : world_.folder(way.folder)) {
      const auto sample = fs::path(SLUSS_CONNECTORS) / way.connector / "samples" /
                          (way.format == "raindance-long" ? "long-" + name : name);
      if (name.find("100000") == std::string::npos || name.find("1000003") != std::string::npos) continue;
      EXPECT_EQ(bytes, read_file(sample)) << sample << " is no longer what is written";
    }
  }
  const auto again = world_.sync();
  for (const auto& way : ways) EXPECT_EQ(read_back(way), expected(way.format)) << way.format << ": a second run";
}

/// Each of its own digits: who reads back would see it.
TEST_F(Finance, a_changed_digit_is_seen) {
  two_nights();
  const std::map<std::string, std::string> amounts = {{"lg04", "00000000000459000"},
                                                      {"gl07", "0000000000000459000"},
                                                      {"raindance-short", "00000000612000"},
                                                      {"raindance-long", "459000"},
                                                      {"sie", "6120.00"}};
  for (const auto& way : ways) {
    const auto folder = world_.folder(way.folder);
    const auto file = world_.root() / way.folder / folder.begin()->first;
    auto bytes = read_file(file);
    const auto at = bytes.find(amounts.at(way.format));
    ASSERT_NE(at, std::string::npos) << way.format;
    auto& digit = bytes[at + amounts.at(way.format).size() - 4];
    digit = digit == '9' ? '8' : static_cast<char>(digit + 1);
    write_file(file, bytes);
    EXPECT_NE(read_back(way), expected(way.format)) << way.format;
  }
}

TEST_F(Finance, what_cannot_be_written_waits_and_the_rest_goes_on) {
  world_.put("placeringar.csv", std::vector<Row>{{.id = "P1"},
                                                 {.id = "P2",
                                                  .institution = "Provhögskolan",
                                                  .personnummer = "19550101-9813",
                                                  .unit = "Västra hemsjukvården",
                                                  .hsa_id = "SE2129990012-E0002",
                                                  .given_name = "Łucja"}});
  const auto report = world_.sync();
  std::string troubles;
  for (const auto& trouble : *report["troubles"].as_list()) troubles += trouble.text_or_empty() + "\n";
  for (
      const auto* why :
      {R"(record "text", field "short_info" of item 1: its character 1 does not exist in ISO-8859-1)",
       R"(record "receivable", field "apar_id": its table has nothing for what the message has at "buyer.institution")",
       R"(record "row_text", field "text" of item 1: its character 1 does not exist in ISO-8859-1)",
       R"(record "row", field "text" of item 1: its character 1 does not exist in ISO-8859-1)"})
    EXPECT_NE(troubles.find(why), std::string::npos) << why << "\n" << troubles;
  EXPECT_EQ(troubles.find("ucja"), std::string::npos) << "nobody is named";
  EXPECT_EQ(world_.outbox().size(), 2U);
  for (const auto& way : ways) EXPECT_EQ(world_.folder(way.folder).size(), way.format == "sie" ? 2U : 1U) << way.format;
}

/// What is wrong in a connection's table is told with the line that it stands in, before the first invoice.
TEST_F(Finance, a_code_that_is_too_long_is_a_fault_of_the_configuration) {
  auto connections = read_file(world_.root() / "config/connections.yaml");
  const std::string right = "cost_centres: { ost: \"471100\"";
  connections.replace(connections.find(right), right.size(), "cost_centres: { ost: \"471100471100\"");
  world_.configure("connections.yaml", connections);
  const auto checked = world_.sluss({"check"});
  EXPECT_NE(checked.exit, 0);
  EXPECT_NE(
      checked.err.find("connections.yaml:14:26: error: connections.lg04.cost_centres.ost: it is wider than the field "
                       "\"dim_1\", which has room for 8"),
      std::string::npos)
      << checked.err;
}

}  // namespace
}  // namespace sluss::test
