// The test of our own nightly pipeline fails when the pipeline, an agreement or a price is another.
#include <gtest/gtest.h>

#include "small_connector.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

class TestOfAPipeline : public ::testing::Test {
 protected:
  TestOfAPipeline() {
    for (const auto* folder : {"config", "connectors"})
      fs::copy(fs::path(SLUSS_REPOSITORY) / folder, scratch_.path() / folder, fs::copy_options::recursive);
  }
  /// Replaces all that stands there.
  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    auto text = read_file(scratch_.path() / file);
    ASSERT_NE(text.find(from), std::string::npos) << file << " no longer holds " << from;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
    write_file(scratch_.path() / file, text);
  }
  [[nodiscard]] Finished play() const {
    return run({SLUSS_PROGRAM, "test", (scratch_.path() / tested).string()}, scratch_.path());
  }

  static constexpr auto tested = "config/pipelines/nightly-placements_test.yaml";

 private:
  TemporaryFolder scratch_;
};

TEST_F(TestOfAPipeline, passes_as_it_stands) { expect_passed(play()); }

TEST_F(TestOfAPipeline, finds_that_nobody_mentions_a_document) {
  replace(tested, "      underlag.invoices: [\"10010001\"]\n\n", "\n");
  expect_failed(play(), "underlag.invoices: 10010001 came out, and no expectation mentions it\n");
}

TEST_F(TestOfAPipeline, finds_another_number_of_days) {
  replace(tested, "days: 15", "days: 14");
  expect_failed(play(), "peppol.invoices: 10010001: lines[0].days: expected 14, found 15\n");
}

TEST_F(TestOfAPipeline, finds_that_another_way_out_is_taken) {
  replace("config/pipelines/nightly-placements.yaml", "== \"peppol\"", "== \"post\"");
  expect_failed(play(), "peppol.invoices: 10010001 did not come out\n");
}

TEST_F(TestOfAPipeline, is_refused_when_a_step_is_missing) {
  replace("config/pipelines/nightly-placements.yaml", "  - bill\n", "");
  expect_refused(play(), "add the step that makes them");
}

TEST_F(TestOfAPipeline, finds_another_document) {
  replace("config/agreements/parties.yaml", "Exempelbys hemsjukvård", "Exempelbys sjukvård");
  const auto finished = play();
  expect_failed(finished, "peppol.invoices: 10010001: golden/10010001.xml: line ");
  expect_part(finished.out, "Exempelbys sjukvård");
}

TEST_F(TestOfAPipeline, finds_another_reason) {
  replace(tested, "protected identity", "no programme");
  expect_failed(play(),
                "parked: P-4: expected a reason with \"no programme\", found \"The student has a protected identity.");
}

TEST_F(TestOfAPipeline, is_refused_when_the_configuration_is_wrong) {
  replace("config/connections.yaml", "use: klipp,", "use: klip,");
  expect_refused(play(), "there is no connector \"klip\"; did you mean \"klipp\"?");
}

TEST_F(TestOfAPipeline, is_refused_when_there_is_no_such_pipeline) {
  replace(tested, "pipeline: nightly-placements", "pipeline: nightly");
  expect_refused(play(), "nightly-placements_test.yaml:3:11: error: pipeline: there is no pipeline \"nightly\"");
}

}  // namespace
}  // namespace sluss::test
