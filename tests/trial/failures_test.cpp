// Whatever a test can be wrong about is found, at its line, with what was found.
#include "small_connector.h"

namespace sluss::test {
namespace {

using TestOfAConnector = SmallConnector;

TEST_F(TestOfAConnector, passes_when_all_is_as_expected) {
  expect_passed(
      expecting("      placements:\n"
                "        P1: { term: HT2026, unit.name: Norr }\n"
                "        P2: {}\n"));
  expect_passed(expecting("      placements: [P1, P2]\n"));
  expect_passed(expecting("      placements: { P2: { unit: { name: Söder } }, others: 1 }\n"));
}

TEST_F(TestOfAConnector, fails_on_what_it_does_not_mention) {
  const auto finished = expecting("      placements:\n        P1: {}\n");
  expect_failed(finished, "small_test.yaml:7:7: small.placements: P2 came out, and no expectation mentions it\n");
  expect_part(finished.out, "if that is right: P2: { id: P2, term: HT2026, unit.name: Söder }\n");
  expect_passed(
      expecting("      placements:\n        P1: {}\n        P2: { id: P2, term: HT2026, unit.name: Söder }\n"));
}

TEST_F(TestOfAConnector, fails_on_a_way_that_it_does_not_mention) {
  expect_failed(expecting("      parked: none\n"), "small.placements: P1 came out, and no expectation mentions it\n");
}

TEST_F(TestOfAConnector, fails_on_a_wrong_value) {
  expect_failed(expecting("      placements:\n"
                          "        P1: { unit.name: Syd }\n"
                          "        P2: {}\n"),
                "small_test.yaml:8:26: small.placements: P1: unit.name: expected \"Syd\", found \"Norr\"\n");
}

TEST_F(TestOfAConnector, fails_on_a_member_that_should_not_be_there) {
  expect_failed(expecting("      placements: { P1: { term: ~ }, P2: {} }\n"),
                "P1: term: expected nothing, found \"HT2026\"\n");
  expect_failed(expecting("      placements: { P1: { end: 2026-12-01 }, P2: {} }\n"),
                "P1: end: expected \"2026-12-01\", found nothing\n");
}

TEST_F(TestOfAConnector, fails_on_a_missing_row) {
  expect_failed(expecting("      placements: [P1, P2, P3]\n"), "small.placements: P3 did not come out\n");
}

TEST_F(TestOfAConnector, fails_on_another_number_of_rows) {
  expect_failed(expecting("      placements: { P1: {}, others: 2 }\n"), "expected 2 others, found 1: P2\n");
  expect_failed(expecting("      placements: none\n"), "P1 came out, and no expectation mentions it\n");
}

TEST_F(TestOfAConnector, fails_on_what_is_parked_and_not_mentioned) {
  write("rows.csv", "Nr;Termin;Enhet\nP1;hösten;Norr\nP2;HT2026;Söder\n");
  const auto finished = expecting("      placements: [P2]\n");
  expect_failed(finished, "P1 (rows.csv, line 2) was parked, and no expectation mentions it: ");
  expect_part(finished.out, "if that is right: parked: [{ at: line 2, because: ");
}

TEST_F(TestOfAConnector, fails_on_another_reason) {
  write("rows.csv", "Nr;Termin;Enhet\nP1;hösten;Norr\nP2;HT2026;Söder\n");
  expect_passed(expecting("      placements: [P2]\n      parked: [{ at: line 2, because: is not a term }]\n"));
  expect_failed(expecting("      placements: [P2]\n      parked: [{ at: line 2, because: is not a date }]\n"),
                "parked: line 2: expected a reason with \"is not a date\", found \"");
  expect_failed(expecting("      placements: [P2]\n      parked: [{ at: line 22, because: is not a term }]\n"),
                "parked: nothing was parked at line 22");
}

TEST_F(TestOfAConnector, tells_where_a_missing_row_went) {
  write("rows.csv", "Nr;Termin;Enhet\nP1;hösten;Norr\nP2;HT2026;Söder\n");
  expect_failed(expecting("      placements: [P1, P2]\n"), "P1 did not come out; it was parked: rows.csv, line 2");
}

TEST_F(TestOfAConnector, fails_on_an_input_that_is_refused) {
  write("rows.csv", "Nr;Enhet\nP1;Norr\n");
  const auto finished = expecting("      placements: none\n");
  expect_failed(finished, "the run says, and no expectation mentions it: rows.csv: ");
  expect_passed(expecting("      placements: none\n      troubles: Termin\n"));
  expect_failed(expecting("      placements: none\n      troubles: Program\n"),
                "troubles: the run did not say \"Program\"");
  const auto all = expecting("      placements: [P1]\n").out;
  EXPECT_LT(all.find("the run says"), all.find("P1 did not come out")) << "the cause stands before what it caused\n"
                                                                       << all;
}

TEST_F(TestOfAConnector, fails_on_a_withdrawal_that_it_does_not_mention) {
  const std::string first =
      "connector: small\ntests:\n  - test: two nights\n    nights:\n"
      "      - at: 2026-12-15\n        given: { placements: rows.csv }\n        expect: { placements: [P1, P2] }\n"
      "      - at: 2026-12-16\n        given: { placements: \"Nr;Termin;Enhet\\nP1;HT2026;Norr\\n\" }\n";
  expect_failed(play(first + "        expect: { placements: none }\n"),
                "P2 came out, and no expectation mentions it\n            if that is right: P2: { change: withdrawn, ");
  expect_failed(play(first + "        expect: { placements: [P2] }\n"),
                "P2: change: expected new or changed, found withdrawn\n");
  expect_passed(play(first + "        expect: { placements: { P2: { change: withdrawn } } }\n"));
}

TEST_F(TestOfAConnector, plays_messages_that_are_written_in_it) {
  expect_passed(
      play("connector: small\ntests:\n  - test: messages\n    at: 2026-12-15\n"
           "    given: { placements: [{ id: P7, unit.name: Väster, count: 3 }] }\n"
           "    expect: { placements: { P7: { unit.name: Väster, count: 3 } } }\n"));
}

/// The connector has a step that asks another system.
class TestOfAConnectorThatAsks : public SmallConnector {
 protected:
  TestOfAConnectorThatAsks() {
    write("connector.yaml",
          read("connector.yaml") + "    steps: [{ enrich: { url: \"https://nobody.invalid/{id}\", into: known } }]\n");
  }
  Finished answering(const std::string& answers, const std::string& expect) const {
    return play("connector: small\ntests:\n  - test: two rows\n    at: 2026-12-15\n" + answers +
                "    given: { placements: rows.csv }\n    expect: " + expect + "\n");
  }
};

TEST_F(TestOfAConnectorThatAsks, asks_nobody) {
  expect_failed(
      answering("", "{ placements: none }"),
      "P1 (rows.csv, line 2) was parked, and no expectation mentions it: the step enrich asks another system, "
      "and the test has no answer about this\n");
}

TEST_F(TestOfAConnectorThatAsks, is_given_the_answers_about_each_message) {
  const std::string answers =
      "    answers: { enrich: [{ when: { id: P1 }, gives: { known.beds: 4 } }, { gives: { known: { open: yes } } }] "
      "}\n";
  expect_passed(answering(answers, "{ placements: { P1: { known: { beds: 4, open: yes } }, P2: { known.beds: ~ } } }"));
  expect_failed(answering(answers, "{ placements: { P1: { known.beds: 5 }, P2: {} } }"),
                "known.beds: expected 5, found 4\n");
}

TEST_F(TestOfAConnectorThatAsks, refuses_answers_that_nobody_asks_for) {
  expect_refused(
      answering("    answers: { map: [{ gives: { a: 1 } }] }\n", "{ placements: none }"),
      "small_test.yaml:5:16: error: tests[0].answers.map: no step that asks another system is called \"map\"");
}

/// A connector that takes invoices.
class TestOfAConnectorThatTakes : public SmallConnector {
 protected:
  TestOfAConnectorThatTakes() {
    write("connector.yaml",
          "connector: small\nsummary: Invoices\nparameters:\n"
          "  folder: { type: path, required: true, text: Where they lie, example: /srv/small }\n"
          "takes:\n  invoices:\n    message: invoice\n    to: { file: { folder: \"${folder}\", name: \"{number}\" } }\n"
          "    format: { json: { form: object } }\n");
  }
  Finished taking(const std::string& expect, const std::vector<std::string>& more = {}) const {
    return play(
        "connector: small\ntests:\n  - test: an invoice\n    at: 2026-12-15\n"
        "    given: { invoices: [{ number: \"7\", term: HT2026 }] }\n    expect: " +
            expect + "\n",
        more);
  }
};

TEST_F(TestOfAConnectorThatTakes, compares_the_document_that_would_be_delivered) {
  const std::string expect = "{ invoices: { \"7\": { term: HT2026, document: golden/7.json } } }";
  expect_part(taking(expect, {"--update"}).out, "wrote golden/7.json");
  expect_part(read("golden/7.json"), "\"HT2026\"");
  expect_passed(taking(expect));
  write("golden/7.json", "{}");
  expect_failed(taking(expect), "small.invoices: 7: golden/7.json: line 1: expected \"{}\", found ");
  expect_failed(taking("{ invoices: none }"), "small.invoices: 7 came out, and no expectation mentions it");
}

TEST_F(TestOfAConnectorThatTakes, is_given_what_came_out_of_another_test) {
  write("given/all.yaml", "\"7\": { number: \"7\", seller.unit: norr }\n\"8\":\n  number: \"8\"\n");
  const auto giving = [](const std::string& given) {
    return "connector: small\ntests:\n  - test: invoices\n    at: 2026-12-15\n    given: { invoices: " + given +
           " }\n    expect: { invoices: { \"7\": { seller.unit: norr }, \"8\": {} } }\n";
  };
  expect_passed(play(giving("given/all.yaml")));
  expect_refused(play(giving("\"7\\n8\"")), "what goes out is given as messages");
  write("given/all.yaml", "\"7\": { number: \"7\"\n");
  expect_refused(play(giving("given/all.yaml")), "given/all.yaml:");
}

}  // namespace
}  // namespace sluss::test
