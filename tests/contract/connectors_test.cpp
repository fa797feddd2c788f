// Every connector keeps what every connector promises. A new folder is found by itself.
#include <algorithm>
#include <gtest/gtest.h>

#include "base/text.h"
#include "connector_promises.h"
#include "support/world.h"

namespace sluss::contract {
namespace {

namespace fs = std::filesystem;

const fs::path connectors = SLUSS_SOURCE "/connectors";

enum class Which { all, reading };

std::vector<std::string> names(Which which) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(connectors)) {
    if (!entry.is_directory()) continue;
    if (which == Which::all || Connector(entry.path()).yaml.has("provides")) found.push_back(entry.path().filename());
  }
  std::sort(found.begin(), found.end());
  return found;
}

class Connectors : public ::testing::TestWithParam<std::string> {
 protected:
  static void expect_kept(Sentences (*check)(const Connector&)) {
    const auto broken = check(Connector(connectors / GetParam()));
    EXPECT_TRUE(broken.empty()) << join(broken, "\n");
  }
};
class ReadingConnectors : public Connectors {};

TEST_P(Connectors, has_its_parts) { expect_kept(has_its_parts); }
TEST_P(Connectors, has_a_page_that_says_what_it_does) { expect_kept(has_a_page); }
TEST_P(Connectors, has_samples_of_nobody) { expect_kept(has_samples_of_nobody); }
TEST_P(Connectors, passes_check_as_its_page_shows_it) { expect_kept(passes_check); }
TEST_P(ReadingConnectors, reads_every_row_of_its_samples) { expect_kept(reads_its_samples); }

const auto called = [](const auto& name) {
  auto text = name.param;
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
};
INSTANTIATE_TEST_SUITE_P(Each, Connectors, ::testing::ValuesIn(names(Which::all)), called);
INSTANTIATE_TEST_SUITE_P(Each, ReadingConnectors, ::testing::ValuesIn(names(Which::reading)), called);

TEST(EveryConnector, that_reads_is_found) {
  const auto found = names(Which::reading);
  for (const auto* name :
       {"events", "klipp", "order-sheet", "payments", "peppol-inbox", "placement-sheet", "registry-sheet"})
    EXPECT_EQ(std::count(found.begin(), found.end(), name), 1) << name;
}

/// A copy of all connectors, of which one is then damaged.
class DamagedConnector : public ::testing::Test {
 protected:
  DamagedConnector() { fs::copy(connectors, copies_, fs::copy_options::recursive); }

  [[nodiscard]] fs::path file(const std::string& name) const { return copies_ / name; }
  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    auto text = test::read_file(copies_ / file);
    ASSERT_NE(text.find(from), std::string::npos) << file << " no longer holds " << from;
    test::write_file(copies_ / file, text.replace(text.find(from), from.size(), to));
  }
  void remove(const std::string& file) const { ASSERT_GT(fs::remove_all(copies_ / file), 0U); }
  /// The check says this and nothing else.
  void expect(const std::string& name, Sentences (*check)(const Connector&), const Sentences& expected) const {
    EXPECT_EQ(check(Connector(copies_ / name)), expected);
  }
  /// The check has a sentence with this in it.
  void expect_part(const std::string& name, Sentences (*check)(const Connector&), const std::string& part) const {
    const auto broken = join(check(Connector(copies_ / name)), "\n");
    EXPECT_NE(broken.find(part), std::string::npos) << broken;
  }

 private:
  test::World world_;
  fs::path copies_ = world_.root() / "connectors";
};

TEST_F(DamagedConnector, without_a_page) {
  remove("klipp/README.md");
  expect("klipp", has_its_parts, {"there is no README.md"});
}
TEST_F(DamagedConnector, without_a_description) {
  remove("klipp/connector.yaml");
  expect("klipp", has_its_parts, {"connector.yaml is missing, is no YAML, or has another name"});
}
TEST_F(DamagedConnector, without_samples) {
  remove("peppol-outbox/samples");
  expect("peppol-outbox", has_its_parts, {"samples/ holds no sample"});
}
TEST_F(DamagedConnector, with_a_sample_that_nobody_can_read) {
  replace("placement-sheet/samples/placeringar.xlsx", "PK", "KP");
  replace("placement-sheet/samples/placeringar.xlsx", "PK\x05\x06", "KP\x05\x06");
  expect("placement-sheet", has_its_parts, {"placeringar.xlsx is empty or cannot be read"});
}
TEST_F(DamagedConnector, with_a_sample_that_its_page_does_not_tell_of) {
  replace("klipp/samples/README.md", "`placeringar-HT2026-windows-1252.csv`", "that");
  expect("klipp", has_its_parts, {"samples/README.md does not tell of placeringar-HT2026-windows-1252.csv"});
}

