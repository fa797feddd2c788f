// Files of tests that are wrong, files of what is right, and JUnit.
#include <pugixml.hpp>

#include "base/json.h"
#include "small_connector.h"

namespace sluss::test {
namespace {

class FileOfTests : public SmallConnector {
 protected:
  static std::string with(const std::string& lines) {
    return "connector: small\ntests:\n  - test: two rows\n    at: 2026-12-15\n" + lines;
  }
  static constexpr auto given = "    given: { placements: rows.csv }\n";
};

TEST_F(FileOfTests, is_refused_at_the_line_of_its_fault) {
  expect_refused(play(with("    given: { placement: rows.csv }\n    expect: { placements: none }\n")),
                 "small_test.yaml:5:14: error: tests[0].given.placement: no way in is called \"placement\" here");
  expect_refused(play(with("    given: { placements: row.csv }\n    expect: { placements: none }\n")),
                 "small_test.yaml:5:26: error: tests[0].given.placements: there is no file \"row.csv\"");
  expect_refused(play(with(std::string(given) + "    expects: { placements: none }\n")),
                 "small_test.yaml:6:5: error: tests[0].expects: unknown key; did you mean \"expect\"?");
  expect_refused(play(with(std::string(given) + "    expect: { placements: { P1: 7 } }\n")),
                 "small_test.yaml:6:33: error: ");
  expect_refused(play(with(std::string(given) + "    expect: { parked: [{ at: line 2 }] }\n")),
                 "\"because\" is missing");
  expect_refused(play("connector: small\ntests:\n  - test: [\n"), "small_test.yaml:");
  expect_refused(play(with(std::string("    with: { foldr: /srv }\n") + given + "    expect: { placements: none }\n")),
                 "small_test.yaml:5:13: error: tests[0].with.foldr: unknown key");
}

TEST_F(FileOfTests, may_give_records_that_the_mapping_reads) {
  const std::string begin = "    given:\n      placements:\n",
                    end = "    expect: { placements: { P1: { term: HT2026 } } }\n";
  const std::string records = "        records: [{ Nr: P1, Termin: ht 2026, Enhet: Norr, a.b: [1, { c.d: x }] }]\n";
  expect_passed(play(with(begin + "        columns: [Nr, Termin, Enhet, a.b]\n" + records + end)));
  expect_failed(play(with(begin + "        columns: [Nr, Termin]\n" + records + end)), "Enhet");
  expect_passed(play(with(begin + records + end)));
  expect_refused(play(with(begin + "        records: rows.csv\n" + end)), "expected a list of records");
  expect_refused(play(with(begin + "        columns: [Nr]\n" + end)), "\"records\" is missing");
  expect_refused(play(with(begin + "        record: []\n" + end)), "unknown key; did you mean \"records\"?");
  expect_refused(play(with(begin + "        records: []\n" + end)), "nothing is given: such a test cannot fail");
}

TEST_F(FileOfTests, is_of_the_connector_that_it_names) {
  expect_refused(play(with(std::string("    with: { use: klipp }\n") + given + "    expect: { placements: none }\n")),
                 "small_test.yaml:5:18: error: tests[0].with.use: the connector is named above already");
  const auto other = play("connector: klipp\ntests:\n  - test: rows\n    at: 2026-12-15\n" + std::string(given) +
                          "    expect: { placements: none }\n");
  expect_refused(other, "small_test.yaml:1:12: error: connector: expected \"small\"");
}

TEST_F(FileOfTests, is_refused_when_it_cannot_fail) {
  expect_refused(play(with(given)),
                 "small_test.yaml:3:5: error: tests[0]: nothing is expected: such a test cannot fail");
  expect_refused(play(with(std::string(given) + "    expect: {}\n")), "nothing is expected: such a test cannot fail");
  expect_refused(play(with("    expect: { placements: none }\n")), "nothing is given: such a test cannot fail");
  expect_refused(play(with("    given: { placements: [] }\n    expect: { placements: none }\n")),
                 "nothing is given: such a test cannot fail");
  expect_refused(play("connector: small\ntests: []\n"), "expected a list of tests");
  expect_refused(play("tests: []\n"), "expected either \"connector\" or \"pipeline\"");
}

TEST_F(FileOfTests, is_refused_when_its_connector_is_wrong) {
  auto yaml = read("connector.yaml");
  write("connector.yaml", yaml.replace(yaml.find("csv"), 3, "csw"));
  expect_refused(expecting("      placements: none\n"),
                 "connector.yaml:9:15: error: provides.placements.format.csw: there is no format named \"csw\"; did "
                 "you mean \"csv\"?");
}

TEST_F(FileOfTests, none_is_no_success) {
  const auto finished =
      run({SLUSS_PROGRAM, "test", (std::filesystem::path(SLUSS_REPOSITORY) / "docs").string()}, ::testing::TempDir());
  EXPECT_EQ(finished.exit, 2);
  expect_part(finished.err, "there are no tests: no file named *_test.yaml lies below ");
}

TEST_F(FileOfTests, is_not_played_where_there_is_no_room) {
  const auto finished = run({"env", "TMPDIR=/nonexistent", SLUSS_PROGRAM, "test", "--json",
                             (std::filesystem::path(SLUSS_REPOSITORY) / "connectors/events").string()},
                            ::testing::TempDir());
  EXPECT_EQ(finished.exit, 1) << finished.out << finished.err;
  expect_part(finished.out, "no folder can be made in $TMPDIR or /tmp");
}

TEST_F(FileOfTests, of_what_is_right_is_written_and_then_holds) {
  const std::string expect = "      placements: golden/all.yaml\n";
  expect_failed(expecting(expect), "there is no file golden/all.yaml; sluss test --update writes what comes out now");
  expect_part(expecting(expect, {"--update"}).out, "wrote golden/all.yaml: read what changed before you keep it\n");
  EXPECT_EQ(read("golden/all.yaml"),
            "# Written by sluss test --update. Read what it changes before you keep it.\n"
            "P1:\n  id: P1\n  term: HT2026\n  unit.name: Norr\n"
            "P2:\n  id: P2\n  term: HT2026\n  unit.name: Söder\n");
  expect_passed(expecting(expect));
  EXPECT_EQ(expecting(expect, {"--update"}).out.find("wrote"), std::string::npos);
}

TEST_F(FileOfTests, of_what_is_right_finds_each_difference) {
  const std::string expect = "      placements: golden/all.yaml\n";
  write("golden/all.yaml", "P1:\n  id: P1\n  term: HT2026\n  unit.name: Syd\nP3: { id: P3 }\n");
  const auto finished = expecting(expect);
  expect_failed(finished, "golden/all.yaml:4:3: small.placements: P1: unit.name: expected \"Syd\", found \"Norr\"\n");
  expect_part(finished.out, "golden/all.yaml:5:1: small.placements: P3 did not come out\n");
  expect_part(finished.out, "small.placements: P2 came out, and does not stand in golden/all.yaml\n");
  write("golden/all.yaml", "P1: { id: P1, unit.name: Norr }\nP2: { id: P2, term: HT2026, unit.name: Söder }\n");
  expect_failed(expecting(expect), "P1: term: expected nothing, found \"HT2026\"\n");
}

TEST_F(FileOfTests, of_what_is_right_lie_in_its_folder) {
  for (const auto* name : {"../all.yaml", "/tmp/all.yaml", "golden/../../all.yaml"}) {
    expect_refused(expecting(std::string("      placements: ") + name + "\n", {"--update"}),
                   "expected a file in the folder of the test, or below it");
  }
}

TEST_F(FileOfTests, of_what_is_right_change_nothing_else) {
  expect_failed(expecting("      placements: { golden: golden/all.yaml, P1: { unit.name: Syd } }\n", {"--update"}),
                "expected \"Syd\", found \"Norr\"");
  EXPECT_TRUE(has("golden/all.yaml"));
  EXPECT_EQ(read("rows.csv"), "Nr;Termin;Enhet\nP1;HT2026;Norr\nP2;HT2026;Söder\n");
}

TEST_F(FileOfTests, tells_junit) {
  TemporaryFolder scratch;
  const auto file = scratch.path() / "junit.xml";
  write("rows.csv", "Nr;Termin;Enhet\nP1;HT2026;\"a < b & \"\"c\"\"\"\n");
  const auto finished =
      play(with(std::string(given) + "    expect: { placements: { P1: { unit.name: \"]]>\" } } }\n" +
                "  - test: it passes\n    at: 2026-12-15\n" + given + "    expect: { placements: [P1] }\n"),
           {"--junit", file.string()});
  EXPECT_EQ(finished.exit, 1) << finished.out << finished.err;
  pugi::xml_document document;
  ASSERT_TRUE(document.load_file(file.c_str())) << read_file(file);
  const auto suites = document.child("testsuites");
  EXPECT_EQ(suites.attribute("tests").as_int(), 2);
  EXPECT_EQ(suites.attribute("failures").as_int(), 1);
  EXPECT_EQ(suites.attribute("errors").as_int(), 0);
  const auto first = suites.child("testsuite").child("testcase");
  EXPECT_STREQ(first.attribute("name").value(), "two rows");
  EXPECT_EQ(first.attribute("line").as_int(), 3);
  expect_part(first.child("failure").attribute("message").value(),
              R"(P1: unit.name: expected "]]>", found "a < b & \"c\"")");
  EXPECT_FALSE(first.next_sibling("testcase").child("failure"));
}

TEST_F(FileOfTests, tells_junit_of_its_faults) {
  TemporaryFolder scratch;
  const auto file = scratch.path() / "junit.xml";
  expect_refused(play(with(given), {"--junit", file.string()}), "nothing is expected");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_file(file.c_str())) << read_file(file);
  EXPECT_EQ(document.child("testsuites").attribute("errors").as_int(), 1);
  expect_part(document.child("testsuites").child("testsuite").child("testcase").child("error").text().get(),
              "nothing is expected");
}

TEST_F(FileOfTests, tells_json) {
  const auto finished = expecting("      placements: [P1]\n", {"--json"});
  const auto value = parse_json(finished.out);
  ASSERT_TRUE(value.has_value()) << finished.out;
  const auto& test = (*(*value->as_list())[0]["tests"].as_list())[0];
  EXPECT_EQ(test["passed"], Value(false));
  EXPECT_EQ((*test["failures"].as_list())[0]["text"].text_or_empty(),
            "small.placements: P2 came out, and no expectation mentions it");
}

}  // namespace
}  // namespace sluss::test