TEST_F(DamagedConnector, with_the_page_of_another) {
  replace("klipp/README.md", "# klipp", "# ladok");
  expect("klipp", has_a_page, {"the page's title is not its name"});
}
TEST_F(DamagedConnector, with_a_parameter_that_the_page_does_not_name) {
  replace("klipp/connector.yaml", "parameters:\n",
          "parameters:\n  days: { type: number, text: How old, default: 3 }\n");
  expect("klipp", has_a_page, {"the page does not name the parameter days"});
}
TEST_F(DamagedConnector, with_a_column_that_the_page_does_not_name) {
  replace("klipp/README.md", "Startdatum", "Start");
  replace("klipp/README.md", "Förnamn, ", "");
  expect("klipp", has_a_page,
         {"the page does not name the column Startdatum", "the page does not name the column Förnamn"});
}
TEST_F(DamagedConnector, with_a_page_that_does_not_say_what_it_takes) {
  replace("peppol-outbox/README.md", "each invoice", "each");
  replace("peppol-outbox/README.md", "<invoice number>", "<number>");
  expect("peppol-outbox", has_a_page, {"the page does not name the invoice"});
}

TEST_F(DamagedConnector, with_samples_that_do_not_say_who_is_in_them) {
  replace("invoice-basis/samples/README.md", "synthetic", "here");
  expect("invoice-basis", has_samples_of_nobody, {"samples/README.md does not say \"synthetic\""});
}
TEST_F(DamagedConnector, with_a_number_that_somebody_may_have) {
  for (const auto* number :
       {"19121212-1212", "121212+1212", "191212121212", "1212121212", "121272-1219", "19121212-1213"}) {
    SCOPED_TRACE(number);
    test::write_file(file("klipp/samples/placeringar-HT2026.csv"), "19550101-9805;" + std::string(number) + "\r\n");
    expect("klipp", has_samples_of_nobody, {"placeringar-HT2026.csv has a personal number that is no test number"});
  }
}
TEST_F(DamagedConnector, with_a_sample_without_any_number) {
  test::write_file(file("klipp/samples/placeringar-HT2026.csv"), "19550101-9806;2129990012;HT2026-0000001\r\n");
  expect("klipp", has_samples_of_nobody, {"placeringar-HT2026.csv has no personnummer that is right"});
}

TEST_F(DamagedConnector, with_a_page_that_check_refuses) {
  replace("klipp/README.md", "folder: /srv", "foldr: /srv");
  expect_part("klipp", passes_check, "as in README.md: ");
}
TEST_F(DamagedConnector, with_a_page_that_shows_no_connection) {
  replace("klipp/README.md", "```yaml", "```");
  expect("klipp", passes_check, {"README.md shows no connection"});
}
TEST_F(DamagedConnector, with_a_parameter_without_an_example) {
  replace("klipp/connector.yaml", ", example: /srv/klipp/inbox", "");
  expect_part("klipp", passes_check, "as in its examples: ");
}
TEST_F(DamagedConnector, with_a_format_that_nobody_knows) {
  replace("peppol-outbox/connector.yaml", "ubl: {}", "ubbl: {}");
  expect_part("peppol-outbox", passes_check, "ubbl");
}

TEST_F(DamagedConnector, with_a_row_too_few) {
  const auto text = test::read_file(file("klipp/samples/placeringar-HT2026-windows-1252.csv"));
  test::write_file(file("klipp/samples/placeringar-HT2026-windows-1252.csv"),
                   text.substr(0, text.rfind("\r\n", text.size() - 3) + 2));
  const std::string is_of = "placeringar-HT2026-windows-1252.csv: ";
  expect("klipp", reads_its_samples,
         {is_of + "read is 29, expected 30", is_of + "new is 29, expected 30",
          is_of + "the number of messages is 29, expected 30", is_of + "collected is 29, expected 30"});
}
TEST_F(DamagedConnector, with_a_sample_that_promises_nothing) {
  replace("placement-sheet/samples/README.md", "120 rows, ", "");
  expect_part("placement-sheet", reads_its_samples, "read is 120, expected -1");
}
TEST_F(DamagedConnector, with_a_pattern_that_no_sample_has) {
  replace("placement-sheet/connector.yaml", "*.xlsx", "*.xlsm");
  expect_part("placement-sheet", reads_its_samples, "read is 0, expected 120");
}
TEST_F(DamagedConnector, with_a_column_that_no_sample_has) {
  replace("placement-sheet/connector.yaml", "Till,", "Slut,");
  expect_part("placement-sheet", reads_its_samples, "Slut");
}
TEST_F(DamagedConnector, with_a_placement_that_is_lost) {
  replace("placement-sheet/samples/README.md", "119 placements", "120 placements");
  const std::string is_of = "placeringar.xlsx: ";
  expect("placement-sheet", reads_its_samples,
         {is_of + "new is 119, expected 120", is_of + "unchanged is 1, expected 0",
          is_of + "the number of messages is 119, expected 120", is_of + "collected is 95, expected 96"});
}
TEST_F(DamagedConnector, with_a_word_that_it_does_not_understand) {
  replace("placement-sheet/connector.yaml", "Bekräftad: confirmed, ", "");
  expect_part("placement-sheet", reads_its_samples, "placeringar.xlsx: most is not taken up");
}

}  // namespace
}  // namespace sluss::contract
